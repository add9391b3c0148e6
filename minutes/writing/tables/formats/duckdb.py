"""DuckDB: one database `minutes.duckdb` with all tables."""

from __future__ import annotations

from pathlib import Path

from minutes.extras import load_extra
from minutes.writing.tables.columns import TABLES, Table
from minutes.writing.tables.format import Parts, TableFormat
from minutes.writing.whole import replacing_path

_KINDS = {"text": "VARCHAR", "integer": "BIGINT"}
_FILES = 200  # parts read by one statement


def _join(parts: Parts, folder: Path) -> list[Path]:
    duckdb = load_extra("duckdb", "duckdb")

    target = folder / "minutes.duckdb"
    with replacing_path(target) as beside:
        beside.unlink()  # an empty file is no database to DuckDB
        try:
            # Beside the file, not in a shared place: DuckDB puts what does not fit into memory next to its database.
            with duckdb.connect(str(beside), config={"threads": 2, "memory_limit": "1GB"}) as database:
                for table in TABLES.values():
                    columns = ", ".join(f"{column.name} {_KINDS[column.kind]}" for column in table.columns)
                    database.execute(f"CREATE TABLE {table.name} ({columns})")
                    paths = [str(path) for path in parts.paths(table.name, "jsonl") if path.stat().st_size]
                    for at in range(0, len(paths), _FILES):
                        database.execute(_insert(table), [paths[at : at + _FILES]])
        except duckdb.Error as error:
            raise OSError(None, f"DuckDB: {error}") from error
    return [target]


def _insert(table: Table) -> str:
    kinds = ", ".join(f"'{column.name}': '{_KINDS[column.kind]}'" for column in table.columns)
    return (
        f"INSERT INTO {table.name} SELECT {', '.join(table.names)} FROM read_json($1, format = 'newline_delimited', "
        f"columns = {{{kinds}}})"
    )


FORMAT = TableFormat(
    name="duckdb",
    part="jsonl",
    targets=lambda folder: [folder / "minutes.duckdb"],
    join=_join,
    needs="duckdb",
    extra="duckdb",
)
