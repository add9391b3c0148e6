"""Checking a tracker workbook against its own rules: every problem with its sheet and cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from minutes.errors import TrackerError
from minutes.tracker.base import State
from minutes.tracker.book import Book
from minutes.tracker.cells import FORMULA_MARK, MAX_CELL, column_letter, parse_date, units
from minutes.tracker.layout import Layout, find_layouts, normal_heading, number_pattern
from minutes.tracker.package import Package, tag
from minutes.tracker.profile import Profile
from minutes.tracker.report import MergeReport

REQUIRED = ("tracker", "meetings", "attendees", "review", "notes")
"""The sheets that every tracker has; the others people may delete."""


@dataclass(frozen=True)
class TrackerProblem:
    """One problem: the sheet's name, the cell (empty for the whole sheet), what is wrong and what to do."""

    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"{place}: {self.message}" if place else self.message


def check_tracker(path: Path) -> list[TrackerProblem]:
    """Every problem of the workbook, sheet by sheet; a file that is no workbook is one problem."""
    path = Path(path)
    try:
        return list(_Checker(path).problems())
    except TrackerError as error:
        return [TrackerProblem("", "", str(error))]
    except OSError as error:
        return [TrackerProblem("", "", f"{path}: cannot be read ({error.strerror}).")]


class _Checker:
    def __init__(self, path: Path) -> None:
        from minutes.tracker.joining import read_state

        self.book = Book(Package.from_bytes(path.read_bytes(), path.name), path.name)
        self.report = MergeReport(path)
        self.profile: Profile
        self.broken: str | None = None
        try:
            self.base, self.state, self.profile = read_state(self.book, self.report)
        except TrackerError as error:
            from minutes.tracker.profile import load_profile

            self.broken = str(error)
            self.base, self.state, self.profile = None, State(), load_profile()
        self.layouts = find_layouts(self.book, self.profile, self.state)

    def problems(self) -> Iterator[TrackerProblem]:
        if self.broken is not None:
            yield TrackerProblem(self.profile.base.name, "", self.broken)
        elif self.base is None:
            yield TrackerProblem(
                self.profile.base.name, "", "the hidden sheet with what the program last wrote is missing"
            )
        for sheet_id in REQUIRED:
            if sheet_id not in self.layouts:
                yield TrackerProblem(self.profile.sheet(sheet_id).name, "", "the sheet, or its heading row, is missing")
        for layout in self.layouts.values():
            yield from self._columns(layout)
            if layout.spec.id != "notes":
                yield from self._cells(layout)
        main = self.layouts.get("tracker")
        if main is not None:
            yield from self._numbers(main)
            yield from self._statuses(main)

    def _problem(self, layout: Layout, row: int, name: str, message: str) -> TrackerProblem:
        column = layout.columns.get(name, 1)
        return TrackerProblem(layout.entry.name, f"{column_letter(column)}{row}", message)

    def _columns(self, layout: Layout) -> Iterator[TrackerProblem]:
        for column in layout.spec.columns:
            if column.field not in layout.columns:
                cell = f"{column_letter(min(layout.columns.values()))}{layout.header}"
                yield TrackerProblem(
                    layout.entry.name, cell, f"the column {column.header} is missing from the heading row"
                )
            else:
                heading = layout.sheet.read(layout.header, layout.columns[column.field]).text
                if normal_heading(heading) != normal_heading(column.header):
                    yield self._problem(
                        layout, layout.header, column.field, f"the heading {_short(heading)} stands for {column.header}"
                    )
        seen: dict[str, int] = {}
        for column_at in sorted([*layout.columns.values(), *layout.extra]):
            text = layout.sheet.read(layout.header, column_at).text.strip().casefold()
            if text in seen:
                cell = f"{column_letter(column_at)}{layout.header}"
                yield TrackerProblem(
                    layout.entry.name, cell, f"the heading {text} stands twice (also in {column_letter(seen[text])})"
                )
            seen.setdefault(text, column_at)
        if layout.table is None:
            return
        holder = layout.table.root.find(tag("tableColumns"))
        left, right = layout.table.range[1], layout.table.range[3]
        named = [node.get("name") or "" for node in holder] if holder is not None else []
        if len(named) != right - left + 1:
            yield TrackerProblem(
                layout.entry.name,
                "",
                f"the table {layout.table.name} has {right - left + 1} columns but {len(named)} names",
            )

    def _cells(self, layout: Layout) -> Iterator[TrackerProblem]:
        kinds = {column.field: column for column in layout.spec.columns}
        keys: dict[str, int] = {}
        for row in layout.sheet.row_numbers:
            if row <= layout.header:
                continue
            key = layout.text(row, "key")
            known = self.state.rows.get((layout.spec.id, key))
            for name in layout.columns:
                column = kinds.get(name)
                if column is None:
                    continue
                cell = layout.sheet.read(row, layout.columns[name])
                text = cell.canon(column.kind, since_1904=layout.sheet.since_1904)
                if cell.error:
                    yield self._problem(layout, row, name, f"{column.header}: the formula gives {cell.text}")
                elif (
                    column.kind == "date"
                    and text
                    and not self._is_date(text, cell.number)
                    and not (known is not None and known.values.get(name) == text)
                ):
                    yield self._problem(layout, row, name, f"{column.header}: {_short(text)} is not a date")
                elif column.kind == "integer" and text and cell.formula is None and not cell.number:
                    yield self._problem(layout, row, name, f"{column.header}: {_short(text)} is not a number")
                elif column.kind == "status" and text and text not in self.profile.status.choices:
                    choices = self.profile.joiner.join(self.profile.status.choices)
                    yield self._problem(layout, row, name, f"{column.header}: {_short(text)} is not one of {choices}")
                elif column.kind == "formula" and key and layout.spec.id == "tracker" and cell.formula is None:
                    yield self._problem(
                        layout, row, name, f"{column.header}: the formula has been overwritten or cleared"
                    )
                elif column.choices and text and text not in column.choices:
                    listed = self.profile.joiner.join(column.choices)
                    yield self._problem(layout, row, name, f"{column.header}: {_short(text)} is not one of {listed}")
                if units(text) > MAX_CELL:
                    yield self._problem(layout, row, name, f"{column.header}: more than {MAX_CELL} characters")
            if not key:
                continue
            if self.base is not None and known is None:
                yield self._problem(layout, row, "key", f"the key {_short(key)} is not one the program has given out")
            if key in keys:
                yield self._problem(layout, row, "key", f"the row stands twice (also in row {keys[key]})")
            keys.setdefault(key, row)

    def _is_date(self, text: str, number: bool) -> bool:
        # A text that looks like a date is one to people, but not to the formulas: only the long past is kept as text.
        day = parse_date(text)
        return text.startswith(FORMULA_MARK) or (day is not None and (number or day.year < 1901))

    def _numbers(self, layout: Layout) -> Iterator[TrackerProblem]:
        pattern = number_pattern(self.profile)
        header = self.profile.sheet("tracker").columns[0].header
        seen: dict[str, int] = {}
        by_key: Mapping[str, str] = {row.key: row.number for row in self.state.of("tracker")}
        for row in layout.sheet.row_numbers:
            if row <= layout.header:
                continue
            number, key = layout.text(row, "number"), layout.text(row, "key")
            if not number:
                if key:
                    yield self._problem(
                        layout, row, "number", f"{header}: missing; it was {by_key.get(key) or 'unknown'}"
                    )
                continue
            if pattern.fullmatch(number) is None:
                form = self.profile.number.format(year="YYYY", serial=0)
                yield self._problem(layout, row, "number", f"{header}: {_short(number)} does not look like {form}")
            elif number in seen:
                yield self._problem(
                    layout, row, "number", f"{header}: {number} stands twice (also in row {seen[number]})"
                )
            elif key and by_key.get(key) and by_key[key] != number:
                yield self._problem(layout, row, "number", f"{header}: {number}, but the row was issued {by_key[key]}")
            seen.setdefault(number, row)

    def _statuses(self, layout: Layout) -> Iterator[TrackerProblem]:
        """The list of 办理状态 must be there and must refuse other values."""
        if "status" not in layout.columns:
            return
        letter = column_letter(layout.columns["status"])
        header = next(column.header for column in layout.spec.columns if column.field == "status")
        from minutes.tracker.cells import split_range

        for node in layout.sheet.root.iter(tag("dataValidation")):
            for ref in (node.get("sqref") or "").split():
                _, left, _, right = split_range(ref)
                if left <= layout.columns["status"] <= right and node.get("type") == "list":
                    if node.get("showErrorMessage") not in ("1", "true"):
                        yield TrackerProblem(
                            layout.entry.name,
                            f"{letter}{layout.header + 1}",
                            f"{header}: the list lets other values pass",
                        )
                    return
        yield TrackerProblem(layout.entry.name, f"{letter}{layout.header + 1}", f"{header}: the drop-down list is gone")


def _short(text: str) -> str:
    text = text.removeprefix(FORMULA_MARK).replace("\n", " ")
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
