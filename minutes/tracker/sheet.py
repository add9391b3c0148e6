"""One worksheet's XML: its cells read as text, single cells and rows written, everything else left as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from minutes.tracker.cells import (
    FORMULA_MARK,
    canon_cell,
    column_letter,
    escape_xml_text,
    join_range,
    parse_date,
    serial_of,
    split_range,
    split_ref,
    unescape_xml_text,
)
from minutes.tracker.package import XML_SPACE, tag

_ORDER = """
sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects
controls webPublishItems tableParts extLst
""".split()  # noqa: SIM905

_C, _V, _F, _IS, _T, _R, _ROW = (tag(name) for name in ("c", "v", "f", "is", "t", "r", "row"))
_STRETCHED = {"conditionalFormatting": "sqref", "dataValidation": "sqref", "autoFilter": "ref"}
_SAFE_PLAIN = re.compile(r"[^\s].*[^\s]|[^\s]|", re.DOTALL)


@dataclass(frozen=True)
class Cell:
    """What one cell says: raw text, whether it is a number, its formula if it has one."""

    text: str = ""
    number: bool = False
    formula: str | None = None

    def canon(self, kind: str, *, since_1904: bool = False) -> str:
        """The text that a column of this kind compares."""
        if self.formula is not None:
            return FORMULA_MARK + self.formula
        return canon_cell(self.text, number=self.number, kind=kind, since_1904=since_1904)


EMPTY = Cell()


def read_shared_strings(root: etree._Element | None) -> list[str]:
    """The shared strings of a workbook, rich text as plain."""
    return [] if root is None else [_rich_text(node) for node in root.iterchildren(tag("si"))]


def _rich_text(node: etree._Element) -> str:
    parts = []
    for child in node:
        if child.tag == _T:
            parts.append(child.text or "")
        elif child.tag == _R:
            parts.extend(text.text or "" for text in child.iterchildren(_T))
    return unescape_xml_text("".join(parts))


class Sheet:
    """A worksheet part that is read once and patched in place."""

    def __init__(self, root: etree._Element, strings: Sequence[str], *, since_1904: bool = False) -> None:
        self.root = root
        self.since_1904 = since_1904
        self._strings = strings
        data = root.find(tag("sheetData"))
        if data is None:
            data = etree.Element(tag("sheetData"))
            self.insert(data)
        self._data = data
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[tuple[int, int], etree._Element] = {}
        self._columns: dict[int, list[int]] = {}
        self._index()

    def _index(self) -> None:
        number = 0
        for row in self._data.iterchildren(_ROW):
            number = int(row.get("r") or number + 1)
            self._rows[number] = row
            column = 0
            columns = self._columns.setdefault(number, [])
            for cell in row.iterchildren(_C):
                ref = cell.get("r")
                column = split_ref(ref)[1] if ref else column + 1
                self._cells[number, column] = cell
                columns.append(column)

    @property
    def row_numbers(self) -> list[int]:
        """Numbers of the rows that the file holds, ascending."""
        return sorted(self._rows)

    def element(self, row: int, column: int) -> etree._Element | None:
        """The cell's element, if the file has one."""
        return self._cells.get((row, column))

    def read(self, row: int, column: int) -> Cell:
        """What the cell says."""
        node = self._cells.get((row, column))
        if node is None:
            return EMPTY
        text, formula = "", None
        kind = node.get("t", "n")
        for child in node:
            if child.tag == _V:
                text = child.text or ""
            elif child.tag == _F:
                formula = child.text or ""
            elif child.tag == _IS:
                text = _rich_text(child)
        if kind == "s":
            try:
                text = self._strings[int(text)]
            except (ValueError, IndexError):
                text = ""
        elif kind == "str":
            text = unescape_xml_text(text)
        elif kind == "b":
            text = "TRUE" if text == "1" else "FALSE"
        return Cell(text, kind == "n" and text != "", formula)

    def cells(self) -> Iterator[tuple[int, int]]:
        """Places (row, column) of all cells that the file holds."""
        return iter(self._cells)

    def columns_of(self, row: int) -> list[int]:
        """The columns that a row of the file holds, as read."""
        return self._columns.get(row, [])

    def filled(self) -> dict[int, set[int]]:
        """Row to the columns that hold a value or a formula."""
        found: dict[int, set[int]] = {}
        for (row, column), node in self._cells.items():
            if len(node) and any(child.tag in (_F, _IS) or child.text for child in node):
                found.setdefault(row, set()).add(column)
        return found

    def write(self, row: int, column: int, value: str, kind: str, style: str | None = None) -> None:
        """Put a value into a cell; its style stays unless one is given."""
        node = self._cell(row, column)
        for child in list(node):
            node.remove(child)
        for name in ("t", "cm", "vm"):
            if name in node.attrib:
                del node.attrib[name]
        if style is not None:
            node.set("s", style)
        if value == "":
            return
        if value.startswith(FORMULA_MARK):
            etree.SubElement(node, _F).text = value[1:]
            return
        number = self._number(value, kind)
        if number is not None:
            etree.SubElement(node, _V).text = number
            return
        node.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(node, _IS), _T)
        text.text = escape_xml_text(value)
        if not _SAFE_PLAIN.fullmatch(value) or "\n" in value:
            text.set(XML_SPACE, "preserve")

    def _number(self, value: str, kind: str) -> str | None:
        if kind == "date":
            day = parse_date(value)
            serial = None if day is None else serial_of(day, since_1904=self.since_1904)
            return None if serial is None else str(serial)
        if kind == "integer" and re.fullmatch(r"-?\d{1,15}", value):
            return value
        return None

    def _cell(self, row: int, column: int) -> etree._Element:
        node = self._cells.get((row, column))
        if node is not None:
            return node
        parent = self.row(row)
        node = etree.Element(_C, r=f"{column_letter(column)}{row}")
        last = parent[-1] if len(parent) else None
        if last is None or (last.tag == _C and split_ref(last.get("r") or "A1")[1] < column):
            parent.append(node)
        else:
            before = next(
                (cell for cell in parent.iterchildren(_C) if split_ref(cell.get("r") or "A1")[1] > column), None
            )
            if before is None:
                parent.append(node)
            else:
                before.addprevious(node)
        self._cells[row, column] = node
        return node

    def row(self, number: int) -> etree._Element:
        """The row's element, made if need be."""
        if number in self._rows:
            return self._rows[number]
        node = etree.Element(_ROW, r=str(number))
        last = self._data[-1] if len(self._data) else None
        if last is None or int(last.get("r") or 0) < number:
            self._data.append(node)
        else:
            before = min(other for other in self._rows if other > number)
            self._rows[before].addprevious(node)
        self._rows[number] = node
        return node

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

    def set_height(self, row: int, points: float) -> None:
        """The height a row opens with; not fixed, so that it still follows its text."""
        self.row(row).set("ht", f"{points:g}")

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
            if top is self._data:
                continue
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
