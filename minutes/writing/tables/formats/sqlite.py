"""SQLite: one database `minutes.sqlite` with all tables, indexed by key; it opens in Datasette as it is."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from minutes.writing.tables.columns import TABLES, Table
from minutes.writing.tables.format import Parts, TableFormat
from minutes.writing.tables.rows import Row
from minutes.writing.whole import replacing_path


def create_statement(table: Table) -> str:
    """The table's SQL; keys are no constraints, because a corpus may hold a document twice."""
    columns = ", ".join(f"{column.name} {column.kind.upper()}" for column in table.columns)
    references = "".join(
        f", FOREIGN KEY ({', '.join(names)}) REFERENCES {other} ({', '.join(TABLES[other].key)})"
        for names, other in table.references
    )
    return f"CREATE TABLE {table.name} ({columns}{references})"


def encode_rows(_table: Table, rows: Sequence[Row]) -> bytes:
    """The rows as Python values, because parsing text would take longer than inserting."""
    return marshal.dumps(list(rows), 4)


def _join(parts: Parts, folder: Path) -> list[Path]:
    target = folder / "minutes.sqlite"
    with replacing_path(target) as beside:
        database = sqlite3.connect(beside)
        try:
            # The file is new and replaces nothing until it is whole: a journal would only cost time.
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            for table in TABLES.values():
                database.execute(create_statement(table))
                places = ", ".join("?" * len(table.columns))
                for part in parts.paths(table.name, "sqlite"):
                    rows = marshal.loads(part.read_bytes())
                    database.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)
                keys = {table.key, *(names for names, _ in table.references)}
                for number, key in enumerate(sorted(keys)):
                    database.execute(f"CREATE INDEX {table.name}_{number} ON {table.name} ({', '.join(key)})")
            database.commit()
        except sqlite3.OperationalError as error:
            raise OSError(None, f"SQLite: {error}") from error
        finally:
            database.close()
    return [target]


FORMAT = TableFormat(
    name="sqlite",
    part="sqlite",
    targets=lambda folder: [folder / "minutes.sqlite"],
    join=_join,
    encode=encode_rows,
)
