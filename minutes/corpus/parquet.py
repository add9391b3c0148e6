"""Parquet tables: small row groups are read by the worker, large ones by the planner, which hands on their rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from minutes.corpus.batches import BATCH_BYTES, Batch, Item, Reading, file_stamp
from minutes.corpus.documents import Columns, CorpusError, read_row
from minutes.extras import load_extra

SUFFIXES = (".parquet",)
_ROWS = 256  # rows unpacked at a time


def plan_parquet(path: Path, name: str, columns: Columns) -> Iterator[Batch]:
    """A batch for each row group of ordinary size; `start` is its first row, from 1, `content` names the group."""
    stamp = file_stamp(path)
    with _open(path) as file:
        first = 1
        for group in range(file.num_row_groups):
            told = file.metadata.row_group(group)
            size = min(told.total_byte_size, path.stat().st_size)
            if told.total_byte_size <= 2 * BATCH_BYTES:
                yield Batch(
                    read_group, path, name, size, stamp, first, first + told.num_rows, content=str(group).encode()
                )
            else:
                yield from _plan_rows(file, group, path, name, stamp, first, size, columns)
            first += told.num_rows


def _plan_rows(
    file: Any, group: int, path: Path, name: str, stamp: str, first: int, size: int, columns: Columns
) -> Iterator[Batch]:
    total = file.metadata.row_group(group).num_rows
    rows: list[dict[str, object]] = []
    held, start = 0, first
    for row in _rows(file, group, columns):
        rows.append(row)
        held += len(str(row.get(columns.text) or "")) * 3
        if held >= BATCH_BYTES:
            yield _carrying(path, name, stamp, rows, start, size * len(rows) // total)
            start, held, rows = start + len(rows), 0, []
    if rows:
        yield _carrying(path, name, stamp, rows, start, size * len(rows) // total)


def _carrying(path: Path, name: str, stamp: str, rows: list[dict[str, object]], start: int, size: int) -> Batch:
    return Batch(read_group_rows, path, name, size, stamp, start, start + len(rows), rows=tuple(rows))


def read_group(batch: Batch, reading: Reading) -> Iterator[Item]:
    """The documents of the row group that the batch names."""
    with _open(batch.path) as file:
        for number, row in enumerate(_rows(file, int(batch.content), reading.columns), batch.start):
            yield read_row(row, reading.columns, place=f"{batch.name}#{number}", encoding="utf-8")


def read_group_rows(batch: Batch, reading: Reading) -> Iterator[Item]:
    """The documents of the rows that the batch carries."""
    for number, row in enumerate(batch.rows, batch.start):
        yield read_row(row, reading.columns, place=f"{batch.name}#{number}", encoding="utf-8")


def _rows(file: Any, group: int, columns: Columns) -> Iterator[dict[str, object]]:
    there = file.schema_arrow.names
    wanted = [name for name in (columns.id, columns.date, columns.title, columns.text) if name in there]
    if columns.text not in there:
        wanted = list(there)  # so that the message can name them
    for piece in file.iter_batches(batch_size=_ROWS, row_groups=[group], columns=wanted):
        yield from piece.to_pylist()


def _open(path: Path) -> Any:
    pa = load_extra("pyarrow", "parquet")
    pq = load_extra("pyarrow.parquet", "parquet")
    try:
        # Row groups may hold a gigabyte: pages are read one after the other, not a column at once.
        return pq.ParquetFile(path, pre_buffer=False, buffer_size=1 << 20)
    except (pa.ArrowInvalid, OSError) as error:
        raise CorpusError(f"{path}: is no Parquet file, or a damaged one ({error})") from error
