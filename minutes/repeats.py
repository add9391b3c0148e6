"""What a page prints twice: sentences that stood on it before, and fragments of passages that stand whole elsewhere."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from minutes.document import Document, Span, fold, lines_of, squeezed

REPEAT_LENGTH: Final = 16  # shorter sentences recur by nature (会议还研究了其他事项)
STUB_LENGTH: Final = 8
_MANY: Final = 200  # passages from which on it pays to look at the whole page once, and not once a fragment
_INNER: Final = re.compile("[，。；、！？]")
_SENTENCE: Final = re.compile(r"[^。！？；\n]+[。！？；]?[”’）]?")


class Strays:
    """Tells which passages only begin, or hold a part of, another one of the page that is no heading.

    >>> fragment = "会议强调，要紧盯消防"
    >>> fragment in Strays([fragment, "会议强调，要紧盯消防、燃气等领域。"], [])
    True
    """

    def __init__(self, passages: Sequence[str], headings: Sequence[str]) -> None:
        self._headings = "\n".join(headings)
        self._joined = "".join(f"\n{passage}\n" for passage in passages)
        self._many = len(passages) > _MANY
        self._known: dict[str, bool] = {}  # the same line again and again is looked for once

    def __contains__(self, passage: str) -> bool:
        if passage not in self._known:
            self._known[passage] = (
                (len(passage) >= REPEAT_LENGTH or _INNER.search(passage) is not None)
                and (not self._many or passage[-STUB_LENGTH:] in self._twice)
                and passage not in self._headings
                and self._joined.count(passage) > self._joined.count(f"\n{passage}\n")
            )
        return self._known[passage]

    @cached_property
    def _twice(self) -> set[str]:
        """The stretches of `STUB_LENGTH` characters that stand on the page more than once."""
        seen: set[str] = set()
        again: set[str] = set()
        for at in range(len(self._joined) - STUB_LENGTH + 1):
            piece = self._joined[at : at + STUB_LENGTH]
            (again if piece in seen else seen).add(piece)
        return again


def find_repeats(document: Document, kinds: Sequence[str]) -> list[Span]:
    """The sentences that stood on the page before, neighbouring ones as one stretch; `kinds` are those of its lines."""
    seen: set[str] = set()
    found: list[Span] = []
    line = 0
    at = 0
    for match in _SENTENCE.finditer(document.text):
        line += document.text.count("\n", at, match.start())
        at = match.start()
        key = squeezed(match[0]).rstrip("。！？；”’）")
        if kinds[line] in ("heading", "stamp"):
            continue
        if key in seen:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            if found and not document.text[found[-1].end : start].strip():
                found[-1] = Span(found[-1].start, match.end())  # the short end of a repeated passage goes with it
            elif len(key) >= REPEAT_LENGTH:
                found.append(Span(start, match.end()))
        seen.add(key)
    return found


def without(document: Document, spans: Sequence[Span]) -> Document:
    """`document` with `spans` left out of its repaired text, and lines emptied by that dropped."""
    keep: list[Span] = []
    at = 0
    for span in spans:
        keep.append(Span(at, span.start))
        at = span.end
    keep.append(Span(at, len(document.clean)))
    origin = document.origin if document.origin is not None else array("I", range(len(document.clean)))
    clean = "".join(document.clean[s:e] for s, e in keep)
    joined = array("I")
    for s, e in keep:
        joined.extend(origin[s:e])
    pieces: list[Span] = list(lines_of(clean))
    final = array("I")
    texts: list[str] = []
    for piece in pieces:
        if texts:
            texts.append("\n")
            final.append(joined[piece.start - 1])
        texts.append(clean[piece.start : piece.end])
        final.extend(joined[piece.start : piece.end])
    text = "".join(texts)
    return Document(document.source, text, fold(text), final)
