"""Why a sentence did or did not match: its frames, what they lost to, what nearly matched, the records made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from minutes.authoring.examples import written
from minutes.authoring.near_misses import NearMiss, NearMisses
from minutes.authoring.sightings import CELLS, LINES, SeenDocument, SeenSentence, Sighting
from minutes.document import Span
from minutes.grammar import Grammar
from minutes.template_parts import Template

NEAR: Final = 3  # near misses told of a sentence unless all are asked for
_SHARE: Final = 0.5  # how much of a pattern has to match for a near miss to be told unasked
_CORE: Final = ("convening", "attendance", "reporting", "decision", "requirement", "responsibility", "deadline")
_INSIDE: Final = frozenset({"responsibility", "deadline"})  # kinds that are looked for only within directives
_LEAST: Final = 2  # code points that a near miss has matched
_TEXT: Final = 60  # code points of a record's text shown


@dataclass(frozen=True, slots=True)
class RecordSeen:
    """A record that has its evidence, or a part of it, in the sentence."""

    kind: str
    id: str
    template: str
    summary: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence explained."""

    line: int
    text: str
    masked: str | None
    body: bool
    fired: tuple[Sighting, ...]
    dropped: tuple[Sighting, ...]
    near: tuple[NearMiss, ...]
    records: tuple[RecordSeen, ...]
    nobody: str = ""
    """A word that tells of attendance, where no person is recognised in the sentence."""

    def as_json(self) -> dict[str, Any]:
        """The explanation as plain values."""
        return asdict(self)


def explain(
    seen: SeenDocument,
    grammar: Grammar,
    *,
    line: int | None = None,
    templates: Collection[str] = (),
    every: bool = False,
) -> list[Explanation]:
    """The sentences of the document explained; only those on `line` of its source, if given.

    `templates` are asked about: only they are told, and of each why it did not match, however little of it did. `every`
    tells all near misses, not just those that got far.
    """
    misses = NearMisses(grammar)
    return [
        _explanation(seen, sentence, grammar, misses, templates, every)
        for sentence in seen.sentences
        if line is None or _on_line(seen, sentence, line)
    ]


def _on_line(seen: SeenDocument, sentence: SeenSentence, line: int) -> bool:
    place = seen.document.to_source(*sentence.span)
    last = sentence.line + seen.document.source.count("\n", place.start, place.end)
    return sentence.line <= line <= last


def _explanation(
    seen: SeenDocument,
    sentence: SeenSentence,
    grammar: Grammar,
    misses: NearMisses,
    templates: Collection[str],
    every: bool,
) -> Explanation:
    document = seen.document
    records = tuple(_records(seen, document.to_source(*sentence.span)))
    directed = any(record.kind == "directive" for record in records)
    told = [
        one
        for one in sentence.sightings
        if (one.template in templates if templates else directed or every or one.kind not in _INSIDE)
    ]
    fired = tuple(one for one in told if one.lost_to is None)
    return Explanation(
        line=sentence.line,
        text=document.clean[sentence.span.start : sentence.span.end],
        masked=written(sentence.masked.text) if sentence.masked.mentions else None,
        body=sentence.body,
        fired=fired,
        dropped=tuple(one for one in told if one.lost_to is not None),
        near=tuple(_near(seen, sentence, grammar, misses, templates, every, directed=directed)),
        records=records,
        nobody="" if records or fired or sentence.masked.mentions else _told(sentence, grammar),
    )


def _near(
    seen: SeenDocument,
    sentence: SeenSentence,
    grammar: Grammar,
    misses: NearMisses,
    templates: Collection[str],
    every: bool,
    *,
    directed: bool,
) -> list[NearMiss]:
    claimed = {one.kind for one in sentence.sightings if one.lost_to is None}
    found: list[tuple[Template, NearMiss]] = []
    for template in grammar.templates.values():
        kind = grammar.kinds[template.fills]
        if templates:
            if template.id not in templates:
                continue
        elif not every and (
            kind.name not in _CORE
            or kind.name in claimed
            or not (sentence.body and template.gate)
            or (kind.name in _INSIDE and not directed)
        ):
            continue
        if kind.name in LINES or kind.name in CELLS or any(one.template == template.id for one in sentence.sightings):
            continue
        text = sentence.masked.text if kind.masked else seen.document.text[sentence.span.start : sentence.span.end]
        miss = misses.find(template, text)
        if miss is not None and (templates or every or (miss.share >= _SHARE and len(miss.matched) >= _LEAST)):
            found.append((template, miss))
    order = list(grammar.kinds)
    found.sort(key=lambda pair: (order.index(pair[0].fills), -pair[1].share, pair[1].template))
    return [miss for _, miss in found] if templates or every else _best(found)


def _told(sentence: SeenSentence, grammar: Grammar) -> str:
    """A word of the attendance gates, of two characters or more, that stands in a body sentence."""
    gates = (word for template in grammar.of_kind("attendance") for word in template.gate if len(word) > 1)
    return next((word for word in gates if sentence.body and word in sentence.masked.text), "")


def _best(found: Sequence[tuple[Template, NearMiss]]) -> list[NearMiss]:
    """The nearest of each kind, as many as are told unasked."""
    kept: list[NearMiss] = []
    for template, miss in found:
        of_kind = [one for one in kept if one.template.split(".")[0] == template.id.split(".")[0]]
        if not of_kind and len(kept) < NEAR:
            kept.append(miss)
    return kept


def _records(seen: SeenDocument, place: Span) -> Iterator[RecordSeen]:
    records = seen.records

    def here(start: int, end: int) -> bool:
        return start < place.end and place.start < end

    for meeting in records.meetings:
        if here(meeting.evidence.start, meeting.evidence.end):
            said = " ".join(filter(None, (meeting.kind.value, meeting.date or "no date", meeting.name)))
            yield RecordSeen("meeting", meeting.id, meeting.evidence.template, said)
    for one in records.attendees:
        if here(one.evidence.start, one.evidence.end):
            said = " ".join(filter(None, (one.name or one.group, one.role.value, one.title)))
            yield RecordSeen("attendee", one.id, one.evidence.template, said)
    for directive in records.directives:
        if here(directive.evidence.start, directive.evidence.end):
            who = "、".join(unit.name for unit in directive.responsible)
            when = "、".join(limit.text for limit in directive.deadlines)
            number = f"({directive.ordinal})" if directive.ordinal is not None else None
            text = directive.text if len(directive.text) <= _TEXT else directive.text[: _TEXT - 1] + "…"
            said = " ".join(filter(None, (directive.speaker, directive.verb, number, f"“{text}”", who, when)))
            yield RecordSeen("directive", directive.id, directive.evidence.template, said)


def explanation_text(seen: SeenDocument, explanations: Sequence[Explanation]) -> str:
    """The explanations as text: what became of the document, then one sentence after the other."""
    return "\n\n".join([_outcome(seen), *("\n".join(_lines(seen.name, one)) for one in explanations)])


def _outcome(seen: SeenDocument) -> str:
    records = seen.records
    parts = (("meeting", records.meetings), ("attendee", records.attendees), ("directive", records.directives))
    counted = ", ".join(f"{len(found)} {name}{'s' * (len(found) != 1)}" for name, found in parts)
    if records.meetings:
        return f"{seen.name}: {counted}"
    return f"{seen.name}: {counted}; no event is announced in the first sentences, and without one there are no records"


def _lines(name: str, one: Explanation) -> Iterator[str]:
    yield f"{name}:{one.line}  {one.text}" + ("" if one.body else "   (not body text)")
    if one.masked is not None:
        yield f"  as people are masked: {one.masked}"
    for names, sighting in _grouped(one.fired):
        yield f"  + {names}  “{_shown(sighting.said)}”{_slots(sighting)}"
    for sighting in one.dropped:
        yield f"  - {sighting.template}  “{_shown(sighting.said)}” lost to {sighting.lost_to}"
    for miss in one.near:
        yield from _miss_lines(miss)
    for record in one.records:
        yield f"  = {record.kind} {record.summary}  [{record.template}]"
    if one.nobody:
        yield f"  nobody is recognised as a person here: templates that speak of {{P}} see none (trigger {one.nobody})"
    if not (one.fired or one.dropped or one.near or one.records):
        yield "  no template matches, and none nearly does"
    elif one.body and not one.records:
        yield "  = no record"


def _grouped(sightings: Sequence[Sighting]) -> list[tuple[str, Sighting]]:
    """Frames of the same characters and slots on one line, with the names of all templates that saw them."""
    groups: dict[tuple[str, Span, tuple[tuple[str, str], ...]], list[Sighting]] = {}
    for one in sightings:
        groups.setdefault((one.kind, one.span, tuple(sorted(one.slots.items()))), []).append(one)
    return [(", ".join(one.template for one in group), group[0]) for group in groups.values()]


def _shown(said: str) -> str:
    return written(said.strip().replace("\n", "⏎"))


def _slots(sighting: Sighting) -> str:
    told = [f"{slot} = “{_shown(said)}”" for slot, said in sighting.slots.items() if said != sighting.said]
    told += [slot for slot, said in sighting.slots.items() if said == sighting.said]
    return f"  {', '.join(told)}" if told else ""


def _miss_lines(miss: NearMiss) -> Iterator[str]:
    gate = f"gate {'、'.join(miss.literals[:3])}; " if miss.literals else ""
    yield f"  ~ {miss.template} did not match: {gate}{miss.reached} of {miss.pieces} pieces of the pattern fit"
    if miss.matched:
        yield f"      matched “{miss.matched}”"
    if miss.skipped:
        yield f"      then, if at all, {' '.join(miss.skipped)}"
    meaning = f"   ({miss.meaning})" if miss.meaning and not miss.condition else ""
    wanted = miss.meaning if miss.condition else f"wanted {miss.wanted}{meaning}"
    yield f"      {'then' if miss.matched else 'first'} {wanted}"
    if miss.matched:
        yield f"      stood “{miss.found}”" if miss.found else "      the sentence ends there"
    if miss.elsewhere:
        yield f"      {miss.elsewhere}"
    elif not miss.matched:
        yield "      which stands nowhere in the sentence"
