"""One worksheet: its cells read as text, single cells and rows written, everything else left as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from minutes.tracker.cell_xml import EMPTY, Cell, fill_node, rich_text
from minutes.tracker.cells import join_range, parse_date, serial_of, split_range
from minutes.tracker.package import tag
from minutes.tracker.rowstore import RowStore

_ORDER = """
sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects
controls webPublishItems tableParts extLst
""".split()  # noqa: SIM905

_STRETCHED = {"conditionalFormatting": "sqref", "dataValidation": "sqref", "autoFilter": "ref"}


def read_shared_strings(root: etree._Element | None) -> list[str]:
    """The shared strings of a workbook, rich text as plain."""
    return [] if root is None else [rich_text(node) for node in root.iterchildren(tag("si"))]


class Sheet:
    """A worksheet part that is read once and patched in place; `root` is its XML without the rows."""

    def __init__(self, data: bytes, strings: Sequence[str], *, since_1904: bool = False, where: str = "sheet") -> None:
        self.rows = RowStore(data, strings, where)
        self.root = self.rows.shell
        self.since_1904 = since_1904
        if self.root.find(tag("sheetData")) is None:
            self.insert(etree.Element(tag("sheetData")))

    @property
    def row_numbers(self) -> list[int]:
        """Numbers of the rows that the file holds, ascending."""
        return self.rows.numbers

    def read(self, row: int, column: int) -> Cell:
        """What the cell says."""
        return self.rows.cells(row).get(column, EMPTY)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Places (row, column) of all cells that the file holds."""
        return ((row, column) for row in self.rows.numbers for column in self.rows.cells(row))

    def columns_of(self, row: int) -> list[int]:
        """The columns that a row of the file holds."""
        return list(self.rows.cells(row))

    def filled(self) -> dict[int, set[int]]:
        """Row to the columns that hold a value or a formula."""
        found = {}
        for row in self.rows.numbers:
            columns = {column for column, cell in self.rows.cells(row).items() if cell.filled}
            if columns:
                found[row] = columns
        return found

    def write(self, row: int, column: int, value: str, kind: str, style: str | None = None) -> None:
        """Put a value into a cell; its style stays unless one is given."""
        fill_node(self.rows.node(row, column), value, self._number(value, kind), style)
        self.rows.forget(row)

    def write_row(
        self, row: int, cells: Sequence[tuple[int, str, str, str | None]], height: float | None = None
    ) -> None:
        """Write (column, value, kind, style) into a row; what else stands in it stays.

        The height in points is what the row opens with, not fixed, so that it still follows its text.
        """
        if row not in self.rows.numbers_held:
            ready = [(column, value, self._number(value, kind), style) for column, value, kind, style in cells]
            self.rows.put(row, ready, height)
            return
        for column, value, kind, style in cells:
            self.write(row, column, value, kind, style)
        if height is not None:
            self.rows.live(row).set("ht", f"{height:g}")

    def _number(self, value: str, kind: str) -> str | None:
        if kind == "date":
            day = parse_date(value)
            serial = None if day is None else serial_of(day, since_1904=self.since_1904)
            return None if serial is None else str(serial)
        if kind == "integer" and re.fullmatch(r"-?\d{1,15}", value):
            return value
        return None

    def child(self, name: str) -> etree._Element | None:
        """A direct child of the worksheet."""
        return self.root.find(tag(name))

    def insert(self, node: etree._Element) -> None:
        """Put a new child where the schema wants it."""
        name = etree.QName(node).localname
        later = set(_ORDER[_ORDER.index(name) + 1 :])
        for child in self.root:
            if isinstance(child.tag, str) and etree.QName(child).localname in later:
                child.addprevious(node)
                return
        self.root.append(node)

    def widths(self) -> dict[int, float]:
        """Widths of the columns that have one of their own, in characters."""
        found = {}
        for node in self.root.iter(tag("col")):
            last = min(int(node.get("max") or 0), 1000)
            for column in range(int(node.get("min") or 1), last + 1):
                found[column] = float(node.get("width") or 8.43)
        return found

    def set_width(self, column: int, width: float) -> None:
        """Give a column a width, unless it has one."""
        if column in self.widths():
            return
        holder = self.child("cols")
        if holder is None:
            holder = etree.Element(tag("cols"))
            self.insert(holder)
        node = etree.Element(
            tag("col"), {"min": str(column), "max": str(column), "width": f"{width:g}", "customWidth": "1"}
        )
        later = next((other for other in holder if int(other.get("min") or 0) > column), None)
        if later is None:
            holder.append(node)
        else:
            later.addprevious(node)

    def merged_ranges(self) -> list[tuple[int, int, int, int]]:
        """Merged ranges of the sheet."""
        return [split_range(node.get("ref") or "A1") for node in self.root.iter(tag("mergeCell"))]

    def touch_dimension(self, bottom: int, right: int) -> None:
        """Let the sheet's stated dimension cover a cell."""
        node = self.child("dimension")
        if node is None:
            return
        top, left, old_bottom, old_right = split_range(node.get("ref") or "A1")
        node.set("ref", join_range(top, left, max(bottom, old_bottom), max(right, old_right)))

    def extend(self, first: int, old_last: int, new_last: int) -> None:
        """Stretch validations, conditional formats and the filter that reached the old last row to the new one."""
        for top in self.root:
            for node in top.iter():
                name = etree.QName(node).localname if isinstance(node.tag, str) else ""
                if name == "sqref" and node.text:
                    node.text = stretch(node.text, first, old_last, new_last)
                elif name in _STRETCHED and node.get(_STRETCHED[name]):
                    attribute = _STRETCHED[name]
                    node.set(attribute, stretch(node.get(attribute) or "", first, old_last, new_last))


def stretch(ranges: str, first: int, old_last: int, new_last: int) -> str:
    """Ranges that cover the last data row, and more than it, reach to the new last row.

    >>> stretch("L2:L9 A1", 2, 9, 12)
    'L2:L12 A1'
    """
    out = []
    for ref in ranges.split():
        try:
            top, left, bottom, right = split_range(ref)
        except ValueError:
            out.append(ref)
            continue
        if top <= old_last <= bottom < new_last and (top < old_last or old_last <= first):
            ref = join_range(top, left, new_last, right)
        out.append(ref)
    return " ".join(out)
