"""JSON Lines, plain or compressed (.gz, .zst): an object a line."""

from __future__ import annotations

import functools
import io
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from minutes.corpus.batches import BATCH_BYTES, Batch, Item, Reading, file_stamp
from minutes.corpus.documents import CorpusError, Skipped, read_row
from minutes.errors import ReadError
from minutes.extras import load_extra

SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
WHOLE_BYTES = 16_000_000  # a compressed file that unpacks to this is left to the worker, a larger one to the planner
_CHUNK = 1 << 16  # bytes unpacked at a time: what they unpack to is held in memory


def plan_jsonl(path: Path, name: str) -> Iterator[Batch]:
    """Ranges of bytes for a plain file; for a compressed one the file itself if small, else its unpacked lines."""
    stamp = file_stamp(path)
    size = path.stat().st_size
    if path.suffix not in (".gz", ".zst"):
        for start in range(0, size, BATCH_BYTES):
            end = min(start + BATCH_BYTES, size)
            yield Batch(read_range, path, name, end - start, stamp, start, end)
    elif _unpacked_size(path) <= WHOLE_BYTES:
        yield Batch(read_whole, path, name, size, stamp)
    else:
        yield from _plan_lines(path, name, stamp)


def _unpacked_size(path: Path) -> int:
    """Bytes that a compressed file says it unpacks to.

    Where it says nothing, or less than it has (it was put together from several streams), eight times its own.
    """
    packed = path.stat().st_size
    told = 0
    with path.open("rb") as file:
        if path.suffix == ".gz" and packed >= 4:
            file.seek(-4, io.SEEK_END)
            told = int.from_bytes(file.read(4), "little")
        elif path.suffix == ".zst":
            zstandard = load_extra("zstandard", "zst")
            try:
                told = max(0, zstandard.get_frame_parameters(file.read(64)).content_size)
            except zstandard.ZstdError:
                told = 0
            told = 0 if told == zstandard.CONTENTSIZE_UNKNOWN else told
    return told if told >= packed else packed * 8


def _plan_lines(path: Path, name: str, stamp: str) -> Iterator[Batch]:
    """The file's lines in blocks; `start` is the offset in the unpacked stream, `size` the bytes of the packed one."""
    start = done = 0
    with path.open("rb") as packed:
        for content in _whole_lines(_unpack(packed, path)):
            place = packed.tell()
            end = start + len(content)
            yield Batch(read_lines, path, name, place - done, stamp, start, end, content=content)
            done, start = place, end


def _whole_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Blocks that end with a line, of some `BATCH_BYTES`; where the pieces break off, the whole lines before that."""
    held: list[bytes] = []
    size = 0
    broken: CorpusError | None = None
    while broken is None:
        try:
            piece = next(pieces, None)
        except CorpusError as error:
            broken = error
            break
        if piece is None:
            break
        cut = piece.rfind(b"\n") + 1
        if cut and size + cut >= BATCH_BYTES:
            yield b"".join([*held, piece[:cut]])
            held, size = [], 0
            piece = piece[cut:]
        held.append(piece)
        size += len(piece)
    rest = b"".join(held)
    if broken is not None:
        rest = rest[: rest.rfind(b"\n") + 1]
    if rest:
        yield rest
    if broken is not None:
        raise broken


def _unpack(packed: BinaryIO, path: Path) -> Iterator[bytes]:
    """The unpacked stream in pieces, through several streams one behind the other."""
    if path.suffix == ".gz":
        begin: Callable[[], Any] = functools.partial(zlib.decompressobj, 31)  # a gzip header and its checksum
    else:
        begin = load_extra("zstandard", "zst").ZstdDecompressor().decompressobj
    unpacker = None
    try:
        while chunk := packed.read(_CHUNK):
            while chunk:
                unpacker = begin() if unpacker is None else unpacker
                yield unpacker.decompress(chunk)
                chunk = b""
                if unpacker.eof:
                    chunk = unpacker.unused_data.lstrip(b"\0")  # tapes and some tools fill up with zeros
                    unpacker = None
        if unpacker is not None:
            raise EOFError("it ends in the middle")
    except Exception as error:  # each library has errors of its own for damage
        raise CorpusError(f"{path}: is damaged ({error}); the lines before the damage were read") from error


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
