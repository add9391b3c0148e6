"""Batches: what a worker is handed. A batch says where its documents are; few carry them along."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from minutes.corpus.documents import Columns, CorpusDocument, Skipped

BATCH_BYTES = 1_000_000
"""Bytes of input to a batch, about: some seconds of work, which is what a kill costs, and what bounds the memory."""
BATCH_FILES = 500
"""Files to a batch, at most."""

Item = CorpusDocument | Skipped


@dataclass(frozen=True, slots=True)
class Reading:
    """How documents are read, the same for all batches of a run."""

    columns: Columns = field(default=Columns())
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents to be read by `read` (a module's function) from `place`; `size` is their share of the input in bytes.

    `stamp` changes when the input does, and so tells a resumed run whether the batch it did is still the same.
    """

    read: Callable[[Batch, Reading], Iterator[Item]]
    path: Path
    name: str
    size: int
    stamp: str
    start: int = 0
    end: int = 0
    files: tuple[tuple[Path, str], ...] = ()
    content: bytes = b""
    rows: tuple[dict[str, object], ...] = ()

    @property
    def fingerprint(self) -> str:
        """Short hash of what the batch stands for."""
        told = (self.read.__name__, self.name, self.size, self.stamp, self.start, self.end)
        names = [name for _, name in self.files]
        return hashlib.sha256(repr((told, names)).encode()).hexdigest()[:16]


def file_stamp(path: Path) -> str:
    """Size in bytes and time of change in nanoseconds: what a changed file does not keep."""
    status = path.stat()
    return f"{status.st_size}-{status.st_mtime_ns}"
