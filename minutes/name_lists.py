"""Lists of names (名单): what goes on behind one name, with or without posts of its own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import regex

from minutes.document import Span
from minutes.names import NameReading
from minutes.titles import TITLE_LENGTH, Mention, TitleReader

_HAN: Final = regex.compile(r"\p{Han}")
_ITEM: Final = 30  # code points of one item of a list: a unit and a name
_SURE_AFTER_COMMA: Final = 4.5  # score of a name: a surname, and a mark behind it
_RUN: Final = 3  # bare names that are names because they stand in a row
_LONGEST: Final = 40  # names looked at to find what those of a list do


class ListReader:
    """Reads lists with the titles of one grammar."""

    def __init__(self, titles: TitleReader) -> None:
        self.titles = titles
        self.names = titles.names
        grammar = titles.grammar
        self._separator = grammar.pattern("separator")
        self._mark = grammar.pattern("list_mark")
        self._others = grammar.pattern("and_others")
        self._sharing = grammar.pattern("sharing")
        self._foreign_posts = grammar.words("foreign_post")
        self._row_marks = grammar.words("row_mark")
        self._not_people = grammar.pattern("row_of_no_people")

    def following(self, text: str, at: int, end: int, last: Mention, known: Collection[str]) -> Mention | None:
        """The bare name that goes on a list behind `last`: 、Y. It shares the posts or the label of the list."""
        gap = self._separator.match(text, at, end)
        if not gap:
            return None
        comma = "，" in gap[0] or "；" in gap[0]
        # 、和济明: the conjunction may be the surname
        for place in sorted({at + 1, gap.end()}):
            mention = self._listed(text, place, end, last, known, comma=comma)
            if mention is not None:
                return mention
        return None

    def _listed(
        self, text: str, place: int, end: int, last: Mention, known: Collection[str], *, comma: bool
    ) -> Mention | None:
        pure = not comma and (last.label is not None or bool(last.titles) or last.shared)
        certain = pure and not self._unit_here(text, place, end)
        reading = self.names.read(text, place, end, known=known, trusted=True, certain=certain)
        if reading is None:
            return self.unit_listed(text, place, end, known, rhythm=last.organization is not None and not last.titles)
        follows = text[reading.span.end : reading.span.end + 1]
        # 柳湾局（…）, 应急系|教师代表: a unit with what belongs to it
        if (follows == "（" or _HAN.match(follows)) and self.titles.is_unit(text, *reading.span):
            return None
        least = _SURE_AFTER_COMMA if comma else 0.5 if pure else 3.0
        if reading.name not in known and reading.score < least:
            return None
        if comma and not self._goes_on(text, reading, end, known):
            return None
        if self._post_begins(text, place, reading, end):
            return None
        mention = self.titles.around(text, reading, end, span_start=place)
        if mention.titles:
            return mention
        if comma:
            return mention._replace(label=last.label) if last.label else mention
        surnamed = self.titles.surnamed.match(text, place, end)
        if surnamed and surnamed["surname"] and surnamed.end() == mention.span.end and last.surname_only:
            unit = (last.organization,) if last.organization else ()
            post = Span(*surnamed.span("post"))
            return mention._replace(titles=(*unit, post), organization=last.organization, surname_only=True)
        shares = self._sharing.fullmatch(text[last.span.end : place].strip()) is not None
        posts = tuple(t for t in last.titles if t.end <= last.name_span.start or last.shared) if shares else ()
        return mention._replace(titles=posts, label=last.label, shared=bool(posts))

    def _item_end(self, text: str, place: int, end: int) -> int:
        stop = min(end, place + _ITEM)
        mark = self._mark.search(text, place, stop)
        return mark.start() if mark else stop

    def goes_on(self, text: str, place: int, end: int) -> bool:
        """Whether what stands at `place` is followed by 、, so that it may be one of a list."""
        stop = self._item_end(text, place, end)
        return text.startswith("、", stop)

    def _unit_here(self, text: str, place: int, end: int) -> bool:
        """Whether a unit or a group stands at `place` up to the next mark, not a name."""
        stop = self._item_end(text, place, end)
        return stop - place > 4 or self.titles.is_group(text, place, stop)

    def unit_listed(
        self, text: str, place: int, end: int, known: Collection[str], *, rhythm: bool = False
    ) -> Mention | None:
        """区财政局闵慷 in a list: a unit and a bare name, up to the next mark.

        `rhythm` says that such items stand around it: then the name may be a common word.
        """
        stop = self._item_end(text, place, end)
        for size in (3, 2, 4):
            begin = stop - size
            if begin - place < 2:
                continue
            reading = self.names.read(text, begin, end, known=known, trusted=True)
            if reading is None or reading.span.end != stop or reading.score < 3.2:
                continue
            common = reading.name in self.names.common or not _HAN.match(reading.name)
            if (common and not rhythm) or self.titles.ends_in_unit(text, place, stop):
                continue
            if self.titles.ends_in_unit(text, place, begin) and not self.titles.post.search(text, place, stop):
                return Mention(Span(place, stop), reading.name, reading.span, organization=Span(place, begin))
        return self._before_verb(text, place, stop, end, known) if rhythm else None

    def _before_verb(self, text: str, place: int, stop: int, end: int, known: Collection[str]) -> Mention | None:
        """The last item of such a list, with what they all do right behind it: 县司法局法正列席会议."""
        for begin in range(min(stop, place + 14), place + 1, -1):
            if not self.titles.is_unit(text, place, begin):
                continue
            reading = self.names.read(text, begin, end, known=known, trusted=True)
            if reading is not None and self.names.ends.acts(text, reading.span.end, end):
                return Mention(
                    Span(place, reading.span.end), reading.name, reading.span, organization=Span(place, begin)
                )
        return None

    def starts_rhythm(self, text: str, listed: Mention, end: int, known: Collection[str]) -> bool:
        """Whether a unit with a bare name is the first of a list of such."""
        if text[listed.span.end : listed.span.end + 1] != "、":
            return False
        return self.unit_listed(text, listed.span.end + 1, end, known, rhythm=True) is not None

    def acts_later(self, text: str, at: int, end: int) -> bool:
        """Whether somebody acts here: a verb of taking part follows, at once or after more names of a list."""
        for _ in range(_LONGEST):
            others = self._others.match(text, at, end)
            at = others.end() if others else at
            if self.names.ends.acts(text, at, end):
                return True
            gap = self._separator.match(text, at, end)
            if not gap or "，" in gap[0]:
                return False
            reading = self.names.read(text, gap.end(), end, trusted=True)
            if reading is None:
                return False
            at = reading.span.end
        return False

    def starts_run(self, text: str, at: int, end: int) -> bool:
        """Whether a name that ends at `at` is the first of three or more bare ones: then they need no verb to be names.

        A row of places or words (江川、平川、金川等地) is none: it ends in what such rows are closed by.
        """
        plain = names = 1
        while names < _LONGEST and at < end and text[at] in self._row_marks:
            reading = self.names.read(text, at + 1, end, trusted=False)
            plain += reading is not None
            reading = reading or self.names.read(text, at + 1, end, trusted=True)
            if reading is None or len(reading.name) > 4:
                return False
            names += 1
            at = reading.span.end
        # a name among them may be a word: 陆军
        return plain >= _RUN and names - plain <= 1 + plain // 4 and self._not_people.match(text, at, end) is None

    def _goes_on(self, text: str, reading: NameReading, end: int, known: Collection[str]) -> bool:
        """Whether a name behind a comma is one of a list and not the beginning of the next clause."""
        for _ in range(_LONGEST):
            stop = reading.span.end
            following = text[stop : min(stop + 1, end)]
            if reading.name in known or following == "、" or self.names.ends.acts(text, stop, end):
                return True
            further = self.names.read(text, stop + 1, end, trusted=True) if following == "，" else None
            if further is None or further.score < _SURE_AFTER_COMMA:
                return False
            reading = further
        return False

    def _post_begins(self, text: str, place: int, reading: NameReading, end: int) -> bool:
        """Whether a post with its own name stands here, so that these characters are no bare name."""
        if self._separator.match(text, reading.span.end, end):
            return False  # 、闵慷及秘书长骆远
        stop = min(end, place + TITLE_LENGTH)
        mark = self._mark.search(text, reading.span.end, stop)
        limit = mark.start() if mark else stop
        post = self.titles.post.search(text, place, limit)
        if not post or (post.start() >= reading.span.end and self.names.ends.acts(text, reading.span.end, end)):
            return False
        inner = self.names.read(text, post.end(), end, trusted=True)
        if inner is None and post[0] in self._foreign_posts:
            inner = self.names.foreign(text, post.end(), end)
        return inner is not None and post.end() <= limit
