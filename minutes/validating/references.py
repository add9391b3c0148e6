"""Ids and what refers to them: unique, pointing to something, free of circles, orders counted from 1."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from minutes.records import Article, Attendee, Directive, Meeting, Records
from minutes.validating.located import ValidationCode, ValidationProblem, fault


def check_references(records: Records) -> Iterator[ValidationProblem]:
    """Faults of `id`, `article_id`, `meeting_id`, `parent_id` and `order`."""
    yield from _ids("articles", records.articles)
    yield from _ids("meetings", records.meetings)
    yield from _ids("attendees", records.attendees)
    yield from _ids("directives", records.directives)
    articles = {one.id for one in records.articles}
    for index, meeting in enumerate(records.meetings):
        if meeting.article_id not in articles:
            yield _dangling(("meetings", index, "article_id"), meeting.article_id, "article")
    yield from _of_meetings("attendees", records.attendees, records.meetings)
    yield from _of_meetings("directives", records.directives, records.meetings)
    yield from _parents(records.directives)


def _ids(section: str, items: Sequence[Article | Meeting | Attendee | Directive]) -> Iterator[ValidationProblem]:
    seen: dict[str, int] = {}
    for index, item in enumerate(items):
        path = (section, index, "id")
        if not item.id.strip():
            yield fault(ValidationCode.VALUE, path, "the id is empty: give the record an id of its own")
        elif item.id in seen:
            message = f"{section}/{seen[item.id]} has the id {item.id} already: give each record its own"
            yield fault(ValidationCode.DUPLICATE, path, message)
        seen.setdefault(item.id, index)


def _dangling(path: tuple[str | int, ...], identifier: str, kind: str) -> ValidationProblem:
    message = f"there is no {kind} with the id {identifier}: name one of {kind}s, or add it"
    return fault(ValidationCode.REFERENCE, path, message)


def _of_meetings(
    section: str, items: Sequence[Attendee | Directive], meetings: Sequence[Meeting]
) -> Iterator[ValidationProblem]:
    """Each item belongs to a meeting, and those of one meeting are numbered 1, 2, 3 … in whatever order they stand."""
    known = {one.id for one in meetings}
    sizes = Counter(item.meeting_id for item in items)
    taken: defaultdict[str, set[int]] = defaultdict(set)
    for index, item in enumerate(items):
        if item.meeting_id not in known:
            yield _dangling((section, index, "meeting_id"), item.meeting_id, "meeting")
        size, path = sizes[item.meeting_id], (section, index, "order")
        if item.order in taken[item.meeting_id]:
            message = f"another of the meeting's {section} has the order {item.order}: number them 1 to {size}"
            yield fault(ValidationCode.ORDER, path, message)
        elif item.order > size:
            message = (
                f"the meeting has {size} {section}, so the order {item.order} leaves a gap: number them 1 to {size}"
            )
            yield fault(ValidationCode.ORDER, path, message)
        taken[item.meeting_id].add(item.order)


def _parents(directives: Sequence[Directive]) -> Iterator[ValidationProblem]:
    by_id = {one.id: one for one in directives}
    for index, directive in enumerate(directives):
        path = ("directives", index, "parent_id")
        if directive.parent_id is None:
            continue
        parent = by_id.get(directive.parent_id)
        if parent is None:
            yield _dangling(path, directive.parent_id, "directive")
        elif _circular(directive, by_id):
            yield fault(
                ValidationCode.REFERENCE,
                path,
                "following parent_id leads back to this directive: set the outermost one's to null",
            )
        elif parent.meeting_id != directive.meeting_id:
            message = f"the parent belongs to another meeting, {parent.meeting_id}: correct parent_id or meeting_id"
            yield fault(ValidationCode.REFERENCE, path, message)
        elif parent.order >= directive.order:
            message = (
                f"the parent has the order {parent.order}, behind this directive's {directive.order}: number it first"
            )
            yield fault(ValidationCode.ORDER, path, message)


def _circular(directive: Directive, by_id: dict[str, Directive]) -> bool:
    """True if `directive` is one of its own ancestors."""
    passed: set[str] = set()
    at = directive.parent_id
    while at is not None and at not in passed:
        if at == directive.id:
            return True
        passed.add(at)
        at = by_id[at].parent_id if at in by_id else None
    return False
