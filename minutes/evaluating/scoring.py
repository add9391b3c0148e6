"""The scores of one document: events pair up first, then their persons, then directives over the whole document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from minutes.evaluating.counting import Counts
from minutes.evaluating.gold import Gold, GoldDirective, GoldMeeting
from minutes.evaluating.pairing import Span, folded, likeness, overlap, paired
from minutes.evaluating.predicted import PredictedDirective, PredictedMeeting

PAIRED = 0.5  # intersection ÷ union from which a predicted directive stands for a gold one
CLOSE = 0.9  # and from which its place is right


@dataclass(frozen=True)
class Miss:
    """One difference between gold and what was predicted."""

    document: str
    what: str
    detail: str

    def __str__(self) -> str:
        return f"{self.document}\t{self.what}\t{self.detail}"


@dataclass
class Sheet:
    """What scoring one document writes down: counts and differences."""

    document: str
    counts: Counts = field(default_factory=Counts)
    misses: list[Miss] = field(default_factory=list)

    def miss(self, what: str, detail: str) -> None:
        """Writes down a difference."""
        self.misses.append(Miss(self.document, what, detail))


def score_document(name: str, gold: Gold, predicted: Sequence[PredictedMeeting]) -> Sheet:
    """Counts and differences of the document `name`."""
    sheet = Sheet(name)
    pairs = _score_meetings(sheet, gold.meetings, predicted)
    for g, p in pairs:
        _score_persons(sheet, g, p)
    _score_directives(sheet, gold, [one for meeting in predicted for one in meeting.directives])
    return sheet


def _score_meetings(
    sheet: Sheet, gold: Sequence[GoldMeeting], predicted: Sequence[PredictedMeeting]
) -> list[tuple[GoldMeeting | None, PredictedMeeting | None]]:
    """Pairs of events, then those of gold without a partner, then the invented ones."""
    indices = paired(gold, predicted, _alike, 1.0)
    pairs = [(gold[i], predicted[j]) for i, j in indices]
    right = sum(g.kind == p.kind and g.date == p.date for g, p in pairs)
    sheet.counts.add("meetings", right, len(gold), len(predicted))
    for g, p in pairs:
        if g.kind != p.kind or g.date != p.date:
            sheet.miss("meeting", f"gold {g.kind} {g.date}\tgot {p.kind} {p.date}")
    missed = [g for i, g in enumerate(gold) if i not in {i for i, _ in indices}]
    invented = [p for j, p in enumerate(predicted) if j not in {j for _, j in indices}]
    for g in missed:
        sheet.miss("meeting missed", g.title)
    for p in invented:
        sheet.miss("meeting invented", f"{p.kind} {p.date}")
    return [*pairs, *((g, None) for g in missed), *((None, p) for p in invented)]


def _alike(gold: GoldMeeting, predicted: PredictedMeeting) -> float:
    """How much two events have in common; kind or date, a name or a touching directive make them a pair."""
    names = {one.name for one in gold.attendees} & {one.name for one in predicted.attendees}
    touching = sum(1 for g in gold.directives for p in predicted.directives if overlap(g.span, p.span))
    return (gold.kind == predicted.kind) + (gold.date == predicted.date) + 3 * len(names) + 2 * touching + 0.1


def _score_persons(sheet: Sheet, gold: GoldMeeting | None, predicted: PredictedMeeting | None) -> None:
    g = {folded(one.name): one for one in gold.attendees} if gold else {}
    p = {folded(one.name): one for one in predicted.attendees} if predicted else {}
    both = [name for name in g if name in p]
    sheet.counts.add("names", len(both), len(g), len(p))
    sheet.counts.add("roles", sum(g[name].role == p[name].role for name in both), len(g), len(p))
    titled_g = {name for name in g if g[name].title}
    titled_p = {name for name in p if p[name].title}
    same = sum(folded(g[name].title) == folded(p[name].title) for name in titled_g & titled_p)
    sheet.counts.add("titles", same, len(titled_g), len(titled_p))
    for name in g:
        if name not in p:
            sheet.miss("name missed", f"{name} {g[name].role}")
    for name in p:
        if name not in g:
            sheet.miss("name invented", f"{name} {p[name].role}")
    for name in both:
        if g[name].role != p[name].role:
            sheet.miss("role", f"{name}: gold {g[name].role}, got {p[name].role}")
    for name in both:
        if folded(g[name].title) != folded(p[name].title):
            sheet.miss("title", f"{name}: gold {g[name].title}, got {p[name].title}")


def _score_directives(sheet: Sheet, gold: Gold, candidates: Sequence[PredictedDirective]) -> None:
    wanted = [one for meeting in gold.meetings for one in meeting.directives if one.level == 1]
    found = [one for one in candidates if not _left_out(one.span, wanted, gold.ignore)]
    indices = paired(wanted, found, lambda g, p: likeness(g.span, p.span), PAIRED)
    pairs = [(wanted[i], found[j]) for i, j in indices]
    totals = len(wanted), len(found)
    counts = sheet.counts
    counts.add("directives", len(pairs), *totals)
    counts.add("directives@0.9", sum(likeness(g.span, p.span) >= CLOSE for g, p in pairs), *totals)
    counts.add("speakers", sum((g.speaker or None) == (p.speaker or None) for g, p in pairs), *totals)
    counts.add("ordinals", sum(g.ordinal == p.ordinal for g, p in pairs), *totals)
    missed = [g for i, g in enumerate(wanted) if i not in {i for i, _ in indices}]
    for g in missed:
        sheet.miss("directive missed", f"{list(g.span)}")
        counts.add("responsible", 0, len(g.responsible), 0)
        counts.add("deadlines", 0, len(g.deadlines), 0)
    for j, p in enumerate(found):
        if j not in {j for _, j in indices}:
            sheet.miss("directive invented", f"{list(p.span)} {p.text[:40]}")
    for g, p in pairs:
        _score_pair(sheet, g, p)


def _left_out(span: Span, wanted: Sequence[GoldDirective], ignore: Sequence[Span]) -> bool:
    """True for what lies mostly in a stretch that is not scored, unless gold has a directive right there."""
    mostly = any(overlap(span, stretch) > 0.5 * (span[1] - span[0]) for stretch in ignore)
    return mostly and not any(likeness(one.span, span) >= PAIRED for one in wanted)


def _score_pair(sheet: Sheet, g: GoldDirective, p: PredictedDirective) -> None:
    """Speaker, responsible units, their parts and deadlines of a directive that was found."""
    place = list(g.span)
    if (g.speaker or None) != (p.speaker or None):
        sheet.miss("speaker", f"{place} gold {g.speaker}, got {p.speaker}")
    units_g = {folded(name) for name in g.responsible}
    units_p = {folded(one.name) for one in p.responsible or ()}
    sheet.counts.add("responsible", len(units_g & units_p), len(units_g), len(units_p))
    if units_g != units_p:
        sheet.miss("responsible", f"{place} gold {sorted(units_g)}, got {sorted(units_p)}")
    if g.lead is not None:
        parts_g = {(folded(name), "lead") for name in g.lead} | {(folded(name), "support") for name in g.support}
        parts_p = {(folded(one.name), one.part) for one in p.responsible or ()}
        sheet.counts.add("parts", len(parts_g & parts_p), len(parts_g), len(parts_p))
    days_g = {(folded(one.text), one.date) for one in g.deadlines}
    days_p = {(folded(one.text), one.date) for one in p.deadlines or ()}
    sheet.counts.add("deadlines", len(days_g & days_p), len(days_g), len(days_p))
    if days_g != days_p:
        sheet.miss("deadline", f"{place} gold {sorted(days_g, key=str)}, got {sorted(days_p, key=str)}")
