"""The source text cut into segments at every mark's edges, so that marks which overlap can all be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutes.records import Evidence, Records


@dataclass(frozen=True)
class Mark:
    """A stretch of the text that shows a record, or the `field` of one.

    `record` is the record's number on the page, `kind` one letter: m(eeting), a(ttendee), d(irective), p(roblem).
    """

    record: int
    kind: str
    start: int
    end: int
    field: str | None = None


@dataclass(frozen=True)
class Segment:
    """A stretch of text under the same marks throughout, shortest mark first; `opening` are those that begin here."""

    text: str
    marks: tuple[Mark, ...]
    opening: tuple[Mark, ...]


def numbered(records: Records) -> dict[str, int]:
    """Number on the page of the first record of each section: one count runs through all sections."""
    sections: tuple[tuple[str, Sequence[object]], ...] = (
        ("meetings", records.meetings),
        ("attendees", records.attendees),
        ("directives", records.directives),
        ("problems", records.problems),
    )
    starts: dict[str, int] = {}
    count = 0
    for section, items in sections:
        starts[section] = count
        count += len(items)
    return starts


def marks_of(records: Records) -> list[Mark]:
    """A mark for each record that has a place, and one for each entry of its evidence."""
    starts = numbered(records)
    marks: list[Mark] = []
    for at, meeting in enumerate(records.meetings, starts["meetings"]):
        marks += _evidence_marks(at, "m", meeting.evidence)
    for at, attendee in enumerate(records.attendees, starts["attendees"]):
        marks += _evidence_marks(at, "a", attendee.evidence)
    for at, directive in enumerate(records.directives, starts["directives"]):
        marks += _evidence_marks(at, "d", directive.evidence)
    for at, problem in enumerate(records.problems, starts["problems"]):
        if problem.start is not None and problem.end is not None:
            marks.append(Mark(at, "p", problem.start, problem.end))
    return marks


def _evidence_marks(record: int, kind: str, evidence: Evidence) -> Iterator[Mark]:
    yield Mark(record, kind, evidence.start, evidence.end)
    for field, (start, end) in evidence.fields.items():
        yield Mark(record, kind, start, end, field)


def segments(text: str, marks: Sequence[Mark]) -> Iterator[Segment]:
    """The whole of `text` in order; a mark of no length makes an empty segment, one outside the text is cut to it."""
    length = len(text)
    opens: defaultdict[int, list[Mark]] = defaultdict(list)
    closes: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        opens[min(mark.start, length)].append(mark)
        closes[min(max(mark.start, mark.end), length)].append(mark)
    edges = sorted({0, length, *opens, *closes})
    active: dict[Mark, None] = {}
    for at, following in zip(edges, [*edges[1:], length], strict=True):
        points = [mark for mark in opens[at] if min(mark.end, length) <= at]
        opening = [mark for mark in opens[at] if mark not in points]
        for mark in closes[at]:
            active.pop(mark, None)
        if points:
            yield Segment("", _shortest_first(points), tuple(points))
        active |= dict.fromkeys(opening)
        if following > at:
            yield Segment(text[at:following], _shortest_first([*active]), tuple(opening))


def _shortest_first(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.end - mark.start, mark.record, mark.field or "")))
