"""The frames of an event, found once for each kind, and looked up by place."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field

from minutes.document import Span
from minutes.grammar import Grammar
from minutes.matching import Frame, match_open, open_templates


@dataclass(frozen=True, slots=True)
class _Found:
    frames: list[Frame]
    starts: list[int]


@dataclass(slots=True)
class FrameIndex:
    """The frames in `text[start:end]`: matched kind by kind when first asked for.

    Where two of a kind overlap, the higher priority wins, then the longer, then the one further left.
    """

    grammar: Grammar
    text: str
    start: int
    end: int
    _found: dict[str, _Found] = field(default_factory=dict)

    def within(self, kind: str, start: int, end: int) -> Sequence[Frame]:
        """The frames of `kind` that lie within `[start, end)`, left to right."""
        found = self._found.get(kind)
        if found is None:
            found = self._found[kind] = self._match(kind)
        first = bisect_left(found.starts, start)
        last = bisect_left(found.starts, end, first)
        return [frame for frame in found.frames[first:last] if frame.end <= end]

    def _match(self, kind: str) -> _Found:
        rivals = [
            (-template.priority, frame.start - frame.end, frame.start, frame.template, frame)
            for template in open_templates(self.grammar, kind, self.text, self.start, self.end)
            for frame in match_open(self.grammar, template, self.text, self.start, self.end)
        ]
        rivals.sort(key=lambda rival: rival[:4])
        taken: list[Span] = []
        kept: list[Frame] = []
        for *_, frame in rivals:
            span = Span(frame.start, frame.end)
            at = bisect_left(taken, span)
            if (at and taken[at - 1].end > span.start) or (at < len(taken) and taken[at].start < span.end):
                continue
            insort(taken, span)
            kept.append(frame)
        kept.sort(key=lambda frame: frame.start)
        return _Found(kept, [frame.start for frame in kept])
