"""Passages: what somebody says at an event, from the reporting phrase to where the text turns elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from minutes.document import Span
from minutes.framing import FrameIndex
from minutes.grammar import Grammar
from minutes.matching import Frame
from minutes.requirements import Force
from minutes.speakers import SENTENCE, Speaker, Speakers, Subject
from minutes.units import Unit

_NUMBER: Final = 6  # code points of a number with its marks
NAMED: Final = "reporting.named"
"""The mark of a passage that a name before a colon opens: 温如许县长：…."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: who says it with which verb, where reporting phrase and body stand, how strongly it asks."""

    speaker: str | None
    speaker_span: Span | None
    verb: str | None
    verb_span: Span | None
    phrase: Span
    body: Span
    force: Force
    template: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A reporting phrase: where it and its body begin, who speaks, the verb, and the force it gives the body."""

    start: int
    body: int
    subject: Subject
    speaker: str | None
    speaker_span: Span | None
    verb: str | None
    verb_span: Span
    force: Force
    template: str
    settles: bool = False
    """What follows is decided item by item, with or without 要."""
    implicit: bool = False
    """Nobody is named as the speaker."""
    waits: bool = False
    """Only tells that requirements were made: what follows has to show itself to be one."""
    loose: bool = False
    """Tells that requirements were made and goes on behind a comma, perhaps with something else."""


def find_openings(frames: FrameIndex, unit: Unit, speakers: Speakers, current: Opening | None) -> list[Opening]:
    """The reporting phrases of `unit`, left to right; `current` is the passage that is open before it."""
    found: list[Opening] = []
    for frame in _frames(frames, unit):
        opening = _opening(frames, unit, frame, speakers, found[-1] if found else None, current)
        if opening is not None and not (found and opening.start < found[-1].body):
            found.append(opening)
    return found


def _frames(index: FrameIndex, unit: Unit) -> Iterator[Frame]:
    stop = min(unit.end + 1, len(index.text))  # the mark behind the unit belongs to a phrase that ends it
    frames = index.within("reporting", unit.start, stop)
    decisions = index.within("decision", unit.start, stop)
    leads = [frame for frame in decisions if frame.sets.get("lead")]
    frames = [frame for frame in frames if not _meets(frame, leads)]
    free = [decision for decision in decisions if not _meets(decision, frames)]
    yield from sorted((*frames, *free), key=_start)


def _meets(frame: Frame, others: Sequence[Frame]) -> bool:
    """Whether `frame` overlaps one of `others`, which overlap nowhere and stand left to right."""
    at = bisect_left(others, frame.end, key=_start)
    return at > 0 and others[at - 1].end > frame.start


def _start(frame: Frame) -> int:
    return frame.start


def _opening(
    frames: FrameIndex,
    unit: Unit,
    frame: Frame,
    speakers: Speakers,
    before: Opening | None,
    current: Opening | None,
) -> Opening | None:
    grammar, text = frames.grammar, frames.text
    if _quoted(text, unit.start, frame.start):
        return None
    verb_span = frame.slots["verb"]
    verb = text[verb_span.start : verb_span.end]
    floor = max(unit.start, before.body, before.verb_span.end) if before else unit.start
    decides = frame.kind == "decision"
    lead = bool(frame.sets.get("lead"))
    strict = decides or bool(frame.sets.get("strict") or frame.sets.get("posed"))
    speaker = speakers.before(frame.start, floor, strict=strict, posed=bool(frame.sets.get("posed")))
    force = Force.DECIDE if decides else _force(grammar, frame, verb)
    if lead and speaker.subject in (Subject.NONE, Subject.GROUP, Subject.AUDIENCE, Subject.IMPLICIT):
        speaker = Speaker(Subject.MEETING, speakers.meeting_name, None, speaker.start)
    if (
        decides
        and speaker.subject is Subject.IMPLICIT
        and grammar.pattern("speech_deliberated").search(text, max(unit.start, frame.start - SENTENCE), frame.start)
    ):
        speaker = Speaker(Subject.MEETING, speakers.meeting_name, None, speaker.start)
    deciders = grammar.pattern("speech_deciders")
    if decides and speaker.subject is Subject.AUDIENCE and deciders.search(text, *(speaker.span or (0, 0))):
        speaker = Speaker(Subject.MEETING, speakers.meeting_name, None, speaker.start)
    if _inside(text, frame, speaker, before):
        return None
    if speaker.subject is Subject.NONE and (strict or verb not in grammar.words("speech_stress")):
        return None
    if speaker.subject is Subject.GROUP and strict and not frame.sets.get("posed"):
        alone = speaker.span is not None and speaker.span.start == speaker.start == unit.start
        if not (alone and verb in grammar.words("speech_order") and text[frame.end - 1] in "，："):
            return None
    if speaker.subject is Subject.IMPLICIT and frame.sets.get("subject") and frame.start == unit.start:
        return None
    decided = before is not None and before.force is Force.DECIDE and speaker.subject is Subject.IMPLICIT
    if decided and verb in grammar.words("speech_commits"):
        return None  # 会议同意…，责成…: who is charged with it is part of what was decided
    if decides and not lead and speaker.subject is Subject.IMPLICIT and before is not None:
        agrees = before.speaker_span if before.subject is Subject.AUDIENCE else None
        if agrees is not None and deciders.search(text, *agrees):
            speaker = Speaker(Subject.MEETING, speakers.meeting_name, None, speaker.start)
    if decides and not lead and not _may_decide(grammar, text, frame, speaker, speakers, before):
        return None
    if speaker.subject is Subject.AUDIENCE and force is Force.HOPE and speaker.span and _counts(frames, frame.end):
        # 代表们建议：一、…: numbered suggestions are theirs
        speaker = Speaker(Subject.GROUP, text[slice(*speaker.span)], speaker.span, speaker.start)
    if speaker.subject is Subject.HIGHER:
        force = Force.RELAY
    elif speaker.subject is Subject.AUDIENCE:
        force = Force.TELL
    elif speaker.subject is Subject.IMPLICIT:
        inside = before is not None and before.force in (Force.ORDER, Force.STRESS)
        if before is not None and not decides and force is Force.HOPE:
            return None
        listed = before is not None and text[before.body - 1] not in "，：" and frame.template == "reporting.required"
        at_once = before is not None and frame.start == before.body  # 提出要求，要求各站…
        if inside and not decides and strict and not (listed or at_once) and text[frame.end - 1] != "：":
            return None
        if force is Force.HOPE and speaker.start > unit.start and before is None and current is not None:
            return None
        taken = _taken_over(text, unit, frame, speakers, speaker, before, current)
        if decides and not lead and (taken is None or taken.subject is not Subject.MEETING):
            taken = Speaker(Subject.MEETING, speakers.meeting_name, None, speaker.start)
        if taken is None:
            if (strict and not lead) or force is not Force.STRESS:
                return None
            taken = Speaker(Subject.IMPLICIT, None, None, speaker.start)
        if taken.subject is Subject.AUDIENCE:
            force = Force.TELL
        elif taken.subject is Subject.HIGHER:
            force = Force.RELAY
        speaker = Speaker(taken.subject, taken.name, taken.span, speaker.start)
    body = frame.end
    if decides and not lead:
        body = verb_span.start
        if text[frame.end : frame.end + 1] in "，：":
            body = frame.end + 1
    return Opening(
        start=speaker.start,
        body=body,
        subject=speaker.subject,
        speaker=speaker.name,
        speaker_span=speaker.span,
        verb=verb,
        verb_span=verb_span,
        force=force,
        template=frame.template,
        implicit=speaker.subject is Subject.IMPLICIT,
        settles=lead or (verb in grammar.words("speech_settles") and text[body - 1 : body] in "，："),
        waits=bool(frame.sets.get("posed")) and text[body - 1 : body] == "。",
        loose=bool(frame.sets.get("posed")) and text[body - 1 : body] == "，",
    )


def _inside(text: str, frame: Frame, speaker: Speaker, before: Opening | None) -> bool:
    """Whether the verb stands in the clause that an order begins, and is part of it: 要求各站吸收代表们建议，…."""
    if before is None or before.force is not Force.ORDER or speaker.subject in (Subject.PERSON, Subject.MEETING):
        return False
    told = text[before.verb_span.end : frame.start]
    return before.body == before.verb_span.end and not any(mark in told for mark in "，：；。")


def _counts(frames: FrameIndex, at: int) -> bool:
    """Whether a number stands at `at`, right behind a reporting phrase."""
    return any(number.start == at for number in frames.within("numbering", at, at + _NUMBER))


def _taken_over(
    text: str,
    unit: Unit,
    frame: Frame,
    speakers: Speakers,
    speaker: Speaker,
    before: Opening | None,
    current: Opening | None,
) -> Speaker | None:
    """The subject of a verb without one: the one before it in its sentence, else the last speaker."""
    if before is not None:
        return Speaker(before.subject, before.speaker, before.speaker_span, speaker.start)
    implied = speakers.implied(frame.start)
    if implied is not None:
        return implied
    if current is not None:
        return Speaker(current.subject, current.speaker, current.speaker_span, speaker.start)
    last = speakers.last_before(frame.start)
    if last is not None:
        return Speaker(Subject.PERSON, last.name, Span(last.start, last.end), speaker.start)
    return None


def _may_decide(
    grammar: Grammar,
    text: str,
    frame: Frame,
    speaker: Speaker,
    speakers: Speakers,
    before: Opening | None,
) -> bool:
    """Whether a deciding verb tells of the meeting: as its subject, or in a clause of a sentence about it."""
    if speaker.subject is Subject.MEETING:
        return before is None or any(mark in text[before.verb_span.end : frame.start] for mark in "，、：")
    if speaker.subject is not Subject.IMPLICIT:
        return False
    between = text[speaker.start : frame.start].strip()
    if between and not grammar.pattern("decision_adverbs").fullmatch(between):
        return False
    if before is not None and (before.force is not Force.DECIDE or before.verb_span.end == speaker.start):
        return False
    implied = speakers.implied(frame.start)
    if implied is not None and implied.subject is Subject.MEETING:
        return True
    floor = max(speakers.start, frame.start - SENTENCE)
    sentence = max(floor, *(text.rfind(mark, floor, frame.start) + 1 for mark in "。\n！"))
    return grammar.pattern("decision_in_session").search(text, sentence, frame.start) is not None


def _force(grammar: Grammar, frame: Frame, verb: str) -> Force:
    told = frame.sets.get("force")
    if told in ("stress", "tell"):
        return Force(told)
    if told == "hope" or verb in grammar.words("speech_hope"):
        return Force.HOPE
    for name, force in (("speech_stress", Force.STRESS), ("speech_order", Force.ORDER), ("speech_tell", Force.TELL)):
        if verb in grammar.words(name):
            return force
    if frame.sets.get("posed"):
        return Force.ORDER
    return Force.SAY


def _quoted(text: str, start: int, at: int) -> bool:
    """Whether `at` stands inside a quote that is no direct speech."""
    opened = text.rfind("“", start, at)
    return opened > text.rfind("”", start, at) and text[opened - 1 : opened] != "："
