"""One cell as the file holds it: read, filled anew, written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from minutes.tracker.cells import FORMULA_MARK, canon_cell, escape_xml_text, unescape_xml_text
from minutes.tracker.package import XML_SPACE, tag

_V, _F, _IS, _T, _R = (tag(name) for name in ("v", "f", "is", "t", "r"))
_PLAIN = re.compile(r"[^\s].*[^\s]|[^\s]|", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says: raw text, whether it is a number, its formula, its style, whether it shows an error."""

    text: str = ""
    number: bool = False
    formula: str | None = None
    style: str | None = None
    error: bool = False

    @property
    def filled(self) -> bool:
        """Whether it holds a value or a formula."""
        return bool(self.text) or self.formula is not None

    def canon(self, kind: str, *, since_1904: bool = False) -> str:
        """The text that a column of this kind compares."""
        if self.formula is not None:
            return FORMULA_MARK + self.formula
        return canon_cell(self.text, number=self.number, kind=kind, since_1904=since_1904)


EMPTY = Cell()


def rich_text(node: etree._Element) -> str:
    """The text of a string item, its runs joined, phonetic guides left out."""
    parts = []
    for child in node:
        if child.tag == _T:
            parts.append(child.text or "")
        elif child.tag == _R:
            parts.extend(text.text or "" for text in child.iterchildren(_T))
    return unescape_xml_text("".join(parts))


def read_cell(node: etree._Element, strings: Sequence[str]) -> Cell:
    """What an element of a row says; `strings` are the workbook's shared ones."""
    text, formula = "", None
    kind = node.get("t", "n")
    for child in node:
        if child.tag == _V:
            text = child.text or ""
        elif child.tag == _F:
            formula = child.text or ""
        elif child.tag == _IS:
            text = rich_text(child)
    if kind == "s":
        try:
            text = strings[int(text)]
        except (ValueError, IndexError):
            text = ""
    elif kind == "str":
        text = unescape_xml_text(text)
    elif kind == "b":
        text = "TRUE" if text == "1" else "FALSE"
    return Cell(text, kind == "n" and text != "", formula, node.get("s"), kind == "e")


def fill_node(node: etree._Element, text: str, figure: str | None, style: str | None) -> None:
    """Give a cell a new value; its style stays unless one is given."""
    for child in list(node):
        node.remove(child)
    for name in ("t", "cm", "vm"):
        if name in node.attrib:
            del node.attrib[name]
    if style is not None:
        node.set("s", style)
    if figure is not None:
        etree.SubElement(node, _V).text = figure
    elif text.startswith(FORMULA_MARK):
        etree.SubElement(node, _F).text = text[1:]
    elif text:
        node.set("t", "inlineStr")
        inner = etree.SubElement(etree.SubElement(node, _IS), _T)
        inner.text = escape_xml_text(text)
        if needs_space(text):
            inner.set(XML_SPACE, "preserve")


def needs_space(text: str) -> bool:
    """Whether blanks at the ends or line ends must be marked as meant."""
    return "\n" in text or not _PLAIN.fullmatch(text)


def markup(text: str, *, quoted: bool = False) -> str:
    """Text between tags, or the value of an attribute in double quotes."""
    text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    return text.replace('"', "&quot;") if quoted else text


def cell_xml(prefix: str, ref: str, text: str, figure: str | None, style: str | None) -> str:
    """A new cell as the file holds it."""
    head = f'<{prefix}c r="{ref}"' + ("" if style is None else f' s="{style}"')
    if figure is not None:
        return f"{head}><{prefix}v>{figure}</{prefix}v></{prefix}c>"
    if not text:
        return f"{head}/>"
    if text.startswith(FORMULA_MARK):
        return f"{head}><{prefix}f>{markup(text[1:])}</{prefix}f></{prefix}c>"
    space = ' xml:space="preserve"' if needs_space(text) else ""
    body = markup(escape_xml_text(text))
    return f'{head} t="inlineStr"><{prefix}is><{prefix}t{space}>{body}</{prefix}t></{prefix}is></{prefix}c>'
