"""Directives (督办事项): the passages of one event read left to right, and in each what is required or decided.

What is open is kept while reading: which speaker's passage, which series of numbers. A reporting phrase opens a passage;
its numbered items are one directive each; elsewhere each unit that requires something is one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from minutes.document import Document, Note, Span
from minutes.grammar import Grammar
from minutes.matching import match_frames
from minutes.passages import Opening, Passage, find_openings
from minutes.records import DirectiveKind
from minutes.requirements import Force, Judged, Verdict, judge
from minutes.series import Number, read_numbers, read_series
from minutes.speakers import Speakers, Subject
from minutes.tables import Row, read_table
from minutes.topics import Topic, read_topic
from minutes.units import Unit, split_units, trim


_LEANING: Final = frozenset({"requirement.imperative", "requirement.listed", "reporting.order"})
"""Verdicts that no word of the unit itself bears out."""


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
    rows: tuple[Row, ...] = ()


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
    skipped: int = 0
    topics: list[Topic] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    drafts: list[DirectiveDraft] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)

    def numbers_in(self, start: int, end: int) -> list[Number]:
        """The numbers that stand in `[start, end)`."""
        first = bisect_left(self.numbers, start, key=_start)
        return self.numbers[first : bisect_left(self.numbers, end, key=_start)]

    def numbers_of(self, body: _Body) -> list[Number]:
        """The numbers that stand in the units of `body`."""
        return [number for piece in body.pieces for number in self.numbers_in(piece.start, piece.end)]


def _start(number: Number) -> int:
    return number.start


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
    reader.numbers = read_numbers(grammar, text, stretches)
    index = 0
    while index < len(stretches):
        table = read_table(grammar, document.clean, stretches, index)
        if table is not None:
            rows, index = table
            _read_rows(reader, rows)
            continue
        following = stretches[index + 1] if index + 1 < len(stretches) else None
        _read_paragraph(reader, stretches[index], following)
        index += 1
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
        if topic is not None and not _in_series(reader, stretch, topic):
            reader.topics.append(topic)
            reader.topic, reader.facts = topic.text, topic.facts
            reader.open = None
            reader.last = reader.lead
            return
        label = reader.grammar.pattern("section_label").match(text, stretch.start, stretch.end)
        if label is not None:
            reader.facts = reader.grammar.pattern("section_of_facts").search(label["name"]) is not None
            reader.open, reader.last = None, reader.lead
    if reader.facts:
        return
    for unit in split_units(text, stretch.start, stretch.end):
        _read_unit(reader, unit, stretch)


def _read_rows(reader: _Reader, rows: Sequence[Row]) -> None:
    """The rows of a task table: a passage of the meeting, or of whoever leads up to the table."""
    opening = reader.last or reader.lead
    reader.open = None
    reader.bodies.append(_Body(opening, reader.topic, rows=tuple(rows)))


def _in_series(reader: _Reader, line: Span, topic: Topic) -> bool:
    """Whether a numbered line goes on a series of the passage that is open."""
    if reader.open is None:
        return False
    text = reader.document.text
    numbers = reader.numbers_of(reader.open)
    here = reader.numbers_in(line.start, line.end)
    if not here:
        return False
    if not numbers:
        opening = reader.open.opening
        ends = opening is not None and text[opening.body - 1 : opening.body] == "：" and not reader.open.pieces
        return bool(ends and here[0].value == 1 and not topic.named)
    return any(number.family == here[0].family and number.value == here[0].value - 1 for number in numbers)


def _read_unit(reader: _Reader, unit: Unit, stretch: Span) -> None:
    text = reader.document.text
    current = reader.open.opening if reader.open else None
    talks = current is not None and current.subject is Subject.PERSON and current.speaker
    reader.speakers.talking = (current.speaker, current.body) if current and talks and current.speaker else None
    openings = find_openings(reader.grammar, text, unit, reader.speakers, current or reader.last)
    if not openings:
        _read_plain(reader, unit, stretch)
        return
    first = openings[0]
    if first.start > unit.start and reader.open is not None and _goes_on(reader, unit, first):
        head = trim(text, unit.start, first.start)
        if head:
            reader.open.pieces.append(Unit(head.start, head.end, "，"))
    if text[unit.start - 1 : unit.start] == "”" and first.start == unit.start:
        _open_quote(reader, unit, first)
    if openings[-1].force is Force.DECIDE and reader.formal and openings[-1].body >= unit.end:
        reader.lead = openings[-1]
    for index, opening in enumerate(openings):
        end = openings[index + 1].start if index + 1 < len(openings) else unit.end
        _open(reader, opening)
        piece = trim(text, opening.body, end)
        if piece.end > piece.start and reader.open is not None:
            mark = unit.mark if index + 1 == len(openings) else "，"
            reader.open.pieces.append(Unit(piece.start, piece.end, mark))


def _open_quote(reader: _Reader, unit: Unit, opening: Opening) -> None:
    """Gives the quote that stands before a reporting phrase (“…。”X说) to its speaker."""
    text = reader.document.text
    start = text.rfind("“", 0, unit.start)
    if reader.open is not None:
        reader.open.pieces[:] = [piece for piece in reader.open.pieces if piece.start < start]
    body = _Body(opening, reader.topic)
    body.pieces.extend(split_units(text, start + 1, unit.start - 1))
    reader.bodies.append(body)


def _goes_on(reader: _Reader, unit: Unit, opening: Opening) -> bool:
    """Whether the text before a reporting phrase still belongs to the passage that was open before it."""
    if reader.open is None or reader.open.opening is None:
        return False
    head = trim(reader.document.text, unit.start, opening.start)
    if head.end <= head.start or reader.speakers.between(head.start, head.end):
        return False
    judged = _judge(reader, Unit(head.start, head.end, "，"), reader.open.opening.force, first=False)
    return judged.verdict is Verdict.REQUIREMENT and judged.template not in _LEANING


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
    grammar, text = reader.grammar, reader.document.text
    number = _number_at(reader, unit)
    force = reader.open.opening.force if reader.open and reader.open.opening else Force.STRESS
    speaks = reader.open is not None and force not in (Force.TELL, Force.RELAY)
    if speaks and reader.open is not None:
        bracket = grammar.pattern("bracket_of_task").match(text, unit.start, unit.end)
        if bracket or (number is not None and _goes_on_with(reader, number)):
            reader.open.pieces.append(unit)
            return
    body = unit if number is None else Unit(number.end, unit.end, unit.mark)
    judged = _judge(reader, body, force if speaks else Force.STRESS, first=False)
    unled = number is not None and reader.last is None and not reader.formal and number.value in (1, reader.skipped + 1)
    if unled and number is not None and reader.open is None:
        reader.skipped = number.value  # a series that nobody is said to have spoken: a notice, a feature
        return
    if judged.verdict is Verdict.NARRATION and not _numbered_on(reader, unit, stretch):
        task = _task_behind(reader, unit)
        reader.open = None
        if task is not None:
            _take_up(reader, reader.last, task)
        return
    if speaks and unit.start == stretch.start and not _carries_on(reader, unit, judged):
        speaks = False
    if reader.open is not None and (speaks or unit.start > stretch.start):
        reader.open.pieces.append(unit)
        return
    reader.open = None
    opening = reader.last
    if number is not None and number.value > 1 and not _series_waits(reader, number):
        opening = reader.lead
    elif opening is None and not reader.formal:
        return
    if reader.formal and number is not None and _heads(reader, unit, number, stretch):
        return
    settled = reader.formal and number is not None and (reader.lead is not None or _asks(reader, unit, stretch))
    settled = settled or (reader.formal and grammar.pattern("decision_start").match(text, body.start, body.end) is not None)
    required = judged.verdict is Verdict.REQUIREMENT and (number is not None or _takes_up(reader, unit, judged))
    if required or settled:
        _take_up(reader, opening, unit)


def _heads(reader: _Reader, unit: Unit, number: Number, stretch: Span) -> bool:
    """Takes a numbered title for a topic where the meeting itself speaks in the rest of the paragraph."""
    text = reader.document.text
    if unit.start > stretch.start or not reader.grammar.pattern("title_line").fullmatch(text, number.end, unit.end):
        return False
    if not reader.grammar.pattern("minutes_speak").search(text, unit.end, stretch.end):
        return False
    span = Span(number.end, unit.end)
    reader.topics.append(Topic(text[span.start : span.end], span, None, facts=False, named=True))
    reader.topic = text[span.start : span.end]
    return True


def _asks(reader: _Reader, unit: Unit, stretch: Span) -> bool:
    """Whether anything that follows in the paragraph requires something: a title before it opens an item."""
    return unit.start == stretch.start and any(
        _judge(reader, other, Force.STRESS, first=False).verdict is Verdict.REQUIREMENT
        for other in split_units(reader.document.text, unit.end, stretch.end)
    )


def _carries_on(reader: _Reader, unit: Unit, judged: Judged) -> bool:
    """Whether a new paragraph goes on the open passage: it leads to lines of its own, or the paragraph says 要 itself."""
    if judged.verdict is Verdict.REQUIREMENT and judged.template not in _LEANING:
        return True
    opening = reader.open.opening if reader.open else None
    text = reader.document.text
    return opening is not None and text[opening.body - 1 : opening.body] == "：" and unit.mark != ""


def _take_up(reader: _Reader, opening: Opening | None, unit: Unit) -> None:
    """Opens a passage without a reporting phrase of its own: `opening` is the one it takes up."""
    if opening is not None:
        opening = replace(opening, start=unit.start, body=unit.start)
    reader.open = _Body(opening, reader.topic)
    reader.bodies.append(reader.open)
    reader.open.pieces.append(unit)


def _number_at(reader: _Reader, unit: Unit) -> Number | None:
    """The number that the unit begins with; 首先 and the like count only within a series."""
    numbers = reader.numbers_in(unit.start, unit.start + 1)
    return numbers[0] if numbers else None


def _goes_on_with(reader: _Reader, number: Number) -> bool:
    """Whether the number begins or goes on a series of the open passage, rather than one of another passage."""
    if number.value == 1:
        return True
    return reader.open is not None and _continues(reader, reader.open, number)


def _series_waits(reader: _Reader, number: Number) -> bool:
    """Whether the last passage that was read holds the number before this one."""
    return bool(reader.bodies) and _continues(reader, reader.bodies[-1], number)


def _continues(reader: _Reader, body: _Body, number: Number) -> bool:
    return any(other.value == number.value - 1 for other in reader.numbers_of(body))


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
    before = reader.numbers_of(reader.open)
    if not before:
        return False
    after = reader.numbers_in(unit.start, stretch.end)
    return any(a.family == b.family and a.value == b.value + 1 for a in after for b in before)


def _takes_up(reader: _Reader, unit: Unit, judged: Judged) -> bool:
    """Whether a unit outside any passage may be one of the last speaker's, or of the meeting in formal minutes."""
    if reader.formal and judged.template not in _LEANING:
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
    force = body.opening.force if body.opening else Force.STRESS
    if body.rows:
        _write_rows(reader, body)
    if force in (Force.RELAY, Force.TELL) or not body.pieces:
        return
    text = reader.document.text
    numbers = reader.numbers_of(body)
    if numbers and (_counts_facts(reader, body, numbers) or _within_requirement(reader, body, numbers)):
        numbers = []
    start = numbers[0].start if numbers else body.pieces[-1].end + 1
    stop = _series_stop(reader, body, numbers) if numbers else start
    follows = False
    for index, piece in enumerate(body.pieces):
        if piece.end <= start or piece.start < start:
            follows = _write_unit(reader, body, piece, start, first=index == 0, follows=follows, lead=bool(numbers))
    if numbers:
        _write_series(reader, body, numbers, stop)
    follows = False
    for piece in body.pieces:
        if piece.start >= stop and piece.start > start:
            follows = _write_unit(reader, body, piece, piece.end, first=False, follows=follows, lead=False)


def _counts_facts(reader: _Reader, body: _Body, numbers: Sequence[Number]) -> bool:
    """Whether the numbers count facts: problems named in the lead, or things merely said with no 要 in most of them."""
    text = reader.document.text
    lead = Span(max(body.pieces[0].start - 30, text.rfind("。", 0, body.pieces[0].start) + 1), numbers[0].start)
    if reader.grammar.pattern("facts_lead").search(text, lead.start, lead.end):
        return True
    if body.opening is None or body.opening.force is not Force.SAY:
        return False
    ends = [number.start for number in numbers[1:]] + [body.pieces[-1].end]
    asking = 0
    for number, end in zip(numbers, ends, strict=True):
        judged = judge(reader.grammar, text, number.start, end, Force.SAY)
        asking += judged.verdict is Verdict.REQUIREMENT
    return asking * 2 < len(numbers)


def _within_requirement(reader: _Reader, body: _Body, numbers: Sequence[Number]) -> bool:
    """Whether the numbers only spell out, after commas, what one unit requires: 要做到三个到位:一是…,二是…."""
    for piece in body.pieces:
        if piece.start < numbers[0].start and numbers[-1].end <= piece.end:
            led = judge(reader.grammar, reader.document.text, piece.start, numbers[0].start, Force.SAY)
            return led.verdict is Verdict.REQUIREMENT
    return False


def _series_stop(reader: _Reader, body: _Body, numbers: Sequence[Number]) -> int:
    """Where the last item ends: at its line's end, or at the passage's when its line is nothing but a title."""
    text = reader.document.text
    last = numbers[-1]
    line = text.find("\n", last.start)
    within = [piece.end for piece in body.pieces if line < 0 or piece.start < line]
    titled = reader.grammar.pattern("title_line").match(text, last.end, line if line >= 0 else len(text))
    before = text[numbers[-2].start : last.start].strip() if len(numbers) > 1 else "\n"
    if titled and "\n" in before:
        return body.pieces[-1].end
    for piece in body.pieces:  # a bracket that names who is responsible stays with its item
        if within and piece.start > within[-1]:
            if not reader.grammar.pattern("bracket_of_task").match(text, piece.start, piece.end):
                break
            within.append(piece.end)
    return within[-1] if within else body.pieces[-1].end


def _write_rows(reader: _Reader, body: _Body) -> None:
    text = reader.document.text
    for row in body.rows:
        draft = _draft(reader, body, row.span, DirectiveKind.DECISION, "table.row")
        said = text[row.ordinal_span.start : row.ordinal_span.end] if row.ordinal_span else None
        draft = replace(draft, ordinal=row.ordinal, ordinal_text=said, ordinal_span=row.ordinal_span)
        reader.drafts.append(draft)


def _write_unit(
    reader: _Reader, body: _Body, piece: Unit, limit: int, *, first: bool, follows: bool, lead: bool
) -> bool:
    """Writes the unit as a directive if it requires something; whether the next one of a list may lean on it."""
    text = reader.document.text
    span = trim(text, piece.start, min(piece.end, limit))
    if span.end <= span.start:
        return False
    if limit < piece.end or (lead and text[span.end : span.end + 1] == "："):
        return False  # what leads to the first number: 提出三点要求：
    if reader.grammar.pattern("bracket_of_task").match(text, span.start, span.end) and reader.drafts:
        reader.drafts[-1] = replace(reader.drafts[-1], span=Span(reader.drafts[-1].span.start, span.end))
        return follows
    tail = reader.grammar.pattern("narrative_tail").search(text, span.start, span.end)
    if tail:
        span = Span(span.start, tail.start())
    opening = body.opening
    force = opening.force if opening else Force.STRESS
    settles = opening is not None and opening.settles and text.find("\n", opening.start, span.start) < 0
    names = _names(reader, span)
    after = bool(reader.drafts) and reader.drafts[-1].span.start >= body.pieces[0].start
    after = after and "\n" not in text[reader.drafts[-1].span.end : span.start] and not first
    judged = judge(
        reader.grammar,
        text,
        span.start,
        span.end,
        force,
        first=first,
        follows=follows or settles,
        after=after,
        names=names,
    )
    if judged.verdict not in (Verdict.REQUIREMENT, Verdict.HOPE) or (tail and judged.template in _LEANING):
        return False
    kind = DirectiveKind.EXPECTATION
    if judged.verdict is Verdict.REQUIREMENT:
        kind = DirectiveKind.DECISION if force is Force.DECIDE else DirectiveKind.REQUIREMENT
    reader.drafts.append(_draft(reader, body, span, kind, judged.template))
    return judged.verdict is Verdict.REQUIREMENT and piece.mark == "；"


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


def _write_series(reader: _Reader, body: _Body, numbers: Sequence[Number], stop: int) -> None:
    text = reader.document.text
    series = read_series(text, numbers)
    reader.notes.extend(series.notes)
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
