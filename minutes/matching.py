"""Finds the frames of one kind in a text: template id and slots with their spans, left to right, none overlapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from minutes.document import Span
from minutes.grammar import Grammar, Template


@dataclass(frozen=True, slots=True)
class Frame:
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


def match_template(
    grammar: Grammar, template: Template, text: str, start: int = 0, end: int | None = None
) -> Iterable[Frame]:
    """Every match of one template in `text[start:end]`; look-behinds may see what stands before `start`."""
    stop = len(text) if end is None else end
    if template.gate and not any(text.find(literal, start, stop) >= 0 for literal in template.gate):
        return
    pattern = grammar.compiled(template)
    for found in pattern.finditer(text, start, stop):
        if found.end() == found.start():
            continue
        slots = {name: Span(*found.span(name)) for name in pattern.groupindex if found.start(name) >= 0}
        yield Frame(template.fills, template.id, found.start(), found.end(), slots, template.sets)


def match_frames(grammar: Grammar, kind: str, text: str, start: int = 0, end: int | None = None) -> list[Frame]:
    """The frames of `kind` in `text[start:end]`, left to right.

    Where two overlap, the higher priority wins, then the longer, then the one further left, then the smaller
    template id; losers are dropped.
    """
    found: list[tuple[int, Frame]] = []
    for template in grammar.of_kind(kind):
        found.extend((template.priority, frame) for frame in match_template(grammar, template, text, start, end))
    if len(found) > 1:
        found.sort(key=lambda pair: (-pair[0], pair[1].start - pair[1].end, pair[1].start, pair[1].template))
        kept: list[Frame] = []
        for _, frame in found:
            if not any(frame.start < other.end and other.start < frame.end for other in kept):
                kept.append(frame)
        kept.sort(key=lambda frame: frame.start)
        return kept
    return [frame for _, frame in found]
