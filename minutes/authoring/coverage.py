"""What the templates make of a corpus: how much of it is claimed, what nobody claims, who never fires, who clashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from minutes.authoring.columns import aligned
from minutes.authoring.sightings import LINES, SeenDocument, SeenSentence
from minutes.authoring.triggers import Triggers
from minutes.grammar import Grammar

_ENOUGH: Final = 5  # sentences from which the share that is claimed says something about a trigger word
_WORDS: Final = 20  # trigger words told
_ABOUT_THE_PAGE: Final = LINES | {"stamp", "dateline", "year"}  # kinds that claim the page, not what it reports


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A sentence with trigger words that no template of their kinds matches and no record is made of."""

    document: str
    line: int
    text: str
    triggers: tuple[tuple[str, str], ...]
    weight: float = 0.0
    """How often, at best, sentences with one of these words are claimed, 0 to 1: what is near 1 is likely a miss."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A template that lost characters to another, how often, and an example."""

    loser: str
    winner: str
    count: int
    example: str


@dataclass
class Coverage:
    """Counts over a corpus; `add` takes a document in. Characters are those of body text, blanks left out."""

    grammar: Grammar
    documents: int = 0
    with_event: int = 0
    characters: int = 0
    by_records: int = 0
    by_frames: int = 0
    claimed: int = 0
    event_characters: int = 0
    event_claimed: int = 0
    fired: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    unclaimed: list[Unclaimed] = field(default_factory=list)
    _held: Counter[tuple[str, str]] = field(default_factory=Counter)
    _missed: Counter[tuple[str, str]] = field(default_factory=Counter)
    _trigger_sentences: int = 0
    _conflicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _examples: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._triggers = Triggers(self.grammar)

    def add(self, seen: SeenDocument) -> None:
        """Counts one document."""
        document = seen.document
        recorded = _recorded(seen)
        self.documents += 1
        self.with_event += bool(seen.records.meetings)
        for sentence in seen.sentences:
            self._count_templates(sentence)
            if not sentence.body:
                continue
            start, end = sentence.span
            framed = bytearray(end - start)
            for one in sentence.sightings:
                if one.lost_to is None and one.kind not in _ABOUT_THE_PAGE:
                    _mark(framed, one.span.start - start, one.span.end - start)
            marks = zip(document.clean[start:end], recorded[start:end], framed, strict=True)
            solid = [(record, frame) for char, record, frame in marks if not char.isspace()]
            size, records = len(solid), sum(record for record, _ in solid)
            frames, either = sum(frame for _, frame in solid), sum(record | frame for record, frame in solid)
            self.characters += size
            self.by_records += records
            self.by_frames += frames
            self.claimed += either
            if seen.records.meetings:
                self.event_characters += size
                self.event_claimed += either
            self._count_triggers(seen, sentence, recorded=bool(records))

    def _count_templates(self, sentence: SeenSentence) -> None:
        for one in sentence.sightings:
            if one.lost_to is None:
                self.fired[one.template] += 1
            else:
                self.lost[one.template] += 1
                pair = (one.template, one.lost_to)
                self._conflicts[pair] += 1
                self._examples.setdefault(pair, one.said)

    def _count_triggers(self, seen: SeenDocument, sentence: SeenSentence, *, recorded: bool) -> None:
        kinds = {one.kind for one in sentence.sightings if one.lost_to is None}
        found = list(self._triggers.find(seen, sentence))
        self._trigger_sentences += bool(found)
        self._held.update(found)
        open_ones = tuple(pair for pair in found if pair[0] not in kinds and not recorded)
        self._missed.update(open_ones)
        if open_ones and len(open_ones) == len(found):
            text = seen.document.clean[sentence.span.start : sentence.span.end]
            self.unclaimed.append(Unclaimed(seen.name, sentence.line, text, open_ones))

    # -- what comes of it ------------------------------------------------------------------------------------------

    @property
    def share(self) -> float:
        """Percent of the body characters that a record or a frame claims."""
        return _percent(self.claimed, self.characters)

    def misses(self) -> list[Unclaimed]:
        """The unclaimed sentences, those first whose trigger words are otherwise claimed most."""
        rates = {pair: 1 - self._missed[pair] / held for pair, held in self._held.items() if held >= _ENOUGH}
        rated = [
            Unclaimed(
                one.document, one.line, one.text, one.triggers, round(max(rates.get(p, 0.0) for p in one.triggers), 3)
            )
            for one in self.unclaimed
        ]
        return sorted(rated, key=lambda one: -one.weight)

    def words(self) -> list[tuple[str, str, int, int]]:
        """Trigger words as (kind, word, sentences that hold it, of these unclaimed), most unclaimed first."""
        listed = [(kind, word, held, self._missed[kind, word]) for (kind, word), held in self._held.items()]
        return sorted(listed, key=lambda row: (-row[3], -row[2], row[0], row[1]))

    def never_fired(self) -> list[str]:
        """Templates that matched nothing in the corpus."""
        return sorted(name for name in self.grammar.templates if not self.fired[name] and not self.lost[name])

    def always_lost(self) -> list[str]:
        """Templates that matched, and lost to another each time."""
        return sorted(name for name in self.lost if not self.fired[name])

    def conflicts(self) -> list[Conflict]:
        """Which template lost to which, most often first."""
        pairs = sorted(self._conflicts.items(), key=lambda item: (-item[1], item[0]))
        return [Conflict(loser, winner, count, self._examples[loser, winner]) for (loser, winner), count in pairs]

    def as_json(self, limit: int) -> dict[str, Any]:
        """The counts as plain values; `limit` bounds the sentences listed."""
        return {
            "documents": self.documents,
            "with_event": self.with_event,
            "characters": self.characters,
            "claimed_percent": round(self.share, 2),
            "by_records_percent": round(_percent(self.by_records, self.characters), 2),
            "by_frames_percent": round(_percent(self.by_frames, self.characters), 2),
            "in_event_documents_percent": round(_percent(self.event_claimed, self.event_characters), 2),
            "trigger_sentences": self._trigger_sentences,
            "unclaimed_sentences": len(self.unclaimed),
            "trigger_words": [
                {"kind": kind, "word": word, "sentences": held, "unclaimed": missed}
                for kind, word, held, missed in self.words()
            ],
            "unclaimed": [asdict(one) for one in self.misses()[:limit]],
            "never_fired": self.never_fired(),
            "always_lost": self.always_lost(),
            "conflicts": [asdict(one) for one in self.conflicts()],
        }

    def text(self, limit: int) -> str:
        """The counts to read; `limit` bounds the sentences and conflicts listed."""
        return "\n".join(self._lines(limit))

    def _lines(self, limit: int) -> Iterable[str]:
        yield f"{self.documents} documents, {self.with_event} with an event; {self.characters} characters of body text"
        by = f"{_percent(self.by_records, self.characters):.1f} % by records, "
        by += f"{_percent(self.by_frames, self.characters):.1f} % by frames"
        inside = f"{_percent(self.event_claimed, self.event_characters):.1f} % in documents with an event"
        yield f"claimed: {self.share:.1f} % ({by}); {inside}"
        yield f"sentences with a trigger word: {self._trigger_sentences}, of which nobody claims {len(self.unclaimed)}"
        words = [row for row in self.words() if row[3]][:_WORDS]
        if words:
            rows = [("  kind", "word", "sentences", "unclaimed")]
            rows += [(f"  {kind}", word, str(held), str(missed)) for kind, word, held, missed in words]
            yield ""
            yield from aligned(rows)
        yield from _section(
            "unclaimed sentences, likely misses first", [_sentence(one) for one in self.misses()], limit
        )
        yield from _section("templates that never fired", self.never_fired(), None)
        yield from _section("templates that always lost", self.always_lost(), None)
        told = [f"{one.loser} lost to {one.winner} {one.count} times: “{one.example}”" for one in self.conflicts()]
        yield from _section("conflicts", [" ".join(line.split()) for line in told], limit)


def _section(title: str, lines: Sequence[str], limit: int | None) -> Iterable[str]:
    shown = lines if limit is None else lines[:limit]
    cut = f", the first {len(shown)}" if len(shown) < len(lines) else ""
    yield ""
    yield f"{title}: {len(lines)}{cut}"
    yield from (f"  {line}" for line in shown)


def _sentence(one: Unclaimed) -> str:
    words = "、".join(dict.fromkeys(word for _, word in one.triggers))
    return f"{one.document}:{one.line} [{words}] {' '.join(one.text.split())}"


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _recorded(seen: SeenDocument) -> bytes:
    """For each character of the repaired text 1 where a record has its evidence, else 0."""
    records = seen.records
    marks = bytearray(len(seen.document.source))
    found = [one.evidence for one in records.meetings] + [one.evidence for one in records.attendees]
    for evidence in found + [one.evidence for one in records.directives]:
        _mark(marks, evidence.start, evidence.end)
    origin = seen.document.origin
    return bytes(marks) if origin is None else bytes(marks[at] for at in origin)


def _mark(marks: bytearray, start: int, end: int) -> None:
    start, end = max(start, 0), min(end, len(marks))
    marks[start:end] = b"\x01" * max(end - start, 0)
