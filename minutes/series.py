"""Series: the numbers of a passage (一要…二要…, （一）…, 首先…其次…) and the items they open, nested ones inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from minutes.document import Note, Span
from minutes.framing import FrameIndex
from minutes.grammar import Grammar
from minutes.matching import Frame

_LOOK_AHEAD: Final = 12  # numbers behind a 一 in which the series around it must go on
_LAST: Final = 99  # the value of 最后: whatever comes next
SPOKEN: Final = frozenset({"shi", "di", "word", "qi"})  # spoken families, which speakers mix: 一要…第二，…三是


@dataclass(frozen=True, slots=True)
class Number:
    """A number that opens an item: its value, where it stands, and the family its style belongs to."""

    value: int
    family: str
    start: int
    end: int
    ordinal: Span
    weak: bool
    template: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a series: its number, its depth (1 outermost) and its parent's index in the list of items."""

    number: Number
    level: int
    parent: int | None


@dataclass(slots=True)
class _Open:
    """A series that is still open: its family, the last value and the item that value opened."""

    family: str
    last: int
    item: int
    inline: bool = False
    """Its items stand behind commas, inside an item of a series of the same style."""


@dataclass(frozen=True, slots=True)
class Series:
    """The items of a passage, in order, and what is odd about their numbers."""

    items: tuple[Item, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class _Reading:
    items: list[Item] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)


def read_numbers(frames: FrameIndex, stretches: Sequence[Span]) -> list[Number]:
    """The numbers in `stretches`, left to right; a weak one only when another of its family is there to bear it out."""
    numbers = [
        number
        for stretch in stretches
        for frame in frames.within("numbering", stretch.start, stretch.end)
        if (number := _number(frames.grammar, frames.text, frame)) is not None
    ]
    first: dict[tuple[str, int], int] = {}
    last: dict[tuple[str, int], int] = {}
    for number in numbers:
        first.setdefault((number.family, number.value), number.start)
        last[number.family, number.value] = number.start
    return [number for number in numbers if not number.weak or _borne_out(number, first, last)]


def _number(grammar: Grammar, text: str, frame: Frame) -> Number | None:
    said = frame.said(text, "ordinal") or ""
    value = int(said) if said.isascii() and said.isdigit() else None
    for table in ("number_kanji", "number_sign", "number_word"):
        if value is None:
            value = grammar.value(table, said)
    if value is None or (value > 60 and value != _LAST):
        return None
    return Number(
        value=value,
        family=str(frame.sets.get("family", "")),
        start=frame.start,
        end=frame.end,
        ordinal=frame.slots["ordinal"],
        weak=bool(frame.sets.get("weak")),
        template=frame.template,
    )


def _borne_out(number: Number, first: Mapping[tuple[str, int], int], last: Mapping[tuple[str, int], int]) -> bool:
    """Whether another number of the family stands where this one needs it: 二 behind 一, the one before otherwise."""
    family = number.family
    if number.value == 1:
        return last.get((family, 2), -1) > number.start
    before = 1 if number.value == _LAST else number.value - 1
    return first.get((family, before), number.start) < number.start


def read_series(text: str, numbers: Sequence[Number]) -> Series:
    """The items that `numbers` open: a number that goes on an open series is its next item, a 一 opens one inside."""
    reading = _Reading()
    for at, number in enumerate(numbers):
        inline = text[number.start - 1 : number.start] in ("，", "：")
        if inline and number.value == 1 and _comes_back(reading.stack, numbers[at + 1 :], number):
            _append(reading, number, len(reading.stack), 1, inline=True)
        else:
            _place(reading, number, inline=inline)
    return Series(tuple(reading.items), tuple(reading.notes))


def _comes_back(stack: Sequence[_Open], later: Sequence[Number], number: Number) -> bool:
    """Whether the series that is open goes on behind a 一 of its own style: then that 一 opens one inside."""
    if not stack or stack[-1].family != number.family or stack[-1].inline:
        return False
    following = [other.value for other in later[:_LOOK_AHEAD] if other.family == number.family]
    # 二是…，一要…，二要…。三是: the inner numbers, then the one that the outer series waits for
    return len(following) >= 2 and following[0] == 2 and stack[-1].last + 1 in following[1:]


def _place(reading: _Reading, number: Number, *, inline: bool) -> None:
    stack = reading.stack
    depth = _continued([s for s in stack if inline or not s.inline], number)
    if depth is None and number.value == 1:
        depth = _opened(stack, number)
        if depth is None:
            reading.notes.append(_note("series-restart", number))
            depth = _same_family(stack, number) or 0
        del stack[depth:]
        _append(reading, number, depth, 1)
        return
    if depth is None:
        depth = _same_family(stack, number)
        if depth is None:
            if stack and number.family not in SPOKEN:
                return  # a stray number inside an item, such as a year in brackets
            depth = 0
        expected = stack[depth].last + 1 if depth < len(stack) else 1
        value = expected if number.value == _LAST else number.value
        if value != expected:
            reading.notes.append(_note("series-gap", number))
        del stack[depth:]
        _append(reading, number, depth, value)
        return
    value = stack[depth].last + 1
    inner = stack[depth].inline
    del stack[depth:]
    _append(reading, number, depth, value, inline=inner)


def _append(reading: _Reading, number: Number, depth: int, value: int, *, inline: bool = False) -> None:
    parent = reading.stack[depth - 1].item if depth else None
    reading.items.append(Item(_valued(number, value), depth + 1, parent))
    reading.stack.append(_Open(number.family, value, len(reading.items) - 1, inline))


def _valued(number: Number, value: int) -> Number:
    if number.value == value:
        return number
    return Number(value, number.family, number.start, number.end, number.ordinal, number.weak, number.template)


def _continued(stack: Sequence[_Open], number: Number) -> int | None:
    """The depth of the innermost open series whose next item this number is."""
    for depth in range(len(stack) - 1, -1, -1):
        series = stack[depth]
        goes_on = number.value == series.last + 1 or number.value == _LAST
        if goes_on and series.family == number.family:
            return depth
    if number.value == _LAST:
        return None
    for depth in range(len(stack) - 1, -1, -1):
        series = stack[depth]
        spoken = series.family in SPOKEN and number.family in SPOKEN
        if spoken and number.value == series.last + 1:
            return depth
    return None


def _opened(stack: Sequence[_Open], number: Number) -> int | None:
    """The depth at which a 一 opens a series: inside the innermost one; None when it repeats a family that is open."""
    if any(series.family == number.family for series in stack):
        return None
    return len(stack)


def _same_family(stack: Sequence[_Open], number: Number) -> int | None:
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].family == number.family:
            return depth
    return None


def _note(code: str, number: Number) -> Note:
    message = "the number does not follow the one before" if code == "series-gap" else "the numbers start over"
    return Note(code, message, number.start, number.end)
