"""Evidence: what the page shows at a field's place is what the record says."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from minutes.records import AgendaItem, Deadline, ProblemCode, Record, Records, Responsible
from minutes.validating.located import Path, ValidationCode, ValidationProblem, excerpt, fault
from minutes.validating.showing import shows
from minutes.validating.spans import within

# Fields whose value the program writes in its own words; the page shows what they were read from.
_CODED = frozenset({"date", "date_basis", "basis", "part"})
_LEFT_OUT = frozenset({ProblemCode.TEXT_REPEATED, ProblemCode.STRAY_TEXT})
# Fields that stand on no page.
_OWN = frozenset({"id", "article_id", "meeting_id", "parent_id", "order", "evidence"})


class UnknownFieldError(KeyError):
    """A key of `evidence.fields` that names no field of the record."""


def check_evidence(records: Records) -> Iterator[ValidationProblem]:
    """Faults of what evidence claims: a directive's text at its place, and every entry of `fields`."""
    text = _kept(records)
    for index, meeting in enumerate(records.meetings):
        yield from _fields(("meetings", index), meeting, meeting.evidence.fields, text)
    for index, attendee in enumerate(records.attendees):
        path, wanted = ("attendees", index), "group" if attendee.name is None else "name"
        if wanted not in attendee.evidence.fields:
            message = f"there is no entry for {wanted}: add where the {wanted} stands"
            yield fault(ValidationCode.EVIDENCE, (*path, "evidence", "fields"), message)
        yield from _fields(path, attendee, attendee.evidence.fields, text)
    for index, directive in enumerate(records.directives):
        path, place = ("directives", index), (directive.evidence.start, directive.evidence.end)
        if within(place, len(text)) and not shows(text[slice(*place)], directive.text):
            yield _different((*path, "text"), "text", text[slice(*place)], directive.text, place)
        yield from _fields(path, directive, directive.evidence.fields, text)


def _kept(records: Records) -> str:
    """The text with blanks for what the problems report as left out: a repeat in a sentence is none of its words."""
    text = records.source.text
    parts: list[str] = []
    at = 0
    for problem in sorted(records.problems, key=lambda one: one.start or 0):
        if problem.code in _LEFT_OUT and problem.start is not None and problem.end is not None:
            start, end = max(problem.start, at), min(problem.end, len(text))
            if start < end:
                parts += [text[at:start], " " * (end - start)]
                at = end
    return "".join([*parts, text[at:]])


def _fields(path: Path, record: Record, fields: dict[str, tuple[int, int]], text: str) -> Iterator[ValidationProblem]:
    for key, span in fields.items():
        here = (*path, "evidence", "fields", key)
        try:
            value = field_value(record, key)
        except UnknownFieldError:
            message = f"the record has no field {key}: write the field's name, with .0, .1 … for an item of a list"
            yield fault(ValidationCode.EVIDENCE, here, message)
            continue
        if value is None:
            message = f"{key} is null, so it has no place: give the value or remove the entry"
            yield fault(ValidationCode.EVIDENCE, here, message, span)
        elif isinstance(value, str) and within(span, len(text)) and not shows(text[slice(*span)], value):
            yield _different(here, key, text[slice(*span)], value, span)


def _different(path: Path, key: str, page: str, value: str, span: tuple[int, int]) -> ValidationProblem:
    message = f"the text shows {excerpt(page)} there, but {key} is {excerpt(value)}: correct the place or the value"
    return fault(ValidationCode.EVIDENCE, path, message, span)


def field_value(record: Record, key: str) -> str | int | None:
    """The value that a key of `evidence.fields` names, as the page shows it; a number for what is coded.

    `responsible.0` is the first unit's name, `deadlines.0` the first phrase, `titles.1` the second post. A coded value
    (role, kind, date, ordinal …) has a place on the page, yet the page says it in other words: it is 1, for there.
    """
    at: object = record
    for step in key.split("."):
        at = _step(at, step)
    if isinstance(at, Responsible):
        at = at.name
    elif isinstance(at, (Deadline, AgendaItem)):
        at = at.text
    if at is None:
        return None
    if isinstance(at, (Enum, int)) or key.rpartition(".")[2] in _CODED:
        return 1
    if isinstance(at, str):
        return at
    raise UnknownFieldError(key)


def _step(at: object, step: str) -> object:
    if isinstance(at, list):
        if step.isascii() and step.isdecimal() and str(int(step)) == step and int(step) < len(at):
            item: object = at[int(step)]
            return item
    elif isinstance(at, Record) and step in type(at).model_fields and step not in _OWN:
        value: object = getattr(at, step)
        return value
    raise UnknownFieldError(step)
