"""What a look-behind looks back at, unfolded by length: `re` looks back over one length at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple, TypeAlias

from minutes.character_sets import NOTHING, CharacterSet, UntranslatableError

MOST_LENGTHS: Final = 128  # of a look-behind
_LONGEST: Final = 30_000  # code points of a look-behind as it is written
_MANY: Final = 4  # branches from which on a test of one character before them pays


class Stretch(NamedTuple):
    """What a look-behind may look back at, of one length: the characters it can end in, and how it is written."""

    last: CharacterSet
    source: str


Stretches: TypeAlias = dict[int, Stretch]
EMPTY: Final[Stretches] = {0: Stretch(NOTHING, "")}


def in_a_row(parts: Iterable[Stretches]) -> Stretches:
    found = EMPTY
    for stretches in parts:
        found = merged(
            {a + b: Stretch(behind.last if b else before.last, before.source + behind.source)}
            for a, before in found.items()
            for b, behind in stretches.items()
        )
    return found


def merged(found: Iterable[Stretches]) -> Stretches:
    """Stretches of one length as one."""
    by_length: dict[int, list[Stretch]] = {}
    for stretches in found:
        for length, stretch in stretches.items():
            by_length.setdefault(length, []).append(stretch)
    written = sum(len(stretch.source) for same in by_length.values() for stretch in same)
    if len(by_length) > MOST_LENGTHS or written > _LONGEST:
        raise UntranslatableError("a look-behind of many lengths")
    return {
        length: same[0]
        if len(same) == 1
        else Stretch(
            CharacterSet.of(r for stretch in same for r in stretch.last.ranges),
            f"(?:{'|'.join(dict.fromkeys(stretch.source for stretch in same))})",
        )
        for length, same in by_length.items()
    }


def look_behind(stretches: Stretches, *, negative: bool) -> str:
    """A look-behind for each length, the shorter first; the longer ones behind a test of the last character."""
    if negative:
        return "".join(_look(length, stretch, negative=True) for length, stretch in sorted(stretches.items()))
    short = [_look(length, stretch) for length, stretch in sorted(stretches.items()) if length < 2]
    long = [_look(length, stretch) for length, stretch in sorted(stretches.items()) if length > 1]
    if len(long) > 1 or sum(look.count("|") for look in long) > _MANY:
        last = CharacterSet.of(r for length, s in stretches.items() if length > 1 for r in s.last.ranges)
        long = [f"(?<={last.source()})(?:{'|'.join(long)})"]
    looks = [*short, *long]
    return looks[0] if len(looks) == 1 else f"(?:{'|'.join(looks)})"


def _look(length: int, stretch: Stretch, *, negative: bool = False) -> str:
    """A look-behind of one length; of none it says the same as a look-ahead."""
    sign = "?" if length == 0 else "?<"
    return f"({sign}{'!' if negative else '='}{stretch.source})"
