"""Articles to records: which events each article reports, who was there and what was required, read and recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import regex

from minutes._version import __version__
from minutes.articles import ArticleDraft
from minutes.blocks import BlockReading, read_block
from minutes.dates import DocumentDates, EventDate, find_event_dates
from minutes.directives import DirectiveReading, read_directives
from minutes.document import Document, Span, squeezed
from minutes.events import EventDraft, find_events
from minutes.grammar import Grammar
from minutes.groups import GroupFinder
from minutes.mentions import Mention, MentionFinder
from minutes.passages import Passage
from minutes.people import Participant, Roll, call_roll
from minutes.prose_rolls import read_reporters, read_rolls
from minutes.reading import ReadSource
from minutes.recording import EventReading, Recorder
from minutes.records import (
    SCHEMA_VERSION,
    Article,
    ArticleKind,
    DirectiveKind,
    Generator,
    MeetingKind,
    Problem,
    ProblemCode,
    Records,
    Role,
    Source,
)
from minutes.requirements import Force
from minutes.sentences import Sentence, SentenceReader

MEETING: Final = "会议"  # the speaker of a passage that no person speaks, as the contract has it
_LABEL_TEMPLATE: Final = "layout.label"
_TITLE_LENGTH: Final = 40  # code points of an article that stand for its missing headline
_NAMES: Final = regex.compile(r"[\s、，；：]+")


class Assembler:
    """Collects the records of one document, article by article."""

    def __init__(self, source: ReadSource, document: Document, dates: DocumentDates, grammar: Grammar) -> None:
        self.source = source
        self.document = document
        self.dates = dates
        self.grammar = grammar
        self.articles: list[Article] = []
        self._recorder = Recorder(document, dates, grammar)
        self._sentences = grammar.tool(SentenceReader)
        self._groups = grammar.tool(GroupFinder)
        self._known: set[str] = set()

    def add(self, article: ArticleDraft) -> None:
        """Reads one article and adds its records."""
        block = None
        body = article
        if article.formal:
            finder = self.grammar.tool(MentionFinder)
            block = read_block(self.document.text, article.body, self.grammar, finder)
            body = self._without_fields(article, block)
            read_rolls(self.document.text, body.body, block, finder)
            read_reporters(self.document.text, body.body, block, finder)
            self._known.update(squeezed(mention.name) for mention, _ in block.people)
        reading = self._sentences.read(self.document, body, self._known)
        events = find_events(self.document, body, reading, self.dates, self.grammar)
        if not events and block is not None and (block.people or block.time):
            events = [self._formal_event(article, body, reading.sentences)]
        title = article.title(self.document.clean)
        opening = self.document.clean[article.span.start : article.span.start + _TITLE_LENGTH]
        article_id = self._recorder.ids.issue("art", [title or opening])
        titled: dict[str, Mention] = {}
        reported = False
        for number, event in enumerate(events):
            own = title if len(events) == 1 or number == 0 else None
            told = self._read_event(event, block if number == 0 else None, own, article_id, titled)
            if told is not None:
                self._recorder.add(told)
                reported = True
        kind = ArticleKind.MINUTES if article.formal else ArticleKind.REPORT if reported else ArticleKind.OTHER
        start, end = self._recorder.place(article.span)
        reporters = self._reporters(article)
        self.articles.append(Article(id=article_id, title=title, kind=kind, reporters=reporters, start=start, end=end))

    def _without_fields(self, article: ArticleDraft, block: BlockReading) -> ArticleDraft:
        """The minutes' body without the fields of their head and the lines of their foot."""
        text, footer = self.document.text, self.grammar.pattern("block_footer")
        used = set(block.lines)
        return replace(article, body=tuple(p for p in article.body if p not in used and not footer.search(text, *p)))

    def _formal_event(self, article: ArticleDraft, body: ArticleDraft, sentences: Sequence[Sentence]) -> EventDraft:
        """The meeting of minutes that announce it by their fields alone."""
        head = article.headlines[-1] if article.headlines else article.span
        return EventDraft(
            kind=MeetingKind.MEETING,
            template=_LABEL_TEMPLATE,
            announced=head,
            name=None,
            date=None,
            stretches=body.body,
            sentences=tuple(sentences),
            formal=True,
        )

    def _reporters(self, article: ArticleDraft) -> list[str]:
        """The names in the bylines of the article, once each."""
        found: dict[str, None] = {}
        byline, label = self.grammar.pattern("reporter_names"), self.grammar.pattern("reporter_label")
        for span in article.body:
            for match in byline.finditer(self.document.text, *span):
                names = (label.sub("", name) for name in _NAMES.split(match["names"]))
                found.update(dict.fromkeys(name for name in names if 2 <= len(name) <= 4))
        return list(found)

    # -- one event -------------------------------------------------------------------------------------------------

    def _read_event(
        self,
        event: EventDraft,
        block: BlockReading | None,
        headline: str | None,
        article_id: str,
        titled: dict[str, Mention],
    ) -> EventReading | None:
        """Everything of one event, or None where it turns out to be none.

        `titled` carries the first title of each person from event to event of the article.
        """
        text = self.document.text
        roll = call_roll(event, block, text, self.grammar, self._groups)
        for name, person in roll.people.items():
            person.titled = person.titled or titled.get(name)
            if person.titled is not None:
                titled.setdefault(name, person.titled)
        reading = read_directives(
            self.document, event.stretches, roll.speakers(text, self.grammar), self.grammar, formal=event.formal
        )
        self._enter_speakers(roll, reading, event)
        if not _took_place(event, roll, reading):
            return None
        date = self._field_date(block) or event.date
        venue = (block.place if block is not None else None) or event.venue
        return EventReading(event, roll, reading, date, venue, headline, article_id)

    def _enter_speakers(self, roll: Roll, reading: DirectiveReading, event: EventDraft) -> None:
        """Who speaks at the event and is entered nowhere else took part in it; who is only cited did not."""
        cited = {start for sentence in event.sentences for start in sentence.cited}
        text, pronoun = self.document.text, self.grammar.pattern("speech_pronoun_subject")
        for passage in reading.passages:
            name, span = passage.speaker, passage.speaker_span
            if name is None or span is None or name == MEETING or passage.force is Force.RELAY:
                continue
            if event.formal and name in roll.people:
                _spoke(roll.people[name], passage)
            elif name in roll.people and pronoun.match(text, *span):
                roll.hear(name, passage.verb or "", event.kind.value, passage.template, self.grammar)
            if name in roll.people or name not in self._known:
                continue
            if span.start not in cited and squeezed(text[span.start : span.end]) == name:
                mention = Mention(span, name, span)
                roll.people[name] = Participant(name, mention, span, Role.SPEAKER, passage.template)

    def _field_date(self, block: BlockReading | None) -> EventDate | None:
        """The date in the field 时间, which is the event's however much it looks like a date of issue."""
        if block is None or block.time is None:
            return None
        dates = replace(self.dates, stamps=())
        found = find_event_dates(self.document.text, *block.time, dates, self.grammar)
        return next((date for date in found if date.iso), found[0] if found else None)

    # -- the whole -------------------------------------------------------------------------------------------------

    def records(self) -> Records:
        """All records of the document."""
        recorder = self._recorder
        for note in self.document.notes:
            recorder.problem(ProblemCode(note.code), note.message, Span(note.start, note.end))
        problems = [*self.source.problems, *recorder.problems]
        if not recorder.meetings:
            message = "the document reports no event"
            problems.append(Problem(code=ProblemCode.NO_EVENT, message=message, start=None, end=None))
        problems.sort(key=lambda p: (p.start is None, p.start or 0, p.code, p.message))
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
            meetings=recorder.meetings,
            attendees=recorder.attendees,
            directives=recorder.directives,
            problems=problems,
        )


def _spoke(person: Participant, passage: Passage) -> None:
    """Gives who is entered as taking part the part of the passage that is theirs, where it ranks higher."""
    role = Role.PRESENTER if passage.force is Force.TELL else Role.SPEAKER
    ranks = list(Role)
    if person.role is not Role.ABSENT and ranks.index(role) < ranks.index(person.role):
        person.role, person.template = role, passage.template


def _took_place(event: EventDraft, roll: Roll, reading: DirectiveReading) -> bool:
    """Whether the article reports an event: somebody took part, or something was required on a day."""
    if event.formal:
        return True
    if event.weak and event.date is None and not event.headed and not _sets_out(event):
        return False
    if roll.people:
        return True
    asked = any(d.kind is not DirectiveKind.EXPECTATION and d.speaker for d in reading.directives)
    return event.date is not None and (bool(roll.groups) or asked)


def _sets_out(event: EventDraft) -> bool:
    """Whether the report opens with somebody who leads others somewhere, which nobody does as a habit."""
    first = event.sentences[0]
    return first.span == event.announced and any(a.slot == "lead" for a in first.attendance)
