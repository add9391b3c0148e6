"""Single values: days that exist, bases that fit their dates, persons once, a source that is what it says it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from itertools import product

from minutes.records import DateBasis, ProblemCode, Records, Source
from minutes.validating.located import ValidationCode, ValidationProblem, fault
from minutes.validating.showing import bare

DEADLINE_BASES = ("stated", "meeting-date", "issue-date", "calendar", "none")
# How the bytes ended their lines is not recorded; up to here every combination is tried.
_LINE_ENDS_TRIED = 8


def check_values(records: Records) -> Iterator[ValidationProblem]:
    """Faults of dates, their bases, persons and the source."""
    yield from _source(records)
    yield from _meetings(records)
    yield from _attendees(records)
    yield from _deadlines(records)


def real_day(text: str) -> bool:
    """True for a day of the calendar; 29 February is one when the year is left open (`--02-29`)."""
    year, month, day = text[:-6], text[-5:-3], text[-2:]
    try:
        date(2000 if year in ("", "-") else int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _no_day(path: tuple[str | int, ...], value: str) -> ValidationProblem:
    return fault(ValidationCode.DATE, path, f"{value} is no day of the calendar: correct it or write null")


def _source(records: Records) -> Iterator[ValidationProblem]:
    source = records.source
    if "/" in source.name or re.match(r"[A-Za-z]:\\", source.name):
        message = (
            "the name has a folder in it: write the file's name alone, so that records do not tell whose disk it was"
        )
        yield fault(ValidationCode.VALUE, ("source", "name"), message)
    if source.issue_date is not None and not real_day(source.issue_date):
        yield _no_day(("source", "issue_date"), source.issue_date)
    damaged = any(one.code is ProblemCode.UNDECODABLE for one in records.problems)
    if not damaged and _other_bytes(source):
        message = (
            "the text is not that of the document with this SHA-256: somebody edited it; extract the document again"
        )
        yield fault(ValidationCode.VALUE, ("source", "sha256"), message)


def _other_bytes(source: Source) -> bool:
    """True if no UTF-8 document with this text, whatever its line ends, has this digest; False where it is open."""
    breaks = source.text.count("\n")
    name = (source.encoding or "").lower().replace("_", "-")
    if source.media_type != "text/plain" or name not in ("utf-8", "utf8", "utf-8-sig") or breaks > _LINE_ENDS_TRIED:
        return False
    lines = source.text.split("\n")
    for ends in product(("\n", "\r\n"), repeat=breaks):
        body = "".join(line + end for line, end in zip(lines, (*ends, ""), strict=True)).encode()
        if source.sha256 in (hashlib.sha256(body).hexdigest(), hashlib.sha256(b"\xef\xbb\xbf" + body).hexdigest()):
            return False
    return True


def _meetings(records: Records) -> Iterator[ValidationProblem]:
    for index, meeting in enumerate(records.meetings):
        day, basis = meeting.date, meeting.date_basis
        if day is not None and not real_day(day):
            yield _no_day(("meetings", index, "date"), day)
        with_year = day is not None and not day.startswith("--")
        path = ("meetings", index, "date_basis")
        if with_year and basis is DateBasis.NONE:
            message = f"{day} has a year, so it has a basis: write stated, document or issue"
            yield fault(ValidationCode.DATE, path, message)
        elif not with_year and basis is not DateBasis.NONE:
            message = (
                f"the basis {basis.value} gives a year, but the date is {day or 'null'}: write none, or the whole date"
            )
            yield fault(ValidationCode.DATE, path, message)


def _attendees(records: Records) -> Iterator[ValidationProblem]:
    seen: dict[tuple[str, str], int] = {}
    for index, attendee in enumerate(records.attendees):
        path = ("attendees", index)
        if (attendee.name is None) == (attendee.group is None):
            message = "exactly one of name and group is to be given: a person has a name, a group has group"
            yield fault(ValidationCode.VALUE, path, message)
        if attendee.title is None and attendee.titles:
            message = "titles splits a title, but title is null: give the title or empty the list"
            yield fault(ValidationCode.VALUE, (*path, "titles"), message)
        if attendee.name is None:
            continue
        if not (name := bare(attendee.name)) or name != attendee.name:
            message = "a name is written without blanks and is not empty: write it so"
            yield fault(ValidationCode.VALUE, (*path, "name"), message)
        key = attendee.meeting_id, name
        if key in seen:
            message = f"{name} is attendees/{seen[key]} of this meeting already: keep the first mention"
            yield fault(ValidationCode.DUPLICATE, (*path, "name"), message)
        seen.setdefault(key, index)


def _deadlines(records: Records) -> Iterator[ValidationProblem]:
    for index, directive in enumerate(records.directives):
        for number, deadline in enumerate(directive.deadlines):
            path = ("directives", index, "deadlines", number)
            if deadline.date is not None and not real_day(deadline.date):
                yield _no_day((*path, "date"), deadline.date)
            if deadline.basis not in DEADLINE_BASES:
                message = f"{deadline.basis} is none of {', '.join(DEADLINE_BASES)}: write one of them"
                yield fault(ValidationCode.DATE, (*path, "basis"), message)
            elif (deadline.date is None) != (deadline.basis == "none"):
                message = f"the date {deadline.date or 'null'} has the basis {deadline.basis}: only null has none"
                yield fault(ValidationCode.DATE, (*path, "basis"), message)
