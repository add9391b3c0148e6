"""Writing a merge into the workbook's XML: changed cells in place, new rows at the end of their tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from minutes.errors import TrackerError
from minutes.tracker.base import RowState, State
from minutes.tracker.book import Book
from minutes.tracker.cell_xml import EMPTY
from minutes.tracker.cells import FORMULA_MARK, column_letter, display_width, units
from minutes.tracker.formulas import overview_formula, tracker_formula
from minutes.tracker.layout import Layout
from minutes.tracker.ledger import Copy, View
from minutes.tracker.profile import Profile

RISKY = ("=", "+", "-", "@", "\t", "'")
"""First characters that make a spreadsheet program take an edited cell for a formula."""


class Writer:
    """Applies a merged view to the book."""

    def __init__(self, book: Book, layouts: Mapping[str, Layout], state: State, view: View, profile: Profile) -> None:
        self.book = book
        self.layouts = layouts
        self.state = state
        self.view = view
        self.profile = profile
        self.changed = False
        self.formulas = False

    def apply(self) -> bool:
        """Write everything; whether anything had to be written."""
        for sheet_id, layout in self.layouts.items():
            self._add_columns(layout)
            new: list[tuple[RowState, Copy]] = []
            for (owner, key), copies in self.view.copies.items():
                if owner != sheet_id:
                    continue
                state = self.state.rows[owner, key]
                for copy in copies:
                    if copy.fixed:
                        continue
                    if copy.row:
                        self._update(layout, copy)
                    else:
                        new.append((state, copy))
            if new:
                self._append(layout, new)
        if self.formulas:
            self.book.recalculate()
        return self.changed

    def _update(self, layout: Layout, copy: Copy) -> None:
        for name, value in copy.cells.items():
            column = layout.columns.get(name)
            if column is None or layout.text(copy.row, name) == value:
                continue
            self._write(layout, copy.row, column, value, layout.kind(name))
            self._note(layout)

    def _note(self, layout: Layout) -> None:
        self.changed = True
        self.book.changed(layout.entry)

    def _write(self, layout: Layout, row: int, column: int, value: str, kind: str) -> None:
        style = None
        if value.startswith(RISKY):
            style = self.book.quoted_style(layout.sheet.read(row, column).style or "0")
        layout.sheet.write(row, column, value, kind, style)

    def _append(self, layout: Layout, new: Sequence[tuple[RowState, Copy]]) -> None:
        sheet, table = layout.sheet, layout.table
        first = layout.header + 1
        filled = sheet.filled()
        if table is not None:
            left, right = table.range[1], table.range[3]
            bottom = table.range[2]
            if table.totals:
                raise TrackerError(
                    f"{self.book.name}: the table on sheet {layout.entry.name} has a totals row "
                    f"in row {bottom}, so new rows have no place. "
                    "Switch the totals row off (表格设计 → 汇总行) and run again."
                )
        else:
            left, right = min(layout.columns.values()), max([*layout.columns.values(), *layout.extra])
            bottom = layout.header
        used = [
            row for row, columns in filled.items() if row > layout.header and any(left <= c <= right for c in columns)
        ]
        start = max(used, default=layout.header) + 1
        old_last = max(bottom, start - 1, first)
        last = start + len(new) - 1
        for top, west, base, east in sheet.merged_ranges():
            if top <= last and base > (bottom if table is not None else start - 1) and west <= right and east >= left:
                raise TrackerError(
                    f"{self.book.name}: cells are merged at row {top} below the table on sheet {layout.entry.name}, "
                    "where new rows have to go. Move that block beside the table or to another sheet and run again."
                )
        styles = self._styles(layout, filled, left, right)
        calculated = self._calculated(layout)
        names = {column: name for name, column in layout.columns.items()}
        widths = sheet.widths()
        for offset, (state, copy) in enumerate(new):
            row = start + offset
            copy.row = row
            cells: list[tuple[int, str, str, str | None]] = []
            for column in range(left, right + 1):
                style = styles.get(column)
                name = names.get(column)
                if name is None:
                    value, kind = calculated.get(column, ""), "formula"
                elif layout.kind(name) == "formula":
                    value, kind = self._formula(layout, name, row), "formula"
                else:
                    value, kind = copy.cells.get(name, ""), layout.kind(name)
                if value.startswith(FORMULA_MARK):
                    self.formulas = True
                if value or style is not None:
                    if value.startswith(RISKY):
                        style = self.book.quoted_style(style or "0")
                    cells.append((column, value, kind, style))
            sheet.write_row(row, cells, self._height(layout, copy, widths))
            self._link(layout, state, row)
        if table is not None and last > bottom:
            table.reach(last)
            self.book.changed_table(table)
        elif table is not None and old_last > bottom:
            table.reach(old_last)
            self.book.changed_table(table)
        reach = max(last, old_last)
        sheet.extend(first, max(bottom, first) if table is not None else old_last, reach)
        self.book.stretch_names(layout.entry.name, first, max(bottom, first) if table is not None else old_last, reach)
        sheet.touch_dimension(last, right)
        self._note(layout)

    def _height(self, layout: Layout, copy: Copy, widths: Mapping[int, float]) -> float:
        """Points that the row's wrapped text needs; a spreadsheet program that measures itself corrects it."""
        lines = 1.0
        for name, column in layout.columns.items():
            text = copy.cells.get(name, "")
            if text and layout.kind(name) != "key":
                room = max(widths.get(column, 8.43) - 1, 2)
                lines = max(lines, sum(-(-display_width(part) // room) or 1 for part in text[:2000].split("\n")))
        return min(round(self.profile.look.size * 1.4 * lines + 6, 1), 409)

    def _link(self, layout: Layout, state: RowState, row: int) -> None:
        column = layout.columns.get("source")
        if column is None or not state.sources:
            return
        name = self.state.sources[next(iter(state.sources))].name
        target = quote(name, safe="")
        if name != "-" and name.strip(". ") and units(target) <= 2000:
            self.book.link(layout.entry, f"{column_letter(column)}{row}", target)

    def _formula(self, layout: Layout, name: str, row: int) -> str:
        if layout.spec.id == "tracker":
            return tracker_formula(name, row, layout.columns, self.profile)
        main = self.layouts.get("tracker")
        if layout.spec.id != "overview" or main is None:
            return ""
        tracker = "'" + main.entry.name.replace("'", "''") + "'"
        return overview_formula(name, row, layout.header, layout.columns, tracker, main.columns, self.profile)

    def _styles(self, layout: Layout, filled: Mapping[int, set[int]], left: int, right: int) -> dict[int, str]:
        """Each column's most common style in the rows there are: one coloured row does not colour the new ones."""
        rows = [row for row in layout.rows if row in filled] or [layout.header + 1]
        styles: dict[int, str] = {}
        for column in range(left, right + 1):
            found: Counter[str] = Counter()
            for row in rows:
                cell = layout.sheet.read(row, column)
                if cell is not EMPTY:
                    found[cell.style or "0"] += 1
            if found:
                most = max(found.values())
                styles[column] = min((style for style, count in found.items() if count == most), key=int)
        return styles

    def _calculated(self, layout: Layout) -> dict[int, str]:
        """Formulas of people's own calculated columns, which go on in new rows as they would in Excel."""
        from minutes.tracker.package import tag

        if layout.table is None:
            return {}
        holder = layout.table.root.find(tag("tableColumns"))
        left = layout.table.range[1]
        known = set(layout.columns.values())
        found = {}
        for offset, node in enumerate(holder if holder is not None else []):
            formula = node.find(tag("calculatedColumnFormula"))
            if formula is not None and formula.text and formula.get("array") != "1" and left + offset not in known:
                found[left + offset] = FORMULA_MARK + formula.text
        return found

    def _add_columns(self, layout: Layout) -> None:
        """Columns that the records bring: a meeting of the attendance matrix."""
        headers = self.state.headers.get(layout.spec.id, {})
        for name, header in headers.items():
            if name in layout.columns or name in self.view.absent.get(layout.spec.id, set()) or ":" not in name:
                continue
            sample = max(
                (c for n, c in layout.columns.items() if ":" in n), default=layout.columns.get("person_name", 1)
            )
            if layout.table is not None:
                column = layout.table.add_column(header)
                self.book.changed_table(layout.table)
            else:
                column = max([*layout.columns.values(), *layout.extra]) + 1
            if layout.sheet.read(layout.header, column).text:
                raise TrackerError(
                    f"{self.book.name}: sheet {layout.entry.name} has something in column {column_letter(column)}, "
                    "right of the table, where a new meeting has to go. Move it away and run again."
                )
            body = layout.columns.get("key", sample) if sample == layout.columns.get("person_name") else sample
            for row in sorted({layout.header, layout.header + 1, *layout.rows}):
                style = layout.sheet.read(row, sample if row == layout.header else body).style
                layout.sheet.write(row, column, header if row == layout.header else "", "text", style)
            layout.columns[name] = column
            layout.sheet.set_width(column, 11)
            layout.sheet.touch_dimension(layout.header, column)
            self._note(layout)
