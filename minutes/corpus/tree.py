"""Folders of documents: a batch is a run of files in sorted order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from minutes.corpus.batches import BATCH_BYTES, BATCH_FILES, Batch, Item, Reading
from minutes.corpus.documents import CorpusDocument, Skipped
from minutes.errors import ReadError


def plan_files(files: Iterable[tuple[Path, str]]) -> Iterator[Batch]:
    """Batches of (path, document id) pairs, without holding more than one batch of them."""
    held: list[tuple[Path, str]] = []
    size = 0
    stamp = hashlib.sha256()
    for path, name in files:
        try:
            status = path.stat()
            own, told = status.st_size, f"{status.st_size}-{status.st_mtime_ns};"
        except OSError:
            own, told = 0, "missing;"  # told as skipped when it is read
        held.append((path, name))
        size += own
        stamp.update(told.encode())
        if size >= BATCH_BYTES or len(held) >= BATCH_FILES:
            yield _batch(held, size, stamp.hexdigest())
            held, size, stamp = [], 0, hashlib.sha256()
    if held:
        yield _batch(held, size, stamp.hexdigest())


def _batch(files: list[tuple[Path, str]], size: int, stamp: str) -> Batch:
    return Batch(read_files, files[0][0], files[0][1], size, stamp, files=tuple(files))


def read_files(batch: Batch, reading: Reading) -> Iterator[Item]:
    """The documents of the batch's files."""
    from minutes.reading import read_document

    for path, name in batch.files:
        try:
            yield CorpusDocument(name, read_document(path, encoding=reading.encoding))
        except ReadError as error:
            yield Skipped(name, "unreadable", str(error))
        except MemoryError:
            yield Skipped(name, "out-of-memory", f"{path}: needs more memory than there is; split it")
