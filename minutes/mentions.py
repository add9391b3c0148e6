"""Finds the people a text names: with posts before or after, in lists under a label, or by surname and post."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

import regex

from minutes.addresses import AddressReader
from minutes.compiled import Match, overlapping
from minutes.document import Span
from minutes.grammar import Grammar
from minutes.name_lists import ListReader
from minutes.names import DOTS, NameReader, NameReading
from minutes.titles import Mention, TitleReader

_HAN: Final = regex.compile(r"\p{Han}")
_BRACKETED: Final = 40  # code points of a bracket with names
_CLAUSE_MARKS: Final = frozenset("，。；：")

__all__ = ["Mention", "MentionFinder"]


class MentionFinder:
    """Finds mentions with one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.names = grammar.tool(NameReader)
        self.titles = TitleReader(grammar, self.names)
        self.lists = ListReader(self.titles)
        self.addresses = AddressReader(self.titles)
        self._label = grammar.pattern("label_here")
        self._post_note = grammar.pattern("post_note")
        self._crowd = grammar.pattern("crowd_edge")
        self._strong_label = grammar.pattern("strong_label")
        self._intro = grammar.pattern("list_intro")
        self._label_word = grammar.pattern("label_word")
        self._opening = grammar.pattern("opening_run")
        self._clause_start = grammar.pattern("clause_start")

    def find(self, text: str, start: int, end: int, known: Collection[str] = ()) -> list[Mention]:
        """The mentions of `text[start:end]`, a sentence or several, left to right, none overlapping.

        `known` holds the names, without blanks, that stand elsewhere in the document.

        >>> from minutes.grammar import load_grammar
        >>> finder = MentionFinder(load_grammar())
        >>> text = "县委常委、副县长温如许，县领导向前、冷秋出席会议。"
        >>> [(m.name, m.title(text)) for m in finder.find(text, 0, len(text))]
        [('温如许', '县委常委、副县长'), ('向前', None), ('冷秋', None)]
        """
        found: list[Mention] = []
        taken = start
        for seed in self._seeds(text, start, end, known):
            if seed.span.start < taken:
                continue
            mention: Mention | None = self.titles.before(seed, text, taken)
            while mention is not None:
                found.append(mention)
                taken = mention.span.end
                mention = self.lists.following(text, taken, end, mention, known) if taken < end else None
        return found

    def _seeds(self, text: str, start: int, end: int, known: Collection[str]) -> list[Mention]:
        """Every name that something announces; the first reading of a place wins."""
        seeds: dict[int, Mention] = {}
        addresses: list[Match] = list(self.titles.address.finditer(text, start, end))
        addressed = list(self.addresses.full(text, start, end, addresses))
        for source in (
            self._labelled(text, start, end, known),
            self._introduced(text, start, end, known),
            self._titled(text, start, end, known, addressed),
            addressed,
            self.addresses.by_surname(text, start, end, addresses),
            self._bracketed(text, start, end, known),
            self._opening_clauses(text, start, end, known),
            self._known(text, start, end, known),
        ):
            for mention in source:
                seeds.setdefault(mention.name_span.start, mention)
        found = [self._behind_others(text, mention, seeds) for mention in seeds.values()]
        return sorted(found, key=lambda m: m.span.start if m.label or m.organization else m.name_span.start)

    def _behind_others(self, text: str, mention: Mention, seeds: Mapping[int, Mention]) -> Mention:
        """The mention with its label cut to what stands behind another person: 闵慷教授带领|蔬菜专家|骆远."""
        if mention.label is None:
            return mention
        label, limit = mention.label, mention.name_span.start
        others = (seeds[at].span.end for at in range(label.start, min(label.end, limit)) if at in seeds)
        inside = [stop for stop in others if stop <= limit]
        if not inside:
            return mention
        start = self.titles.piece_start(text, label.end, min(max(inside), label.end))
        return mention._replace(span=Span(start, mention.span.end), label=Span(start, label.end))

    def _labelled(self, text: str, start: int, end: int, known: Collection[str]) -> Iterator[Mention]:
        """区领导X: names behind a label."""
        if self._label_word.search(text, start, end) is None:
            return
        for found in self._label.finditer(text, start, end):
            strong = self._strong_label.search(found["label"]) is not None
            reading = self.names.read(text, found.end(), end, known=known, trusted=True, certain=strong)
            if reading is None:
                continue
            latin = not _HAN.match(reading.name)
            sure = reading.score >= (3 if latin or self.names.ends.acts(text, reading.span.end, end) else 3.5)
            if reading.name in known or strong or (sure and reading.name not in self.names.common):
                mention = self.titles.around(text, reading, end, span_start=found.start())
                yield mention._replace(label=Span(*found.span("label")))

    def _introduced(self, text: str, start: int, end: int, known: Collection[str]) -> Iterator[Mention]:
        """参加会议的有X: names behind the words that open a list."""
        for found in self._intro.finditer(text, start, end):
            reading = self.names.read(text, found.end(), end, known=known, trusted=True, certain=True)
            if reading is not None and reading.score >= 3:
                yield self.titles.around(text, reading, end, span_start=reading.span.start)

    def _titled(
        self, text: str, start: int, end: int, known: Collection[str], addressed: list[Mention]
    ) -> Iterator[Mention]:
        """县长X: names behind a post. A post that belongs to the name before it (X总书记) announces nobody."""
        behind = {title.end for m in addressed for title in m.titles if title.start >= m.name_span.end}
        weak = self.grammar.words("weak_post")
        for post in overlapping(self.titles.post, text, start, end):
            if post.end() in behind or self._inside_another_post(text, post.start(), post.end(), start):
                continue
            certain = post[0] not in weak
            note = self._post_note.match(text, post.end(), end)
            at = note.end() if note else post.end()
            reading = self.names.read(text, at, end, known=known, trusted=True, certain=certain)
            if reading is None and text[at : at + 1] == " ":
                # 副县长 边关: a blank between post and name
                at += len(text[at:end]) - len(text[at:end].lstrip(" "))
                reading = self.names.read(text, at, end, known=known, trusted=True, certain=certain)
            if post[0] in self.grammar.words("foreign_post"):
                reading = self._foreigner(text, at, end, reading)
            if reading is None or self._swallows(text, at, reading, end):
                continue
            if not certain and reading.name not in known and not self._vouched(text, reading, end):
                continue
            # 支部书记和党|支部委员: between two posts it is a conjunction even behind a head's post
            parts = not certain or self.titles.post.match(text, reading.span.end, end) is not None
            if not (parts and self.names.conjoined(reading, known)):
                yield self.titles.around(
                    text,
                    reading,
                    end,
                    span_start=post.start(),
                    post=Span(post.start(), note.end() if note else post.end()),
                )

    def _vouched(self, text: str, reading: NameReading, end: int) -> bool:
        """Whether a name behind a post that many hold is one: 干部|管理、干部|廉政谈话会 are none."""
        if self.names.is_word(reading.name) or not self.names.plausible(reading.name):
            return False
        ends, stop = self.names.ends, reading.span.end
        follows = ends.score(text, stop, end)
        closed = follows >= 2.5 or ends.in_company(text, stop, end) or ends.acts(text, stop, end)
        if follows >= 2 and reading.name not in self.names.common and reading.name not in self.names.vocabulary:
            return True
        return closed or len(reading.name) > 2 or self.titles.address.match(text, stop, end) is not None

    def _foreigner(self, text: str, at: int, end: int, reading: NameReading | None) -> NameReading | None:
        """The name behind a foreigner's post: one without a surname, where no other or only a part of it is read."""
        if reading is not None and self.names.ends.score(text, reading.span.end, end) >= 2:
            return reading
        foreign = self.names.foreign(text, at, end)
        if reading is None or (foreign is not None and foreign.span.end > reading.span.end + 1):
            return foreign
        return reading

    def _bracketed(self, text: str, start: int, end: int, known: Collection[str]) -> Iterator[Mention]:
        """区水务局（X）: a name in a bracket behind the unit it is of."""
        at = text.find("（", start, end)
        while at >= 0:
            if self._crowd.search(text, max(start, at - 8), at):
                yield from self._those_in_bracket(text, at, end, known)
            close = text.find("）", at, min(end, at + 8))
            if close > 0 and self.titles.is_unit(text, max(start, at - 20), at):
                reading = self.names.read(text, at + 1, close, known=known, trusted=True)
                # 青禾新区（经开区）: another name of the unit
                named = reading is not None and reading.span.end == close and reading.score >= 4
                if reading is not None and named and not self.titles.is_unit(text, at + 1, close):
                    unit = Span(self.titles.piece_start(text, at, start), at)
                    yield Mention(Span(unit.start, close + 1), reading.name, reading.span, organization=unit)
            at = text.find("（", at + 1, end)

    def _those_in_bracket(self, text: str, at: int, end: int, known: Collection[str]) -> Iterator[Mention]:
        """相关负责人（X、Y、Z）: the first of several whom a bracket behind a group names."""
        close = text.find("）", at, min(end, at + _BRACKETED))
        mark = text.find("、", at, close) if close > 0 else -1
        reading = self.names.read(text, at + 1, close, known=known, trusted=True, certain=True) if mark > 0 else None
        if reading is not None and reading.span.end == mark and reading.score >= 3:
            yield Mention(reading.span, reading.name, reading.span)

    def _opening_clauses(self, text: str, start: int, end: int, known: Collection[str]) -> Iterator[Mention]:
        """X指出: a bare name at the beginning of a clause, when it does what only somebody there does."""
        # from one character further left, where the mark before the first clause stands
        for begin in self._clause_start.finditer(text, max(start - 1, 0), end):
            at = begin.end()
            if at < start:
                continue
            opened = self._opening.match(text, at, end)
            for place in (at, opened.end()) if opened and opened.end() > at else (at,):
                reading = self.names.read(text, place, end, known=known, trusted=False)
                if reading is not None and self._holds_unit(text, reading):
                    continue
                if reading is not None and not self.names.conjoined(reading, known):
                    mention = self.titles.around(text, reading, end, span_start=place)
                    if (
                        reading.name in known
                        or self.lists.acts_later(text, mention.span.end, end)
                        or self.lists.starts_run(text, mention.span.end, end)
                    ):
                        yield mention._replace(sure=False)
                elif self.lists.goes_on(text, place, end):
                    listed = self.lists.unit_listed(text, place, end, known)
                    if listed is not None and (
                        self.lists.starts_rhythm(text, listed, end, known)
                        or self.lists.starts_run(text, listed.span.end, end)
                    ):
                        yield listed._replace(sure=False)

    def _known(self, text: str, start: int, end: int, known: Collection[str]) -> Iterator[Mention]:
        """Names that the document knows, wherever they stand."""
        # of two that begin at one place the longer counts, in whatever order a set holds them
        for name in sorted(
            (name for name in known if text.find(name, start, end) >= 0), key=lambda name: (-len(name), name)
        ):
            at = text.find(name, start, end)
            while at >= 0:
                stop = at + len(name)
                if at == start or text[at - 1] in _CLAUSE_MARKS or self.names.ends.score(text, stop, end) > 0:
                    yield self.titles.around(text, NameReading(Span(at, stop), name, 9.0), end, span_start=at)
                at = text.find(name, stop, end)

    def _inside_another_post(self, text: str, at: int, stop: int, start: int) -> bool:
        """Whether a post further left holds this one, or its beginning and is as long: 主任医师, 老师|长年."""
        for left in range(max(start, at - 4), at):
            other = self.titles.post.match(text, left)
            if other and (other.end() >= stop or (other.end() > at and other.end() - left >= stop - at)):
                return True
        return False

    def _holds_unit(self, text: str, reading: NameReading) -> bool:
        """Whether a name with a dot holds the unit before it: 材料学院X·Y."""
        dot = next((at for at in range(*reading.span) if text[at] in DOTS), reading.span.start)
        return any(self.titles.is_unit(text, reading.span.start, cut) for cut in range(reading.span.start + 2, dot))

    def _swallows(self, text: str, at: int, reading: NameReading, end: int) -> bool:
        """Whether the name is really the rest of a longer post (主任|医师X)."""
        longer = self.titles.post.match(text, at, end)
        if longer is None or longer.end() > reading.span.end or longer.end() - at < 2:
            return False
        # 县委书记|区长林: what is left behind the inner post is too short for a name
        return reading.span.end - longer.end() != 1
