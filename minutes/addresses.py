"""Names with what people are called behind them (称呼): 温如许教授, 我公司温如许总经理, 徐书记."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import regex

from minutes.compiled import Match
from minutes.document import Span
from minutes.names import DOTS, NameReading
from minutes.titles import Mention, TitleReader

_HAN: Final = regex.compile(r"\p{Han}")
_DOTTED: Final = 7  # code points of each part of a name with a dot


class AddressReader:
    """Reads names before an address, with the titles of one grammar. Places are offsets in code points."""

    def __init__(self, titles: TitleReader) -> None:
        self.titles = titles
        self.names = titles.names
        self.grammar = titles.grammar
        self._not_surnamed = self.grammar.words("not_surname_address")
        self._honoured = self.grammar.pattern("honoured_edge")
        self._longer_word = self.grammar.pattern("post_guard")

    def full(self, text: str, start: int, end: int, addresses: Iterable[Match]) -> Iterator[Mention]:
        """我公司X总经理: a name with its post behind it, and a unit, an honouring word or a mark before."""
        for address in addresses:
            ended = self.names.ends.score(text, address.end(), end) > 0
            if not ended and self._longer_word.match(text, address.start()):
                continue
            dotted = self._dotted_before(text, start, address.start(), address.end()) if ended else None
            if dotted is not None:
                yield self.titles.around(text, dotted, end, span_start=dotted.span.start)
                continue
            for size in (3, 2, 4):
                begin = address.start() - size
                if begin < start:
                    continue
                behind_unit = self.titles.is_unit(text, max(start, begin - 12), begin)
                if not (ended or behind_unit) or self._inside_post(text, begin, start):
                    continue
                reading = self._full_name(text, begin, address.start(), address.end(), behind_unit=behind_unit)
                if reading is None:
                    continue
                before = text[max(start, begin - 12) : begin]
                if not before or not _HAN.match(before[-1]) or self._honoured.search(before):
                    yield self.titles.around(text, reading, end, span_start=begin)
                    break

    def _full_name(self, text: str, at: int, stop: int, end: int, *, behind_unit: bool) -> NameReading | None:
        """The name that fills `text[at:stop]`, before a post.

        Behind a unit (`behind_unit`) a name of three characters may hold what bare ones hardly do: 中医院苗其德教授.
        """
        reading = self.names.read(text, at, end, trusted=False)
        if reading is None and behind_unit and stop - at == 3 and text[at : at + 2] not in self.names.common:
            reading = self.names.read(text, at, end, trusted=True)
            if reading is not None and (text[at:stop] in self.names.common or text[at + 1 : stop] in self.names.posts):
                return None
        if reading is None or reading.span.end != stop or self.names.conjoined(reading):
            return None
        return None if reading.name in self.names.compounds else reading  # 欧阳县长: a surname with a post

    def _dotted_before(self, text: str, start: int, end: int, limit: int) -> NameReading | None:
        """A name with a dot that ends at `end`, before a post, and begins behind a mark or a unit: 材料学院|X·Y."""
        dot = max(text.rfind(char, max(start, end - _DOTTED), end) for char in DOTS)
        if dot < 0 or not all(map(_HAN.match, text[dot + 1 : end])):
            return None
        for begin in range(dot - 1, max(start, dot - _DOTTED) - 1, -1):
            if not _HAN.match(text[begin]):
                break
            if begin == start or not _HAN.match(text[begin - 1]) or self.titles.is_unit(text, start, begin):
                reading = self.names.read(text, begin, limit, trusted=False)
                return reading if reading is not None and reading.span.end == end else None
        return None

    def by_surname(self, text: str, start: int, end: int, addresses: Iterable[Match]) -> Iterator[Mention]:
        """徐书记: a surname with a post, when nothing before it makes it part of a longer word."""
        for address in addresses:
            at = self._surname_before(text, address.start(), address.end(), start)
            if at is None or self.names.ends.score(text, address.end(), end) <= 0:
                continue
            if at > start and _HAN.match(text[at - 1]) and not self.titles.ends_in_unit(text, start, at):
                continue
            span = Span(at, address.end())
            yield Mention(span, text[at : span.end], span, surname_only=True, sure=False)

    def _surname_before(self, text: str, at: int, end: int, start: int) -> int | None:
        """Where a surname that stands right before `at` begins; None where there is none."""
        if any(text[left:end] in self._not_surnamed for left in range(max(start, at - 3), at)):
            return None
        if at - 2 >= start and text[at - 2 : at] in self.names.compounds:
            return at - 2
        if at - 1 < start or text[at - 1] in self.grammar.words("conjunction_surname"):
            return None
        return at - 1 if text[at - 1] in self.names.surnames else None

    def _inside_post(self, text: str, at: int, start: int) -> bool:
        """Whether a post begins before `at` and goes on: 校|长孙志远院士."""
        posts = (self.titles.post.match(text, left) for left in range(max(start, at - 3), at))
        return any(post is not None and post.end() > at for post in posts)
