"""What speeds the search for a template up without its author's doing: read off the tree of its pattern."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from minutes.compiled import Traits
from minutes.pattern_tree import Piece, Shape, read_pattern

_RUN: Final = 10  # a piece that may stand more often than this is tried at length wherever it can begin
_FLAG: Final = "(?m"


def read_traits(pattern: str, entry: Callable[[str], str]) -> Traits:
    """The traits of a pattern; `entry` gives the pattern of each lexicon entry that it speaks of.

    >>> read_traits("(?<event> {word}{0,50} (?: 大会 | 论坛 ) ) 召开", {"word": "[^，]"}.__getitem__)
    Traits(needed='(?: 大会 | 论坛 ) 召 开', anchored=False)
    """
    tree = read_pattern(pattern)
    anchored = _is_anchored(tree)
    rest = None if anchored or _FLAG in pattern else _behind_run(tree, entry)
    if rest is not None and not _asks(read_pattern(rest), entry):
        rest = None
    return Traits(rest, anchored)


def _behind_run(piece: Piece, entry: Callable[[str], str]) -> str | None:
    """The source of all that a match must hold behind a long run; None where there is nothing of the kind.

    A pattern that begins with something that has to stand there is found by that, so that it is worth while only where
    a second run follows: one is tried at every length of the other. Of alternatives that need no such thing, all of
    them is what a match must hold.
    """
    if piece.counted:
        return None
    match piece.shape:
        case Shape.GROUP:
            return _behind_run(piece.parts[0], entry)
        case Shape.REFERENCE:
            return _behind_run(read_pattern(entry(piece.name)), entry)
        case Shape.CHOICE:
            behind = [_behind_run(part, entry) for part in piece.parts]
            if all(rest is None for rest in behind):
                return None
            rests = [part.source if rest is None else rest for part, rest in zip(piece.parts, behind, strict=True)]
            return f"(?: {' | '.join(rests)} )" if all(rests) else ""
        case Shape.SEQUENCE:
            begun = False
            for number, part in enumerate(piece.parts, 1):
                inner = "" if _is_run(part) else _behind_run(part, entry)
                others = piece.parts[number:]
                if inner is not None and (not begun or any(map(_runs, others))):
                    return " ".join(filter(None, (inner, *(other.source for other in others))))
                begun = begun or _asks(part, entry)
    return None


def _is_run(piece: Piece) -> bool:
    return piece.most is None or piece.most > _RUN


def _runs(piece: Piece) -> bool:
    """Whether a piece is or holds a long run, look-arounds left alone."""
    return _is_run(piece) or (piece.shape is not Shape.LOOK and any(map(_runs, piece.parts)))


def _asks(piece: Piece, entry: Callable[[str], str]) -> bool:
    """Whether a piece asks for something to stand there, and does not only look back or forbid."""
    if piece.least == 0:
        return False
    match piece.shape:
        case Shape.LITERAL | Shape.CLASS:
            return True
        case Shape.LOOK:
            return piece.name == "=" and _asks(piece.parts[0], entry)
        case Shape.REFERENCE:
            return _asks(read_pattern(entry(piece.name)), entry)
        case Shape.CHOICE:
            return all(_asks(part, entry) for part in piece.parts)
        case Shape.GROUP | Shape.SEQUENCE:
            return any(_asks(part, entry) for part in piece.parts)
    return False


def _is_anchored(piece: Piece) -> bool:
    if piece.shape is Shape.CHOICE:
        return all(_is_anchored(part) for part in piece.parts)
    if piece.shape is Shape.SEQUENCE or (piece.shape is Shape.GROUP and not piece.counted):
        return bool(piece.parts) and _is_anchored(piece.parts[0])
    return piece.source == r"\A"
