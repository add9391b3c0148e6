"""A pattern as a tree: what it is made of, piece by piece, with each piece's own source and place.

Reads the syntax that templates use: `regex` in verbose mode with `{NAME}` for lexicon entries. `regex` itself says
whether a pattern is right; this tree serves to say what is odd about one, and where a match of it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

import regex

_REFERENCE: Final = regex.compile(r"\{([a-z][a-z_0-9]*)\}")
_COUNT: Final = regex.compile(r"\{(\d*)(,?)(\d*)\}")
_GROUP: Final = regex.compile(
    r"\((?:\?(?:P?<(?<name>[A-Za-z_]\w*)>|(?<kind><=|<!|[:=!>|])|[a-zA-Z0-9-]*(?<flags>[:)])))?"
)
_ESCAPE: Final = regex.compile(r"\\(?:[pPN]\{[^}]*\}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|.)", regex.S)
_ANCHORS: Final = frozenset({r"\A", r"\Z", r"\b", r"\B", r"\G", r"\K", "^", "$"})
_CLASSES: Final = frozenset("dDsSwWpPN")


class Shape(Enum):
    """What a piece of a pattern is."""

    LITERAL = "literal"
    CLASS = "class"
    REFERENCE = "reference"
    ANCHOR = "anchor"
    LOOK = "look"
    GROUP = "group"
    CHOICE = "choice"
    SEQUENCE = "sequence"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a pattern: its source with its count, the pieces in it, and how often it may stand.

    `name` is a group's slot, a reference's lexicon entry, or a look-around's sign (`<!`). `most` is None where there is
    no end.
    """

    shape: Shape
    source: str
    at: int
    parts: tuple[Piece, ...] = ()
    name: str = ""
    least: int = 1
    most: int | None = 1
    possessive: bool = False
    lazy: bool = False
    uncounted: str = ""
    """The source without the count, where there is one."""

    @property
    def bare(self) -> str:
        """The source without the count."""
        return self.uncounted or self.source

    @property
    def counted(self) -> bool:
        """Whether the piece may stand other than once."""
        return (self.least, self.most) != (1, 1)

    def walk(self) -> Iterator[Piece]:
        """The piece and all in it."""
        yield self
        for part in self.parts:
            yield from part.walk()


class PatternReader:
    """Reads one pattern."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def read(self) -> Piece:
        """The whole pattern as a tree.

        >>> tree = PatternReader("(?<chair>{p}) 主持 (?! 人 )").read()
        >>> [(part.shape.value, part.source) for part in tree.parts]
        [('group', '(?<chair>{p})'), ('literal', '主'), ('literal', '持'), ('look', '(?! 人 )')]
        """
        return self._choice()

    def _choice(self) -> Piece:
        start = self.at
        branches = [self._sequence()]
        while self._here() == "|":
            self.at += 1
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        return Piece(Shape.CHOICE, self.source[start : self.at], start, tuple(branches))

    def _sequence(self) -> Piece:
        self._skip()
        start = self.at
        parts = []
        while self.at < len(self.source) and self._here() not in ("|", ")"):
            parts.append(self._counted(self._atom()))
            self._skip()
        return Piece(Shape.SEQUENCE, self.source[start : self.at].rstrip(), start, tuple(parts))

    def _here(self) -> str:
        return self.source[self.at : self.at + 1]

    def _skip(self) -> None:
        """Over blanks and comments, which mean nothing."""
        while self.at < len(self.source):
            if self.source[self.at].isspace():
                self.at += 1
            elif self.source[self.at] == "#":
                line = self.source.find("\n", self.at)
                self.at = len(self.source) if line < 0 else line
            else:
                return

    def _atom(self) -> Piece:
        start, char = self.at, self._here()
        if char == "(":
            return self._group()
        if char == "[":
            self.at = _class_end(self.source, start)
            return self._piece(Shape.CLASS, start)
        if char == "{" and (found := _REFERENCE.match(self.source, start)):
            self.at = found.end()
            return replace(self._piece(Shape.REFERENCE, start), name=found[1])
        if char == "\\" and (found := _ESCAPE.match(self.source, start)):
            self.at = found.end()
            if found[0] in _ANCHORS:
                return self._piece(Shape.ANCHOR, start)
            return self._piece(Shape.CLASS if found[0][1] in _CLASSES else Shape.LITERAL, start)
        self.at += 1
        shape = Shape.ANCHOR if char in _ANCHORS else Shape.CLASS if char == "." else Shape.LITERAL
        return self._piece(shape, start)

    def _group(self) -> Piece:
        start = self.at
        opening = _GROUP.match(self.source, start)
        self.at = opening.end() if opening else start + 1
        if opening and opening["flags"] == ")":
            return self._piece(Shape.ANCHOR, start)
        kind = opening["kind"] if opening else None
        inner = self._choice()
        self.at += 1  # the closing bracket
        piece = replace(
            self._piece(Shape.LOOK if kind in ("=", "!", "<=", "<!") else Shape.GROUP, start), parts=(inner,)
        )
        name = opening["name"] if opening else None
        return replace(piece, name=name or kind or "", possessive=kind == ">")

    def _piece(self, shape: Shape, start: int) -> Piece:
        return Piece(shape, self.source[start : self.at], start)

    def _counted(self, piece: Piece) -> Piece:
        self._skip()
        char = self._here()
        least, most = 1, 1
        endless = False
        if char in ("*", "+", "?") and char:
            least, endless = (1 if char == "+" else 0), char != "?"
            self.at += 1
        elif char == "{" and (found := _COUNT.match(self.source, self.at)) and (found[1] or found[3]):
            least = int(found[1] or 0)
            endless = bool(found[2]) and not found[3]
            most = int(found[3] or 0) if found[2] else least
            self.at = found.end()
        else:
            return piece
        possessive, lazy = self._here() == "+", self._here() == "?"
        if possessive or lazy:
            self.at += 1
        return replace(
            piece,
            source=self.source[piece.at : self.at],
            least=least,
            most=None if endless else most,
            possessive=possessive or piece.possessive,
            lazy=lazy,
            uncounted=piece.source,
        )


def _class_end(source: str, start: int) -> int:
    """Where the character class that begins at `start` ends; classes may hold classes."""
    at, depth = start + 1, 1
    first = at + (source[at : at + 1] == "^")
    while at < len(source) and depth:
        char = source[at]
        if char == "\\":
            at += 1
        elif char == "[":
            depth += 1
        elif char == "]" and at > first:
            depth -= 1
        at += 1
    return at


def read_pattern(source: str) -> Piece:
    """The tree of a pattern that `regex` accepts."""
    return PatternReader(source).read()
