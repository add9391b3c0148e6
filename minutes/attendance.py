"""Who took part in an event, and how (参会): mentions of people, masked, matched by the attendance templates.

A sentence is matched with every person in it replaced by one mark, so that a template speaks of the frame alone
(`{P}…主持`) and not of what names and posts look like. A slot of a template is the role of those who stand in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from minutes.document import Span
from minutes.grammar import Grammar
from minutes.matching import match_frames, match_open, open_templates
from minutes.mentions import Mention, MentionFinder
from minutes.records import Role

PERSON: Final = "\ue000"


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person's part in one sentence: the slot that fitted and the template that saw it."""

    mention: Mention
    slot: str
    template: str
    sentence: Span


@dataclass(frozen=True, slots=True)
class MaskedSentence:
    """A sentence with its people masked: `text`, and where each of its characters stands in the document's text."""

    span: Span
    text: str
    mentions: tuple[Mention, ...]
    marks: tuple[int, ...]

    def people(self, slot: Span) -> tuple[Mention, ...]:
        """The people whose marks lie in `slot` of the masked text."""
        first = bisect_left(self.marks, slot.start)
        return self.mentions[first : bisect_left(self.marks, slot.end, first)]


def mask(text: str, span: Span, mentions: Sequence[Mention]) -> MaskedSentence:
    """`text[span]` with each mention replaced by one mark.

    >>> mask("由张三主持", Span(0, 5), [Mention(Span(1, 3), "张三", Span(1, 3))]).text.encode("unicode_escape")
    b'\\\\u7531\\\\ue000\\\\u4e3b\\\\u6301'
    """
    parts: list[str] = []
    marks: list[int] = []
    at, length = span.start, 0
    for mention in mentions:
        before = text[at : mention.span.start]
        parts.append(before)
        length += len(before)
        marks.append(length)
        parts.append(PERSON)
        length += 1
        at = mention.span.end
    parts.append(text[at : span.end])
    return MaskedSentence(span, "".join(parts), tuple(mentions), tuple(marks))


class AttendanceReader:
    """Reads attendance with one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.finder = grammar.tool(MentionFinder)
        self._byline = grammar.pattern("byline")

    def body(self, text: str, span: Span) -> Span:
        """`span`, a sentence, without the byline before it and the reporters' bracket at its end."""
        start, stop = span
        byline = self._byline.match(text, start, stop)
        if byline:
            start = byline.end()
        at = text.rfind("（", start, stop)
        tail = self._byline.match(text, at, stop) if at >= 0 else None
        if tail and not text[tail.end() : stop].strip("。 "):
            stop = at
        return Span(start, stop)

    def attendance(self, masked: MaskedSentence, cited: frozenset[int]) -> list[Attendance]:
        """Every part that somebody has in the sentence who is not only `cited`; one person may have several."""
        found: list[Attendance] = []
        if not masked.mentions:
            return found
        for template in open_templates(self.grammar, "attendance", masked.text):
            for frame in match_open(self.grammar, template, masked.text, 0, len(masked.text)):
                for slot, span in frame.slots.items():
                    for mention in masked.people(span):
                        if mention.name_span.start not in cited:
                            found.append(Attendance(mention, slot, template.id, masked.span))
        return found

    def cited(self, masked: MaskedSentence) -> frozenset[int]:
        """Where those are named who are only cited: their words are studied, or another speaker names them."""
        if not masked.mentions:
            return frozenset()
        return frozenset(
            mention.name_span.start
            for frame in match_frames(self.grammar, "citation", masked.text)
            for mention in masked.people(frame.slots["cited"])
        )


def role_of(slot: str, kind: str, *, announcing: bool = True) -> Role:
    """The role that a slot of an attendance template comes to at an event of `kind`.

    At a reception the guests are those who come where it is announced (`announcing`); who goes somewhere in the
    course of it (随后就X作交流) takes part.

    >>> role_of("participant", "inspection"), role_of("participant", "meeting")
    (<Role.ACCOMPANYING: 'accompanying'>, <Role.ATTENDEE: 'attendee'>)
    """
    field = kind in ("inspection", "visit")
    if slot == "declared" and kind in ("meeting", "ceremony", "other"):
        return Role.SPEAKER
    if slot in ("participant", "voice", "declared", "subject"):
        return Role.ACCOMPANYING if field else Role.ATTENDEE
    if slot == "led":
        return Role.ACCOMPANYING if field else Role.GUEST if kind == "reception" and announcing else Role.ATTENDEE
    if slot in ("visitor", "lead"):
        if field or (slot == "lead" and kind == "other"):
            return Role.LEAD
        return Role.GUEST if kind == "reception" and announcing else Role.ATTENDEE
    if slot == "guest" and kind == "visit":
        return Role.GUEST  # whom one meets abroad
    if slot in ("host", "guest") and kind != "reception":
        return Role.ACCOMPANYING if field else Role.ATTENDEE
    return Role(slot)
