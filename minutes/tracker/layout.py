"""Where things stand in a workbook that people have rearranged: sheets, header rows, columns, rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from minutes.tracker.base import State
from minutes.tracker.book import Book, SheetEntry, Table
from minutes.tracker.ledger import MATRIX_PREFIX, Copy, View
from minutes.tracker.profile import Column, Profile, SheetSpec
from minutes.tracker.sheet import Sheet

HEADER_DEPTH = 60
"""Rows from the top in which a header is looked for."""


@dataclass
class Layout:
    """One sheet of the tracker as it stands: its columns by field, its header row, the rows that belong to it."""

    spec: SheetSpec
    entry: SheetEntry
    sheet: Sheet
    table: Table | None
    header: int
    columns: dict[str, int] = field(default_factory=dict)
    extra: dict[int, str] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)
    _kinds: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._kinds = {column.field: column.kind for column in self.spec.columns}

    def kind(self, name: str) -> str:
        """The kind of a field's column."""
        return self._kinds.get(name, "text")

    def text(self, row: int, name: str) -> str:
        """What the cell of that field says; empty when the column is gone."""
        column = self.columns.get(name)
        if column is None:
            return ""
        return self.sheet.read(row, column).canon(self.kind(name), since_1904=self.sheet.since_1904)


def find_layouts(book: Book, profile: Profile, state: State) -> dict[str, Layout]:
    """The tracker's sheets by id: by name, else by their table's name, else by their headings."""
    layouts: dict[str, Layout] = {}
    taken: set[str] = set()
    base = {profile.base.name, state.names.get("base", "")}
    candidates = [entry for entry in book.entries if entry.name not in base]
    for spec in profile.sheets:
        names = [name for name in (state.names.get(spec.id), spec.name) if name]
        ranked = sorted(
            (entry for entry in candidates if entry.part not in taken),
            key=lambda entry: (entry.name not in names, not any(t.name == spec.table for t in book.tables(entry))),
        )
        for entry in ranked:
            named = entry.name in names or any(table.name == spec.table for table in book.tables(entry))
            layout = _read_header(book, entry, spec, state, certain=named)
            if layout is not None:
                _find_renamed(layout, state, profile)
                layouts[spec.id] = layout
                taken.add(entry.part)
                break
    return layouts


def _read_header(book: Book, entry: SheetEntry, spec: SheetSpec, state: State, *, certain: bool) -> Layout | None:
    sheet = book.sheet(entry)
    headings = headings_of(spec, state)
    tables = book.tables(entry)
    table = next((table for table in tables if table.name == spec.table), tables[0] if tables else None)
    rows = [number for number in sheet.row_numbers if number <= HEADER_DEPTH]
    if table is not None:
        rows = [table.range[0], *rows]
    best: tuple[int, int, dict[str, int]] | None = None
    for row in rows:
        found: dict[str, int] = {}
        for column in sorted(sheet.columns_of(row)):
            name = headings.get(normal_heading(sheet.read(row, column).text))
            if name is not None and name not in found:
                found[name] = column
        if found and (best is None or len(found) > best[0]):
            best = (len(found), row, found)
    least = min(2, len(spec.columns)) if certain else max(3, (len(spec.columns) + 1) // 2)
    if best is None or best[0] < least:
        return None
    _, header, columns = best
    if table is not None and table.range[0] != header:
        table = None
    layout = Layout(spec, entry, sheet, table, header, columns)
    used = set(columns.values())
    for column in sorted(sheet.columns_of(header)):
        text = sheet.read(header, column).text
        if column not in used and text:
            layout.extra[column] = text
    return layout


def _find_renamed(layout: Layout, state: State, profile: Profile) -> None:
    """A column under another heading is still ours when it holds what the program wrote there, row by row."""
    missing = [column for column in layout.spec.columns if column.field not in layout.columns]
    if not missing or not layout.extra or "key" not in layout.columns:
        return
    rows = [(row, state.rows.get((layout.spec.id, layout.text(row, "key")))) for row in layout.sheet.row_numbers]
    known = [(row, kept) for row, kept in rows if kept is not None and row > layout.header]
    for column in missing:
        best: tuple[int, int] | None = None
        for place in layout.extra:
            same = total = 0
            for row, kept in known:
                text = layout.sheet.read(row, place).canon(column.kind, since_1904=layout.sheet.since_1904)
                if column.kind == "status":
                    total += bool(text)
                    same += text in profile.status.choices
                    continue
                wrote = kept.number if column.field == "number" else kept.values.get(column.field, "")
                total += bool(wrote)
                same += bool(wrote) and text == wrote
            if same and same * 2 > total and (best is None or same > best[0]):
                best = (same, place)
        if best is not None:
            layout.columns[column.field] = best[1]
            del layout.extra[best[1]]


def headings_of(spec: SheetSpec, state: State) -> dict[str, str]:
    """Heading to field: what the program wrote into this workbook, and what the profile says."""
    found = {normal_heading(column.header): column.field for column in spec.columns}
    for name, header in state.headers.get(spec.id, {}).items():
        found.setdefault(normal_heading(header), name)
    return found


def normal_heading(text: str) -> str:
    """A heading without blanks, case and the width of its brackets."""
    return re.sub(r"\s+", "", text).casefold().replace("\uff08", "(").replace("\uff09", ")")


def read_view(book: Book, layouts: Mapping[str, Layout], state: State, profile: Profile) -> tuple[View, list[str]]:
    """Every known row where it stands now, wherever people have moved it; and what looked odd on the way."""
    view = View()
    remarks: list[str] = []
    numbers = {row.number: row.key for row in state.of("tracker") if row.number}
    pattern = number_pattern(profile)
    for layout in layouts.values():
        fields = {column.field: column for column in layout.spec.columns}
        view.absent[layout.spec.id] = {
            name for name in state.headers.get(layout.spec.id, {}) if name not in layout.columns
        }
        rows = [row for row in layout.sheet.row_numbers if row > layout.header]
        seen = {row: layout.text(row, "number").strip() if layout.spec.id == "tracker" else "" for row in rows}
        claimed = {numbers[number] for number in seen.values() if number in numbers}
        for row in rows:
            key = layout.text(row, "key")
            number = seen[row]
            if number in numbers:
                # People see the number and move it with the row; a hidden key can be left behind by a partial sort.
                key = numbers[number]
            elif key in claimed:
                continue
            match = pattern.fullmatch(number)
            if match is not None:
                year, serial = match.group("year"), int(match.group("serial"))
                view.serials[year] = max(view.serials.get(year, 0), serial)
            if not key:
                continue
            layout.rows[row] = key
            if (layout.spec.id, key) in state.rows:
                cells = _row_cells(layout, row, fields)
                if "key" in cells:
                    cells["key"] = key
                view.copies.setdefault((layout.spec.id, key), []).append(Copy(cells, row))
    _find_elsewhere(book, layouts, state, numbers, view, profile)
    return view, remarks


def _row_cells(layout: Layout, row: int, fields: Mapping[str, Column]) -> dict[str, str]:
    cells = {}
    for name in layout.columns:
        column = fields.get(name)
        if column is None and not name.startswith(MATRIX_PREFIX):
            continue
        if column is not None and column.kind == "formula":
            continue
        cells[name] = layout.text(row, name)
    return cells


def _find_elsewhere(
    book: Book, layouts: Mapping[str, Layout], state: State, numbers: Mapping[str, str], view: View, profile: Profile
) -> None:
    """Rows that people have moved to sheets of their own are recognised there by key or number, and left alone."""
    missing = {key: row.sheet for (_, key), row in state.rows.items() if row.sheet in ("tracker", "meetings")}
    missing = {key: sheet for key, sheet in missing.items() if (sheet, key) not in view.copies}
    wanted = dict.fromkeys(missing)
    by_number = {number: key for number, key in numbers.items() if key in wanted}
    if not wanted:
        return
    own = {layout.entry.part for layout in layouts.values()}
    for entry in book.entries:
        if entry.part in own or entry.name in (profile.base.name, state.names.get("base")):
            continue
        sheet = book.sheet(entry)
        for row, column in sheet.cells():
            text = sheet.read(row, column).text.strip()
            key = by_number.get(text, text if text in wanted else None)
            if key is not None:
                sheet_id = missing[key]
                copies = view.copies.setdefault((sheet_id, key), [])
                if not copies:
                    copies.append(Copy({}, row, fixed=True))


def number_pattern(profile: Profile) -> re.Pattern[str]:
    """What a 督办编号 looks like under this profile."""
    marked = profile.number.format(year="\x00", serial=1)
    start = marked.index("\x00")
    head, tail = re.escape(marked[:start]), marked[start + 1 :]
    tail = re.sub(r"0*1", "\x01", tail, count=1)
    return re.compile(head + r"(?P<year>\d{4})" + re.escape(tail).replace("\x01", r"(?P<serial>\d+)"))
