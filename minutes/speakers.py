"""Who speaks: reads the subject of a reporting verb from what stands before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from minutes.compiled import Match
from minutes.document import Span, squeezed
from minutes.grammar import Grammar

SENTENCE: Final = 1000  # code points back at which the beginning of a sentence is no longer looked for
FAR: Final = 64  # mentions or sentences back at which whom 他 means is no longer looked for


def _spaced(name: str) -> str:
    """A pattern for `name`, which may be printed with blanks between its characters when it is short."""
    if 2 <= len(name) <= 3:
        return r"\ {0,3}".join(re.escape(char) for char in name)
    return re.escape(name)


class Subject(Enum):
    """What kind of subject stands before a reporting verb."""

    PERSON = "person"
    MEETING = "meeting"
    GROUP = "group"
    AUDIENCE = "audience"
    HIGHER = "higher"
    IMPLICIT = "implicit"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A subject: its kind, the canonical name (会议 for the meeting), where it stands and where its clause begins."""

    subject: Subject
    name: str | None
    span: Span | None
    start: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A participant named in the text; `subject` tells that nothing before the name keeps it from being the subject."""

    start: int
    end: int
    name: str
    subject: bool


@dataclass(slots=True)
class Speakers:
    """The participants of one event and where they are named; answers who says a verb at a given offset."""

    grammar: Grammar
    text: str
    names: Mapping[str, str]
    start: int
    end: int
    mentions: list[Mention] = field(default_factory=list)
    talking: tuple[str, int] | None = None
    """Who holds the open passage and where its body begins: 他 behind a name inside the body means the speaker."""
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        keys = sorted((key for key in self.names if key), key=lambda key: (-len(key), key))
        if not keys:
            return
        pattern = re.compile("|".join(_spaced(key) for key in keys))
        oblique = self.grammar.pattern("speech_oblique")
        behind = self.grammar.pattern("speech_attribute")
        squeezes = {squeezed(key): name for key, name in self.names.items()}
        for found in pattern.finditer(self.text, self.start, self.end):
            subject = not oblique.search(self.text, max(self.start, found.start() - 20), found.start())
            subject = subject and not behind.match(self.text, found.end())
            said = self.names.get(found[0]) or squeezes[squeezed(found[0])]
            self._add(Mention(found.start(), found.end(), said, subject))

    def _add(self, mention: Mention) -> None:
        at = bisect_left(self._starts, mention.start)
        self.mentions.insert(at, mention)
        self._starts.insert(at, mention.start)

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions in `[start, end)`."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def last_before(self, at: int) -> Mention | None:
        """The person whom 他 at `at` means: the subject of the last sentence that names one."""
        index = bisect_left(self._starts, at)
        sentence = max(self.start, *(self.text.rfind(mark, self.start, at) + 1 for mark in "。\n！；"))
        here = [
            mention for mention in self.between(sentence, at) if mention.subject and self._begins(mention, sentence)
        ]
        if here:
            return here[-1]
        if index and self.talking and self.mentions[index - 1].start >= self.talking[1]:
            name = self.talking[0]
            said = next((m for m in reversed(self.mentions[max(0, index - FAR) : index]) if m.name == name), None)
            if said is not None:
                return said
        for _ in range(FAR):
            if not index:
                break
            sentence = max(self.text.rfind(mark, self.start, self.mentions[index - 1].start) for mark in "。\n！")
            within = [mention for mention in self.between(sentence + 1, at) if mention.subject]
            if within:
                return within[0]
            index = bisect_left(self._starts, sentence + 1)
        return None

    def before(self, verb: int, unit: int, *, strict: bool = False, posed: bool = False) -> Speaker:
        """The subject of the verb at `verb`, in the unit that begins at `unit`.

        `strict`: the verb is a noun too, so a bare word before it is taken for no name. `posed`: the phrase tells of
        requirements, so what stands before it may be their subject matter.
        """
        clause = max(unit, *(self.text.rfind(mark, unit, verb) + 1 for mark in "，。；：！\n"))
        end = self._without_adverbs(clause, verb)
        if end <= clause:
            if clause > unit and self.grammar.pattern("speech_conveyed").search(self.text, clause, verb):
                relayed = self.grammar.pattern("speech_relay_context").search(self.text, unit, clause)
                if relayed and not self.between(unit, clause):
                    return Speaker(Subject.HIGHER, self.text[clause:verb], Span(clause, verb), clause)
            return Speaker(Subject.IMPLICIT, None, None, clause)
        higher = self.grammar.pattern("speech_higher_subject").search(self.text, clause, end)
        mentions = [mention for mention in self.between(clause, end) if mention.subject]
        if higher and not mentions and self._handles(clause, higher.start()):
            return Speaker(Subject.NONE, None, None, clause)
        if higher and not mentions:
            return Speaker(Subject.HIGHER, higher[0], Span(*higher.span()), clause)
        if posed and not mentions and self.grammar.pattern("speech_topic_first").match(self.text, clause, end):
            return Speaker(Subject.IMPLICIT, None, None, clause)
        if self.grammar.pattern("speech_not_subject").match(self.text, clause, end) and not mentions:
            return Speaker(Subject.NONE, None, None, clause)
        meeting = self.grammar.pattern("speech_meeting_subject").search(self.text, clause, end)
        if meeting and not mentions:
            if self.grammar.pattern("speech_meeting_object").search(self.text, clause, meeting.start()):
                return Speaker(Subject.NONE, None, None, clause)
            if self._relayed_meeting(clause, meeting.start(), unit):
                return Speaker(Subject.HIGHER, meeting[0], Span(*meeting.span()), clause)
            word = meeting.span("meeting") if meeting["meeting"] else meeting.span()
            return Speaker(Subject.MEETING, self.meeting_name, Span(*word), clause)
        pronoun = self.grammar.pattern("speech_pronoun_subject").search(self.text, clause, end)
        if pronoun:
            said = self.last_before(pronoun.start("pronoun"))
            name = said.name if said else None
            return Speaker(Subject.PERSON, name, Span(*pronoun.span("pronoun")), clause)
        if mentions:
            chosen = mentions[-1] if end - mentions[-1].end <= 2 else mentions[0]
            return Speaker(Subject.PERSON, chosen.name, Span(chosen.start, chosen.end), clause)
        return self._unlisted(clause, end, strict)

    def implied(self, at: int, *, back: bool = True) -> Speaker | None:
        """The subject that a verb without one takes over: who begins the nearest clause of its sentence.

        A verb that begins its sentence takes over that of the sentence before, unless `back` is false. Where no clause
        begins with a participant or the meeting, the first participant named as a subject counts.
        """
        floor = max(self.start, at - SENTENCE)
        sentence = max(floor, *(self.text.rfind(mark, floor, at) + 1 for mark in "。\n！"))
        mentions = [mention for mention in self.between(sentence, at) if mention.subject]
        opening = [mention for mention in mentions if self._begins(mention, sentence)]
        meetings: list[Match] = list(self.grammar.pattern("speech_meeting_opens").finditer(self.text, sentence, at))
        nearest = opening[-1] if opening else mentions[0] if mentions else None
        meeting = meetings[-1] if meetings else None
        if meeting and (nearest is None or (not opening) or meeting.start("meeting") > nearest.start):
            return Speaker(Subject.MEETING, self.meeting_name, Span(*meeting.span("meeting")), sentence)
        if nearest is not None:
            return Speaker(Subject.PERSON, nearest.name, Span(nearest.start, nearest.end), sentence)
        line = max(self.start, self.text.rfind("\n", self.start, at) + 1)
        if back and line < sentence and not self.text[sentence:at].strip():
            return self.implied(self.text.rfind("。", line, sentence), back=False)
        return None

    def _begins(self, mention: Mention, sentence: int) -> bool:
        """Whether a clause begins with the mention, its posts before it."""
        clause = max(sentence, *(self.text.rfind(mark, sentence, mention.start) + 1 for mark in "，。；：！、\n"))
        if clause == mention.start:
            return True
        return self.grammar.pattern("speech_before_name").fullmatch(self.text, clause, mention.start) is not None

    @property
    def meeting_name(self) -> str:
        """How a record names the meeting as the speaker."""
        return str(min(self.grammar.words("speech_itself")))

    def _handles(self, clause: int, paper: int) -> bool:
        """Whether what stands before a paper or a speech makes it the object: 结合上级要求, 把报告要求…"""
        if self.grammar.pattern("speech_not_subject").match(self.text, clause, paper + 1):
            return True
        return self.grammar.pattern("speech_as_object").search(self.text, clause, paper) is not None

    def _without_adverbs(self, start: int, end: int) -> int:
        found = self.grammar.pattern("speech_adverbs_end").search(self.text, start, end)
        return found.start() if found else end

    def _relayed_meeting(self, clause: int, meeting: int, unit: int) -> bool:
        if self.grammar.pattern("speech_cited_meeting").search(self.text, clause, meeting):
            return True
        if not self.grammar.pattern("speech_higher_place").search(self.text, clause, meeting):
            return False
        line = self.text.rfind("\n", self.start, unit) + 1
        return bool(self.grammar.pattern("speech_relay_context").search(self.text, max(line, unit - 300), clause))

    def _unlisted(self, clause: int, end: int, strict: bool) -> Speaker:
        audience = self.grammar.pattern("speech_audience_subject").search(self.text, clause, end)
        if audience:
            return Speaker(Subject.AUDIENCE, None, Span(*audience.span()), clause)
        person = self.grammar.pattern("speech_unlisted_person").search(self.text, clause, end)
        opens = clause == self.start or self.text[clause - 1] in "。\n；！" or self.text[clause - 1].isspace()
        if person is None and (opens or not strict):
            person = self.grammar.pattern("speech_unlisted_name").search(self.text, clause, end)
            if person and person["name"] in self.grammar.words("common_word"):
                person = None
        if person and person["name"][1:] not in self.grammar.words("speech_title"):
            name = person["name"]
            mention = Mention(person.start("name"), person.end("name"), name, True)
            self._add(mention)
            return Speaker(Subject.PERSON, name, Span(mention.start, mention.end), clause)
        if self.grammar.pattern("speech_occasion_end").search(self.text, clause, end):
            return Speaker(Subject.IMPLICIT, None, None, clause)
        team = self.grammar.pattern("speech_team").search(self.text, clause, end)
        if team:
            return Speaker(Subject.PERSON, team[0], Span(*team.span()), clause)
        group = self.grammar.pattern("speech_group").search(self.text, clause, end)
        if group:
            return Speaker(Subject.GROUP, group[0], Span(*group.span()), clause)
        if not strict and self.grammar.pattern("speech_topic_first").match(self.text, clause, end):
            return Speaker(Subject.IMPLICIT, None, None, clause)
        return Speaker(Subject.NONE, None, None, clause)
