"""What a document is once it has been read: its text, and what is known of the file it came from."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minutes.records import Problem

STDIN_NAME = "-"


@dataclass(frozen=True, slots=True)
class ReadSource:
    """A document as read: every offset of every record points into `text`, counted in code points.

    `encoding` is a codec name with which the document's bytes decode to `text` (before line ends are unified), or None
    for formats such as docx that are not text files. `problems` holds the places that could not be decoded.
    """

    name: str
    sha256: str
    media_type: str
    encoding: str | None
    text: str
    problems: tuple[Problem, ...] = field(default=())

    @classmethod
    def of_text(cls, text: str, *, name: str = STDIN_NAME) -> ReadSource:
        """A text that is in memory already, as if it had been read from UTF-8 under `name`.

        >>> ReadSource.of_text("\\ufeff会议\\r\\n").text
        '会议\\n'
        """
        # Half characters cannot be written to any file: they would stop the records, not only the text.
        clean = _HALF.sub("\ufffd", unify_line_ends(text.removeprefix("\ufeff")))
        content = clean.encode("utf-8")
        return cls(name, hashlib.sha256(content).hexdigest(), "text/plain", "utf-8", clean)


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text a format finds in a document's bytes; `damaged` spans are replaced bytes, in code points of `text`."""

    text: str
    encoding: str | None = None
    damaged: tuple[tuple[int, int], ...] = ()


def unify_line_ends(text: str) -> str:
    """Read `\\r\\n` and a lone `\\r` as `\\n`; nothing else changes.

    >>> unify_line_ends("一\\r\\n二\\r三\\n")
    '一\\n二\\n三\\n'
    """
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")


_HALF = re.compile("[\ud800-\udfff]")
_REPLACED = re.compile("\ufffd+")


def find_replaced(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of U+FFFD in `text`, in code points: what a decoder puts where bytes mean nothing.

    >>> find_replaced("会\\ufffd\\ufffd议")
    ((1, 3),)
    """
    return tuple(match.span() for match in _REPLACED.finditer(text))
