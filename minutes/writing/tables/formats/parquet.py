"""Parquet: `TABLE.parquet`; a run on a cluster leaves it in parts, as engines of many machines read it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from minutes.extras import load_extra
from minutes.writing.tables.columns import TABLES, Table
from minutes.writing.tables.format import Parts, TableFormat
from minutes.writing.tables.rows import Row
from minutes.writing.whole import replacing_path

_GROUP = 100_000  # rows of a row group: what is held in memory while joining
_COMPRESSION = "zstd"


def _schema(table: Table) -> Any:
    pa = load_extra("pyarrow", "parquet")

    kinds = {"text": pa.string(), "integer": pa.int64()}
    return pa.schema([pa.field(column.name, kinds[column.kind]) for column in table.columns])


def encode_parquet(table: Table, rows: Sequence[Row]) -> bytes:
    """A whole Parquet file with these rows."""
    pa, pq = load_extra("pyarrow", "parquet"), load_extra("pyarrow.parquet", "parquet")

    schema = _schema(table)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
    arrays = [pa.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
    file = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), file, compression=_COMPRESSION)
    return file.getvalue()


def _targets(folder: Path) -> list[Path]:
    return [folder / f"{name}.parquet" for name in TABLES]


def _join(parts: Parts, folder: Path) -> list[Path]:
    for (name, table), target in zip(TABLES.items(), _targets(folder), strict=True):
        with replacing_path(target) as beside:
            _join_table(table, parts.paths(name, "parquet"), beside)
    return _targets(folder)


def _join_table(table: Table, parts: Any, target: Path) -> None:
    """Parts into row groups of some `_GROUP` rows, for many small groups read slowly."""
    pa, pq = load_extra("pyarrow", "parquet"), load_extra("pyarrow.parquet", "parquet")

    with pq.ParquetWriter(target, _schema(table), compression=_COMPRESSION) as writer:
        held: list[Any] = []
        for part in parts:
            held.append(pq.read_table(part, partitioning=None, memory_map=False))
            if sum(len(one) for one in held) >= _GROUP:
                writer.write_table(pa.concat_tables(held))
                held.clear()
        if held:
            writer.write_table(pa.concat_tables(held))


FORMAT = TableFormat(
    name="parquet",
    part="parquet",
    targets=_targets,
    join=_join,
    encode=encode_parquet,
    needs="pyarrow",
    extra="parquet",
)
