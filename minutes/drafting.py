"""Drafting: the passages of an event as directives, one for each outermost item of a series and each unit that asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from minutes.discourse import LEANING, Body, Discourse
from minutes.document import Note, Span
from minutes.passages import NAMED
from minutes.records import DirectiveKind
from minutes.requirements import Force, Judged, Verdict, judge
from minutes.series import Number, read_series
from minutes.tables import Row
from minutes.units import Unit, trim


@dataclass(frozen=True, slots=True)
class DirectiveDraft:
    """A directive as read from the text, before responsible units and deadlines are looked for; offsets into `text`."""

    span: Span
    level: int
    parent: int | None
    kind: DirectiveKind
    speaker: str | None
    speaker_span: Span | None
    verb: str | None
    verb_span: Span | None
    ordinal: int | None
    ordinal_text: str | None
    ordinal_span: Span | None
    headline: str | None
    headline_span: Span | None
    topic: str | None
    template: str
    row: Row | None = None


@dataclass(slots=True)
class Drafter:
    """Writes passages as directives: `drafts` and `notes` grow with each."""

    discourse: Discourse
    drafts: list[DirectiveDraft] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def write(self, body: Body) -> None:
        """Writes the directives of one passage."""
        force = body.force
        if body.rows:
            self._write_rows(body)
        if force in (Force.RELAY, Force.TELL) or not body.pieces:
            return
        numbers = self.discourse.numbers_of(body)
        facts = bool(numbers) and self._counts_facts(body, numbers)
        counted = {number.start for number in numbers} if facts else set()
        if facts or (numbers and self._within_requirement(body, numbers)):
            numbers = []
        start = numbers[0].start if numbers else body.pieces[-1].end + 1
        stop = self._series_stop(body, numbers) if numbers else start
        follows = False
        for index, piece in enumerate(body.pieces):
            follows = follows and piece.start not in counted  # a fact of a list leans on nothing
            if piece.end <= start or piece.start < start:
                follows = self._write_unit(body, piece, start, first=index == 0, follows=follows, lead=bool(numbers))
        if numbers:
            self._write_series(body, numbers, stop)
        follows = False
        for piece in body.pieces:
            if piece.start >= stop and piece.start > start:
                follows = self._write_unit(body, piece, piece.end, first=False, follows=follows, lead=False)

    def _counts_facts(self, body: Body, numbers: Sequence[Number]) -> bool:
        """Whether the numbers count facts: problems named in the lead, or things said with no 要 in most of them."""
        text = self.discourse.text
        first = numbers[0].start
        closed = text[max(0, first - 2) : first].rstrip().endswith("。")
        sentence = text.rfind("。", 0, text.rfind("。", 0, first) if closed else first) + 1
        lead = Span(max(body.pieces[0].start - 30, sentence), first)
        if self.discourse.grammar.pattern("facts_lead").search(text, lead.start, lead.end):
            return True
        if body.opening is None or body.opening.force is not Force.SAY:
            return False
        ends = [number.start for number in numbers[1:]] + [body.pieces[-1].end]
        asking = 0
        for number, end in zip(numbers, ends, strict=True):
            judged = judge(self.discourse.frames, number.start, end, Force.SAY)
            asking += judged.verdict is Verdict.REQUIREMENT
        return asking * 2 < len(numbers)

    def _within_requirement(self, body: Body, numbers: Sequence[Number]) -> bool:
        """Whether the numbers only spell out, after commas, what one unit requires: 要做到三个到位:一是…,二是…."""
        for piece in body.pieces:
            if piece.start < numbers[0].start and numbers[-1].end <= piece.end:
                led = judge(self.discourse.frames, piece.start, numbers[0].start, Force.SAY)
                return led.verdict is Verdict.REQUIREMENT
        return False

    def _series_stop(self, body: Body, numbers: Sequence[Number]) -> int:
        """Where the last item ends: at its line's end, or at the passage's when its line is nothing but a title."""
        text = self.discourse.text
        last = numbers[-1]
        line = text.find("\n", last.start)
        within = [piece.end for piece in body.pieces if line < 0 or piece.start < line]
        titled = self.discourse.grammar.pattern("title_line").match(text, last.end, line if line >= 0 else len(text))
        before = text[numbers[-2].start : last.start].strip() if len(numbers) > 1 else "\n"
        if titled and "\n" in before:
            return body.pieces[-1].end
        for piece in body.pieces:  # a bracket that names who is responsible stays with its item
            if within and piece.start > within[-1]:
                if not self.discourse.grammar.pattern("bracket_of_task").match(text, piece.start, piece.end):
                    break
                within.append(piece.end)
        return within[-1] if within else body.pieces[-1].end

    def _write_rows(self, body: Body) -> None:
        text = self.discourse.text
        for row in body.rows:
            draft = self._draft(body, row.span, DirectiveKind.DECISION, "table.row")
            said = text[row.ordinal_span.start : row.ordinal_span.end] if row.ordinal_span else None
            self.drafts.append(
                replace(draft, ordinal=row.ordinal, ordinal_text=said, ordinal_span=row.ordinal_span, row=row)
            )

    def _write_unit(self, body: Body, piece: Unit, limit: int, *, first: bool, follows: bool, lead: bool) -> bool:
        """Writes the unit as a directive if it requires something; whether the next one of a list may lean on it."""
        text = self.discourse.text
        span = trim(text, piece.start, min(piece.end, limit))
        if span.end <= span.start:
            return False
        if limit < piece.end or (lead and text[span.end : span.end + 1] == "："):
            return False  # what leads to the first number: 提出三点要求：
        if self.discourse.grammar.pattern("bracket_of_task").match(text, span.start, span.end) and self.drafts:
            self.drafts[-1] = replace(self.drafts[-1], span=Span(self.drafts[-1].span.start, span.end))
            return follows
        leads = lead and text[piece.end : limit].strip("。；：， \n") == ""
        if leads and self.discourse.grammar.pattern("lead_unit").search(text, span.start, span.end):
            return False  # a lead that ends in a full stop: 要抓好以下几项工作。
        grammar = self.discourse.grammar
        tail = grammar.pattern("narrative_tail").search(text, span.start, span.end)
        if tail is None and first and body.force is Force.DECIDE:
            tail = grammar.pattern("decision_tail").search(text, span.start, span.end)
        if tail:
            span = Span(span.start, tail.start())
        opening = body.opening
        force = body.force
        settles = opening is not None and opening.settles and text.find("\n", opening.start, span.start) < 0
        names = self.discourse.names_in(span.start, span.end)
        after = bool(self.drafts) and self.drafts[-1].span.start >= body.pieces[0].start
        after = after and "\n" not in text[self.drafts[-1].span.end : span.start] and not first
        after = after or (opening is not None and opening.template == NAMED)
        judged = judge(
            self.discourse.frames,
            span.start,
            span.end,
            force,
            first=first and not (opening is not None and opening.loose and self._tells(span)),
            follows=follows or settles,
            after=after,
            names=names,
        )
        if judged.verdict is Verdict.NOTHING and self.discourse.dated(*span):
            judged = Judged(Verdict.REQUIREMENT, "requirement.dated")
        if judged.verdict not in (Verdict.REQUIREMENT, Verdict.HOPE) or (tail and judged.template in LEANING):
            return False
        kind = DirectiveKind.EXPECTATION
        if judged.verdict is Verdict.REQUIREMENT:
            kind = DirectiveKind.DECISION if force is Force.DECIDE else DirectiveKind.REQUIREMENT
        self.drafts.append(self._draft(body, span, kind, judged.template))
        return judged.verdict is Verdict.REQUIREMENT and piece.mark == "；"

    def _tells(self, span: Span) -> bool:
        """Whether a stretch tells of something that was done."""
        excluded = self.discourse.frames.within("exclusion", span.start, span.end)
        return any(frame.sets["reason"] == "narration" for frame in excluded)

    def _draft(self, body: Body, span: Span, kind: DirectiveKind, template: str) -> DirectiveDraft:
        opening = body.opening
        speaker = opening.speaker if opening else self.discourse.default_speaker
        return DirectiveDraft(
            span=span,
            level=1,
            parent=None,
            kind=kind,
            speaker=speaker,
            speaker_span=opening.speaker_span if opening else None,
            verb=opening.verb if opening else None,
            verb_span=opening.verb_span if opening else None,
            ordinal=None,
            ordinal_text=None,
            ordinal_span=None,
            headline=None,
            headline_span=None,
            topic=body.topic,
            template=template,
        )

    def _write_series(self, body: Body, numbers: Sequence[Number], stop: int) -> None:
        text = self.discourse.text
        series = read_series(text, numbers)
        self.notes.extend(series.notes)
        base = len(self.drafts)
        ends = _ends([(item.level, item.number.start) for item in series.items], stop)
        for item, end in zip(series.items, ends, strict=True):
            span = trim(text, item.number.start, end)
            span = Span(item.number.start, span.end)
            force = body.force
            kind = DirectiveKind.DECISION if force is Force.DECIDE else DirectiveKind.REQUIREMENT
            headline = self._headline(item.number, span)
            draft = self._draft(body, span, kind, item.number.template)
            self.drafts.append(
                replace(
                    draft,
                    level=min(item.level, 2),
                    parent=base + item.parent if item.parent is not None else None,
                    ordinal=item.number.value,
                    ordinal_text=text[item.number.start : item.number.end].strip(),
                    ordinal_span=item.number.ordinal,
                    headline=text[headline.start : headline.end] if headline else None,
                    headline_span=headline,
                )
            )

    def _headline(self, number: Number, span: Span) -> Span | None:
        """The short title right behind the number, up to the first mark; None where that stretch is long."""
        text = self.discourse.text
        found = self.discourse.grammar.pattern("headline").match(text, number.end, span.end + 1)
        if found is None:
            return None
        return Span(*found.span("title"))


def _ends(items: Sequence[tuple[int, int]], stop: int) -> list[int]:
    """Where each item (its level and its start) ends: where the next one of its level or a higher one begins.

    >>> _ends([(1, 0), (2, 4), (2, 6), (1, 9)], 12)
    [9, 6, 9, 12]
    """
    ends: list[int] = []
    following: list[tuple[int, int]] = []  # items that may end one further left, the nearest last
    for level, start in reversed(items):
        while following and following[-1][0] > level:
            following.pop()
        ends.append(following[-1][1] if following else stop)
        following.append((level, start))
    return ends[::-1]
