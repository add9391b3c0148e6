"""The posts (职务) around a name: before it, stacked or cut out of the sentence; behind it; in a bracket."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import regex

from minutes.compiled import Match, overlapping
from minutes.document import Span, squeezed
from minutes.grammar import Grammar
from minutes.names import NameReader, NameReading

TITLE_LENGTH: Final = 48  # code points of posts before one name
_BRACKET: Final = 40  # code points of a bracket behind a name
_SHORTEST_POST: Final = 2  # code points
_HEADLINE_PART: Final = 8  # code points before a blank that are no part of a post
_LATIN_BRACKET: Final = regex.compile(r"（[^\p{Han}（）\n]{2,40}）")
_BRACKET_PART: Final = re.compile("([，；])")
_CLOSING: Final = frozenset("）”》")
_OPENING: Final = frozenset("（“《")
_SENTENCE_ENDS: Final = frozenset("。！？\n")
_EDGE: Final = frozenset("，。；：！？、\n…—")


class Mention(NamedTuple):
    """A person as named at one place (人员提及).

    `span` holds posts, label and name; `titles` are the spans of the posts as they stand, those behind the name
    included; `shared` tells that the posts stand before an earlier name of the same list. `sure` mentions make the
    name known to the rest of the document.
    """

    span: Span
    name: str
    name_span: Span
    titles: tuple[Span, ...] = ()
    label: Span | None = None
    organization: Span | None = None
    shared: bool = False
    sure: bool = True
    surname_only: bool = False

    def title(self, clean: str) -> str | None:
        """The posts as written, joined; None when the name stands bare."""
        return "".join(squeezed(clean[s.start : s.end]) for s in self.titles) or None


class TitleReader:
    """Reads posts with one grammar. All spans are code points into the folded text."""

    def __init__(self, grammar: Grammar, names: NameReader) -> None:
        self.grammar = grammar
        self.names = names
        self.post = grammar.pattern("post_here")
        self.address = grammar.pattern("address")
        self.surnamed = grammar.pattern("surnamed")
        self._breaker = grammar.pattern("breaking")
        self._opening = grammar.pattern("opening_run")
        self._clause = grammar.pattern("title_clause")
        self._longer_word = grammar.pattern("post_guard")
        self._comrade = grammar.pattern("comrade")
        self._note = grammar.pattern("name_note")
        self._unit_edge = grammar.pattern("unit_edge")
        self._unit_tail = grammar.pattern("unit_before")
        self._crowd = grammar.pattern("crowd_edge")
        self._group_edge = grammar.pattern("group_edge")
        self._attributive = grammar.pattern("attributive")
        self._own_unit = grammar.pattern("own_unit")

    def around(
        self, text: str, reading: NameReading, end: int, *, span_start: int, post: Span | None = None
    ) -> Mention:
        """The mention of a name with the post right before it, if given, and the one behind it."""
        stop = reading.span.end
        titles: list[Span] = [post] if post else []
        unit = None
        behind = self.address.match(text, stop, end)
        if behind and (
            self.names.ends.score(text, behind.end(), end) > 0
            or (
                len(behind[0]) > 1
                and self.is_unit(text, max(0, span_start - 12), span_start)
                and not self._longer_word.match(text, stop)
            )
        ):
            if behind[0] not in self.grammar.words("courtesy"):
                titles.append(Span(stop, behind.end()))
            stop = behind.end()
        elif text[stop : stop + 1] == "（" and stop < end:
            close = text.find("）", stop, min(end, stop + _BRACKET))
            bracket = self.in_bracket(text, stop + 1, close) if close > 0 else None
            if bracket is not None:
                titles.append(bracket)
                stop = close + 1
            elif close > 0 and self._unit_tail.search(text, stop + 1, close):
                unit = Span(stop + 1, close)
                stop = close + 1
        for tail in (_LATIN_BRACKET, self._note, self._comrade):
            more = tail.match(text, stop, end)
            stop = more.end() if more else stop
        sure = reading.score >= (1.5 if post else 3.0)
        return Mention(Span(span_start, stop), reading.name, reading.span, tuple(titles), organization=unit, sure=sure)

    def in_bracket(self, text: str, start: int, end: int) -> Span | None:
        """The post in a bracket behind a name: its first part that ends in a post."""
        at = start
        for part in _BRACKET_PART.split(text[start:end]):
            last = None
            for post in overlapping(self.post, part, 0, len(part)):
                last = post
            if last is not None and last.end() >= len(part.rstrip()):
                return Span(at, at + len(part))
            at += len(part)
        return None

    def before(self, mention: Mention, text: str, floor: int) -> Mention:
        """The mention with the posts before its name, stacked ones included, or the unit it is of.

        Nothing before `floor`, the end of the mention before it, belongs to it.
        """
        if mention.label is not None or (
            mention.organization is not None and mention.organization.end <= mention.name_span.start
        ):
            return mention
        name_start = mention.name_span.start
        head = Span(self.piece_start(text, name_start, floor), name_start)
        if head.start >= head.end:
            return mention
        behind = tuple(title for title in mention.titles if title.start >= name_start)
        if len(behind) < len(mention.titles):
            start = self._stacked(text, head.start, floor)
            return mention._replace(span=Span(start, mention.span.end), titles=(Span(start, name_start),))
        if not self._unit_tail.search(text, head.start, head.end):
            return mention
        # a unit before a bare name: 区财政局闵慷; a unit before a name with a post behind: 讲师团濮阳川教授
        if mention.surname_only:
            size = 2 if mention.name[:2] in self.names.compounds else 1
            behind = (Span(name_start + size, mention.name_span.end),)
        titles = behind
        start = head.start
        if behind:
            start = self._stacked(text, head.start, floor)
            if mention.surname_only or start < head.start or not self._own_unit.fullmatch(text, head.start, head.end):
                titles = (Span(start, name_start), *behind)
        return mention._replace(span=Span(start, mention.span.end), titles=titles, organization=head)

    def piece_start(self, text: str, name_start: int, floor: int) -> int:
        """Where the posts before a name begin: behind the last mark, the sentence's opening words or its verb."""
        left = name_start
        depth = 0
        lowest = max(floor, name_start - TITLE_LENGTH)
        while left > lowest:
            char = text[left - 1]
            if char in _CLOSING:
                depth += 1
            elif char in _OPENING:
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0 and (char in _EDGE or "\ue000" <= char <= "\ue00f"):
                break
            left -= 1
        if depth and left == lowest:
            if lowest > floor:
                return name_start
            # the bracket opens before another person: 负责人（X、Y）以及|东关街道主任
            left = max(text.rfind(mark, floor, name_start) for mark in _CLOSING) + 1
        opening = self._opening.match(text, left, name_start)
        if opening:
            left = opening.end()
        for cut in self._breaker.finditer(text, left, name_start):
            at_edge = cut.start() == left and (cut["edge"] is not None or cut["cut"] is not None)
            if at_edge or (cut["cut"] is not None and self._cuts(text, cut, left, name_start)):
                left = cut.end()
        clause = self._clause.match(text, left, name_start)
        if clause:
            left = clause.end()
        for said in self._attributive.finditer(text, left, name_start - _SHORTEST_POST):
            if self.ends_in_post(text, said.end(), name_start):
                left = said.end()  # 率团进行友好访问的县委常委X
        blank = text.rfind(" ", left, name_start - _SHORTEST_POST)
        if blank - left >= _HEADLINE_PART and not self.ends_in_post(text, left, blank):
            left = blank  # lines of a headline: 研究部署汛期工作 县长X主持会议
        while left < name_start and text[left] == " ":
            left += 1
        return left

    def _cuts(self, text: str, cut: Match, left: int, name_start: int) -> bool:
        """Whether a verb or preposition in mid-piece really ends the words before it."""
        if len(cut[0]) >= 2 or cut[0] in self.grammar.words("hard_breaker"):
            return name_start - cut.end() >= 2
        before = text[left : cut.start()]
        soft = cut[0] in self.grammar.words("soft_breaker")
        return soft and len(before) <= 6 and self.post.search(before) is None

    def _stacked(self, text: str, left: int, floor: int) -> int:
        """The start of the posts stacked before `left`: 市委常委、|副市长X.

        Behind a whole post a stack may hold offices that share the last one (组长、党政办、|信访办主任X). Posts parted
        by commas are one stack only where nothing but posts stands between the beginning of the sentence and the name.
        """
        stacked = left
        comma = False
        while left > floor and text[left - 1] in "、，":
            comma = comma or text[left - 1] == "，"
            start = self.piece_start(text, left - 1, floor)
            if start >= left - 1:
                break
            crowd = self._crowd.search(text, start, left - 1)
            post = self.ends_in_post(text, start, left - 1) and not self._is_surnamed(text, start, left - 1)
            if crowd or not (post or (not comma and self.is_unit(text, start, left - 1))):
                break
            left = start
            if post and (not comma or left == 0 or text[left - 1] in _SENTENCE_ENDS):
                stacked = left
        return stacked

    def _is_surnamed(self, text: str, start: int, end: int) -> bool:
        """Whether a person known by surname stands at the end: 党工委徐书记."""
        for found in self.surnamed.finditer(text, start, end):
            if found["surname"] is not None and found.end() == end and found.start() > start:
                return self._unit_edge.search(text[start : found.start()]) is not None
        return False

    def ends_in_post(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]` ends in a post; blanks inside count for nothing."""
        said = squeezed(text[start:end])
        if said.endswith("）") and "（" in said:
            said = said[: said.rindex("（")]
        return any(said[-size:] in self.names.posts for size in range(1, min(8, len(said)) + 1))

    def ends_in_unit(self, text: str, start: int, end: int) -> bool:
        """Whether a unit, or a word behind which a post begins, stands at the end of `text[start:end]`."""
        return self._unit_edge.search(text[max(start, end - 12) : end]) is not None

    def is_unit(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]` ends like the name of a unit."""
        return self._unit_tail.search(text, start, end) is not None

    def is_group(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]` ends like a unit or an unnamed group."""
        said = text[start:end]
        return self._unit_tail.search(said) is not None or self._group_edge.search(said) is not None
