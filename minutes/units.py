"""Units: the stretches between 。, ；, ！ and line ends into which a passage falls, quotes and brackets kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from minutes.document import Span

# A quote right behind a colon is direct speech and is split like other text; any other quote or bracket is one piece.
_PIECES: Final = re.compile(
    r"(?<![：])“[^“”\n]{0,240}”|（[^（）\n]{0,240}）|《[^《》\n]{0,160}》|(?P<stop>[。；！](?:[”’])?|\n)"
)
_INNER_STOP: Final = re.compile("[。！；]")
_EDGE: Final = " \n，、。；：！”’"
_OPENERS: Final = " \n，、。；：！”’）"


class Unit(NamedTuple):
    """One unit: its offsets without the closing mark, and that mark (empty at a line end)."""

    start: int
    end: int
    mark: str


def split_units(text: str, start: int, end: int) -> Iterator[Unit]:
    """The units of `text[start:end]`, in order; marks and blanks at their edges are left out.

    >>> s = "要守“安全。”线；要清账。完"
    >>> [s[u.start:u.end] for u in split_units(s, 0, len(s))]
    ['要守“安全。”线', '要清账', '完']
    """
    at = place = start
    while (piece := _PIECES.search(text, place, end)) is not None:
        place = piece.end()
        stop = piece.start("stop")
        if stop >= 0:
            yield from _unit(text, at, stop, piece[0][0] if piece[0] != "\n" else "")
            at = place
        elif text[piece.end() - 2 : piece.end()] in ("。”", "！”"):
            if _INNER_STOP.search(text, piece.start(), piece.end() - 2):
                place = piece.start() + 1  # several sentences of direct speech
            elif _whole(text, piece.start(), start):
                yield from _unit(text, at, piece.end(), "。")
                at = place
    yield from _unit(text, at, end, "")


def _whole(text: str, quote: int, start: int) -> bool:
    """Whether the quote is a sentence of its own: it begins the text or stands behind a mark, not inside a phrase."""
    return quote == start or not text[quote - 1].isalnum()


def _unit(text: str, start: int, end: int, mark: str) -> Iterator[Unit]:
    trimmed = trim(text, start, end)
    if trimmed.end > trimmed.start:
        yield Unit(trimmed.start, trimmed.end, mark)


def trim(text: str, start: int, end: int) -> Span:
    """`[start, end)` without marks and blanks at its edges; a quote that the edge would leave open is kept closed.

    >>> s = "，“要备料。”"
    >>> s[slice(*trim(s, 0, len(s)))]
    '要备料'
    """
    quoted = True  # a closing quote may stand within; once there is none, there is none further in
    while start < end:
        while start < end and text[start] in _OPENERS:
            start += 1
        openers: dict[str, int] = {}
        while end > start and text[end - 1] in _EDGE and not _closes(text, start, end, openers):
            end -= 1
        if start >= end or text[start] != "“":
            break
        closed = text.find("”", start, end) if quoted else -1
        if 0 <= closed < end - 1:
            break
        # the quote is all there is: its marks are no part of what was said
        start += 1
        quoted = closed >= 0
        end = closed if quoted else end
    return Span(start, end)


def _closes(text: str, start: int, end: int, openers: dict[str, int]) -> bool:
    """Whether the last character closes a quote that opens within the stretch.

    `openers` remembers the last opener of each kind: what is cut off behind it holds none.
    """
    closer = text[end - 1]
    if closer not in "”’":
        return False
    if closer not in openers:
        openers[closer] = text.rfind("“" if closer == "”" else "‘", start, end - 1)
    opened = openers[closer]
    return opened >= 0 and text.find(closer, opened, end - 1) < 0
