"""Leads: a sentence about somebody at the event whose colon leads to requirements, whatever verb it has."""

from __future__ import annotations

from typing import Final

from minutes.discourse import Discourse
from minutes.document import Span
from minutes.passages import Opening
from minutes.requirements import Force, Verdict
from minutes.speakers import Speaker, Subject
from minutes.units import Unit, split_units

LED: Final = "reporting.led"
"""The mark of a passage that only a colon and what stands behind it show to be one: 温如许把话放在桌上：…."""


def open_led(discourse: Discourse, unit: Unit, line: Span) -> Opening | None:
    """The passage that the first colon of `unit` opens; None where what follows asks for little or nobody leads to it.

    Half of what follows up to the full stop has to ask by itself, a third where the first does:
    渠线交水利站，5月底前清完；闸门谁管谁修。
    """
    text = discourse.text
    colon = text.find("：", unit.start, unit.end)
    if colon < 0 or discourse.formal or discourse.grammar.pattern("leads_to_facts").search(text, unit.start, colon):
        return None
    asking = [_asks(discourse, piece) for piece in _sentence(text, colon + 1, line.end)]
    if not any(asking) or sum(asking) * (3 if asking[0] else 2) < len(asking):
        return None
    who = _leader(discourse, unit.start, colon)
    if who is None:
        return None
    return Opening(
        start=unit.start,
        body=colon + 1,
        subject=who.subject,
        speaker=who.name,
        speaker_span=who.span,
        verb=None,
        verb_span=Span(colon, colon),
        force=Force.ORDER,
        template=LED,
    )


def _sentence(text: str, start: int, end: int) -> list[Unit]:
    """The units from `start` to the first full stop."""
    units: list[Unit] = []
    for unit in split_units(text, start, end):
        units.append(unit)
        if unit.mark != "；":
            break
    return units


def _asks(discourse: Discourse, unit: Unit) -> bool:
    """Whether a unit asks by itself: by when, who does it, what may not be; not where it tells of what was done."""
    if discourse.judge(unit.start, unit.end, Force.ORDER).verdict is Verdict.REQUIREMENT:
        return True
    if discourse.grammar.pattern("done_already").search(discourse.text, unit.start, unit.end):
        return False
    return discourse.grammar.pattern("lead_asks").search(discourse.text, unit.start, unit.end) is not None


def _leader(discourse: Discourse, start: int, colon: int) -> Speaker | None:
    """Whom the words before the colon tell of: a participant who begins a clause, 他, or the meeting."""
    speakers, grammar = discourse.speakers, discourse.grammar
    meeting = grammar.pattern("lead_of_meeting").search(discourse.text, start, colon)
    pronoun = grammar.pattern("lead_of_pronoun").search(discourse.text, start, colon)
    if pronoun is not None:
        known = speakers.last_before(pronoun.start("pronoun"))
        return Speaker(Subject.PERSON, known.name, Span(*pronoun.span("pronoun")), start) if known else None
    if any(mention.subject for mention in speakers.between(start, colon)):
        return speakers.implied(colon, back=False)
    if meeting is not None:
        return Speaker(Subject.MEETING, speakers.meeting_name, Span(*meeting.span("meeting")), start)
    return None
