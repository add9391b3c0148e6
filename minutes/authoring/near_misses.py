"""Where a template stopped that nearly matched: how far its pattern goes, and what it wanted next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from minutes.authoring.examples import written
from minutes.grammar import Grammar
from minutes.matching import match_template
from minutes.pattern_tree import Piece, Shape, read_pattern
from minutes.template_parts import Template

_SHOWN: Final = 16  # code points of the text shown behind the place where a pattern stopped
_LOOKS: Final = {
    "=": "what follows has to be",
    "!": "what follows must not be",
    "<=": "what stands before has to be",
    "<!": "what stands before must not be",
}


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A template whose gate is open and whose pattern fails: what it matched, what it wanted then, what stood there.

    `reached` of `pieces` pieces of the pattern matched. `elsewhere` tells where else in the sentence the wanted piece
    stands, with what lies between; empty when it stands nowhere.
    """

    template: str
    literals: tuple[str, ...]
    reached: int
    pieces: int
    matched: str
    skipped: tuple[str, ...]
    wanted: str
    meaning: str
    found: str
    elsewhere: str
    condition: bool
    """What was wanted is a condition on what stands around, not a piece of text."""

    @property
    def share(self) -> float:
        """How far the pattern got, from 0 to 1."""
        return self.reached / self.pieces if self.pieces else 0.0


class NearMisses:
    """Finds near misses with one grammar; compiled beginnings of patterns are kept."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self._pieces: dict[str, tuple[tuple[Piece, ...], ...]] = {}
        self._compiled: dict[str, regex.Pattern[str]] = {}

    def find(self, template: Template, text: str) -> NearMiss | None:
        """Why the template matches nothing in `text`; None where it matches, or its gate is shut."""
        literals = tuple(literal for literal in template.gate if literal in text)
        if (template.gate and not literals) or any(True for _ in match_template(self.grammar, template, text)):
            return None
        tried = [self._stopped(template, pieces, text, literals) for pieces in self.branches(template)]
        return max(tried, key=lambda miss: (miss.share, len(miss.matched)), default=None)

    def branches(self, template: Template) -> tuple[tuple[Piece, ...], ...]:
        """The alternatives of the pattern, each as the row of its pieces."""
        if template.id not in self._pieces:
            tree = read_pattern(template.pattern)
            # what a group held is asked for again: its pieces mean nothing outside it
            rows = [[tree]] if r"\g<" in template.pattern else _rows(tree)
            self._pieces[template.id] = tuple(tuple(row) for row in rows if row)
        return self._pieces[template.id]

    def _stopped(self, template: Template, pieces: Sequence[Piece], text: str, literals: tuple[str, ...]) -> NearMiss:
        low, high = 0, len(pieces) - 1  # the whole row does not match
        while low < high:
            middle = (low + high + 1) // 2
            if self._begin(pieces[:middle]).search(text):
                low = middle
            else:
                high = middle - 1
        wanted = pieces[low]
        needed = low
        while needed and pieces[needed - 1].least == 0:
            needed -= 1
        at, matched = self._furthest(pieces[:needed], text)
        return NearMiss(
            template=template.id,
            literals=literals,
            reached=low,
            pieces=len(pieces),
            matched=written(matched),
            skipped=tuple(_short(piece.source) for piece in pieces[needed:low]),
            wanted=_short(wanted.source),
            meaning=self._meaning(wanted),
            found=written(text[at : at + _SHOWN]) if needed else "",
            elsewhere=self._elsewhere(wanted, text, at) if needed else "",
            condition=wanted.shape is Shape.LOOK,
        )

    def _furthest(self, pieces: Sequence[Piece], text: str) -> tuple[int, str]:
        """The end of the longest match of the beginning, and what it matched."""
        if not pieces:
            return 0, ""
        found = max(self._begin(pieces).finditer(text), key=lambda one: one.end() - one.start(), default=None)
        return (found.end(), found[0]) if found else (0, "")

    def _begin(self, pieces: Sequence[Piece]) -> regex.Pattern[str]:
        source = " ".join(piece.source for piece in pieces)
        if source not in self._compiled:
            self._compiled[source] = regex.compile(self.grammar.expand(source), regex.VERSION1 | regex.VERBOSE)
        return self._compiled[source]

    def _elsewhere(self, wanted: Piece, text: str, at: int) -> str:
        if wanted.shape in (Shape.LOOK, Shape.ANCHOR):
            return ""
        pattern = self._begin([wanted])
        after = next((one for one in pattern.finditer(text, at) if one[0]), None)
        if after is not None:
            return (
                f"“{written(after[0][:_SHOWN])}” stands further on; “{written(text[at : after.start()])}” lies between"
            )
        before = next((one for one in pattern.finditer(text) if one[0]), None)
        return f"“{written(before[0][:_SHOWN])}” stands before it" if before is not None else ""

    def _meaning(self, piece: Piece) -> str:
        """What a piece means in words: a look-around, or a lexicon entry with its first words."""
        if piece.shape is Shape.LOOK:
            return f"{_LOOKS[piece.name]}: {_short(piece.parts[0].source)}"
        names = [part.name for part in piece.walk() if part.shape is Shape.REFERENCE]
        told = []
        for name in dict.fromkeys(names[:3]):
            entry = self.grammar.lexicon[name]
            words = "、".join(entry.words[:8]) + (" …" if len(entry.words) > 8 else "")
            told.append(f"{{{name}}} {entry.term}" + (f": {words}" if words else ""))
        return "; ".join(told)


def _rows(piece: Piece) -> Iterator[list[Piece]]:
    """The alternatives of a pattern as rows of pieces; groups that stand once are opened."""
    if piece.shape is Shape.CHOICE:
        for part in piece.parts:
            yield from _rows(part)
    elif piece.shape is Shape.SEQUENCE:
        if len(piece.parts) == 1 and _is_choice(piece.parts[0]):
            yield from _rows(piece.parts[0].parts[0])
            return
        row = [one for part in piece.parts for one in _opened(part)]
        yield _joined(row)
    else:
        yield [piece]


def _is_choice(piece: Piece) -> bool:
    return piece.shape is Shape.GROUP and not piece.counted and piece.parts[0].shape is Shape.CHOICE


def _opened(piece: Piece) -> list[Piece]:
    """The pieces of a group that stands once and has no alternatives; any other piece as it is."""
    inner = piece.parts[0] if piece.shape is Shape.GROUP and not piece.counted and not piece.possessive else None
    if inner is None or inner.shape is not Shape.SEQUENCE:
        return [piece]
    return [one for part in inner.parts for one in _opened(part)]


def _joined(row: Sequence[Piece]) -> list[Piece]:
    """The row with characters that touch as one piece: a word is wanted, not its first character."""
    joined: list[Piece] = []
    for piece in row:
        last = joined[-1] if joined else None
        touching = last is not None and last.at + len(last.source) == piece.at
        if last is not None and touching and _is_character(last) and _is_character(piece):
            joined[-1] = replace(last, source=last.source + piece.source)
        else:
            joined.append(piece)
    return joined


def _is_character(piece: Piece) -> bool:
    return piece.shape is Shape.LITERAL and not piece.counted


def _short(source: str) -> str:
    said = written(" ".join(source.split()))
    return said if len(said) <= 80 else said[:79] + "…"
