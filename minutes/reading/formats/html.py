"""Web pages: the text of the body, a line for each block, without scripts, navigation, head and foot."""

from __future__ import annotations

import re

from minutes.errors import ReadError
from minutes.reading import charset
from minutes.reading.registry import Format
from minutes.reading.source import Extracted

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
_START = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<!--[^>]{0,500}-->|<\?xml[^>]{0,200}\?>)*<(?:!doctype\s+html|html)\b", re.IGNORECASE
)


def read_html(data: bytes, encoding: str | None) -> Extracted:
    """The text of a page; the encoding it declares counts only if its bytes do decode in it."""
    # Parsing is imported only when there is a page to parse: the registry loads every format.
    from minutes.reading.page_text import page_text

    page = charset.decode(data, encoding or _declared_encoding(data))
    if charset.looks_binary(page.text):
        raise ReadError("is binary data, not a web page; save the page again as HTML")
    return Extracted(page_text(page.text), page.encoding, ())


def _declared_encoding(data: bytes) -> str | None:
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return None
    found = _DECLARED.search(data[:4096])
    if found is None:
        return None
    try:
        name = charset.known_encoding(found.group(1).decode("ascii"))
        data.decode(name)
    except (ReadError, UnicodeError):
        return None
    return None if name.startswith(("utf-8", "utf_8", "ascii", "iso8859", "cp1252", "latin")) else name


FORMAT = Format(
    name="html",
    media_type="text/html",
    suffixes=(".html", ".htm", ".xhtml", ".shtml"),
    recognises=lambda data: _START.match(data[:4096]) is not None,
    read=read_html,
)
