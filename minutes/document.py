"""A document as it stands on the page, and its repaired text with the way back to the page.

Three texts of one document:

* `source`: the decoded text, what every record's offsets point into;
* `clean`: the repaired text: broken lines joined, repeats and page furniture left out;
* `text`: `clean` with marks folded to their full-width forms and full-width digits and letters to ASCII. It has the
  length of `clean`, so an offset into one is an offset into the other. Templates see `text`, records show `clean`.

All offsets are code points.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import regex


class Span(NamedTuple):
    """A stretch `[start, end)` of a text, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


_FOLD = {
    **{
        chr(code): chr(code - 0xFEE0)
        for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    },
    ";": "；",
    "!": "！",
    "?": "？",
    "(": "（",
    ")": "）",
    "﹐": "，",
    "﹑": "、",
    "﹔": "；",
    "﹕": "：",
    **dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009\t\u200b\ufeff", " "),
}
# no character that another becomes is among them, so that their order does not matter
_FOLDED = re.compile(f"[{re.escape(''.join(_FOLD))}]")
_COMMA = regex.compile(r"(?<!\d),|,(?!\d)")
_COLON = regex.compile(r"(?<!\d):|:(?!\d)")
_QUOTE = regex.compile('"([^"\n]*)"')


def fold(text: str) -> str:
    """`text` with half-width marks as full-width ones and full-width digits and letters as ASCII; same length.

    >>> fold("吕某,１２月(上午)")
    '吕某，12月（上午）'
    >>> fold("共1,200人，9:30开始")
    '共1,200人，9:30开始'
    """
    folded = text
    for char in set(_FOLDED.findall(text)):
        folded = folded.replace(char, _FOLD[char])
    if "," in folded:
        folded = _COMMA.sub("，", folded)
    if ":" in folded:
        folded = _COLON.sub("：", folded)
    if '"' in folded:
        folded = _QUOTE.sub(r"“\1”", folded)
    return folded


@dataclass(frozen=True, slots=True)
class Note:
    """A finding about the page: a `ProblemCode` value, a message, and the place in `source`."""

    code: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A repaired document.

    `origin[i]` is the offset in `source` of the character `clean[i]`; `None` stands for "the same offset", the
    case of a page that needed no repair. A line end of `clean` maps to a line end of `source`.
    """

    source: str
    clean: str
    text: str
    origin: array[int] | None = None
    notes: tuple[Note, ...] = ()
    _paragraphs: list[Span] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def of_text(cls, source: str) -> Document:
        """The document whose repaired text is its source: nothing to mend."""
        return cls(source, source, fold(source))

    def to_source(self, start: int, end: int) -> Span:
        """The stretch of `source` that shows `clean[start:end]`, damage between included."""
        if self.origin is None:
            return Span(start, end)
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else len(self.source)
            return Span(at, at)
        return Span(self.origin[start], self.origin[end - 1] + 1)

    @property
    def paragraphs(self) -> list[Span]:
        """The non-blank lines of `clean`, white space at both ends left out."""
        if not self._paragraphs:
            self._paragraphs.extend(lines_of(self.clean))
        return self._paragraphs


def lines_of(text: str) -> Iterable[Span]:
    """The non-blank lines of `text`, white space at both ends left out."""
    at = 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            start = at + line.index(body[0]) if line[0] != body[0] else at
            yield Span(start, start + len(body))
        at += len(line) + 1


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """`text` without any white space: how names and repeated passages are compared.

    >>> squeezed("王 磊")
    '王磊'
    """
    return "".join(text.split())
