"""Finds the people a text names: with posts before or after, in lists under a label, or by surname and post.

A mention (人员提及) is a name with the posts and the label that belong to it. Posts stack (市委常委、副市长X), are shared by
the names behind them (副主任X、Y), or follow the name (X教授). All spans are code points into the folded text.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import regex

from minutes.document import Span
from minutes.grammar import Grammar
from minutes.names import NameReader, NameReading

_FLAGS: Final = regex.V1 | regex.X
_HAN: Final = regex.compile(r"\p{Han}")
_LATIN_BRACKET: Final = regex.compile(r"（[^\p{Han}（）\n]{2,40}）")
_CLAUSE: Final = frozenset("，。；：！？\n…")
TITLE_LENGTH: Final = 48  # code points of posts before one name


@dataclass(frozen=True, slots=True)
class Mention:
    """A person as named at one place.

    `span` holds posts, label and name; `titles` are the spans of the posts as they stand, those behind the name
    included; `shared` tells that the posts stand before an earlier name of the same list.
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
        parts = [squeeze(clean[s.start : s.end]) for s in self.titles]
        return "".join(parts) or None


def squeeze(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


class MentionFinder:
    """Finds mentions with one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.names = NameReader(grammar)

    @cached_property
    def _post(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand("(?! {post_guard} ) {post}"), _FLAGS)

    @cached_property
    def _label(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand(r"{listed_label} [：]?"), _FLAGS)

    @cached_property
    def _strong_label(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand("{strong_label}"), _FLAGS)

    @cached_property
    def _separator(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand("{separator}"), _FLAGS)

    @cached_property
    def _opening(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand("(?:{opening} [，]?)+"), _FLAGS)

    @cached_property
    def _breaker(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand("{unit_head} | (?<cut>{title_breaker}) | (?<edge>{edge_breaker})"), _FLAGS)

    @cached_property
    def _address(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand("{address}"), _FLAGS)

    @cached_property
    def _surnamed(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand("{not_surname_address} | (?<surname>{compound_surname}|{surname}) (?<post>{address})"), _FLAGS)

    @cached_property
    def _clause_start(self) -> regex.Pattern[str]:
        return regex.compile(r"(?:\A|(?<=[，。；：！？\n”）]))", _FLAGS)

    def find(self, text: str, start: int, end: int, known: Collection[str] = ()) -> list[Mention]:
        """The mentions of `text[start:end]`, a sentence or several, left to right, none overlapping."""
        found: list[Mention] = []
        at = start
        taken = start
        for seed in self._seeds(text, start, end, known):
            if seed.span.start < taken:
                continue
            mention = self._with_titles(seed, text, taken, known)
            found.append(mention)
            taken = mention.span.end
            at = taken
            while at < end:
                following = self._next_in_list(text, at, end, mention, known)
                if following is None:
                    break
                found.append(following)
                mention = following
                taken = at = following.span.end
        return found

    # -- where a name may begin ------------------------------------------------------------------------------------

    def _seeds(self, text: str, start: int, end: int, known: Collection[str]) -> list[Mention]:
        """Every place at which a post, a label, a surname with a post or a clause start announces a name."""
        seeds: dict[int, Mention] = {}

        def add(mention: Mention) -> None:
            # the first reading of a place wins, posts before labels before bare names
            if mention.name_span.start not in seeds:
                seeds[mention.name_span.start] = mention

        for label in self._label.finditer(text, start, end):
            said = label[0].rstrip("：")
            strong = self._strong_label.search(said) is not None
            reading = self.names.read(text, label.end(), end, known=known, trusted=True, certain=strong)
            plain = reading is not None and (strong or (reading.score >= 3.5 and reading.name not in self.names.common))
            if reading and (reading.name in known or plain):
                mention = self._mention(text, reading, end, span_start=label.start())
                add(replace(mention, label=Span(label.start(), label.start() + len(said))))
        addressed: list[Mention] = []
        for address in self._address.finditer(text, start, end):
            mention = self._addressed_mention(text, address.start(), address.end(), start, end)
            if mention is not None:
                addressed.append(mention)
        behind = {title.end for mention in addressed for title in mention.titles if title.start >= mention.name_span.end}
        for post in self._post.finditer(text, start, end, overlapped=True):
            if post.start() > start and self._inside_longer_post(text, post.start(), post.end(), start):
                continue
            if post.end() in behind:
                # 习近平|总书记: the post belongs to the name before it
                continue
            certain = post[0] not in self.grammar.words("weak_post")
            reading = self.names.read(text, post.end(), end, known=known, trusted=True, certain=certain)
            if reading is None and text[post.end() : post.end() + 1] == " ":
                # 副县长 边关: a blank between post and name
                gap = post.end() + len(text[post.end() : end]) - len(text[post.end() : end].lstrip(" "))
                reading = self.names.read(text, gap, end, known=known, trusted=True, certain=certain)
            if reading and not self._swallows(text, post.end(), reading, end) and (certain or not self._conjoined(text, reading, known)):
                add(self._mention(text, reading, end, span_start=post.start(), post=Span(*post.span())))
        for mention in addressed:
            add(mention)
        for surnamed in self._surnamed.finditer(text, start, end):
            if surnamed["surname"] is None:
                continue
            mention = self._surnamed_mention(text, surnamed, start, end)
            if mention is not None:
                add(mention)
        for begin in self._clause_start.finditer(text, start, end):
            at = begin.start()
            opened = self._opening.match(text, at, end)
            for place in {at, opened.end() if opened else at}:
                reading = self.names.read(text, place, end, known=known, trusted=False)
                if reading is None or self._conjoined(text, reading, known):
                    if text.find("、", place, place + 32) < 0:
                        continue
                    listed = self.unit_listed(text, place, end, known)
                    if listed is not None and self._rhythm(text, listed, end, known):
                        add(replace(listed, sure=False))
                    continue
                mention = self._mention(text, reading, end, span_start=place)
                if reading.name in known or self._acts_later(text, mention.span.end, end):
                    add(replace(mention, sure=False))
        for name in known:
            at = text.find(name, start, end)
            while at >= 0:
                stop = at + len(name)
                if self.names.ends(text, stop, end) or at == start or text[at - 1] in "，。；：":
                    add(self._mention(text, NameReading(Span(at, stop), name, 9.0), end, span_start=at))
                at = text.find(name, stop, end)
        return sorted(seeds.values(), key=lambda m: (m.span.start if m.label else m.name_span.start))

    def _inside_longer_post(self, text: str, at: int, stop: int, start: int) -> bool:
        """Whether a longer post that begins further left ends at the same place or beyond."""
        for left in range(max(start, at - 4), at):
            longer = self._post.match(text, left)
            if longer and longer.end() >= stop:
                return True
        return False

    def _conjoined(self, text: str, reading: NameReading, known: Collection[str]) -> bool:
        """Whether the name's surname is really a conjunction or preposition: 委员|和专家, 教师|从教学."""
        spaced = len(reading.span) > len(reading.name)
        return reading.name[0] in self.grammar.words("conjunction_surname") and reading.name not in known and not spaced

    def _swallows(self, text: str, at: int, reading: NameReading, end: int) -> bool:
        """Whether the name is really the rest of a longer post (主任|医师X) or a verb with its object."""
        longer = self._post.match(text, at, end)
        if longer is None or longer.end() > reading.span.end or longer.end() - at < 2:
            return False
        # 县委书记|区长林: what is left behind the inner post is too short for a name
        return reading.span.end - longer.end() != 1

    @cached_property
    def _and_others(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand("{and_others}"), _FLAGS)

    def _rhythm(self, text: str, listed: Mention, end: int, known: Collection[str]) -> bool:
        """Whether a unit with a bare name is the first of a list of such."""
        if text[listed.span.end : listed.span.end + 1] != "、":
            return False
        following = self.unit_listed(text, listed.span.end + 1, end, known, rhythm=True)
        return following is not None

    def _addressed_mention(self, text: str, at: int, stop: int, start: int, end: int) -> Mention | None:
        """A name with its post behind it and a unit or an honouring word before: 我公司X总经理, 讲师团X教授."""
        if not self.names.ends(text, stop, end):
            return None
        for size in (3, 2, 4):
            begin = at - size
            if begin < start:
                continue
            reading = self.names.read(text, begin, stop, trusted=False)
            if reading is None or reading.span.end != at:
                continue
            if self._conjoined(text, reading, ()):
                continue
            before = text[max(start, begin - 12) : begin]
            if not before or not _HAN.match(before[-1]) or self._honoured.search(before):
                return self._mention(text, reading, end, span_start=begin)
        return None

    @cached_property
    def _honoured(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand(r"(?: {unit_tail} | {honoured} | {title_breaker} ) \Z"), _FLAGS)

    def _acts_later(self, text: str, at: int, end: int) -> bool:
        """Whether somebody acts here: a verb of taking part follows, at once or after more names of a list."""
        for _ in range(40):
            others = self._and_others.match(text, at, end)
            if others:
                at = others.end()
            if self.names.acts(text, at, end):
                return True
            gap = self._separator.match(text, at, end)
            if not gap or "，" in gap[0]:
                return False
            reading = self.names.read(text, gap.end(), end, trusted=True)
            if reading is None:
                return False
            at = reading.span.end
        return False

    # -- the mention around a name ---------------------------------------------------------------------------------

    def _mention(
        self, text: str, reading: NameReading, end: int, *, span_start: int, post: Span | None = None
    ) -> Mention:
        stop = reading.span.end
        titles: list[Span] = [post] if post else []
        after = self._address.match(text, stop, end)
        if after and not text.startswith(("同志",), stop) and self.names.ends(text, after.end(), end):
            if after[0] not in self.grammar.words("courtesy"):
                titles.append(Span(stop, after.end()))
            stop = after.end()
        elif stop < end and text[stop] == "（":
            close = text.find("）", stop, min(end, stop + 40))
            if close > 0:
                bracket = self.bracket_title(text, stop + 1, close)
                if bracket is not None:
                    titles.append(bracket)
                    stop = close + 1
        foreign = _LATIN_BRACKET.match(text, stop, end)
        if foreign:
            stop = foreign.end()
        if text.startswith("同志", stop) and stop + 2 <= end and not text.startswith("同志们", stop):
            stop += 2
        return Mention(Span(span_start, stop), reading.name, reading.span, tuple(titles), sure=reading.score >= (1.5 if post else 3.0))

    def bracket_title(self, text: str, start: int, end: int) -> Span | None:
        """The post in a bracket behind a name: its first part that ends in a post."""
        at = start
        for part in regex.split("([，；])", text[start:end]):
            if part not in ("，", "；"):
                last = None
                for post in self._post.finditer(part, overlapped=True):
                    last = post
                if last is not None and last.end() >= len(part.rstrip()):
                    return Span(at, at + len(part))
            at += len(part)
        return None

    def _surnamed_mention(self, text: str, found: regex.Match[str], start: int, end: int) -> Mention | None:
        """徐书记: a surname with a post, when nothing before it makes it part of a longer word."""
        at = found.start()
        if not self.names.ends(text, found.end(), end):
            return None
        before = text[max(start, at - 1) : at]
        if before and "\u4e00" <= before <= "\u9fff":
            head = text[max(start, at - 12) : at]
            if not self._unit_end.search(head):
                return None
        span = Span(*found.span())
        return Mention(span, found[0], span, surname_only=True, sure=False)

    @cached_property
    def _unit_end(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand(r"(?: {unit_tail} | {title_breaker} | 我[校院局县区市] ) \Z"), _FLAGS)

    def _with_titles(self, mention: Mention, text: str, floor: int, known: Collection[str]) -> Mention:
        """The mention with the posts before its name, stacked ones included, and the unit they are of."""
        if mention.label is not None:
            return mention
        name_start = mention.name_span.start
        left = self._piece_start(text, name_start, floor)
        head = Span(left, name_start)
        if head.start >= head.end:
            return mention
        has_post = bool(mention.titles) and mention.titles[0].end <= name_start
        behind = tuple(t for t in mention.titles if t.start >= mention.name_span.end)
        if not has_post:
            # a unit before a bare name: 区财政局闵慷; a unit before a name with a post behind: 讲师团濮阳川教授
            if not self._unit_end_strict.search(text, head.start, head.end):
                return mention
            if behind or mention.surname_only:
                pronoun = self._pronoun.fullmatch(text, head.start, head.end)
                titles = behind if pronoun else (head, *behind)
                if mention.surname_only:
                    post_at = mention.name_span.start + len(mention.name) - len(self._post_of(mention.name))
                    titles = (head, Span(post_at, mention.name_span.end))
                return replace(mention, span=Span(head.start, mention.span.end), titles=titles, organization=head)
            return replace(mention, span=Span(head.start, mention.span.end), organization=head)
        start = self._stacked(text, head.start, floor, known)
        return replace(mention, span=Span(start, mention.span.end), titles=(Span(start, name_start),))

    def _post_of(self, name: str) -> str:
        size = 2 if name[:2] in self.names.compounds else 1
        return name[size:]

    @cached_property
    def _unit_end_strict(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand(r"(?: {unit_tail} | 我[校院局县区市] | 公司 ) (?=\Z | [\p{Han}]{2,4} )"), _FLAGS)

    @cached_property
    def _pronoun(self) -> regex.Pattern[str]:
        return regex.compile(r"[我本该][\p{Han}]{1,3}", _FLAGS)

    def _piece_start(self, text: str, name_start: int, floor: int) -> int:
        """Where the posts before a name begin: behind the last mark, the sentence's opening words or its verb."""
        left = name_start
        depth = 0
        lowest = max(floor, name_start - TITLE_LENGTH)
        while left > lowest:
            char = text[left - 1]
            if char in "）”》":
                depth += 1
            elif char in "（“《":
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0 and (char in "，。；：！？、\n…—" or "\ue000" <= char <= "\ue00f"):
                break
            left -= 1
        if depth and left == lowest:
            return name_start
        opening = self._opening.match(text, left, name_start)
        if opening:
            left = opening.end()
        for cut in self._breaker.finditer(text, left, name_start):
            at_edge = cut.start() == left and (cut["edge"] is not None or cut["cut"] is not None)
            if at_edge or (cut["cut"] is not None and self._cuts(text, cut, left, name_start)):
                left = cut.end()
        clause = self._title_clause.match(text, left, name_start)
        if clause:
            left = clause.end()
        while left < name_start and text[left] in " 　":
            left += 1
        return left

    @cached_property
    def _title_clause(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand("{title_clause}"), _FLAGS)

    def _cuts(self, text: str, cut: regex.Match[str], left: int, name_start: int) -> bool:
        """Whether a verb or preposition really ends the words before it: single characters only at a piece's edge."""
        if len(cut[0]) >= 2 or cut[0] in ("由", "率", "携"):
            return name_start - cut.end() >= 2
        if cut.start() == left:
            return True
        before = text[left : cut.start()]
        return self._post.search(before) is None and len(before) <= 6 and cut[0] in "在对向"

    def _stacked(self, text: str, left: int, floor: int, known: Collection[str]) -> int:
        """The start of the posts stacked before `left` with 、 between them: 市委常委、|副市长X."""
        while left > floor and text[left - 1] == "、":
            start = self._piece_start(text, left - 1, floor)
            if start >= left - 1:
                break
            if not self.ends_in_post(text, start, left - 1) or self._is_surnamed(text, start, left - 1):
                break
            left = start
            if left > floor and text[left - 1] != "、":
                break
        return left

    def ends_in_post(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]` ends in a post; blanks inside count for nothing."""
        said = squeeze(text[start:end])
        if said.endswith("）") and "（" in said:
            said = said[: said.rindex("（")]
        return any(said[-size:] in self.names.posts for size in range(1, min(8, len(said)) + 1))

    def is_group(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]` ends like a unit or an unnamed group."""
        said = text[start:end]
        return self._unit_end.search(said) is not None or self._group_end.search(said) is not None

    def _is_surnamed(self, text: str, start: int, end: int) -> bool:
        for found in self._surnamed.finditer(text, start, end):
            if found["surname"] is not None and found.end() == end and found.start() > start:
                return self._unit_end.search(text[start : found.start()]) is not None
        return False

    # -- lists -----------------------------------------------------------------------------------------------------

    def _next_in_list(
        self, text: str, at: int, end: int, last: Mention, known: Collection[str]
    ) -> Mention | None:
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
        reading = self.names.read(text, place, end, known=known, trusted=True, certain=pure and not self._unit_here(text, place, end))
        if reading is None:
            return self.unit_listed(text, place, end, known, rhythm=last.organization is not None and not last.titles)
        if reading.score < (4.5 if comma else 0.5 if pure else 3.0) and reading.name not in known:
            return None
        if comma and not self._list_goes_on(text, reading, end, known):
            return None
        if self._post_begins(text, place, reading, end):
            return None
        mention = self._mention(text, reading, end, span_start=place)
        if mention.titles:
            return mention
        if comma:
            return replace(mention, label=last.label) if last.label else mention
        # 副市长X与Y: only 、 and 和 share the post
        listing = text[last.span.end : place].strip() in ("、", "和", "、和")
        before = tuple(t for t in last.titles if t.end <= last.name_span.start or last.shared) if listing else ()
        surnamed = self._surnamed.match(text, place, end)
        if surnamed and surnamed["surname"] and surnamed.end() == mention.span.end and last.surname_only:
            post = Span(surnamed.start("post"), surnamed.end("post"))
            unit = (last.organization,) if last.organization else ()
            return replace(mention, titles=(*unit, post), organization=last.organization, surname_only=True)
        return replace(mention, titles=before, label=last.label, shared=bool(before))

    def _unit_here(self, text: str, place: int, end: int) -> bool:
        """Whether a unit or a group stands at `place` up to the next mark, not a name."""
        mark = self._mark.search(text, place, min(end, place + 30))
        stop = mark.start() if mark else min(end, place + 30)
        return stop - place > 4 or self._unit_end.search(text[place:stop]) is not None or self._group_end.search(text[place:stop]) is not None

    @cached_property
    def _group_end(self) -> regex.Pattern[str]:
        return regex.compile(self.grammar.expand(r"{group_tail} \Z"), _FLAGS)

    def unit_listed(
        self, text: str, place: int, end: int, known: Collection[str], *, rhythm: bool = False
    ) -> Mention | None:
        """区财政局闵慷 in a list: a unit and a bare name, up to the next mark."""
        mark = self._mark.search(text, place, min(end, place + 30))
        stop = mark.start() if mark else min(end, place + 30)
        for size in (3, 2, 4):
            begin = stop - size
            if begin - place < 2:
                continue
            reading = self.names.read(text, begin, end, known=known, trusted=True)
            if reading is None or reading.span.end != stop or reading.score < 3.5:
                continue
            common = reading.name in self.names.common or not _HAN.match(reading.name)
            if (common and not rhythm) or self._unit_end.search(text[max(place, stop - 12) : stop]):
                continue
            if self._unit_end.search(text[max(place, begin - 12) : begin]) and not self._post.search(text, place, stop):
                unit = Span(place, begin)
                return Mention(Span(place, stop), reading.name, reading.span, organization=unit)
        return None

    @cached_property
    def _mark(self) -> regex.Pattern[str]:
        return regex.compile("[，。；：！？、\n（）等]", _FLAGS)

    def _list_goes_on(self, text: str, reading: NameReading, end: int, known: Collection[str]) -> bool:
        """Whether a name behind a comma is one of a list and not the beginning of the next clause."""
        if reading.name in known:
            return True
        if self.names.acts(text, reading.span.end, end):
            return True
        return reading.span.end < end and text[reading.span.end] in "、"

    def _post_begins(self, text: str, place: int, reading: NameReading, end: int) -> bool:
        """Whether a post with its own name stands here, so that these characters are no bare name."""
        stop = min(end, place + TITLE_LENGTH)
        mark = self._mark.search(text, reading.span.end, stop)
        limit = mark.start() if mark else stop
        post = self._post.search(text, place, limit)
        if not post:
            return False
        if post.start() >= reading.span.end and self.names.acts(text, reading.span.end, end):
            return False
        inner = self.names.read(text, post.end(), end, trusted=True)
        return inner is not None and post.end() <= limit
