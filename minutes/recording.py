"""Drafts to records: one event's meeting, attendees and directives, every value with its evidence in the source."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from minutes.dates import DocumentDates, EventDate
from minutes.deadlines import Anchor, DeadlineDraft, find_deadlines, read_deadline
from minutes.directives import DirectiveDraft, DirectiveReading
from minutes.document import Document, Span, squeezed
from minutes.events import EventDraft
from minutes.grammar import Grammar
from minutes.identifiers import Identifiers
from minutes.people import Participant, Roll
from minutes.records import (
    AgendaItem,
    Attendee,
    DateBasis,
    Deadline,
    Directive,
    Evidence,
    Meeting,
    Problem,
    ProblemCode,
    Responsible,
)
from minutes.records import Span as RecordSpan
from minutes.responsible import ResponsibleDraft, find_responsible, responsible_cells

_TITLE_PART: Final = re.compile(r"(?:[^、，（(]|（[^）]*）|\([^)]*\))+")
_HEADING_LENGTH: Final = 40  # code points of a sentence that stands for a missing headline


@dataclass(frozen=True, slots=True)
class EventReading:
    """Everything read of one event: the draft, who was there, what was required, its day, its place, its headline."""

    event: EventDraft
    roll: Roll
    reading: DirectiveReading
    date: EventDate | None
    venue: Span | None
    headline: str | None
    article_id: str


class Recorder:
    """Makes the records of one document."""

    def __init__(self, document: Document, dates: DocumentDates, grammar: Grammar) -> None:
        self.document = document
        self.dates = dates
        self.grammar = grammar
        self.ids = Identifiers()
        self.meetings: list[Meeting] = []
        self.attendees: list[Attendee] = []
        self.directives: list[Directive] = []
        self.problems: list[Problem] = []

    def add(self, told: EventReading) -> None:
        """Adds the records of one event."""
        meeting = self._meeting(told)
        self.meetings.append(meeting)
        self._date_problem(told.date, Span(meeting.evidence.start, meeting.evidence.end))
        everyone = [*told.roll.people.values(), *_distinct_groups(told.roll, self.document.clean)]
        everyone.sort(key=lambda participant: participant.span.start)
        for order, participant in enumerate(everyone, 1):
            self.attendees.append(self._attendee(participant, meeting.id, order))
        self._add_directives(told, meeting.id)

    def problem(self, code: ProblemCode, message: str, place: Span) -> None:
        """Notes something that a person should look at; `place` is in the source."""
        self.problems.append(Problem(code=code, message=message, start=place.start, end=place.end))

    def said(self, span: Span) -> str:
        """What the repaired text says there, white space left out."""
        return squeezed(self.document.clean[span.start : span.end])

    def place(self, span: Span) -> RecordSpan:
        """Where the page shows a stretch of the repaired text."""
        found = self.document.to_source(span.start, span.end)
        return (found.start, found.end)

    # -- the meeting -----------------------------------------------------------------------------------------------

    def _meeting(self, told: EventReading) -> Meeting:
        event, date = told.event, told.date
        name = self.said(event.name) if event.name else None
        announced = self.document.clean[event.announced.start : event.announced.end]
        title = told.headline or name or announced[:_HEADING_LENGTH]
        fields: dict[str, RecordSpan] = {}
        if event.name:
            fields["name"] = self.place(event.name)
        if date is not None:
            fields["date_text"] = self.place(date.span)
            if date.part_span is not None:
                fields["part_of_day"] = self.place(date.part_span)
        if told.venue is not None:
            fields["venue"] = self.place(told.venue)
        if event.organizer is not None:
            fields["organizer"] = self.place(event.organizer)
        start, end = self.place(event.announced)
        return Meeting(
            id=self.ids.issue("mtg", [date.iso if date else None, name or title]),
            article_id=told.article_id,
            title=title,
            kind=event.kind,
            name=name,
            date=date.iso if date else None,
            date_text=self.said(date.span) if date else None,
            date_basis=date.basis if date and date.iso else DateBasis.NONE,
            part_of_day=date.part_of_day if date else None,
            venue=self.said(told.venue) if told.venue else None,
            organizer=self.said(event.organizer) if event.organizer else None,
            agenda=[AgendaItem(text=squeezed(t.text), action=t.action) for t in told.reading.topics],
            evidence=Evidence(start=start, end=end, template=event.template, fields=fields),
        )

    def _date_problem(self, date: EventDate | None, place: Span) -> None:
        if date is None or date.iso is None:
            message = "the report gives no full date for the event; enter it by hand"
            self.problem(ProblemCode.DATE_UNKNOWN, message, place)
        elif date.iso.startswith("--"):
            message = "month and day without a year; give the date of issue with --date"
            self.problem(ProblemCode.YEAR_UNKNOWN, message, place)

    # -- people ----------------------------------------------------------------------------------------------------

    def _attendee(self, participant: Participant, meeting_id: str, order: int) -> Attendee:
        fields: dict[str, RecordSpan] = {}
        mention, titled = participant.mention, participant.titled
        group = label = unit = None
        if mention is None:
            group = self.said(participant.span)
            fields["group"] = self.place(participant.span)
        else:
            fields["name"] = self.place(mention.name_span)
            if mention.label is not None:
                label = self.said(mention.label)
                fields["listed_as"] = self.place(mention.label)
            if mention.organization is not None and not mention.titles:
                unit = self.said(mention.organization)
                fields["organization"] = self.place(mention.organization)
        if titled is not None and len(titled.titles) == 1:
            fields["title"] = self.place(titled.titles[0])
        title = titled.title(self.document.clean) if titled else None
        start, end = self.place(participant.span)
        return Attendee(
            id=self.ids.issue("att", [meeting_id, participant.name or group]),
            meeting_id=meeting_id,
            order=order,
            name=participant.name,
            group=group,
            role=participant.role,
            title=title,
            titles=_TITLE_PART.findall(title) if title else [],
            organization=unit,
            listed_as=label,
            evidence=Evidence(start=start, end=end, template=participant.template, fields=fields),
        )

    # -- directives ------------------------------------------------------------------------------------------------

    def _add_directives(self, told: EventReading, meeting_id: str) -> None:
        day = told.date.iso if told.date else None
        anchor = Anchor(
            meeting=datetime.date.fromisoformat(day) if day and not day.startswith("--") else None,
            issue=self.dates.issue_at(told.event.announced.start),
            year=self.dates.year,
        )
        ids: list[str] = []
        for order, draft in enumerate(told.reading.directives, 1):
            directive = self._directive(draft, meeting_id, order, ids, anchor, told)
            ids.append(directive.id)
            self.directives.append(directive)
            if directive.parent_id is None:
                self._undated_problems(directive)
        for note in told.reading.notes:
            self.problem(ProblemCode(note.code), note.message, Span(*self.place(Span(note.start, note.end))))

    def _undated_problems(self, directive: Directive) -> None:
        for number, deadline in enumerate(directive.deadlines):
            if deadline.date is None:
                place = Span(*directive.evidence.fields[f"deadlines.{number}"])
                self.problem(ProblemCode.DEADLINE_UNDATED, f"a deadline without a day: {deadline.text}", place)

    def _directive(
        self, draft: DirectiveDraft, meeting_id: str, order: int, ids: Sequence[str], anchor: Anchor, told: EventReading
    ) -> Directive:
        clean, text, span = self.document.clean, self.document.text, draft.span
        formal, people = told.event.formal, told.roll.people
        row = draft.row
        if row is not None and row.units:
            units = responsible_cells(clean, text, row.units, self.grammar)
        else:
            units = find_responsible(
                clean, text, *span, self.grammar, formal=formal, headline=draft.headline_span, people=people
            )
        limits = find_deadlines(
            clean, text, *(row.task if row is not None and row.limit else span), anchor, self.grammar
        )
        if row is not None and row.limit is not None:
            limits = (*limits, read_deadline(clean, text, row.limit, anchor, self.grammar))
        parent = ids[draft.parent] if draft.parent is not None else None
        said = clean[span.start : span.end]
        start, end = self.place(span)
        return Directive(
            id=self.ids.issue("dir", [meeting_id, parent, draft.ordinal, said]),
            meeting_id=meeting_id,
            order=order,
            parent_id=parent,
            kind=draft.kind,
            speaker=draft.speaker,
            verb=draft.verb,
            ordinal=draft.ordinal,
            ordinal_text=draft.ordinal_text,
            headline=draft.headline,
            text=said,
            topic=draft.topic,
            responsible=[Responsible(name=unit.name, part=unit.part) for unit in units],
            deadlines=[
                Deadline(
                    text=squeezed(limit.text), date=limit.date.isoformat() if limit.date else None, basis=limit.basis
                )
                for limit in limits
            ],
            evidence=Evidence(
                start=start, end=end, template=draft.template, fields=self._directive_fields(draft, units, limits)
            ),
        )

    def _directive_fields(
        self, draft: DirectiveDraft, units: Sequence[ResponsibleDraft], limits: Sequence[DeadlineDraft]
    ) -> dict[str, RecordSpan]:
        shown = {
            "speaker": (draft.speaker, draft.speaker_span),
            "verb": (draft.verb, draft.verb_span),
            "ordinal_text": (draft.ordinal_text, draft.ordinal_span),
            "headline": (draft.headline, draft.headline_span),
        }
        # 他强调: the value is the name, the page shows a pronoun; such a value has no entry
        fields = {
            key: self.place(at) for key, (value, at) in shown.items() if at is not None and value == self.said(at)
        }
        fields |= {f"responsible.{number}": self.place(unit.span) for number, unit in enumerate(units)}
        fields |= {f"deadlines.{number}": self.place(limit.span) for number, limit in enumerate(limits)}
        return fields


def _distinct_groups(roll: Roll, clean: str) -> list[Participant]:
    seen: dict[str, Participant] = {}
    for group in roll.groups:
        seen.setdefault(squeezed(clean[group.span.start : group.span.end]), group)
    seen.pop("", None)
    return list(seen.values())
