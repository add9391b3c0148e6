"""Discourse: what is open while the paragraphs of one event are read: passage, last speaker, topic, numbers."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import Final

from minutes.document import Document, Span
from minutes.framing import FrameIndex
from minutes.grammar import Grammar
from minutes.passages import Opening, Passage
from minutes.requirements import Force, Judged, Verdict, judge
from minutes.series import Number
from minutes.speakers import Speakers
from minutes.tables import Row
from minutes.topics import Topic
from minutes.units import Unit

NEAR: Final = 40  # numbers back at which a series is still looked for
TURNING: Final = frozenset({"exclusion.narration_firm"})
"""Verdicts that the text turns elsewhere, wherever the unit stands."""
LEANING: Final = frozenset({"requirement.imperative", "requirement.listed", "requirement.cannot", "reporting.order"})
"""Verdicts that hardly a word of the unit itself bears out: they hold only inside a passage."""


@dataclass(slots=True)
class Body:
    """A passage while it is read: its opening (None when its beginning is lost) and the units that belong to it."""

    opening: Opening | None
    topic: str | None
    pieces: list[Unit] = field(default_factory=list)
    rows: tuple[Row, ...] = ()

    @property
    def force(self) -> Force:
        """How strongly the passage asks; one whose beginning is lost is taken for 强调."""
        return self.opening.force if self.opening else Force.STRESS

    def passage(self) -> Passage | None:
        """The passage, closed; None when its beginning is lost."""
        if self.opening is None:
            return None
        end = self.pieces[-1].end if self.pieces else self.opening.body
        return Passage(
            speaker=self.opening.speaker,
            speaker_span=self.opening.speaker_span,
            verb=self.opening.verb,
            verb_span=self.opening.verb_span,
            phrase=Span(self.opening.start, self.opening.body),
            body=Span(self.opening.body, max(end, self.opening.body)),
            force=self.opening.force,
            template=self.opening.template,
        )


@dataclass(slots=True)
class Discourse:
    """The state of reading one event.

    `open` is the passage that is open, `last` the opening of the last speaker, `lead` the phrase that leads to all
    decisions of formal minutes (会议议定如下), `facts` tells that a section of facts is being read, `skipped` is the
    last number of a series that nobody is said to have spoken, and `whole` is where the line begins that is one item.
    """

    document: Document
    grammar: Grammar
    frames: FrameIndex
    speakers: Speakers
    formal: bool
    default_speaker: str | None
    numbers: list[Number]
    bodies: list[Body] = field(default_factory=list)
    open: Body | None = None
    last: Opening | None = None
    lead: Opening | None = None
    topic: str | None = None
    facts: bool = False
    skipped: int = 0
    whole: int = -1
    topics: list[Topic] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that all offsets point into."""
        return self.document.text

    def numbers_in(self, start: int, end: int) -> list[Number]:
        """The numbers that stand in `[start, end)`."""
        first = bisect_left(self.numbers, start, key=_start)
        return self.numbers[first : bisect_left(self.numbers, end, key=_start)]

    def numbers_of(self, body: Body) -> list[Number]:
        """The numbers that stand in the units of `body`."""
        return [number for piece in body.pieces for number in self.numbers_in(piece.start, piece.end)]

    def last_numbers_of(self, body: Body) -> list[Number]:
        """The last numbers between the first and the last unit of `body`: enough to see what goes on a series."""
        if not body.pieces:
            return []
        return self.numbers_in(body.pieces[0].start, body.pieces[-1].end)[-NEAR:]

    def number_at(self, unit: Unit) -> Number | None:
        """The number that the unit begins with."""
        numbers = self.numbers_in(unit.start, unit.start + 1)
        return numbers[0] if numbers else None

    def continues(self, body: Body | None, number: Number) -> bool:
        """Whether `body` holds the number before this one."""
        if body is None:
            return False
        before = [other for other in self.last_numbers_of(body) if other.value == number.value - 1]
        # 三、 behind （2） is no third item of what stands in brackets
        strict = self.formal and number.family == "kanji"
        return any(not strict or other.family == number.family for other in before)

    def names_in(self, start: int, end: int) -> list[Span]:
        """Where persons are named in `[start, end)`."""
        return [Span(mention.start, mention.end) for mention in self.speakers.between(start, end)]

    def judge(self, start: int, end: int, force: Force) -> Judged:
        """What a unit is in a passage of `force`; one that begins with a participant and asks nothing narrates."""
        names = self.names_in(start, end)
        judged = judge(self.frames, start, end, force, names=names)
        if judged.verdict in (Verdict.NOTHING, Verdict.NARRATION) and self._cites(start):
            return Judged(Verdict.NOTHING)
        if judged.verdict is Verdict.NOTHING and names and names[0].start == start:
            return Judged(Verdict.NARRATION)
        return judged

    def dated(self, start: int, end: int) -> bool:
        """Whether a stretch of formal minutes says by when something is to be done, which asks for it."""
        return self.formal and self.grammar.pattern("dated_task").search(self.text, start, end) is not None

    def _cites(self, start: int) -> bool:
        """Whether a sentence of the open passage begins with a leader of the state who is not its speaker."""
        if self.open is None or self.open.opening is None or self.open.opening.speaker is None:
            return False
        cited = self.grammar.pattern("cited_leader").match(self.text, start)
        return cited is not None and not self.open.opening.speaker.startswith(cited[0])

    def enter(self, opening: Opening) -> None:
        """Opens the passage of `opening`; one that only says that requirements were made waits for them."""
        if opening.speaker is None and opening.implicit:
            opening = replace(opening, speaker=self.default_speaker)
        if opening.waits:
            self.open, self.last = None, opening
            return
        self.open = Body(opening, self.topic)
        self.bodies.append(self.open)
        if opening.force not in (Force.TELL, Force.RELAY):
            self.last = opening

    def take_up(self, opening: Opening | None, unit: Unit) -> None:
        """Opens a passage without a reporting phrase of its own: `opening` is the one it takes up."""
        if opening is not None:
            opening = replace(opening, start=unit.start, body=unit.start)
        self.open = Body(opening, self.topic, [unit])
        self.bodies.append(self.open)

    def leads(self) -> bool:
        """Whether the open passage leads to what stands below: its phrase or last unit ends in a colon."""
        opening = self.open.opening if self.open else None
        if opening is None or self.open is None:
            return False
        end = self.open.pieces[-1].end if self.open.pieces else opening.body - 1
        return self.text[end : end + 1] == "：" or self.text[opening.body - 1 : opening.body] == "："

    def turn_to(self, topic: Topic) -> None:
        """Closes the passage and sets the topic of what follows."""
        self.topics.append(topic)
        self.topic, self.facts = topic.text, topic.facts
        self.open, self.last = None, self.lead


def _start(number: Number) -> int:
    return number.start
