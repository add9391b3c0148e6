"""Sets of characters as ranges: what a class of the `regex` module, such as `[[\\p{Han}A-Z]--[的了]]`, stands for.

What a property (`\\p{Han}`, `\\d`) holds is asked of `regex` itself, so that the sets are those that it matches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import regex

_LAST: Final = 0x10FFFF
_PROPERTY: Final = regex.compile(r"\\(?:[pP]\{\^?\w+\}|[dDsSwW])")
_CODE: Final = regex.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2}))")
_CONTROLS: Final = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_OPERATORS: Final = ("||", "&&", "~~")
_BY_NAME: Final = regex.compile(r"\[:\^?\w+:\]")
_ESCAPE: Final = regex.compile(r"\\(?:[pPN]\{[^}]*\}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|.)", regex.S)


class UntranslatableError(ValueError):
    """A piece of a pattern that this package does not say in the syntax of `re`."""


@dataclass(frozen=True, slots=True)
class CharacterSet:
    """A set of characters: ranges of code points, ascending, parted by at least one that is not in the set."""

    ranges: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, ranges: Iterable[tuple[int, int]]) -> CharacterSet:
        """The set of all characters in `ranges`, whatever their order."""
        merged: list[tuple[int, int]] = []
        for low, high in sorted(ranges):
            if merged and low <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(merged[-1][1], high))
            else:
                merged.append((low, high))
        return cls(tuple(merged))

    def __or__(self, other: CharacterSet) -> CharacterSet:
        return CharacterSet.of((*self.ranges, *other.ranges))

    def __invert__(self) -> CharacterSet:
        edges = [-1, *(edge for span in self.ranges for edge in span), _LAST + 1]
        gaps = ((low + 1, high - 1) for low, high in zip(edges[::2], edges[1::2], strict=True))
        return CharacterSet(tuple(gap for gap in gaps if gap[0] <= gap[1]))

    def __sub__(self, other: CharacterSet) -> CharacterSet:
        return ~(~self | other)

    def __contains__(self, char: str) -> bool:
        return any(low <= ord(char) <= high for low, high in self.ranges)

    def __len__(self) -> int:
        return sum(high - low + 1 for low, high in self.ranges)

    def members(self) -> str:
        """All characters of the set in a row."""
        return "".join(chr(code) for low, high in self.ranges for code in range(low, high + 1))

    def source(self) -> str:
        """The set as a class in the syntax of `re`.

        >>> CharacterSet.of([(97, 99), (93, 93)]).source()
        '[\\\\]a-c]'
        """
        if len(self) > _LAST // 2:
            return f"[^{_spelled(~self)}]" if (~self).ranges else r"[\s\S]"
        return f"[{_spelled(self)}]"


def _spelled(chars: CharacterSet) -> str:
    return "".join(_escaped(low) if low == high else f"{_escaped(low)}-{_escaped(high)}" for low, high in chars.ranges)


def _escaped(code: int) -> str:
    return "\\" + chr(code) if chr(code) in "\\]^-[&|~" else chr(code)


NOTHING: Final = CharacterSet(())
EVERYTHING: Final = CharacterSet(((0, _LAST),))
RARE: Final = CharacterSet(((0x10000, _LAST),))


@cache
def single(char: str) -> CharacterSet:
    """The set of one character."""
    return CharacterSet(((ord(char), ord(char)),))


@cache
def _everything() -> str:
    return "".join(map(chr, range(_LAST + 1)))


@cache
def _property(source: str) -> CharacterSet:
    found = regex.compile(f"{source}+", regex.VERSION1).finditer(_everything())
    return CharacterSet(tuple((match.start(), match.end() - 1) for match in found))


@cache
def read_escape(source: str) -> CharacterSet:
    """What an escape such as `\\d`, `\\n` or `\\u4e00` stands for."""
    if _PROPERTY.fullmatch(source):
        return _property(source)
    code = _CODE.fullmatch(source)
    if code:
        return single(chr(int(code[1] or code[2] or code[3], 16)))
    if len(source) == 2 and (source[1] in _CONTROLS or not source[1].isalnum()):
        return single(_CONTROLS.get(source[1], source[1]))
    raise UntranslatableError(f"{source} stands for no set of characters")


@cache
def read_class(source: str) -> CharacterSet:
    """What a class in brackets stands for.

    >>> kept = read_class("[[a-e]--[bd]]")
    >>> [char for char in "abcdef" if char in kept]
    ['a', 'c', 'e']
    """
    found, end = _class(source, 0)
    if end != len(source):
        raise UntranslatableError(f"{source} is no single class")
    return found


def _class(source: str, at: int) -> tuple[CharacterSet, int]:
    """The class that begins at `at`, and where it ends."""
    negated = source.startswith("^", at + 1)
    at = first = at + 1 + negated
    kept: CharacterSet | None = None
    operand = NOTHING
    while at == first or not source.startswith("]", at):
        if at >= len(source) or source.startswith(_OPERATORS, at):
            raise UntranslatableError("an operation on classes")
        if source.startswith("--", at):
            kept = operand if kept is None else kept - operand
            operand = NOTHING
            at += 2
        else:
            member, at = _member(source, at)
            operand |= member
    found = operand if kept is None else kept - operand
    return (~found if negated else found), at + 1


def _member(source: str, at: int) -> tuple[CharacterSet, int]:
    """The class, escape, range or character that begins at `at`, and where it ends."""
    if source.startswith("[", at):
        if _BY_NAME.match(source, at):
            raise UntranslatableError("a class by name")
        return _class(source, at)
    low, at = _character(source, at)
    if source.startswith("-", at) and not source.startswith(("-]", "--"), at):
        high, at = _character(source, at + 1)
        if len(low) != 1 or len(high) != 1:
            raise UntranslatableError("a range between sets")
        return CharacterSet(((low.ranges[0][0], high.ranges[0][0]),)), at
    return low, at


def _character(source: str, at: int) -> tuple[CharacterSet, int]:
    escape = _ESCAPE.match(source, at)
    if escape is None:
        return single(source[at]), at + 1
    return read_escape(escape[0]), escape.end()
