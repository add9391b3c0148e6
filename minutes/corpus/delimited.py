"""CSV and TSV with a header: read by the planner row by row, because a quoted cell may hold line ends."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from minutes.corpus.batches import BATCH_BYTES, Batch, Item, Reading, file_stamp
from minutes.corpus.documents import CorpusError, read_row
from minutes.errors import ReadError

SUFFIXES = (".csv", ".tsv")
_CELL = 100_000_000  # characters; the reader's own limit of 131,072 is less than a long article
_SAMPLE = 1 << 20  # bytes by which the encoding is told


def plan_delimited(path: Path, name: str, encoding: str | None) -> Iterator[Batch]:
    """Batches of rows; `start` is the number of the first one, from 1."""
    stamp = file_stamp(path)
    encoding = encoding or _tell_encoding(path)
    csv.field_size_limit(_CELL)
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding, errors="replace", newline="") as text:
        reader = csv.reader(text, delimiter="\t" if path.suffix.lower() == ".tsv" else _tell_delimiter(text))
        rows: list[dict[str, object]] = []
        start, held, done = 1, 0, 0
        try:
            header = [cell.removeprefix("\ufeff").strip() for cell in next(reader, [])]
            for number, cells in enumerate(reader, 1):
                if cells:
                    rows.append(dict(zip(header, cells, strict=False)))
                    held += sum(map(len, cells))
                if held >= BATCH_BYTES // 3:  # a Chinese character has three bytes in UTF-8
                    yield _batch(path, name, stamp, rows, start, raw.tell() - done, encoding)
                    start, held, done, rows = number + 1, 0, raw.tell(), []
        except csv.Error as error:
            raise CorpusError(f"{path}: row {reader.line_num}: {error}; rows before it were read") from error
        if rows:
            yield _batch(path, name, stamp, rows, start, raw.tell() - done, encoding)


def _batch(
    path: Path, name: str, stamp: str, rows: list[dict[str, object]], start: int, size: int, encoding: str
) -> Batch:
    return Batch(read_rows, path, name, size, f"{stamp}|{encoding}", start, start + len(rows), rows=tuple(rows))


def read_rows(batch: Batch, reading: Reading) -> Iterator[Item]:
    """The documents of the rows that the batch carries."""
    encoding = batch.stamp.rpartition("|")[2] or "utf-8"
    for number, row in enumerate(batch.rows, batch.start):
        yield read_row(row, reading.columns, place=f"{batch.name}#{number}", encoding=encoding)


def _tell_encoding(path: Path) -> str:
    from minutes.reading import charset

    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    # A cut in the middle of a character is no damage: the last line is left out.
    try:
        return charset.decode(sample[: sample.rfind(b"\n") + 1] or sample).encoding or "utf-8"
    except ReadError as error:
        raise CorpusError(f"{path}: {error}") from error


def _tell_delimiter(text: io.TextIOWrapper) -> str:
    header = text.readline()
    text.seek(0)
    return max(",;\t", key=header.count)
