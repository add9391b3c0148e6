"""The goldens of `examples/`: the records of each document, and the cells of the tracker they make together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from minutes.records import Records
from tools.generated import ROOT, Generated

EXAMPLES = ROOT / "examples"
CELLS = EXAMPLES / "tracker.cells.json"


def example_documents() -> list[Path]:
    """The documents that come with goldens, by name."""
    return sorted(EXAMPLES.glob("*.txt"))


def golden_of(document: Path) -> Path:
    """Where the records of an example stand."""
    return document.with_name(f"{document.stem}.records.json")


def generate_goldens() -> Iterator[Generated]:
    """A records file for each example, then the cells of their common tracker."""
    from minutes import extract
    from minutes.tracker import merge_records
    from minutes.writing.records_json import records_bytes

    extracted = [(document, extract(document)) for document in example_documents()]
    for document, records in extracted:
        golden = golden_of(document)
        yield Generated(golden, records_bytes(_as_generated_before(records, golden)).decode())
    with TemporaryDirectory() as folder:
        tracker = Path(folder) / "tracker.xlsx"
        merge_records([records for _, records in extracted], tracker)
        yield Generated(CELLS, cells_text(visible_cells(tracker)))


def _as_generated_before(records: Records, golden: Path) -> Records:
    """With the generator that the golden names: a template that changes none of these records changes no golden."""
    if not golden.exists():
        return records
    standing = Records.model_validate_json(golden.read_bytes())
    return records.model_copy(update={"generator": standing.generator})


def visible_cells(workbook: Path) -> dict[str, list[list[Any]]]:
    """Every sheet a reader sees, row by row: dates as YYYY-MM-DD, a formula that the row above has too as ″."""
    import openpyxl

    book = openpyxl.load_workbook(workbook)
    return {
        sheet.title: list(_rows(sheet.iter_rows(values_only=True)))
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    }


def _rows(rows: Iterable[tuple[object, ...]]) -> Iterator[list[Any]]:
    above: list[object] = []
    for number, row in enumerate(rows, start=1):
        general = [_in_any_row(value, number) for value in row]
        yield [
            "″" if _is_formula(value) and new == old else _plain(value)
            for value, new, old in zip(row, general, above or general, strict=True)
        ]
        above = general


def _in_any_row(value: object, number: int) -> object:
    """A formula without the number of the row it stands in; any other value as it is."""
    return re.sub(rf"(?<=[A-Z]){number}\b", "#", str(value)) if _is_formula(value) else value


def _is_formula(value: object) -> bool:
    return isinstance(value, str) and value.startswith("=")


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | float) else str(value)


def cells_text(sheets: dict[str, list[list[Any]]]) -> str:
    """JSON with a line a row, so that a difference shows rows."""
    parts = []
    for name, rows in sheets.items():
        lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f" {json.dumps(name, ensure_ascii=False)}: [\n{lines}\n ]")
    return "{\n" + ",\n".join(parts) + "\n}\n"
