"""Reading a tracker as people left it: the rows of 督办台账, wherever columns and sheets have gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from minutes.errors import TrackerError
from minutes.tracker.base import State
from minutes.tracker.book import Book
from minutes.tracker.cells import FORMULA_MARK, parse_date
from minutes.tracker.layout import Layout, find_layouts
from minutes.tracker.package import Package
from minutes.tracker.profile import Profile
from minutes.tracker.report import MergeReport


@dataclass(frozen=True)
class TrackerRow:
    """One row of 督办台账: its cells by field as text, extra columns by heading; `cell` is where it stands."""

    sheet: str
    row: int
    values: dict[str, str]
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def cell(self) -> str:
        """The row's first cell, such as 督办台账!A5."""
        return f"{self.sheet}!A{self.row}"

    @property
    def deadline(self) -> date | None:
        """完成时限, when it is a day."""
        return parse_date(self.values.get("deadline", ""))

    def get(self, name: str) -> str:
        """A field's text; empty when the column is gone."""
        return self.values.get(name, "")


@dataclass(frozen=True)
class TrackerTable:
    """All rows of 督办台账 with the profile that the workbook was made with."""

    path: Path
    profile: Profile
    rows: list[TrackerRow]
    headings: list[tuple[str, str]]


def read_tracker(path: Path, profile: Path | None = None) -> TrackerTable:
    """The rows of 督办台账, people's own rows included; formulas are left out, they are computed anew where needed."""
    from minutes.tracker.joining import read_state

    try:
        data = path.read_bytes()
    except OSError as error:
        raise TrackerError(f"{path}: cannot be read ({error.strerror}).") from error
    book = Book(Package.from_bytes(data, path.name), path.name)
    state: State
    _, state, words = read_state(book, MergeReport(path), profile)
    layout = find_layouts(book, words, state).get("tracker")
    if layout is None:
        raise TrackerError(f"{path}: no sheet {words.sheet('tracker').name} with its headings; this is no tracker.")
    rows = []
    for row in layout.sheet.row_numbers:
        if row > layout.header:
            found = _read_row(layout, row)
            if found is not None:
                rows.append(found)
    places = [(column, name, "") for name, column in layout.columns.items()]
    places += [(column, "", text) for column, text in layout.extra.items()]
    headings = [(name, text or layout.sheet.read(layout.header, column).text) for column, name, text in sorted(places)]
    return TrackerTable(path, words, rows, headings)


def _read_row(layout: Layout, row: int) -> TrackerRow | None:
    values = {name: layout.text(row, name) for name in layout.columns if layout.kind(name) != "formula"}
    values = {name: "" if text.startswith(FORMULA_MARK) else text for name, text in values.items()}
    extra = {text: layout.sheet.read(row, column).text for column, text in layout.extra.items()}
    if not any(text for name, text in values.items() if name != "key") and not any(extra.values()):
        return None
    return TrackerRow(layout.entry.name, row, values, extra)


def units_of(row: TrackerRow, profile: Profile) -> list[str]:
    """The units of 牵头单位, split at the marks people use between them."""
    return split_units(row.get("lead"), profile)


def split_units(text: str, profile: Profile) -> list[str]:
    """Single units of a cell.

    The profile's joiner, commas, semicolons and line ends part them.
    """
    for mark in (profile.joiner, "\uff0c", ",", "\uff1b", ";", "\n"):
        text = text.replace(mark, "\x00")
    return list(dict.fromkeys(part.strip() for part in text.split("\x00") if part.strip()))


def select_unit(rows: Sequence[TrackerRow], unit: str, profile: Profile) -> list[TrackerRow]:
    """Rows that a unit leads or supports."""
    return [row for row in rows if unit in units_of(row, profile) or unit in split_units(row.get("support"), profile)]
