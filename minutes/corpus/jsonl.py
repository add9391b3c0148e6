"""JSON Lines, plain or compressed (.gz, .zst): an object a line."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from minutes.corpus.batches import BATCH_BYTES, Batch, Item, Reading, file_stamp
from minutes.corpus.documents import CorpusError, Skipped, read_row
from minutes.errors import ReadError
from minutes.extras import load_extra

SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
WHOLE_BYTES = 4_000_000  # a compressed file up to this is unpacked by the worker, a larger one by the planner
_BLOCK = 1 << 20


def plan_jsonl(path: Path, name: str) -> Iterator[Batch]:
    """Ranges of bytes for a plain file; for a compressed one the file itself if small, else its unpacked lines."""
    stamp = file_stamp(path)
    size = path.stat().st_size
    if path.suffix not in (".gz", ".zst"):
        for start in range(0, size, BATCH_BYTES):
            end = min(start + BATCH_BYTES, size)
            yield Batch(read_range, path, name, end - start, stamp, start, end)
    elif size <= WHOLE_BYTES:
        yield Batch(read_whole, path, name, size, stamp)
    else:
        yield from _plan_lines(path, name, stamp)


def _plan_lines(path: Path, name: str, stamp: str) -> Iterator[Batch]:
    """The file's lines in blocks; `start` is the offset in the unpacked stream, `size` the bytes of the packed one."""
    with path.open("rb") as packed, _unpack(packed, path) as lines:
        start = done = 0
        rest = b""
        while True:
            block = _read_block(lines, path)
            cut = block.rfind(b"\n") + 1 if block else 0
            content, rest = (rest + block[:cut], block[cut:]) if block else (rest, b"")
            if block and not cut:  # one line longer than a block
                rest = content + rest
                continue
            if content:
                place = packed.tell()
                yield Batch(read_lines, path, name, place - done, stamp, start, start + len(content), content=content)
                done, start = place, start + len(content)
            if not block:
                return


def _read_block(lines: BinaryIO, path: Path) -> bytes:
    pieces = []
    left = BATCH_BYTES
    try:
        while left > 0 and (piece := lines.read(min(left, _BLOCK))):
            pieces.append(piece)
            left -= len(piece)
    except (OSError, EOFError, ValueError) as error:
        raise CorpusError(f"{path}: is damaged ({error}); what stands before the damage was read") from error
    return b"".join(pieces)


@contextmanager
def _unpack(packed: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    if path.suffix == ".gz":
        with gzip.GzipFile(fileobj=packed) as file:
            yield file  # type: ignore[misc] # a GzipFile is a BinaryIO in all that is used here
    else:
        zstandard = load_extra("zstandard", "zst")
        try:
            with zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True) as file:
                yield file
        except zstandard.ZstdError as error:
            raise CorpusError(f"{path}: is damaged ({error}); what stands before the damage was read") from error


def read_range(batch: Batch, reading: Reading) -> Iterator[Item]:
    """The documents whose lines begin in the batch's range of bytes."""
    with batch.path.open("rb") as file:
        place = batch.start
        if place:
            file.seek(place - 1)
            place += len(file.readline()) - 1
        while place < batch.end and (line := file.readline()):
            yield from _read_line(line, batch.name, place, reading)
            place += len(line)


def read_whole(batch: Batch, reading: Reading) -> Iterator[Item]:
    """The documents of a compressed file."""
    for lines in _plan_lines(batch.path, batch.name, batch.stamp):
        yield from read_lines(lines, reading)


def read_lines(batch: Batch, reading: Reading) -> Iterator[Item]:
    """The documents of the lines that the batch carries."""
    place = batch.start
    for line in io.BytesIO(batch.content):
        yield from _read_line(line, batch.name, place, reading)
        place += len(line)


def _read_line(line: bytes, name: str, offset: int, reading: Reading) -> Iterator[Item]:
    place = f"{name}#{offset}"
    line = line.removeprefix(b"\xef\xbb\xbf").strip()
    if not line:
        return
    encoding = "utf-8"
    try:
        try:
            row = json.loads(line.decode(reading.encoding or "utf-8"))
        except UnicodeDecodeError:
            from minutes.reading import charset

            found = charset.decode(line)
            encoding = found.encoding or encoding
            row = json.loads(found.text)
    except (ValueError, RecursionError, ReadError) as error:
        yield Skipped(place, "not-json", f"{place}: no JSON object stands on this line ({error})")
        return
    if not isinstance(row, dict):
        yield Skipped(place, "not-json", f"{place}: a {type(row).__name__} stands on this line, not an object")
        return
    yield read_row(row, reading.columns, place=place, encoding=encoding)
