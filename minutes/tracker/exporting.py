"""The rows of 督办台账 in other formats: CSV (with BOM, safe to open in Excel), JSON, Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from minutes.errors import TrackerError
from minutes.tracker.applying import RISKY
from minutes.tracker.reading import TrackerRow, TrackerTable

FORMATS = ("csv", "json", "md")


def export_rows(table: TrackerTable, form: str) -> str:
    """The table as text in one of `FORMATS`; the hidden key and the formula columns are left out."""
    if form not in FORMATS:
        raise TrackerError(f"--format {form}: there are {', '.join(FORMATS)}.")
    spec = table.profile.sheet("tracker")
    formulas = {column.field for column in spec.columns if column.kind in ("formula", "key")}
    headings = [(name, text) for name, text in table.headings if name not in formulas]
    if form == "json":
        return _json(table.rows, headings)
    names = [text for _, text in headings]
    rows = [[_value(row, name, text) for name, text in headings] for row in table.rows]
    return _csv(names, rows) if form == "csv" else _markdown(names, rows)


def _value(row: TrackerRow, name: str, heading: str) -> str:
    return row.get(name) if name else row.extra.get(heading, "")


def _json(rows: Sequence[TrackerRow], headings: Sequence[tuple[str, str]]) -> str:
    found = [{text: _value(row, name, text) or None for name, text in headings} for row in rows]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _csv(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        # A spreadsheet program runs what begins like a formula, in a CSV too.
        writer.writerow([f"'{text}" if text.startswith((*RISKY, "\r")) else text for text in row])
    return "\ufeff" + buffer.getvalue()


def _markdown(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(_cell(cell) for cell in cells) + " |\n"

    return line(names) + "|" + " --- |" * len(names) + "\n" + "".join(line(row) for row in rows)


def _cell(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), ("\n", "<br>")):
        text = text.replace(plain, escaped)
    return text
