"""Unclaimed ways of writing: what stands around people and trigger words and no template claims, counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

import regex

from minutes.attendance import PERSON
from minutes.authoring.sightings import SeenDocument, SeenSentence
from minutes.authoring.triggers import Triggers
from minutes.grammar import Grammar
from minutes.sentences import LEAD_SENTENCES

NUMBER: Final = "\ue001"
UNIT: Final = "\ue002"
TITLE: Final = "\ue003"
SLOTS: Final = PERSON + NUMBER + UNIT + TITLE
_KEPT: Final = 6  # places kept of each phrasing
_LONGEST: Final = 7  # code points of words in a phrasing
_SHORTEST: Final = 2
_AROUND: Final = 4  # code points on each side of a trigger word
_RATE: Final = 0.3  # share of the sentences with a trigger word that have to be claimed for the word to count
_NOT_AROUND: Final = frozenset({"attendance", "responsibility"})  # kinds of which a word alone makes no template
_STOPS: Final = "，。；：！？\n、"
_TITLES: Final = regex.compile("《[^》\n]{1,60}》|“[^”\n]{1,60}”")


class Shape(Enum):
    """How the words of a phrasing stand to its slot."""

    AFTER = "after"  # words right behind a person
    END = "end"  # words that end a clause that a person begins
    BEFORE = "before"  # words right before a person
    AROUND = "around"  # words around a trigger word


@dataclass(frozen=True, slots=True, order=True)
class Phrasing:
    """A way of writing: the kind it would fill, how it stands, its words with slots masked, its trigger word."""

    kind: str
    shape: str
    words: str
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence in which a phrasing stands, as templates of its kind see it."""

    document: str
    line: int
    text: str


@dataclass
class Support:
    """Where a phrasing stands: in how many sentences and documents, and the first of them."""

    sentences: int = 0
    documents: set[str] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)


class Phrasings:
    """Collects unclaimed phrasings of a corpus; `add` takes a document in."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.found: dict[Phrasing, Support] = defaultdict(Support)
        self.sentences: dict[bool, list[str]] = {True: [], False: []}
        """Sentences of the corpus, masked and not, from which near misses are taken."""
        self._held: Counter[tuple[str, str]] = Counter()
        self._claimed: Counter[tuple[str, str]] = Counter()
        self._triggers = Triggers(grammar)
        self._units = grammar.pattern("standing_units")
        self._counted = grammar.pattern("counted")

    def add(self, seen: SeenDocument) -> None:
        """Counts the unclaimed phrasings of one document."""
        text = seen.document.text
        body = [sentence for sentence in seen.sentences if sentence.body]
        for number, sentence in enumerate(body):
            plain = text[sentence.span.start : sentence.span.end]
            self.sentences[True].append(sentence.masked.text)
            self.sentences[False].append(plain)
            for phrasing in dict.fromkeys(self._phrasings(seen, sentence, lead=number < LEAD_SENTENCES)):
                support = self.found[phrasing]
                support.sentences += 1
                support.documents.add(seen.name)
                if len(support.places) < _KEPT:
                    masked = self.grammar.kinds[phrasing.kind].masked
                    support.places.append(Place(seen.name, sentence.line, sentence.masked.text if masked else plain))

    def telling(self, phrasing: Phrasing) -> bool:
        """Whether the phrasing's trigger word tells of its kind: elsewhere the templates claim sentences with it."""
        pair = (phrasing.kind, phrasing.trigger)
        return not phrasing.trigger or self._claimed[pair] >= _RATE * self._held[pair]

    def _phrasings(self, seen: SeenDocument, sentence: SeenSentence, *, lead: bool) -> Iterator[Phrasing]:
        kinds = {one.kind for one in sentence.sightings if one.lost_to is None}
        reported = bool(seen.records.meetings)
        masked = self._mask(sentence.masked.text)
        if reported and "attendance" not in kinds and "citation" not in kinds:
            yield from _around_people(masked)
        for kind, word in self._triggers.find(seen, sentence):
            self._held[kind, word] += 1
            self._claimed[kind, word] += kind in kinds
            if kind in kinds or kind in _NOT_AROUND:
                continue
            if kind == "deadline" and "date" in kinds:
                continue  # the day of an event, not a limit
            if (kind == "convening") is reported or (kind == "convening" and not lead):
                continue  # events are looked for where none was found, the rest where one was
            yield from _around_word(kind, word, masked)

    def _mask(self, text: str) -> str:
        """The sentence with titles, units and numbers as marks, as people already are."""
        text = _TITLES.sub(TITLE, text)
        text = self._units.sub(UNIT, text)
        return self._counted.sub(NUMBER, text)


def _around_people(masked: str) -> Iterator[Phrasing]:
    for found in regex.finditer(f"{PERSON}+", masked):
        clause = regex.compile(f"[^{_STOPS}{PERSON}]*").match(masked, found.end())
        words = clause[0] if clause else ""
        for size in range(_SHORTEST, min(_LONGEST, len(words)) + 1):
            yield Phrasing("attendance", Shape.AFTER.value, words[:size])
            if size < len(words):
                yield Phrasing("attendance", Shape.END.value, words[-size:])
        before = masked[: found.start()]
        before = before[max((before.rfind(mark) for mark in _STOPS + PERSON), default=-1) + 1 :]
        for size in range(_SHORTEST, min(_LONGEST, len(before)) + 1):
            yield Phrasing("attendance", Shape.BEFORE.value, before[-size:])


def _around_word(kind: str, word: str, masked: str) -> Iterator[Phrasing]:
    for found in regex.finditer(regex.escape(word, special_only=True), masked):
        for left in range(_AROUND + 1):
            for right in range(_AROUND + 1):
                start, end = found.start() - left, found.end() + right
                if start < 0 or end > len(masked) or left + right < _SHORTEST:
                    continue
                words = masked[start:end]
                if not any(mark in words for mark in _STOPS) and " " not in words:
                    yield Phrasing(kind, Shape.AROUND.value, words, word)
