"""What people do to a tracker between two merges, played on the file with another library than the program's own."""

from __future__ import annotations

import random
from copy import copy
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.formula.translate import Translator
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

SHEETS = ("督办台账", "会议", "参会人员", "待核")
# fmt: off
EDITS = [
    "edit", "clear", "status", "sort", "partial_sort", "insert", "delete", "duplicate", "move", "recolour",
    "comment", "new_column", "new_sheet", "swap_columns", "delete_column", "widen", "hide_row",
    "number_edit", "formula", "title_case", "add_row", "edit_mark",
]
# fmt: on


class Person:
    """Somebody at a keyboard; every value typed is one of a kind."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.typed = 0

    def work(self, path: Path, edits: list[str]) -> None:
        """Open the workbook, make the edits, save."""
        book = openpyxl.load_workbook(path)
        for edit in edits:
            name = "督办台账" if self.random.random() < 0.75 else self.random.choice(SHEETS)
            sheet = book[name] if name in book.sheetnames else book["督办台账"]
            getattr(self, edit)(book, sheet)
        book.save(path)

    def token(self) -> str:
        """A text that stands nowhere else."""
        self.typed += 1
        return f"人工{self.typed}·{self.random.randrange(10**6)}"

    def row(self, sheet: Worksheet) -> int:
        return self.random.randint(2, max(sheet.max_row, 2))

    def column(self, sheet: Worksheet) -> int:
        """Any column but the program's number and key."""
        headings = [cell.value for cell in sheet[1]]
        places = [n for n, value in enumerate(headings, 1) if value not in ("督办编号", "内部键")]
        return self.random.choice(places)

    def edit(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.cell(self.row(sheet), self.column(sheet)).value = self.token()

    def clear(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.cell(self.row(sheet), self.column(sheet)).value = None

    def status(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        headings = [cell.value for cell in sheet[1]]
        if "办理状态" in headings:
            sheet.cell(self.row(sheet), headings.index("办理状态") + 1).value = self.random.choice(["办理中", "已办结"])

    def edit_mark(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        headings = [cell.value for cell in sheet[1]]
        for heading in ("变化标记", "变化说明"):
            if heading in headings and self.random.random() < 0.7:
                value = self.random.choice([None, self.token()])
                sheet.cell(self.row(sheet), headings.index(heading) + 1).value = value

    def formula(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.cell(self.row(sheet), self.column(sheet)).value = f"={self.random.randrange(10**6)}+1"

    def number_edit(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.cell(self.row(sheet), self.column(sheet)).value = self.random.randrange(10**6)

    def _permute(self, sheet: Worksheet, order: list[int], columns: int) -> None:
        rows = [[self._lift(sheet.cell(row, column)) for column in range(1, columns + 1)] for row in order]
        for row, cells in enumerate(rows, 2):
            for column, cell in enumerate(cells, 1):
                self._drop(sheet, row, column, cell)

    @staticmethod
    def _lift(cell: object) -> tuple[object, object, object, str]:
        return cell.value, copy(cell._style), copy(cell.comment), cell.coordinate  # type: ignore[attr-defined]

    @staticmethod
    def _drop(sheet: Worksheet, row: int, column: int, lifted: tuple[object, object, object, str]) -> None:
        value, style, comment, origin = lifted
        cell = sheet.cell(row, column)
        if isinstance(value, str) and value.startswith("="):
            value = Translator(value, origin).translate_formula(cell.coordinate)
        cell.value = value
        cell._style = style
        cell.comment = comment

    def sort(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        order = list(range(2, sheet.max_row + 1))
        self.random.shuffle(order)
        self._permute(sheet, order, sheet.max_column)

    def partial_sort(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        """Sort the visible columns only: the hidden key at the right end stays where it was."""
        headings = [cell.value for cell in sheet[1]]
        if "督办编号" not in headings or "内部键" not in headings:
            return
        order = list(range(2, sheet.max_row + 1))
        self.random.shuffle(order)
        if headings.index("督办编号") < headings.index("内部键"):
            self._permute(sheet, order, headings.index("内部键"))

    def insert(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        at = self.row(sheet)
        last = sheet.max_row
        for row in range(last, at - 1, -1):
            for column in range(1, sheet.max_column + 1):
                self._drop(sheet, row + 1, column, self._lift(sheet.cell(row, column)))
        for column in range(1, sheet.max_column + 1):
            sheet.cell(at, column).value = None
            sheet.cell(at, column).comment = None
        sheet.cell(at, 6).value = self.token()
        self._table(sheet)

    def add_row(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        """Type a row under the table, without the table growing."""
        row = sheet.max_row + self.random.randint(1, 2)
        sheet.cell(row, 5).value = self.token()

    def delete(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        if sheet.max_row > 3:
            at = self.row(sheet)
            order = [row for row in range(2, sheet.max_row + 1) if row != at]
            self._permute(sheet, order, sheet.max_column)
            for column in range(1, sheet.max_column + 1):
                self._drop(sheet, sheet.max_row, column, (None, sheet.cell(2, column)._style, None, "A1"))
            self._table(sheet)

    def duplicate(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        at, to = self.row(sheet), sheet.max_row + 1
        for column in range(1, sheet.max_column + 1):
            self._drop(sheet, to, column, self._lift(sheet.cell(at, column)))
        self._table(sheet)

    def move(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        if sheet.title != "督办台账" or sheet.max_row < 4:
            return
        other = book["归档"] if "归档" in book.sheetnames else book.create_sheet("归档")
        at = self.row(sheet)
        other.append([cell.value for cell in sheet[at]])
        order = [row for row in range(2, sheet.max_row + 1) if row != at]
        self._permute(sheet, order, sheet.max_column)
        for column in range(1, sheet.max_column + 1):
            self._drop(sheet, sheet.max_row, column, (None, sheet.cell(2, column)._style, None, "A1"))
        self._table(sheet)

    def recolour(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        cell = sheet.cell(self.row(sheet), self.column(sheet))
        cell.fill = PatternFill("solid", start_color=f"{self.random.randrange(16**6):06X}")

    def comment(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.cell(self.row(sheet), self.column(sheet)).comment = Comment(self.token(), "某人")

    def widen(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        letter = get_column_letter(self.column(sheet))
        sheet.column_dimensions[letter].width = self.random.randint(5, 90)

    def hide_row(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.row_dimensions[self.row(sheet)].hidden = True

    def title_case(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        """Copy a value from one cell to another."""
        source = sheet.cell(self.row(sheet), self.column(sheet)).value
        sheet.cell(self.row(sheet), self.column(sheet)).value = source

    def new_sheet(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        book.create_sheet(f"自建{self.random.randrange(10**6)}")["B2"] = self.token()

    def new_column(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        column = sheet.max_column + 1
        sheet.cell(1, column).value = f"自加列{self.random.randrange(10**6)}"
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, column).value = self.token()
        self._table(sheet)

    def swap_columns(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        one, two = self.column(sheet), self.column(sheet)
        for row in range(1, sheet.max_row + 1):
            first, second = self._lift(sheet.cell(row, one)), self._lift(sheet.cell(row, two))
            for column, lifted in ((two, first), (one, second)):
                value, style, comment, _ = lifted
                cell = sheet.cell(row, column)
                cell.value, cell._style, cell.comment = value, style, comment
        self._table(sheet)

    def delete_column(self, book: openpyxl.Workbook, sheet: Worksheet) -> None:
        if self.random.random() < 0.3 and sheet.max_column > 12:
            at = self.column(sheet)
            for row in range(1, sheet.max_row + 1):
                for column in range(at, sheet.max_column):
                    value, style, comment, _ = self._lift(sheet.cell(row, column + 1))
                    cell = sheet.cell(row, column)
                    cell.value, cell._style, cell.comment = value, style, comment
            sheet.delete_cols(sheet.max_column)
            self._table(sheet)

    @staticmethod
    def _table(sheet: Worksheet) -> None:
        """Keep the table's columns equal to its heading row, as Excel does."""
        for table in sheet.tables.values():
            width = max(n for n in range(1, sheet.max_column + 1) if sheet.cell(1, n).value is not None)
            table.ref = f"A1:{get_column_letter(width)}{max(sheet.max_row, 2)}"
            if table.autoFilter is not None:
                table.autoFilter.ref = table.ref
            table.tableColumns = []
            table._initialise_columns()
            for column, cell in zip(table.tableColumns, sheet[1], strict=False):
                column.name = str(cell.value)
