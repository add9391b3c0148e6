"""Articles to records: the events of each article with their people, directives and problems, every value with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import regex

from minutes._version import __version__
from minutes.articles import ArticleDraft
from minutes.attendance import AttendanceReader
from minutes.blocks import BlockReading, read_block
from minutes.dates import DocumentDates, EventDate, find_event_dates
from minutes.deadlines import Anchor, find_deadlines
from minutes.directives import DirectiveDraft, DirectiveReading, read_directives
from minutes.document import Document, Span, squeezed
from minutes.events import EventDraft, find_events, read_sentences
from minutes.grammar import Grammar
from minutes.groups import GroupFinder
from minutes.identifiers import Identifiers
from minutes.mentions import Mention
from minutes.people import Participant, Roll, call_roll
from minutes.reading import ReadSource
from minutes.records import (
    SCHEMA_VERSION,
    AgendaItem,
    Article,
    ArticleKind,
    Attendee,
    DateBasis,
    Deadline,
    Directive,
    DirectiveKind,
    Evidence,
    Generator,
    Meeting,
    Problem,
    ProblemCode,
    Records,
    Responsible,
    Role,
    Source,
)
from minutes.records import Span as RecordSpan
from minutes.responsible import find_responsible

MEETING: Final = "会议"


@dataclass
class Assembler:
    """Collects the records of one document, article by article."""

    source: ReadSource
    document: Document
    dates: DocumentDates
    grammar: Grammar
    articles: list[Article] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    attendees: list[Attendee] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ids = Identifiers()
        self._reader = AttendanceReader(self.grammar)
        self._groups = GroupFinder(self.grammar)
        self._known: set[str] = set()

    # -- one article -----------------------------------------------------------------------------------------------

    def add(self, article: ArticleDraft) -> None:
        """Reads one article and adds its records."""
        text, clean = self.document.text, self.document.clean
        block = None
        body = article
        if article.formal:
            block = read_block(text, article.body, self.grammar, self._reader.finder)
            used = set(block.lines)
            footer = self.grammar.pattern("block_footer")
            body = _with_body(
                article, [p for p in article.body if p not in used and not footer.search(text, p.start, p.end)]
            )
        self._learn_names(body, block)
        reading = read_sentences(self.document, body, self._reader, self.grammar, self._known)
        events = find_events(self.document, body, reading, self.dates, self.grammar)
        if article.formal and not events:
            events = self._formal_event(article, body, block, reading.sentences)
        title = article.title(clean)
        place = self._source_span(article.span)
        article_id = self._ids.issue("art", [title or clean[article.span.start : article.span.start + 40]])
        self._titled: dict[str, Mention] = {}
        added = [
            self._add_event(event, body, block if number == 0 else None, title, article_id, single=len(events) == 1)
            for number, event in enumerate(events)
        ]
        kind = ArticleKind.MINUTES if article.formal else ArticleKind.REPORT if any(added) else ArticleKind.OTHER
        self.articles.append(
            Article(
                id=article_id,
                title=title,
                kind=kind,
                reporters=self._reporters(article),
                start=place.start,
                end=place.end,
            )
        )

    def _learn_names(self, body: ArticleDraft, block: BlockReading | None) -> None:
        """Names that stand behind a post or in a field are names wherever they stand in the document."""
        if block is not None:
            self._known.update(squeezed(mention.name) for mention, _ in block.people)
        for span in body.body:
            for masked in self._reader.sentences(self.document.text, span):
                self._known.update(
                    squeezed(m.name)
                    for m in masked.mentions
                    if m.sure and m.titles and not m.surname_only and len(m.name) > 1
                )

    def _formal_event(
        self, article: ArticleDraft, body: ArticleDraft, block: BlockReading | None, sentences: Sequence[object]
    ) -> list[EventDraft]:
        from minutes.events import Sentence
        from minutes.records import MeetingKind

        if block is None or not (block.people or block.time):
            return []
        head = article.headlines[-1] if article.headlines else article.span
        told = tuple(s for s in sentences if isinstance(s, Sentence))
        return [EventDraft(MeetingKind.MEETING, "layout.label", head, None, None, tuple(body.body), told, True)]

    def _reporters(self, article: ArticleDraft) -> list[str]:
        found: list[str] = []
        pattern = self.grammar.pattern("reporter_names")
        for span in article.body:
            for match in pattern.finditer(self.document.text, span.start, span.end):
                for name in regex.split(r"[\s、，；：　]+", match["names"]):
                    bare = self.grammar.pattern("reporter_label").sub("", name)
                    if 2 <= len(bare) <= 4 and bare not in found:
                        found.append(bare)
        return found

    # -- one event -------------------------------------------------------------------------------------------------

    def _add_event(
        self,
        event: EventDraft,
        article: ArticleDraft,
        block: BlockReading | None,
        title: str | None,
        article_id: str,
        *,
        single: bool,
    ) -> bool:
        text = self.document.text
        roll = call_roll(event, block, text, self.grammar, self._groups)
        for name, person in roll.people.items():
            # the first title that the article gives counts for its later events too
            if person.titled is None:
                person.titled = self._titled.get(name)
            elif name not in self._titled:
                self._titled[name] = person.titled
        reading = read_directives(
            self.document, event.stretches, roll.speakers(text, self.grammar), self.grammar, formal=event.formal
        )
        self._enter_speakers(roll, reading)
        if not self._took_place(event, roll, reading):
            return False
        date, time_span = self._date(event, block)
        clean = self.document.clean
        name = squeezed(clean[event.name.start : event.name.end]) if event.name else None
        own = title if title and (single or event.stretches[0] == article.body[0]) else None
        heading = own or name or clean[event.announced.start : event.announced.end][:40]
        meeting_id = self._ids.issue("mtg", [date.iso if date else None, name or heading])
        fields: dict[str, RecordSpan] = {}
        if event.name:
            fields["name"] = self._pair(event.name)
        if date is not None:
            fields["date_text"] = self._pair(date.span)
            if date.part_span is not None:
                fields["part_of_day"] = self._pair(date.part_span)
        venue = block.place if block is not None else None
        if venue is not None:
            fields["venue"] = self._pair(venue)
        announced = self._source_span(event.announced)
        self.meetings.append(
            Meeting(
                id=meeting_id,
                article_id=article_id,
                title=heading,
                kind=event.kind,
                name=name,
                date=date.iso if date else None,
                date_text=squeezed(clean[date.span.start : date.span.end]) if date else None,
                date_basis=date.basis if date and date.iso else DateBasis.NONE,
                part_of_day=date.part_of_day if date else None,
                venue=squeezed(clean[venue.start : venue.end]) if venue else None,
                organizer=None,
                agenda=[AgendaItem(text=squeezed(t.text), action=t.action) for t in reading.topics],
                evidence=Evidence(start=announced.start, end=announced.end, template=event.template, fields=fields),
            )
        )
        self._date_problem(date, announced)
        self._add_people(roll, meeting_id)
        self._add_directives(reading, meeting_id, date, event, roll)
        return True

    def _took_place(self, event: EventDraft, roll: Roll, reading: DirectiveReading) -> bool:
        """Whether the article reports an event: somebody took part, or the meeting required something on a day."""
        if event.weak and event.date is None and not event.headed and not event.formal:
            return False
        if event.formal or any(p.name for p in roll.people.values()):
            return True
        asked = any(d.kind is not DirectiveKind.EXPECTATION for d in reading.directives)
        return event.date is not None and (bool(roll.groups) or asked)

    def _enter_speakers(self, roll: Roll, reading: DirectiveReading) -> None:
        """Who speaks at the event and is named nowhere else took part in it."""
        for passage in reading.passages:
            name, span = passage.speaker, passage.speaker_span
            if name is None or span is None or name == MEETING or name in roll.people:
                continue
            if not 2 <= len(squeezed(name)) <= 4 or squeezed(self.document.text[span.start : span.end]) != name:
                continue
            if name not in self._known:
                continue
            mention = Mention(span, name, span)
            roll.people[name] = Participant(name, mention, span, Role.SPEAKER, passage.template)

    def _date(self, event: EventDraft, block: BlockReading | None) -> tuple[EventDate | None, Span | None]:
        if block is not None and block.time is not None:
            # the field says that it is the event's date, however much it looks like a date of issue
            told = replace(self.dates, stamps=())
            found = find_event_dates(self.document.text, block.time.start, block.time.end, told, self.grammar)
            dated = next((d for d in found if d.iso), found[0] if found else None)
            if dated is not None:
                return dated, block.time
        return event.date, None

    def _date_problem(self, date: EventDate | None, place: Span) -> None:
        if date is None or date.iso is None:
            self._problem(
                ProblemCode.DATE_UNKNOWN, "the report gives no full date for the event; enter it by hand", place
            )
        elif date.iso.startswith("--"):
            self._problem(
                ProblemCode.YEAR_UNKNOWN, "month and day without a year; give the date of issue with --date", place
            )

    def _problem(self, code: ProblemCode, message: str, place: Span) -> None:
        self.problems.append(Problem(code=code, message=message, start=place.start, end=place.end))

    # -- people ----------------------------------------------------------------------------------------------------

    def _add_people(self, roll: Roll, meeting_id: str) -> None:
        everyone = [*roll.people.values(), *_distinct_groups(roll, self.document.clean)]
        everyone.sort(key=lambda p: p.span.start)
        for order, person in enumerate(everyone, 1):
            self.attendees.append(self._attendee(person, meeting_id, order))

    def _attendee(self, person: Participant, meeting_id: str, order: int) -> Attendee:
        clean = self.document.clean
        fields: dict[str, RecordSpan] = {}
        mention = person.mention
        if mention is None:
            group = squeezed(clean[person.span.start : person.span.end])
            fields["group"] = self._pair(person.span)
        else:
            group = None
            if not mention.surname_only or person.name == mention.name:
                fields["name"] = self._pair(mention.name_span)
        titled = person.titled
        title = titled.title(clean) if titled else None
        if titled is not None and len(titled.titles) == 1:
            fields["title"] = self._pair(titled.titles[0])
        label = mention.label if mention else None
        if label is not None:
            fields["listed_as"] = self._pair(label)
        unit = mention.organization if mention and not mention.titles else None
        if unit is not None:
            fields["organization"] = self._pair(unit)
        place = self._source_span(person.span)
        return Attendee(
            id=self._ids.issue("att", [meeting_id, person.name or group]),
            meeting_id=meeting_id,
            order=order,
            name=person.name,
            group=group,
            role=person.role,
            title=title,
            titles=_split_titles(title),
            organization=squeezed(clean[unit.start : unit.end]) if unit else None,
            listed_as=squeezed(clean[label.start : label.end]) if label else None,
            evidence=Evidence(start=place.start, end=place.end, template=person.template, fields=fields),
        )

    # -- directives ------------------------------------------------------------------------------------------------

    def _add_directives(
        self, reading: DirectiveReading, meeting_id: str, date: EventDate | None, event: EventDraft, roll: Roll
    ) -> None:
        anchor = self._anchor(date, event)
        ids: list[str] = []
        for order, draft in enumerate(reading.directives, 1):
            directive = self._directive(draft, meeting_id, order, ids, anchor, event, roll)
            ids.append(directive.id)
            self.directives.append(directive)
            if directive.parent_id is None:
                self._deadline_problems(directive)
        for note in reading.notes:
            self._problem(ProblemCode(note.code), note.message, self._source_span(Span(note.start, note.end)))

    def _deadline_problems(self, directive: Directive) -> None:
        for number, deadline in enumerate(directive.deadlines):
            if deadline.date is None:
                place = Span(*directive.evidence.fields[f"deadlines.{number}"])
                self._problem(ProblemCode.DEADLINE_UNDATED, f"a deadline without a day: {deadline.text}", place)

    def _anchor(self, date: EventDate | None, event: EventDraft) -> Anchor:
        from datetime import date as Day

        day = Day.fromisoformat(date.iso) if date and date.iso and not date.iso.startswith("--") else None
        issue = self.dates.issue_at(event.announced.start)
        return Anchor(meeting=day, issue=issue, year=self.dates.year)

    def _directive(
        self,
        draft: DirectiveDraft,
        meeting_id: str,
        order: int,
        ids: Sequence[str],
        anchor: Anchor,
        event: EventDraft,
        roll: Roll,
    ) -> Directive:
        document, clean = self.document, self.document.clean
        span = draft.span
        units = find_responsible(
            clean,
            document.text,
            span.start,
            span.end,
            self.grammar,
            formal=event.formal,
            headline=draft.headline_span,
            people=roll.people,
        )
        limits = find_deadlines(clean, document.text, span.start, span.end, anchor, self.grammar)
        fields: dict[str, RecordSpan] = {}
        for name, at in (
            ("speaker", draft.speaker_span),
            ("verb", draft.verb_span),
            ("ordinal_text", draft.ordinal_span),
            ("headline", draft.headline_span),
        ):
            if at is not None and getattr(draft, name) == squeezed(clean[at.start : at.end]):
                fields[name] = self._pair(at)
        for number, unit in enumerate(units):
            fields[f"responsible.{number}"] = self._pair(unit.span)
        for number, limit in enumerate(limits):
            fields[f"deadlines.{number}"] = self._pair(limit.span)
        text = clean[span.start : span.end]
        place = self._source_span(span)
        parent = ids[draft.parent] if draft.parent is not None else None
        return Directive(
            id=self._ids.issue("dir", [meeting_id, parent, draft.ordinal, text]),
            meeting_id=meeting_id,
            order=order,
            parent_id=parent,
            kind=draft.kind,
            speaker=draft.speaker,
            verb=draft.verb,
            ordinal=draft.ordinal,
            ordinal_text=draft.ordinal_text,
            headline=draft.headline,
            text=text,
            topic=draft.topic,
            responsible=[Responsible(name=unit.name, part=unit.part) for unit in units],
            deadlines=[
                Deadline(
                    text=squeezed(limit.text), date=limit.date.isoformat() if limit.date else None, basis=limit.basis
                )
                for limit in limits
            ],
            evidence=Evidence(start=place.start, end=place.end, template=draft.template, fields=fields),
        )

    # -- the whole -------------------------------------------------------------------------------------------------

    def _source_span(self, span: Span) -> Span:
        return self.document.to_source(span.start, span.end)

    def _pair(self, span: Span) -> RecordSpan:
        place = self._source_span(span)
        return (place.start, place.end)

    def records(self) -> Records:
        """All records of the document."""
        for note in self.document.notes:
            self._problem(ProblemCode(note.code), note.message, Span(note.start, note.end))
        if not self.meetings:
            self.problems.append(
                Problem(code=ProblemCode.NO_EVENT, message="the document reports no event", start=None, end=None)
            )
        problems = sorted(
            (*self.source.problems, *self.problems), key=lambda p: (p.start is None, p.start or 0, p.code, p.message)
        )
        issue = self.dates.issue
        return Records(
            schema_version=SCHEMA_VERSION,
            generator=Generator(name="minutes", version=__version__, templates=self.grammar.digest),
            source=Source(
                name=self.source.name,
                sha256=self.source.sha256,
                media_type=self.source.media_type,
                encoding=self.source.encoding,
                issue_date=issue.isoformat() if issue else None,
                text=self.source.text,
            ),
            articles=self.articles,
            meetings=self.meetings,
            attendees=self.attendees,
            directives=self.directives,
            problems=problems,
        )


def _with_body(article: ArticleDraft, body: Sequence[Span]) -> ArticleDraft:
    return replace(article, body=tuple(body))


def _distinct_groups(roll: Roll, clean: str) -> list[Participant]:
    seen: set[str] = set()
    kept = []
    for group in roll.groups:
        said = squeezed(clean[group.span.start : group.span.end])
        if said and said not in seen:
            seen.add(said)
            kept.append(group)
    return kept


_TITLE_PART: Final = regex.compile(r"(?:[^、，（(]|（[^）]*）|\([^)]*\))+")


def _split_titles(title: str | None) -> list[str]:
    """The single posts of a stacked title; marks in brackets do not part."""
    return [] if title is None else [part for part in _TITLE_PART.findall(title) if part]
