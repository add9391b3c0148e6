"""The text of a Word document: paragraphs as lines, table rows as lines with tabs, automatic numbers written out.

Deleted text (tracked changes), headers, footers and comments are left out; text boxes follow the paragraph that holds
them; footnotes and endnotes stand at the end.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from minutes.errors import ReadError
from minutes.reading.word_numbering import Numbering, W, read_numbering

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MAX_PART = 200_000_000  # bytes unpacked: a document of 50 MB text; more is an archive made to exhaust memory
_MAX_DEPTH = 200  # nested tables and boxes; Word itself stops far below
_SKIPPED = {
    f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "tblPr", "tcPr", "trPr")
} | {
    f"{_MC}Fallback"  # the same drawing once more, for old programs
}
_MARKS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}


def word_text(data: bytes) -> str:
    """The text of a .docx, in reading order."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _read_part(archive, "word/document.xml")
            numbering = read_numbering(
                _read_part(archive, "word/numbering.xml"), _read_part(archive, "word/styles.xml")
            )
            notes = [_read_part(archive, f"word/{name}.xml") for name in ("footnotes", "endnotes")]
    except ReadError:
        raise
    except Exception as error:  # damaged archives make zipfile and zlib fail in ways that are not foreseen
        raise ReadError(f"is a damaged Word document ({error}); open it in Word or WPS and save it again") from error
    if body is None:
        raise ReadError("is a damaged Word document (no word/document.xml); open it in Word or WPS and save it again")
    lines = list(_block_lines(body, numbering, 0))
    for root in notes:
        for note in root if root is not None else ():
            if note.get(f"{W}type") is None:  # separators have a type
                lines.extend(line for line in _block_lines(note, numbering, 0) if line.strip())
    return "\n".join(lines) + "\n"


def _read_part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > _MAX_PART:
        raise ReadError(f"unpacks to {info.file_size / 1e6:.0f} MB; split it into single documents")
    content = archive.read(info)
    if b"<!DOCTYPE" in content[:1000]:
        raise ReadError("declares a document type, which no Word document does; open it in Word and save it again")
    return ElementTree.fromstring(content)


def _block_lines(parent: ElementTree.Element, numbering: Numbering, depth: int) -> Iterator[str]:
    """Lines of the paragraphs and tables in `parent`; wrappers such as content controls are looked through."""
    if depth > _MAX_DEPTH:
        return
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph_lines(child, numbering, depth)
        elif child.tag == f"{W}tbl":
            for row in _find_through(child, f"{W}tr"):
                yield from _row_lines(row, numbering, depth)
        elif child.tag not in _SKIPPED:
            yield from _block_lines(child, numbering, depth + 1)


def _row_lines(row: ElementTree.Element, numbering: Numbering, depth: int) -> Iterator[str]:
    cells = []
    for cell in _find_through(row, f"{W}tc"):
        lines = list(_block_lines(cell, numbering, depth + 1))
        while lines and not lines[-1].strip():
            lines.pop()
        cells.append("\n".join(lines))
    yield from "\t".join(cells).rstrip("\t").split("\n")


def _find_through(parent: ElementTree.Element, tag: str) -> Iterator[ElementTree.Element]:
    """The elements `tag` nearest below `parent`, through content controls and revisions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _find_through(child, tag)


def _paragraph_lines(paragraph: ElementTree.Element, numbering: Numbering, depth: int) -> Iterator[str]:
    boxes: list[ElementTree.Element] = []
    text = "".join(_run_text(paragraph, boxes))
    if text.strip() or not boxes:
        # Word numbers empty paragraphs too, and so counts them.
        yield from (numbering.number_paragraph(paragraph.find(f"{W}pPr")) + text).split("\n")
    for box in boxes:
        yield from _block_lines(box, numbering, depth + 1)


def _run_text(parent: ElementTree.Element, boxes: list[ElementTree.Element]) -> Iterable[str]:
    for child in parent:
        tag = child.tag
        if tag == f"{W}t":
            yield (child.text or "").replace("\n", " ")
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag == f"{W}sym":
            yield _symbol(child.get(f"{W}char", ""))
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag not in _SKIPPED:
            yield from _run_text(child, boxes)


def _symbol(code: str) -> str:
    """A character of a symbol font; the private ones (Wingdings) mean nothing outside it and are left out."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return "" if 0xE000 <= point < 0xF900 or not 0x20 <= point < 0x11_0000 or 0xD800 <= point < 0xE000 else chr(point)
