"""The rows of a worksheet as the file holds them: bytes, parsed when read, rebuilt only when changed.

A sheet of 20,000 rows is half a million cells; as a tree it takes more than half a gigabyte. So each row stays the
bytes it was, and a row that nobody changes is written back byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from lxml import etree

from minutes.errors import TrackerError
from minutes.tracker.cell_xml import Cell, cell_xml, markup, read_cell
from minutes.tracker.cells import column_letter, split_ref
from minutes.tracker.package import parse_xml, tag

_C = tag("c")
_DATA = re.compile(
    rb"<(?P<p>(?:[\w.-]+:)?)sheetData\b(?P<a>[^>]*?)(?:/>|>(?P<body>.*?)</(?P=p)sheetData\s*>)", re.DOTALL
)
_NUMBER = re.compile(rb'\sr="(\d+)"')
_DECLARED = re.compile(rb'\sxmlns(?::[\w.-]+)?="[^"]*"')


class RowStore:
    """Rows by number; `shell` is the worksheet without them."""

    def __init__(self, data: bytes, strings: Sequence[str], where: str) -> None:
        self._strings = strings
        match = _DATA.search(data)
        rows = None if match is None or data[:2] in (b"\xff\xfe", b"\xfe\xff") else self._split(match)
        if match is None or rows is None:
            # Another encoding, a comment between rows, CDATA: once through the parser, and it has the plain form.
            root = parse_xml(data, where)
            etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
            data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
            match = _DATA.search(data)
            rows = [] if match is None else self._split(match)
            if rows is None:
                raise TrackerError(f"sheet {where}: between its rows stands what does not belong there; it is damaged.")
        if match is None:
            self.shell = parse_xml(data, where)
            self.prefix = b""
        else:
            self.prefix = match["p"]
            opening = b"<" + self.prefix + b"sheetData" + match["a"] + b"/>"
            self.shell = parse_xml(data[: match.start()] + opening + data[match.end() :], where)
        declared = [
            f' xmlns{f":{prefix}" if prefix else ""}="{markup(uri, quoted=True)}"'
            for prefix, uri in self.shell.nsmap.items()
            if prefix != "xml"
        ]
        self._wrap = f"<w{''.join(declared)}>".encode()
        self._raw: dict[int, bytes] = {}
        self._live: dict[int, etree._Element] = {}
        self._cells: dict[int, dict[int, Cell]] = {}
        number = 0
        for row in rows:
            found = _NUMBER.search(row, 0, row.index(b">"))
            number = int(found[1]) if found else number + 1
            if number in self._raw:
                raise TrackerError(f"sheet {where}: row {number} stands twice in the file; it is damaged.")
            self._raw[number] = row

    @staticmethod
    def _split(match: re.Match[bytes]) -> list[bytes] | None:
        """The rows of the body; None when something else stands between them."""
        body = match["body"] or b""
        if b"<!" in body or b"<?" in body:
            return None
        name = re.escape(match["p"]) + b"row"
        pattern = re.compile(b"<" + name + rb"\b[^>]*?(?:/>|>.*?</" + name + rb"\s*>)|\s+|(?P<other>.)", re.DOTALL)
        rows = []
        for piece in pattern.finditer(body):
            if piece["other"] is not None:
                return None
            if piece[0][:1] == b"<":
                rows.append(piece[0])
        return rows

    @property
    def numbers(self) -> list[int]:
        """Numbers of the rows that the file holds, ascending."""
        return sorted(self._raw)

    @property
    def numbers_held(self) -> Container[int]:
        """The same for asking whether a row is there."""
        return self._raw.keys()

    def cells(self, number: int) -> dict[int, Cell]:
        """The row's cells by column."""
        if number not in self._cells:
            self._cells[number] = {} if number not in self._raw else dict(self._read(self._parse(number)))
        return self._cells[number]

    def _parse(self, number: int) -> etree._Element:
        if number in self._live:
            return self._live[number]
        return parse_xml(self._wrap + self._raw[number] + b"</w>", f"row {number}")[0]

    def _read(self, row: etree._Element) -> Iterator[tuple[int, Cell]]:
        column = 0
        for node in row.iterchildren(_C):
            ref = node.get("r")
            column = split_ref(ref)[1] if ref else column + 1
            yield column, read_cell(node, self._strings)

    def live(self, number: int) -> etree._Element:
        """The row as an element to change; made if need be."""
        if number not in self._live:
            if number not in self._raw:
                self._raw[number] = b"<" + self.prefix + f'row r="{number}"/>'.encode()
            self._live[number] = self._parse(number)
        return self._live[number]

    def node(self, number: int, column: int) -> etree._Element:
        """A cell as an element to change; made if need be, in its place."""
        row = self.live(number)
        at = 0
        for cell in row.iterchildren(_C):
            ref = cell.get("r")
            at = split_ref(ref)[1] if ref else at + 1
            if at == column:
                return cell
            if at > column:
                made = etree.SubElement(row, _C, r=f"{column_letter(column)}{number}")
                cell.addprevious(made)
                return made
        return etree.SubElement(row, _C, r=f"{column_letter(column)}{number}")

    def forget(self, number: int) -> None:
        """The row's cells have been changed: read them anew."""
        self._cells.pop(number, None)

    def put(self, number: int, cells: Sequence[tuple[int, str, str | None, str | None]], height: float | None) -> None:
        """A whole new row of (column, text, number, style); what begins with the formula mark is a formula."""
        p = self.prefix.decode()
        size = "" if height is None else f' ht="{height:g}"'
        parts = [f'<{p}row r="{number}"{size}>']
        for column, text, figure, style in cells:
            parts.append(cell_xml(p, f"{column_letter(column)}{number}", text, figure, style))
        parts.append(f"</{p}row>")
        self._live.pop(number, None)
        self._raw[number] = "".join(parts).encode("utf-8")
        self.forget(number)

    def clear(self) -> None:
        """Drop all rows."""
        self._raw.clear()
        self._live.clear()
        self._cells.clear()

    def to_bytes(self) -> bytes:
        """The worksheet with its rows."""
        data = etree.tostring(self.shell, encoding="UTF-8", xml_declaration=True, standalone=True)
        match = _DATA.search(data)
        if match is None:
            return data
        opening = b"<" + self.prefix + b"sheetData" + match["a"] + b">"
        closing = b"</" + self.prefix + b"sheetData>"
        rows = [self._bytes(number) for number in self.numbers]
        return b"".join([data[: match.start()], opening, *rows, closing, data[match.end() :]])

    def _bytes(self, number: int) -> bytes:
        if number not in self._live:
            return self._raw[number]
        data = etree.tostring(self._live[number], encoding="UTF-8", with_tail=False)
        if data.startswith(b"<?xml"):
            data = data[data.index(b"?>") + 2 :].lstrip()
        end = data.index(b">")
        return _DECLARED.sub(b"", data[:end]) + data[end:]
