"""Finds the frames of one kind in a text: template id and slots with their spans, left to right, none overlapping."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from minutes.compiled import Match
from minutes.document import Span
from minutes.grammar import Grammar, Template, trie_pattern

_REMEMBERED: Final = 4096  # sets of literals


class Frame(NamedTuple):
    """A recognised frame: where it stands, which template saw it, and its slots with their spans (code points)."""

    kind: str
    template: str
    start: int
    end: int
    slots: Mapping[str, Span]
    sets: Mapping[str, Any]

    def said(self, text: str, slot: str) -> str | None:
        """What stands in `slot`, or None where the slot is empty."""
        span = self.slots.get(slot)
        return None if span is None else text[span.start : span.end]


def _every(literals: Iterable[str]) -> re.Pattern[str]:
    """Finds the longest of the literals at each place where one begins, those inside of others too.

    The first character stands outside of the look-ahead, since `re` looks for places by what a pattern begins with.
    """
    words = tuple(sorted(literals))
    firsts = "".join(map(re.escape, sorted({word[0] for word in words})))
    return re.compile(f"[{firsts}](?<=(?=({trie_pattern(words)})).)", re.DOTALL)


class Gates:
    """Tells in one pass over a text which templates of a kind can match: one of their gate literals is there.

    One search for all literals costs less than one search a literal, and how many templates there are hardly matters.
    """

    def __init__(self, templates: Iterable[Template]) -> None:
        self._templates = tuple(templates)
        self._always = tuple(number for number, t in enumerate(self._templates) if not t.gate)
        literals = {literal for t in self._templates for literal in t.gate}
        self._opened = {
            literal: tuple(
                number
                for number, t in enumerate(self._templates)
                # the search sees the longest literal at a place: the shorter ones inside it are there too
                if any(gate in literal for gate in t.gate)
            )
            for literal in literals
        }
        self._search = _every(literals) if literals else None
        self._of = lru_cache(_REMEMBERED)(self._templates_of)  # a few literals stand together again and again

    def open(self, text: str, start: int, end: int) -> Sequence[Template]:
        """The templates that can match in `text[start:end]`, in the order in which they were given."""
        return self._of(frozenset(self._search.findall(text, start, end)) if self._search else frozenset())

    def _templates_of(self, found: frozenset[str]) -> Sequence[Template]:
        numbers = set(self._always).union(*(self._opened[literal] for literal in found))
        return tuple(self._templates[number] for number in sorted(numbers))


def _gates(_: Grammar) -> dict[str, Gates]:
    return {}


def open_templates(
    grammar: Grammar, kind: str, text: str, start: int = 0, end: int | None = None
) -> Sequence[Template]:
    """The templates of `kind` of which a gate literal stands in `text[start:end]`, by priority, then id."""
    gates = grammar.tool(_gates)
    if kind not in gates:
        gates[kind] = Gates(grammar.of_kind(kind))
    return gates[kind].open(text, start, len(text) if end is None else end)


def match_template(
    grammar: Grammar, template: Template, text: str, start: int = 0, end: int | None = None
) -> Iterable[Frame]:
    """Every match of one template in `text[start:end]`; look-behinds may see what stands before `start`."""
    stop = len(text) if end is None else end
    if template.gate and not any(text.find(literal, start, stop) >= 0 for literal in template.gate):
        return
    yield from match_open(grammar, template, text, start, stop)


def match_open(grammar: Grammar, template: Template, text: str, start: int, end: int) -> list[Frame]:
    """Every match of a template whose gate is known to be open."""
    matcher = grammar.matcher(template)
    if matcher.needed is not None and matcher.needed.search(text, start, end) is None:
        return []
    frames = []
    if matcher.anchored:
        only = matcher.pattern.match(text, start, end)
        matches: Iterable[Match] = () if only is None else (only,)
    else:
        matches = matcher.pattern.finditer(text, start, end)
    for found in matches:
        first, last = found.span()
        if last > first:
            slots = {slot: Span(*found.span(group)) for slot, group in matcher.slots if found.start(group) >= 0}
            frames.append(Frame(template.fills, template.id, first, last, slots, template.sets))
    return frames


def match_frames(grammar: Grammar, kind: str, text: str, start: int = 0, end: int | None = None) -> list[Frame]:
    """The frames of `kind` in `text[start:end]`, left to right.

    Where two overlap, the higher priority wins, then the longer, then the one further left, then the smaller
    template id; losers are dropped.
    """
    stop = len(text) if end is None else end
    found: list[tuple[int, Frame]] = []
    for template in open_templates(grammar, kind, text, start, stop):
        found += [(template.priority, frame) for frame in match_open(grammar, template, text, start, stop)]
    if len(found) < 2:
        return [frame for _, frame in found]
    found.sort(key=lambda pair: (-pair[0], pair[1].start - pair[1].end, pair[1].start, pair[1].template))
    starts: list[int] = []
    kept: list[Frame] = []
    for _, frame in found:
        at = bisect_left(starts, frame.start)
        free = (at == 0 or kept[at - 1].end <= frame.start) and (at == len(kept) or frame.end <= starts[at])
        if free:
            starts.insert(at, frame.start)
            kept.insert(at, frame)
    return kept
