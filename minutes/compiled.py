"""Compiled patterns, of `re` or of `regex`, and how one of `re` is kept without compiling it again."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, NamedTuple, TypeAlias

import regex

Pattern: TypeAlias = re.Pattern[str] | regex.Pattern[str]
Match: TypeAlias = re.Match[str] | regex.Match[str]
_AGAIN: Final = re.compile(r"__\d+$")


class Traits(NamedTuple):
    """What a pattern's tree tells: what must stand somewhere for it to match, and whether it matches at the beginning
    of a text only.
    """

    needed: str | None
    anchored: bool


@dataclass(frozen=True, slots=True)
class Matcher:
    """A template's pattern; `slots` are its slots, each with a group that fills it: one slot may have several.

    `needed` is what must stand somewhere for the template to match: what stands behind a run of anything. A pattern
    that begins with such a run, or holds two, tries it at every place where it can begin; what is behind it says in one
    pass whether that is worth while. None where the pattern has none. An `anchored` pattern matches at the beginning of
    a text only.
    """

    pattern: Pattern
    slots: tuple[tuple[str, int], ...]
    needed: Pattern | None
    anchored: bool


def slot_of(group: str) -> str:
    """The slot that a group of a translated pattern stands for.

    >>> slot_of("month"), slot_of("month__2")
    ('month', 'month')
    """
    return _AGAIN.sub("", group)


@dataclass(frozen=True, slots=True)
class Keepable:
    """A pattern of `re` that is pickled with its code, which `re` by itself makes anew from the source each time."""

    pattern: re.Pattern[str]
    code: bytes

    def __reduce__(self) -> tuple[Any, ...]:
        found = self.pattern
        if not self.code:
            return re.compile, (found.pattern, found.flags)
        return _assemble, (found.pattern, found.flags, self.code, found.groups, dict(found.groupindex))


def compile_keepable(source: str) -> Keepable:
    """`source` compiled by `re`.

    >>> import pickle
    >>> pickle.loads(pickle.dumps(compile_keepable("县(?P<post>长)"))).search("副县长").span("post")
    (2, 3)
    """
    try:
        parsed = import_module("re._parser").parse(source, 0)
        code: list[int] = import_module("re._compiler")._code(parsed, 0)
        flags, groups, slots = parsed.state.flags | re.UNICODE, parsed.state.groups - 1, parsed.state.groupdict
        packed = zlib.compress(array("I", code).tobytes(), 1)  # a tenth: classes of characters are much alike
        return Keepable(_assemble(source, flags, packed, groups, slots), packed)
    except (ImportError, AttributeError, TypeError):  # a Python whose `re` is made otherwise
        return Keepable(re.compile(source), b"")


def _assemble(source: str, flags: int, code: bytes, groups: int, slots: Mapping[str, int]) -> re.Pattern[str]:
    """The pattern that `re` makes of code it has made before."""
    names: list[str | None] = [None] * (groups + 1)
    for name, number in slots.items():
        names[number] = name
    numbers = array("I")
    numbers.frombytes(zlib.decompress(code))
    made: re.Pattern[str] = import_module("_sre").compile(
        source, flags, numbers.tolist(), groups, dict(slots), tuple(names)
    )
    return made


def overlapping(pattern: Pattern, text: str, start: int, end: int) -> Iterator[Match]:
    """The matches in `text[start:end]`, one for each place at which one begins.

    >>> [found[0] for found in overlapping(re.compile("县?长"), "县长", 0, 2)]
    ['县长', '长']
    """
    found = pattern.search(text, start, end)
    while found is not None:
        yield found
        found = pattern.search(text, found.start() + 1, end)
