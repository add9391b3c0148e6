"""Records become rows: one row a directive, a meeting, an attendance, a problem; every value as text."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from minutes.records import Directive, DirectiveKind, Evidence, Meeting, Part, Problem, Records
from minutes.tracker.cells import clean_text
from minutes.tracker.profile import Profile

CLAUSE_ENDS = "\uff0c\u3002\uff1b\uff1a\uff01,;\n"
"""Marks that end the first clause, which serves as 督办事项 when there is no headline."""


@dataclass(frozen=True)
class Row:
    """One row as the records want it: `values` by field, `meeting` the meeting's id, `text` what is compared."""

    id: str
    values: Mapping[str, str]
    meeting: str = ""
    text: str = ""
    order: int = 0
    place: str = ""


@dataclass(frozen=True)
class Document:
    """All rows of one document, and what it is recognised by."""

    name: str
    sha: str
    ids: frozenset[str]
    year: str
    meetings: tuple[Row, ...] = ()
    directives: tuple[Row, ...] = ()
    attendees: tuple[Row, ...] = ()
    problems: tuple[Row, ...] = ()
    years: Mapping[str, str] = field(default_factory=dict)


def rows_of(records: Records, profile: Profile) -> Document:
    """The rows of one document; text that no cell can hold is repaired and listed under 待核."""
    return _Reader(records, profile).document()


class _Reader:
    def __init__(self, records: Records, profile: Profile) -> None:
        self.records = records
        self.profile = profile
        self.repairs: list[tuple[str, str, Evidence | None]] = []
        self.name = self._clean(records.source.name, "source", None)
        self.children: dict[str, list[Directive]] = {}
        for directive in records.directives:
            if directive.parent_id is not None:
                self.children.setdefault(directive.parent_id, []).append(directive)
        self.people = Counter(person.meeting_id for person in records.attendees if person.name)

    def document(self) -> Document:
        records = self.records
        meetings = {meeting.id: meeting for meeting in records.meetings}
        chosen = list(outermost(records))
        counts = Counter(directive.meeting_id for directive in chosen)
        issue = (records.source.issue_date or "")[:4] or self.profile.unknown_year
        years = {
            meeting.id: meeting.date[:4] if meeting.date and not meeting.date.startswith("--") else issue
            for meeting in records.meetings
        }
        rows = Document(
            name=self.name,
            sha=records.source.sha256,
            ids=frozenset([article.id for article in records.articles] + list(meetings)),
            year=issue,
            meetings=_unique(self._meeting(meeting, counts[meeting.id]) for meeting in records.meetings),
            directives=_unique(self._directive(directive, meetings.get(directive.meeting_id)) for directive in chosen),
            attendees=_unique(self._attendees(meetings)),
            years=years,
        )
        problems = [self._problem(problem) for problem in records.problems] + list(self._repaired())
        return replace(rows, problems=_unique(iter(problems)))

    def _clean(self, text: str | None, where: str, evidence: Evidence | None) -> str:
        clean, done = clean_text(text or "", self.profile.notes["cut"])
        for what in sorted(done):
            self.repairs.append((what, where, evidence))
        return clean

    def _clean_again(self, text: str) -> str:
        """Clean text whose repair is listed already."""
        return clean_text(text, self.profile.notes["cut"])[0]

    def _row_values(self, sheet: str, values: Mapping[str, str | None], evidence: Evidence | None) -> dict[str, str]:
        spec = self.profile.sheet(sheet)
        headers = {column.field: column.header for column in spec.columns}
        return {name: self._clean(value, headers.get(name, name), evidence) for name, value in values.items()}

    def _place(self, start: int, end: int) -> str:
        return self.profile.source_format.format(name=self.name, start=start, end=end)

    def _date(self, meeting: Meeting | None) -> str:
        if meeting is None:
            return ""
        if meeting.date is None:
            return meeting.date_text or ""
        if meeting.date.startswith("--"):
            month, day = int(meeting.date[2:4]), int(meeting.date[5:7])
            return self.profile.month_day_format.format(month=month, day=day)
        return meeting.date

    def _meeting(self, meeting: Meeting, directives: int) -> Row:
        agenda = "\n".join(item.text + (f"({item.action})" if item.action else "") for item in meeting.agenda)
        values = {
            "meeting": meeting.name or meeting.title,
            "title": meeting.title,
            "meeting_kind": self.profile.word("meeting_kind", meeting.kind),
            "meeting_date": self._date(meeting),
            "date_text": meeting.date_text,
            "date_basis": self.profile.word("date_basis", meeting.date_basis),
            "part_of_day": meeting.part_of_day,
            "venue": meeting.venue,
            "organizer": meeting.organizer,
            "agenda": agenda,
            "people": str(self.people[meeting.id]),
            "directives": str(directives),
            "template": meeting.evidence.template,
        }
        return Row(
            meeting.id,
            self._row_values("meetings", values, meeting.evidence),
            meeting.id,
            self._clean_again(meeting.name or meeting.title),
            place=self._place(meeting.evidence.start, meeting.evidence.end),
        )

    def _directive(self, directive: Directive, meeting: Meeting | None) -> Row:
        family = list(self._family(directive))
        units: dict[str, Part] = {}
        deadlines: dict[str, str | None] = {}
        for member in family:
            for unit in member.responsible:
                units.setdefault(unit.name, unit.part)
            for deadline in member.deadlines:
                deadlines.setdefault(deadline.text, deadline.date)
        lead = [name for name, part in units.items() if part is not Part.SUPPORT]
        support = [name for name, part in units.items() if part is Part.SUPPORT]
        days = sorted(day for day in deadlines.values() if day)
        values = {
            "meeting": (meeting.name or meeting.title) if meeting else "",
            "meeting_date": self._date(meeting),
            "order": str(directive.order),
            "item": self._item(directive),
            "requirement": directive.text,
            "speaker": directive.speaker,
            "lead": self.profile.joiner.join(lead),
            "support": self.profile.joiner.join(support),
            "deadline_text": self.profile.list_joiner.join(deadlines),
            "deadline": days[-1] if days else "",
            "template": directive.evidence.template,
        }
        return Row(
            directive.id,
            self._row_values("tracker", values, directive.evidence),
            directive.meeting_id,
            self._clean_again(directive.text),
            directive.order,
            self._place(directive.evidence.start, directive.evidence.end),
        )

    def _family(self, top: Directive) -> Iterator[Directive]:
        """A directive and what is nested in it, at any depth, hopes left out."""
        seen = {top.id}
        waiting = [top]
        while waiting:
            directive = waiting.pop(0)
            yield directive
            for child in self.children.get(directive.id, []):
                if child.id not in seen and child.kind is not DirectiveKind.EXPECTATION:
                    seen.add(child.id)
                    waiting.append(child)

    def _item(self, directive: Directive) -> str:
        if directive.headline:
            return directive.headline
        text = directive.text.strip()
        if directive.ordinal_text and text.startswith(directive.ordinal_text):
            text = text[len(directive.ordinal_text) :].lstrip("\u3001\uff0c\uff1a\uff0e,.: ")
        end = min((text.find(mark) for mark in CLAUSE_ENDS if text.find(mark) > 0), default=len(text))
        limit = self.profile.item_length
        return text[:end] if end <= limit else text[:limit] + "…"

    def _attendees(self, meetings: Mapping[str, Meeting]) -> Iterator[Row]:
        for person in self.records.attendees:
            meeting = meetings.get(person.meeting_id)
            values = {
                "person_name": person.name,
                "group": person.group,
                "role": self.profile.word("role", person.role),
                "post": person.title,
                "organization": person.organization,
                "listed_as": person.listed_as,
                "meeting": (meeting.name or meeting.title) if meeting else "",
                "meeting_date": self._date(meeting),
                "order": str(person.order),
                "template": person.evidence.template,
            }
            yield Row(
                person.id,
                self._row_values("attendees", values, person.evidence),
                person.meeting_id,
                self._clean_again(person.name or person.group or ""),
                person.order,
                self._place(person.evidence.start, person.evidence.end),
            )

    def _problem(self, problem: Problem) -> Row:
        start, end = problem.start, problem.end
        quote = "" if start is None or end is None else self.records.source.text[start:end]
        place = self.name if start is None or end is None else self._place(start, end)
        return self._review(problem.code, problem.message, quote, place)

    def _review(self, code: str, message: str, quote: str, place: str) -> Row:
        digest = hashlib.sha256("\x1f".join((self.name, code, message, quote)).encode("utf-8", "replace"))
        values = {
            "problem": self.profile.word("problem", code),
            "message": self.profile.word("problem_meaning", code, message),
            "quote": quote if len(quote) <= 300 else quote[:300] + "…",
        }
        return Row(
            f"p-{digest.hexdigest()[:16]}",
            self._row_values("review", values, None),
            text=self._clean_again(message),
            place=place,
        )

    def _repaired(self) -> Iterator[Row]:
        for what, where, evidence in list(self.repairs):
            message = self.profile.messages[what].format(where=where)
            if evidence is None:
                yield self._review("cell-text", message, "", self.name)
            else:
                quote = self.records.source.text[evidence.start : min(evidence.end, evidence.start + 60)]
                yield self._review("cell-text", message, quote, self._place(evidence.start, evidence.end))


def outermost(records: Records) -> Iterator[Directive]:
    """The directives with a row of their own: neither hopes, nor nested in one that has a row."""
    by_id = {directive.id: directive for directive in records.directives}
    for directive in records.directives:
        if directive.kind is DirectiveKind.EXPECTATION:
            continue
        seen = {directive.id}
        parent = by_id.get(directive.parent_id or "")
        while parent is not None and parent.kind is DirectiveKind.EXPECTATION and parent.id not in seen:
            seen.add(parent.id)
            parent = by_id.get(parent.parent_id or "")
        if parent is None or parent.id in seen:
            yield directive


def _unique(rows: Iterator[Row]) -> tuple[Row, ...]:
    """Rows with distinct ids: a second one of the same id gets `#2`."""
    seen: dict[str, int] = {}
    out = []
    for row in rows:
        seen[row.id] = seen.get(row.id, 0) + 1
        out.append(row if seen[row.id] == 1 else replace(row, id=f"{row.id}#{seen[row.id]}"))
    return tuple(out)
