"""Items of formal minutes: a numbered title with its content behind it, and what one says behind name and colon."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from minutes.discourse import Discourse
from minutes.document import Span
from minutes.passages import NAMED, Opening, find_openings
from minutes.requirements import Force, Verdict
from minutes.series import Number
from minutes.speakers import Subject
from minutes.units import Unit, split_units

FAR: Final = 3000  # code points back and ahead at which the number beside another is still looked for


def open_named(discourse: Discourse, line: Span) -> int:
    """Opens the passage of whom the line names before a colon (容易镇长：…); where what they say begins."""
    text, grammar = discourse.text, discourse.grammar
    number = discourse.numbers_in(line.start, line.start + 1)
    start = number[0].end if number else line.start
    named, mention = None, None
    for name in ("speaks_behind_colon", "speaks_behind_bracket"):
        named = grammar.pattern(name).match(text, start, line.end)
        mentions = discourse.speakers.between(start, named.end()) if named is not None else ()
        title = grammar.pattern("post_or_nothing")
        if named and len(mentions) == 1 and title.fullmatch(text, mentions[0].end, named.end("who")):
            mention = mentions[0]
            break
    if named is None or mention is None:
        return line.start
    topic = discourse.topic or ""
    force = Force.ORDER if grammar.pattern("section_of_tasks").search(topic) else Force.STRESS
    if grammar.pattern("section_of_reports").search(topic):
        force = Force.TELL
    who, said = Span(mention.start, mention.end), named.end()
    discourse.enter(Opening(start, said, Subject.PERSON, mention.name, who, None, Span(said, said), force, NAMED))
    return said


def resolves(discourse: Discourse, unit: Unit) -> bool:
    """Whether the meeting resolves or somebody asks something in the midst of what is told: 会议责成…."""
    openings = find_openings(discourse.frames, unit, discourse.speakers, None)
    asks = (Force.DECIDE, Force.ORDER, Force.STRESS)
    return any(o.force in asks and o.subject in (Subject.MEETING, Subject.PERSON) for o in openings)


def is_whole(discourse: Discourse, unit: Unit, number: Number, line: Span) -> bool:
    """Whether the line is a numbered title with its content behind it: one directive if it, or one beside it, asks."""
    text, grammar = discourse.text, discourse.grammar
    titled = grammar.pattern("title_line").fullmatch(text, number.end, unit.end) is not None
    if unit.start != line.start or not titled or unit.end + 2 >= line.end:
        return False
    if number.family == "kanji" and (discourse.lead is None or _meeting_speaks(discourse, unit.end, line.end)):
        return False
    if any(grammar.pattern(name).match(text, number.end, unit.end) for name in ("topic_facts", "topic_action")):
        return False
    if len(discourse.numbers_in(unit.start, line.end)) > 1:
        return False
    if grammar.pattern("told_then_resolved").search(text, unit.end, line.end):
        return False  # 关于X。A通报了…。会议决定…: a topic, told in one paragraph
    led = discourse.open.opening if discourse.open is not None else None
    if led is not None and led.settles and discourse.lead is not None:
        return True
    return any(_asks_in(discourse, *place) for place in _beside(discourse, number, line))


def _meeting_speaks(discourse: Discourse, start: int, end: int) -> bool:
    """Whether the meeting itself speaks in the stretch, so that the title before it is that of a topic."""
    return discourse.grammar.pattern("minutes_speak").search(discourse.text, start, end) is not None


def _beside(discourse: Discourse, number: Number, line: Span) -> Iterator[tuple[int, int]]:
    """The line of a number and those of its series before and behind it."""
    text = discourse.text
    yield number.end, line.end
    for other in discourse.numbers_in(max(line.start - FAR, 0), line.end + FAR):
        begins = other.start == 0 or text[other.start - 1] == "\n"
        if other.family == number.family and abs(other.value - number.value) == 1 and begins:
            end = text.find("\n", other.start)
            yield other.end, end if end >= 0 else len(text)


def _asks_in(discourse: Discourse, start: int, end: int) -> bool:
    """Whether a sentence of the stretch requires something or tells what was decided."""
    if discourse.frames.within("decision", start, end):
        return True
    units = split_units(discourse.text, start, end)
    return any(discourse.judge(unit.start, unit.end, Force.STRESS).verdict is Verdict.REQUIREMENT for unit in units)
