"""Offsets: inside the text, not empty, and inside whatever has to contain them."""

from __future__ import annotations

from collections.abc import Iterator

from minutes.records import Evidence, Records
from minutes.validating.located import Path, ValidationCode, ValidationProblem, fault

Span = tuple[int, int]


def evidences(records: Records) -> Iterator[tuple[Path, Evidence]]:
    """The evidence of every record that has one, with its path."""
    found: tuple[tuple[str, list[Evidence]], ...] = (
        ("meetings", [one.evidence for one in records.meetings]),
        ("attendees", [one.evidence for one in records.attendees]),
        ("directives", [one.evidence for one in records.directives]),
    )
    for section, items in found:
        for index, evidence in enumerate(items):
            yield (section, index, "evidence"), evidence


def check_spans(records: Records) -> Iterator[ValidationProblem]:
    """Faults of `start` and `end`, wherever they stand."""
    length = len(records.source.text)
    for index, article in enumerate(records.articles):
        yield from _sound(("articles", index), (article.start, article.end), length)
    for path, evidence in evidences(records):
        yield from _sound(path, (evidence.start, evidence.end), length)
        for name, span in evidence.fields.items():
            yield from _sound((*path, "fields", name), span, length)
    yield from _meetings_inside(records)
    yield from _children_inside(records)
    yield from _duplicates(records)
    yield from _problems(records, length)


def within(span: Span, length: int) -> bool:
    """True if `span` holds at least one character and lies inside a text of `length` characters."""
    return 0 <= span[0] < span[1] <= length


def _sound(path: Path, span: Span, length: int) -> Iterator[ValidationProblem]:
    start, end = span
    if start >= end:
        message = f"start {start} is not before end {end}: a place has at least one character"
        yield fault(ValidationCode.OFFSET, path, message)
    elif end > length:
        message = f"end {end} is behind the text, which has {length} characters: point into source.text"
        yield fault(ValidationCode.OFFSET, path, message)


def _meetings_inside(records: Records) -> Iterator[ValidationProblem]:
    articles = {one.id: one for one in records.articles}
    for index, meeting in enumerate(records.meetings):
        article, place = articles.get(meeting.article_id), meeting.evidence
        if article and not (article.start <= place.start and place.end <= article.end):
            message = (
                f"[{place.start}, {place.end}) is not inside the meeting's article [{article.start}, {article.end}): "
                "correct the place or article_id"
            )
            yield fault(ValidationCode.OFFSET, ("meetings", index, "evidence"), message, (place.start, place.end))


def _children_inside(records: Records) -> Iterator[ValidationProblem]:
    by_id = {one.id: one for one in records.directives}
    for index, directive in enumerate(records.directives):
        parent = by_id.get(directive.parent_id) if directive.parent_id is not None else None
        if parent is None or parent is directive:
            continue
        outer, inner = parent.evidence, directive.evidence
        if not (outer.start <= inner.start and inner.end <= outer.end):
            message = (
                f"[{inner.start}, {inner.end}) is not inside the parent's [{outer.start}, {outer.end}): "
                "correct one of the places, or parent_id"
            )
            yield fault(ValidationCode.OFFSET, ("directives", index, "evidence"), message, (inner.start, inner.end))


def _duplicates(records: Records) -> Iterator[ValidationProblem]:
    seen: dict[Span, int] = {}
    for index, directive in enumerate(records.directives):
        span = (directive.evidence.start, directive.evidence.end)
        if span in seen:
            message = f"directives/{seen[span]} stands at the same place already: remove one of the two"
            yield fault(ValidationCode.DUPLICATE, ("directives", index, "evidence"), message, span)
        seen.setdefault(span, index)


def _problems(records: Records, length: int) -> Iterator[ValidationProblem]:
    for index, problem in enumerate(records.problems):
        path, start, end = ("problems", index), problem.start, problem.end
        if start is None and end is None:
            continue
        if start is None or end is None:
            message = "one of start and end is null: give both, or neither for the whole document"
            yield fault(ValidationCode.OFFSET, path, message)
        elif start > end or end > length:
            message = f"[{start}, {end}) is no place in the text of {length} characters: point into source.text"
            yield fault(ValidationCode.OFFSET, path, message)
