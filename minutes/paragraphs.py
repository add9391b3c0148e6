"""Reads the paragraphs of one event into passages.

A reporting phrase opens a passage; units go on it until the next phrase, or until the text turns to telling what
happened. A paragraph that only says 要… takes the last speaker up again. In formal minutes headings set the topic.
"""

from __future__ import annotations

from typing import Final

from minutes.discourse import LEANING, TURNING, Body, Discourse
from minutes.document import Span
from minutes.items import FAR, is_whole, open_named, resolves
from minutes.leads import open_led
from minutes.passages import Opening, find_openings
from minutes.requirements import Force, Judged, Verdict
from minutes.series import SPOKEN, Number
from minutes.speakers import Subject
from minutes.topics import Topic, read_topic
from minutes.units import Unit, split_units, trim

NEAR: Final = 20  # code points of blanks and line ends behind an announcement within which its numbers begin
_TELLING: Final = frozenset({Force.SAY, Force.TELL, Force.RELAY, Force.HOPE})


def read_paragraph(discourse: Discourse, line: Span, following: Span | None) -> None:
    """Reads one paragraph; `following` is the next one of the event, if any."""
    start = line.start
    if discourse.formal:
        topic = read_topic(discourse.grammar, discourse.text, line, following)
        if topic is not None and not _in_series(discourse, line, topic):
            discourse.turn_to(topic)
            return
        label = discourse.grammar.pattern("section_label").match(discourse.text, line.start, line.end)
        if label is not None:
            discourse.facts = discourse.grammar.pattern("section_of_facts").search(label["name"]) is not None
            discourse.open, discourse.last = None, discourse.lead
        if _begins_decisions(discourse, line):
            discourse.open, discourse.last = None, discourse.lead
        start = open_named(discourse, line)
    for unit in split_units(discourse.text, start, line.end):
        if discourse.facts and not resolves(discourse, unit):
            continue
        discourse.facts = False
        _read_unit(discourse, unit, line)


def _begins_decisions(discourse: Discourse, line: Span) -> bool:
    """Whether the line is the first of the decisions that 纪要如下 led to, behind a passage that told (会议认为)."""
    if discourse.lead is None or discourse.open is None or discourse.open.force not in _TELLING:
        return False
    here = discourse.numbers_in(line.start, line.start + 1)
    pieces = discourse.open.pieces
    return bool(here) and here[0].value == 1 and bool(pieces) and pieces[0].end < line.start


def _in_series(discourse: Discourse, line: Span, topic: Topic) -> bool:
    """Whether a numbered line goes on a series of the passage that is open, or begins one behind a colon."""
    here = discourse.numbers_in(line.start, line.end)
    if discourse.open is None or not here:
        return False
    numbers = discourse.last_numbers_of(discourse.open)
    if not numbers:
        return here[0].value == 1 and not topic.named and not discourse.open.pieces and discourse.leads()
    return any(number.family == here[0].family and number.value == here[0].value - 1 for number in numbers)


def _read_unit(discourse: Discourse, unit: Unit, line: Span) -> None:
    text = discourse.text
    current = discourse.open.opening if discourse.open else None
    talks = current is not None and current.subject is Subject.PERSON
    discourse.speakers.talking = (current.speaker, current.body) if talks and current and current.speaker else None
    openings = find_openings(discourse.frames, unit, discourse.speakers, current or discourse.last)
    if discourse.whole == line.start and all(o.subject in (Subject.MEETING, Subject.IMPLICIT) for o in openings):
        openings = []  # a numbered title with its content behind it is one directive, whatever verbs it has
    led = None if openings else open_led(discourse, unit, line)
    if led is not None:
        openings = [led]
    aside = all(opening.implicit or opening.force is Force.HOPE for opening in openings)
    if openings and all(opening.force is Force.RELAY for opening in openings) and _cited_in_item(discourse, unit, line):
        _read_plain(discourse, unit, line)
        return
    if not openings or (aside and _numbered_on(discourse, unit, line) and not _counts_anew(discourse, openings[-1])):
        _read_plain(discourse, unit, line)
        return
    first, last = openings[0], openings[-1]
    if discourse.open is not None and _goes_on(discourse, unit, first):
        head = trim(text, unit.start, first.start)
        discourse.open.pieces.append(Unit(head.start, head.end, "，"))
    quotes = first.verb not in discourse.grammar.words("speech_commits")
    if text[unit.start - 1 : unit.start] == "”" and first.start == unit.start and quotes:
        _give_quote(discourse, unit, first)
    if last.force is Force.DECIDE and discourse.formal and last.body >= unit.end:
        discourse.lead = last
    for index, opening in enumerate(openings):
        end = openings[index + 1].start if opening is not last else unit.end
        discourse.enter(opening)
        piece = trim(text, opening.body, end)
        if piece.end > piece.start and discourse.open is not None:
            discourse.open.pieces.append(Unit(piece.start, piece.end, unit.mark if opening is last else "，"))


def _cited_in_item(discourse: Discourse, unit: Unit, line: Span) -> bool:
    """Whether somebody of rank is cited inside an item of a series that goes on, here or on a line of its own."""
    if discourse.open is None or discourse.open.opening is None or discourse.open.force is Force.RELAY:
        return False
    before = discourse.last_numbers_of(discourse.open)
    if not before:
        return False
    after = discourse.numbers_in(unit.start, unit.start + FAR)
    return any(
        later.family == before[-1].family
        and later.value == before[-1].value + 1
        and (later.start < line.end or not discourse.text[later.start - 1].strip())
        for later in after
    )


def _counts_anew(discourse: Discourse, opening: Opening) -> bool:
    """Whether a series begins right behind the phrase, which therefore stands in none: 提出三条建议，一是."""
    here = discourse.numbers_in(opening.body, opening.body + 1)
    return not opening.implicit and bool(here) and here[0].value == 1


def _give_quote(discourse: Discourse, unit: Unit, opening: Opening) -> None:
    """Gives the quote that stands before a reporting phrase (“…。”X说) to its speaker."""
    start = discourse.text.rfind("“", 0, unit.start)
    if discourse.open is not None:
        discourse.open.pieces[:] = [piece for piece in discourse.open.pieces if piece.start < start]
    pieces = list(split_units(discourse.text, start + 1, unit.start - 1))
    discourse.bodies.append(Body(opening, discourse.topic, pieces))


def _goes_on(discourse: Discourse, unit: Unit, opening: Opening) -> bool:
    """Whether the text before a reporting phrase still belongs to the passage that was open before it."""
    head = trim(discourse.text, unit.start, opening.start)
    if discourse.open is None or discourse.open.opening is None or head.end <= head.start:
        return False
    if discourse.speakers.between(head.start, head.end):
        return False
    judged = discourse.judge(head.start, head.end, discourse.open.force)
    return judged.verdict is Verdict.REQUIREMENT and judged.template not in LEANING


def _read_plain(discourse: Discourse, unit: Unit, line: Span) -> None:
    """A unit without reporting phrase: it goes on the open passage, ends it, or takes the last speaker up again."""
    number = discourse.number_at(unit)
    speaks = discourse.open is not None and discourse.open.force not in (Force.TELL, Force.RELAY)
    if discourse.open is not None and speaks:
        begins = number is not None and (number.value == 1 or discourse.continues(discourse.open, number))
        if begins and discourse.formal and unit.start == line.start and number is not None:
            discourse.whole = line.start if is_whole(discourse, unit, number, line) else -1
        if begins or discourse.grammar.pattern("bracket_of_task").match(discourse.text, unit.start, unit.end):
            discourse.open.pieces.append(unit)
            return
    if discourse.open is not None and discourse.open.force is Force.RELAY and _own_again(discourse, unit, line):
        discourse.take_up(discourse.last, unit)
        return
    if number is not None and discourse.open is None and _unled(discourse, number):
        discourse.skipped = number.value
        return
    start = _said_from(discourse, number) if number else unit.start
    force = discourse.open.force if discourse.open and speaks else Force.STRESS
    judged = discourse.judge(start, unit.end, force)
    inside = discourse.whole == line.start and discourse.open is not None
    if judged.template in TURNING and discourse.grammar.pattern("meeting_at_work").match(discourse.text, start):
        inside = False
    if judged.verdict is Verdict.NARRATION and not inside and not _numbered_on(discourse, unit, line):
        _turn_away(discourse, unit)
        return
    if (
        discourse.open is not None
        and unit.start == line.start
        and not (speaks and _carries_on(discourse, unit, judged))
    ):
        discourse.open = None
    if discourse.open is not None:
        discourse.open.pieces.append(unit)
        return
    _maybe_take_up(discourse, unit, line, number, judged)


def _own_again(discourse: Discourse, unit: Unit, line: Span) -> bool:
    """Whether the speaker who cited somebody in this paragraph goes on in his own words."""
    last = discourse.last
    if last is None or last.start < line.start or last.subject not in (Subject.PERSON, Subject.MEETING):
        return False
    return discourse.grammar.pattern("relay_ends").match(discourse.text, unit.start, unit.end) is not None


def _said_from(discourse: Discourse, number: Number) -> int:
    """Where what a number opens begins: the 要 of 一要 is part of what is said."""
    asks = discourse.grammar.pattern("modal_yao").search(discourse.text, number.start, number.end)
    return asks.start() if asks else number.end


def _announced(discourse: Discourse, number: Number | None) -> bool:
    """Whether the number is the first one right behind a sentence that says that requirements were made."""
    opening = discourse.last
    if number is None or number.value != 1 or opening is None or not opening.waits or discourse.facts:
        return False
    return number.start - opening.body < NEAR and not discourse.text[opening.body : number.start].strip()


def _unled(discourse: Discourse, number: Number) -> bool:
    """Whether the number belongs to a series that nobody is said to have spoken: a notice, a feature."""
    return discourse.last is None and not discourse.formal and number.value in (1, discourse.skipped + 1)


def _turn_away(discourse: Discourse, unit: Unit) -> None:
    """Ends the passage. In formal minutes a task behind the narration is one: 会议研究了…，由…另行研究."""
    discourse.open = None
    if not discourse.formal:
        return
    for cue in discourse.frames.within("requirement", unit.start, unit.end):
        clause = max(discourse.text.rfind(mark, unit.start, cue.start) for mark in "，：") + 1
        if cue.sets["strength"] == "task" and clause > unit.start:
            discourse.take_up(discourse.last, Unit(clause, unit.end, unit.mark))
            return


def _maybe_take_up(discourse: Discourse, unit: Unit, line: Span, number: Number | None, judged: Judged) -> None:
    """Takes a unit outside any passage for the last speaker's, or in formal minutes for the meeting's, if it asks."""
    opening = discourse.last
    if number is not None and number.value > 1 and not discourse.continues(_last(discourse), number):
        opening = discourse.lead  # the beginning of the series is lost, and with it who spoke
        if not discourse.formal and (number.family not in SPOKEN or _skipped(discourse, number)):
            return
    elif opening is None and not discourse.formal:
        return
    required = judged.verdict is Verdict.REQUIREMENT
    if not discourse.formal:
        says = discourse.grammar.pattern("takes_up").match(discourse.text, unit.start, unit.end)
        if (required and (number is not None or says)) or _announced(discourse, number):
            discourse.take_up(opening, unit)
        return
    start = number.end if number else unit.start
    if number is not None and _heads(discourse, unit, number, line):
        return
    decided = discourse.grammar.pattern("decision_start").match(discourse.text, start, unit.end) is not None
    whole = number is not None and is_whole(discourse, unit, number, line)
    settled = number is not None and (
        discourse.lead is not None or whole or _asks(discourse, unit, line) or _tasked(discourse, unit, line)
    )
    dated = (required or judged.verdict is Verdict.NOTHING) and discourse.dated(unit.start, unit.end)
    if decided or settled:
        discourse.whole = line.start if whole else -1
    if decided or settled or dated or (required and (number is not None or judged.template not in LEANING)):
        discourse.take_up(opening, unit)


def _skipped(discourse: Discourse, number: Number) -> bool:
    """Whether the number before this one stands in the event and was left out: the series counts facts."""
    before = discourse.numbers_in(max(0, number.start - FAR), number.start)
    return any(other.family == number.family and other.value == number.value - 1 for other in before)


def _last(discourse: Discourse) -> Body | None:
    return discourse.bodies[-1] if discourse.bodies else None


def _heads(discourse: Discourse, unit: Unit, number: Number, line: Span) -> bool:
    """Takes a numbered title for a topic where the meeting itself speaks in the rest of the paragraph."""
    grammar, text = discourse.grammar, discourse.text
    if unit.start > line.start or not grammar.pattern("title_line").fullmatch(text, number.end, unit.end):
        return False
    if not grammar.pattern("minutes_speak").search(text, unit.end, line.end):
        return False
    if is_whole(discourse, unit, number, line):
        return False
    span = Span(number.end, unit.end)
    discourse.turn_to(Topic(text[span.start : span.end], span, None, facts=False, named=True))
    return True


def _tasked(discourse: Discourse, unit: Unit, line: Span) -> bool:
    """Whether a numbered item stands under a heading of decisions, or a bracket in its line says who has to act."""
    grammar = discourse.grammar
    if unit.start > line.start:
        return False
    if discourse.topic is not None and grammar.pattern("section_of_decisions").search(discourse.topic):
        return True
    return grammar.pattern("bracket_of_task").search(discourse.text, unit.start, line.end) is not None


def _asks(discourse: Discourse, unit: Unit, line: Span) -> bool:
    """Whether anything that follows in the paragraph requires something: a title before it opens an item."""
    return unit.start == line.start and any(
        discourse.judge(other.start, other.end, Force.STRESS).verdict is Verdict.REQUIREMENT
        for other in split_units(discourse.text, unit.end, line.end)
    )


def _carries_on(discourse: Discourse, unit: Unit, judged: Judged) -> bool:
    """Whether a new paragraph goes on the open passage: it says 要 itself, or the phrase leads to lines of its own."""
    if judged.verdict is Verdict.REQUIREMENT and judged.template not in LEANING:
        return True
    return discourse.leads() and unit.mark != ""


def _numbered_on(discourse: Discourse, unit: Unit, line: Span) -> bool:
    """Whether the unit stands in the middle of a series: a later number of the paragraph goes on with it."""
    if discourse.open is None or discourse.open.opening is None:
        return False
    before = discourse.last_numbers_of(discourse.open)
    after = discourse.numbers_in(unit.start, line.end) if before else []
    return any(a.family == b.family and a.value == b.value + 1 for a in after for b in before)
