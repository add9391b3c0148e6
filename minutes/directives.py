"""Directives (督办事项): the passages of one event read left to right, and in each what is required or decided.

What is open is kept while reading: which speaker's passage, which series of numbers. A reporting phrase opens a passage;
its numbered items are one directive each; elsewhere each unit that requires something is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from minutes.document import Document, Note, Span
from minutes.grammar import Grammar
from minutes.matching import match_frames
from minutes.passages import Opening, Passage, find_openings
from minutes.records import DirectiveKind
from minutes.requirements import Force, Judged, Verdict, judge
from minutes.series import Number, read_numbers, read_series
from minutes.speakers import Speakers, Subject
from minutes.topics import Topic, read_topic
from minutes.units import Unit, split_units, trim


@dataclass(frozen=True, slots=True)
class DirectiveDraft:
    """A directive as read from the text, before responsible units and deadlines are looked for; offsets into `text`."""

    span: Span
    level: int
    parent: int | None
    kind: DirectiveKind
    speaker: str | None
    speaker_span: Span | None
    verb: str | None
    verb_span: Span | None
    ordinal: int | None
    ordinal_text: str | None
    ordinal_span: Span | None
    headline: str | None
    headline_span: Span | None
    topic: str | None
    template: str


@dataclass(frozen=True, slots=True)
class DirectiveReading:
    """What the stretches of one event say: directives with nested ones behind their parent, passages, topics, notes."""

    directives: tuple[DirectiveDraft, ...]
    passages: tuple[Passage, ...]
    notes: tuple[Note, ...]
    topics: tuple[Topic, ...]


@dataclass(slots=True)
class _Body:
    """A passage while it is read: its opening (None when its beginning is lost) and the units that belong to it."""

    opening: Opening | None
    topic: str | None
    pieces: list[Unit] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    document: Document
    grammar: Grammar
    speakers: Speakers
    formal: bool
    default_speaker: str | None
    bodies: list[_Body] = field(default_factory=list)
    open: _Body | None = None
    last: Opening | None = None
    lead: Opening | None = None
    topic: str | None = None
    facts: bool = False
    topics: list[Topic] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    drafts: list[DirectiveDraft] = field(default_factory=list)


def read_directives(
    document: Document,
    stretches: Sequence[Span],
    speakers: Mapping[str, str],
    grammar: Grammar,
    *,
    formal: bool,
    default_speaker: str | None = None,
) -> DirectiveReading:
    """The directives of one event, whose paragraphs are `stretches` (offsets into `document.text`, in order).

    `speakers` maps each way a participant is named to the canonical name; `formal` tells that the document is formal
    minutes, where numbered headings are topics; `default_speaker` speaks where nobody is named.
    """
    if not stretches:
        return DirectiveReading((), (), (), ())
    text = document.text
    who = Speakers(grammar, text, speakers, stretches[0].start, stretches[-1].end)
    reader = _Reader(document, grammar, who, formal, default_speaker)
    for index, stretch in enumerate(stretches):
        following = stretches[index + 1] if index + 1 < len(stretches) else None
        _read_paragraph(reader, stretch, following)
    for body in reader.bodies:
        _write_body(reader, body)
    passages = tuple(_passage(body) for body in reader.bodies if body.opening is not None)
    return DirectiveReading(tuple(reader.drafts), passages, tuple(reader.notes), tuple(reader.topics))


def _passage(body: _Body) -> Passage:
    opening = body.opening
    assert opening is not None
    end = body.pieces[-1].end if body.pieces else opening.body
    return Passage(
        speaker=opening.speaker,
        speaker_span=opening.speaker_span,
        verb=opening.verb,
        verb_span=opening.verb_span,
        phrase=Span(opening.start, opening.body),
        body=Span(opening.body, max(end, opening.body)),
        force=opening.force,
        template=opening.template,
    )


def _read_paragraph(reader: _Reader, stretch: Span, following: Span | None) -> None:
    text = reader.document.text
    if reader.formal:
        topic = read_topic(reader.grammar, text, stretch, following)
        if topic is not None and not _in_series(reader, stretch):
            reader.topics.append(topic)
            reader.topic, reader.facts = topic.text, topic.facts
            reader.open = None
            reader.last = reader.lead
            return
    if reader.facts:
        return
    for unit in split_units(text, stretch.start, stretch.end):
        _read_unit(reader, unit, stretch)


def _in_series(reader: _Reader, line: Span) -> bool:
    """Whether a numbered line goes on a series of the passage that is open."""
    if reader.open is None:
        return False
    text = reader.document.text
    spans = [Span(piece.start, piece.end) for piece in reader.open.pieces]
    numbers = read_numbers(reader.grammar, text, spans)
    here = read_numbers(reader.grammar, text, [line])
    if not here:
        return False
    if not numbers:
        opening = reader.open.opening
        ends = opening is not None and text[opening.body - 1 : opening.body] == "：" and not reader.open.pieces
        return bool(ends and here[0].value == 1)
    return any(number.family == here[0].family and number.value == here[0].value - 1 for number in numbers)


def _read_unit(reader: _Reader, unit: Unit, stretch: Span) -> None:
    text = reader.document.text
    current = reader.open.opening if reader.open else None
    openings = find_openings(reader.grammar, text, unit, reader.speakers, current or reader.last)
    if not openings:
        _read_plain(reader, unit, stretch)
        return
    first = openings[0]
    if first.start > unit.start and reader.open is not None and _goes_on(reader, unit, first):
        head = trim(text, unit.start, first.start)
        if head:
            reader.open.pieces.append(Unit(head.start, head.end, "，"))
    if openings[-1].force is Force.DECIDE and reader.formal and openings[-1].body >= unit.end:
        reader.lead = openings[-1]
    for index, opening in enumerate(openings):
        end = openings[index + 1].start if index + 1 < len(openings) else unit.end
        _open(reader, opening)
        piece = trim(text, opening.body, end)
        if piece.end > piece.start and reader.open is not None:
            mark = unit.mark if index + 1 == len(openings) else "，"
            reader.open.pieces.append(Unit(piece.start, piece.end, mark))


def _goes_on(reader: _Reader, unit: Unit, opening: Opening) -> bool:
    """Whether the text before a reporting phrase still belongs to the passage that was open before it."""
    if reader.open is None or reader.open.opening is None:
        return False
    head = trim(reader.document.text, unit.start, opening.start)
    if head.end <= head.start or reader.speakers.between(head.start, head.end):
        return False
    judged = _judge(reader, Unit(head.start, head.end, "，"), reader.open.opening.force, first=False)
    return judged.verdict is Verdict.REQUIREMENT


def _open(reader: _Reader, opening: Opening) -> None:
    """Opens the passage of `opening`; one that only says that requirements were made waits for them to be spelt out."""
    if opening.speaker is None and opening.subject is Subject.IMPLICIT:
        opening = replace(opening, speaker=reader.default_speaker)
    if opening.waits:
        reader.open, reader.last = None, opening
        return
    reader.open = _Body(opening, reader.topic)
    reader.bodies.append(reader.open)
    if opening.force not in (Force.TELL, Force.RELAY):
        reader.last = opening


def _read_plain(reader: _Reader, unit: Unit, stretch: Span) -> None:
    """A unit without reporting phrase: it goes on the open passage, ends it, or takes the last speaker up again."""
    text = reader.document.text
    grammar = reader.grammar
    if reader.open is not None and grammar.pattern("bracket_of_task").match(text, unit.start, unit.end):
        reader.open.pieces.append(unit)
        return
    force = reader.open.opening.force if reader.open and reader.open.opening else Force.STRESS
    judged = _judge(reader, unit, force, first=False)
    if judged.verdict is Verdict.NARRATION and not _numbered_on(reader, unit, stretch):
        reader.open = None
        task = _task_behind(reader, unit)
        if task is not None:
            reader.open = _Body(reader.last, reader.topic)
            reader.bodies.append(reader.open)
            reader.open.pieces.append(task)
        return
    if reader.open is not None:
        if unit.start == stretch.start and force in (Force.RELAY, Force.TELL) and reader.last is not None:
            reader.open = None
        else:
            reader.open.pieces.append(unit)
            return
    if judged.verdict is Verdict.REQUIREMENT and _takes_up(reader, unit, stretch):
        opening = None
        if reader.last is not None:
            opening = replace(reader.last, start=unit.start, body=unit.start)
        reader.open = _Body(opening, reader.topic)
        reader.bodies.append(reader.open)
        reader.open.pieces.append(unit)


def _task_behind(reader: _Reader, unit: Unit) -> Unit | None:
    """In formal minutes, the task behind a clause that only tells what was discussed: 会议研究了…，由…另行研究."""
    if not reader.formal:
        return None
    text = reader.document.text
    for cue in match_frames(reader.grammar, "requirement", text, unit.start, unit.end):
        if cue.sets["strength"] == "task" and text[cue.start - 1] in "，：":
            return Unit(cue.start, unit.end, unit.mark)
    return None


def _numbered_on(reader: _Reader, unit: Unit, stretch: Span) -> bool:
    """Whether the unit stands in the middle of a series: a later number of the paragraph goes on with it."""
    if reader.open is None or reader.open.opening is None:
        return False
    text = reader.document.text
    spans = [Span(piece.start, piece.end) for piece in reader.open.pieces]
    before = read_numbers(reader.grammar, text, spans)
    if not before:
        return False
    after = read_numbers(reader.grammar, text, [Span(unit.start, stretch.end)])
    return any(a.family == b.family and a.value == b.value + 1 for a in after for b in before)


def _takes_up(reader: _Reader, unit: Unit, stretch: Span) -> bool:
    """Whether a unit outside any passage may be one of the last speaker's, or of the meeting in formal minutes."""
    if reader.formal:
        return True
    pattern = reader.grammar.pattern("takes_up")
    return pattern.match(reader.document.text, unit.start, unit.end) is not None


def _judge(reader: _Reader, unit: Unit, force: Force, *, first: bool) -> Judged:
    text = reader.document.text
    names = _names(reader, Span(unit.start, unit.end))
    judged = judge(reader.grammar, text, unit.start, unit.end, force, first=first, names=names)
    if judged.verdict is Verdict.NOTHING and _person_opens(reader, unit):
        return Judged(Verdict.NARRATION)
    return judged


def _names(reader: _Reader, span: Span) -> list[Span]:
    return [Span(mention.start, mention.end) for mention in reader.speakers.between(span.start, span.end)]


def _person_opens(reader: _Reader, unit: Unit) -> bool:
    return bool(reader.speakers.between(unit.start, unit.start + 1))


def _write_body(reader: _Reader, body: _Body) -> None:
    opening = body.opening
    force = opening.force if opening else Force.STRESS
    if force is Force.RELAY or not body.pieces:
        return
    text = reader.document.text
    spans = [Span(piece.start, piece.end) for piece in body.pieces]
    numbers = read_numbers(reader.grammar, text, spans)
    if force is Force.TELL:
        return
    start = numbers[0].start if numbers else body.pieces[-1].end + 1
    for index, piece in enumerate(body.pieces):
        if piece.start >= start:
            break
        _write_unit(reader, body, piece, min(piece.end, start), index == 0, bool(numbers))
    if numbers:
        _write_series(reader, body, numbers)


def _write_unit(reader: _Reader, body: _Body, piece: Unit, end: int, first: bool, lead: bool) -> None:
    text = reader.document.text
    span = trim(text, piece.start, end)
    if span.end <= span.start:
        return
    if end < piece.end or (lead and text[span.end : span.end + 1] == "："):
        return  # what leads to the first number: 提出三点要求：
    if reader.grammar.pattern("bracket_of_task").match(text, span.start, span.end) and reader.drafts:
        reader.drafts[-1] = replace(reader.drafts[-1], span=Span(reader.drafts[-1].span.start, span.end))
        return
    force = body.opening.force if body.opening else Force.STRESS
    tail = reader.grammar.pattern("narrative_tail").search(text, span.start, span.end)
    if tail:
        span = Span(span.start, tail.start())
    judged = judge(reader.grammar, text, span.start, span.end, force, first=first, names=_names(reader, span))
    if judged.verdict not in (Verdict.REQUIREMENT, Verdict.HOPE):
        return
    kind = DirectiveKind.EXPECTATION
    if judged.verdict is Verdict.REQUIREMENT:
        kind = DirectiveKind.DECISION if force is Force.DECIDE else DirectiveKind.REQUIREMENT
    reader.drafts.append(_draft(reader, body, span, kind, judged.template))


def _draft(reader: _Reader, body: _Body, span: Span, kind: DirectiveKind, template: str) -> DirectiveDraft:
    opening = body.opening
    speaker = opening.speaker if opening else reader.default_speaker
    return DirectiveDraft(
        span=span,
        level=1,
        parent=None,
        kind=kind,
        speaker=speaker,
        speaker_span=opening.speaker_span if opening else None,
        verb=opening.verb if opening else None,
        verb_span=opening.verb_span if opening else None,
        ordinal=None,
        ordinal_text=None,
        ordinal_span=None,
        headline=None,
        headline_span=None,
        topic=body.topic,
        template=template,
    )


def _write_series(reader: _Reader, body: _Body, numbers: list[Number]) -> None:
    text = reader.document.text
    series = read_series(text, numbers)
    reader.notes.extend(series.notes)
    stop = body.pieces[-1].end
    base = len(reader.drafts)
    for index, item in enumerate(series.items):
        after = next((other for other in series.items[index + 1 :] if other.level <= item.level), None)
        end = after.number.start if after else stop
        span = trim(text, item.number.start, end)
        span = Span(item.number.start, span.end)
        force = body.opening.force if body.opening else Force.STRESS
        kind = DirectiveKind.DECISION if force is Force.DECIDE else DirectiveKind.REQUIREMENT
        headline = _headline(reader, item.number, span)
        draft = _draft(reader, body, span, kind, item.number.template)
        reader.drafts.append(
            replace(
                draft,
                level=min(item.level, 2),
                parent=base + item.parent if item.parent is not None else None,
                ordinal=item.number.value,
                ordinal_text=text[item.number.start : item.number.end].strip(),
                ordinal_span=item.number.ordinal,
                headline=text[headline.start : headline.end] if headline else None,
                headline_span=headline,
            )
        )


def _headline(reader: _Reader, number: Number, span: Span) -> Span | None:
    """The short title right behind the number: it ends in 。, ， ； or ： and something follows it or it is all there is."""
    text = reader.document.text
    found = reader.grammar.pattern("headline").match(text, number.end, span.end + 1)
    if found is None:
        return None
    return Span(*found.span("title"))


__all__ = ["DirectiveDraft", "DirectiveReading", "Subject", "read_directives"]
