"""Records become flat tables whose keys meet, the same in every format."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minutes.errors import MinutesError
from minutes.reading import read_document
from minutes.records import Records
from minutes.writing.tables import TABLES, document_rows, load_table_format, load_table_formats, write_tables
from tests.invented import invented_records

FORMATS = load_table_formats()
Tables = dict[str, list[tuple[Any, ...]]]


def _some(count: int = 5) -> Iterator[tuple[str, Records]]:
    for number in range(count):
        text = f"会议要求，\u201c要\u201d清淤,第{number}次。\n二要\t巡查；\n"
        yield f"d/{number}", invented_records(read_document(text.encode(), name=f"{number}.txt"), None)


def _expected() -> Tables:
    tables: Tables = {name: [] for name in TABLES}
    for key, records in _some():
        for name, rows in document_rows(key, records).items():
            tables[name].extend(rows)
    return tables


def _read_jsonl(folder: Path, name: str) -> list[tuple[Any, ...]]:
    return [tuple(json.loads(line).values()) for line in (folder / f"{name}.jsonl").open(encoding="utf-8")]


def _read_sqlite(folder: Path, name: str) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(folder / "minutes.sqlite")
    try:
        return database.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
    finally:
        database.close()


def _read_parquet(folder: Path, name: str) -> list[tuple[Any, ...]]:
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(folder / f"{name}.parquet")
    assert tuple(table.column_names) == TABLES[name].names
    return [tuple(row.values()) for row in table.to_pylist()]


def _read_duckdb(folder: Path, name: str) -> list[tuple[Any, ...]]:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(folder / "minutes.duckdb"), read_only=True) as database:
        rows: list[tuple[Any, ...]] = database.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
        return rows


READERS = {"jsonl": _read_jsonl, "sqlite": _read_sqlite, "parquet": _read_parquet, "duckdb": _read_duckdb}


def _require(name: str) -> None:
    needs = load_table_format(name).needs
    if needs:
        pytest.importorskip(needs)


@pytest.mark.parametrize("name", sorted(READERS))
def test_every_format_holds_the_same_rows(tmp_path: Path, name: str) -> None:
    """Each table reads back with every row, cell and empty cell, in order."""
    _require(name)
    made = write_tables(_some(), tmp_path, [name])
    assert made == load_table_format(name).targets(tmp_path)
    for table, rows in _expected().items():
        assert READERS[name](tmp_path, table) == rows


def test_csv_opens_in_excel_and_in_python(tmp_path: Path) -> None:
    """CSV has a byte order mark, a header, and its quotes keep commas and line ends inside cells."""
    write_tables(_some(), tmp_path, ["csv"])
    assert (tmp_path / "meetings.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument_id,meeting_id,")
    for table, rows in _expected().items():
        with (tmp_path / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            read = list(csv.reader(file))
        assert tuple(read[0]) == TABLES[table].names
        assert read[1:] == [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_all_formats_are_covered_here() -> None:
    """A format added later fails this until its rows are checked too."""
    assert set(FORMATS) == {*READERS, "csv"}


@pytest.mark.parametrize("name", FORMATS)
def test_no_records_give_empty_tables(tmp_path: Path, name: str) -> None:
    """Every table exists with its columns even when there is nothing in it."""
    _require(name)
    made = write_tables([], tmp_path, [name])
    assert all(path.exists() for path in made)
    if name in READERS:
        assert READERS[name](tmp_path, "directives") == []


@pytest.mark.parametrize("name", ["jsonl", "csv", "sqlite", "parquet"])
def test_the_same_records_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    """Nothing in the files depends on when or where they were made."""
    _require(name)
    first = [path.read_bytes() for path in write_tables(_some(), tmp_path / "a", [name])]
    assert first == [path.read_bytes() for path in write_tables(_some(), tmp_path / "b", [name])]


def test_nothing_is_left_beside_the_tables(tmp_path: Path) -> None:
    """Parts vanish when the tables stand."""
    write_tables(_some(), tmp_path, ["jsonl"])
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.jsonl" for name in TABLES}


def test_every_key_is_unique_and_every_reference_meets_one() -> None:
    """Within a corpus whose documents differ, keys identify rows and references find theirs."""
    tables = _expected()
    for table in TABLES.values():
        key = [tuple(row[table.names.index(name)] for name in table.key) for row in tables[table.name]]
        assert len(set(key)) == len(key), table.name
        for names, other in table.references:
            target = TABLES[other]
            known = {tuple(row[target.names.index(name)] for name in target.key) for row in tables[other]}
            found = {tuple(row[table.names.index(name)] for name in names) for row in tables[table.name]}
            assert found <= known, (table.name, other)


def test_no_column_is_a_reserved_word() -> None:
    """Columns can be used in SQL without quotes."""
    reserved = {"order", "group", "end", "start", "index", "table", "values", "references", "from", "to"}
    assert not reserved & {name for table in TABLES.values() for name in table.names}


def test_many_rows_go_through_in_parts(tmp_path: Path) -> None:
    """More rows than are held at a time come out complete and in order."""
    write_tables(_some(3000), tmp_path, ["jsonl", "sqlite"])
    rows = _read_jsonl(tmp_path, "documents")
    assert [row[0] for row in rows] == [f"d/{number}" for number in range(3000)]
    assert _read_sqlite(tmp_path, "documents") == rows


def test_an_extra_that_is_missing_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message holds the command to type."""
    import importlib

    def missing(name: str) -> object:
        raise ImportError(name)

    form = load_table_format("parquet")
    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(MinutesError, match=r"pip install 'minutes\[parquet\]'"):
        form.require()


def test_the_page_about_tables_is_true() -> None:
    """docs/tables.md names every table and every column."""
    page = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    from minutes.writing.tables.describe import describe_tables

    assert describe_tables() in page
