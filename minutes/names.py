"""What a person's name (姓名) is: where one that begins at a given place ends.

A name ends where everything speaks for it: its surname, its length, what follows it, whether the same name stands
elsewhere in the document. No dictionary of given names is asked: 高明, 方正 and 江要武 are names where a post or a list
says so.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

import regex

from minutes.document import Span
from minutes.foreign_names import ForeignNames
from minutes.grammar import Grammar
from minutes.name_ends import NameEnds

_HAN: Final = regex.compile(r"\p{Han}")
_HAN_RUN: Final = regex.compile(r"\p{Han}+")
DOTS: Final = "·•・‧．.-－"  # what may part a foreign name
_LONGEST_FOREIGN: Final = 8  # characters of a name without a surname
LONGEST: Final = 6  # characters of a Han name without a dot, compound surname included


class NameReading(NamedTuple):
    """A name that may begin at a place: where it ends, and how much speaks for it (higher is surer)."""

    span: Span
    name: str
    score: float


class NameReader:
    """Reads names out of a text with one grammar's surnames, followers and common words."""

    def __init__(self, grammar: Grammar) -> None:
        self.surnames = grammar.words("surname")
        self.compounds = grammar.words("compound_surname")
        self._rare = grammar.words("rare_surname")
        self._first = self.surnames | {name[0] for name in self.compounds}
        self.common = grammar.words("common_word")
        self.posts = grammar.words("post")
        self.vocabulary = grammar.words("vocabulary")
        self._never = grammar.words("never_in_name")
        self._conjunctions = grammar.words("conjunction_surname")
        self._closed = grammar.words("closed_in_name")
        self._never_first = grammar.words("never_begins_name")
        self._never_last = grammar.words("never_last_in_name")
        self._unlikely = grammar.words("unlikely_in_name")
        self._unlikely_before_act = self._unlikely - grammar.words("likely_before_act")
        self._not_names = grammar.words("not_name")
        self._saying = grammar.words("saying_char")
        self._joining = grammar.words("joining_surname")
        self._adverbs = grammar.words("adverb_surname")
        self._particles = grammar.words("acting_particle")
        self._followers = grammar.words("name_follow") | grammar.words("plain_act")
        self.ends = NameEnds(grammar)
        self.foreigners = ForeignNames(grammar, self.ends)
        self._dotted = grammar.compile(r"{dotted_name}")
        self._latin = grammar.compile(r"{latin_name}")

    def read(
        self, text: str, at: int, end: int, *, known: Collection[str] = (), trusted: bool, certain: bool = False
    ) -> NameReading | None:
        """The best reading of a name that begins at `at` in `text[at:end]`, or None.

        `trusted` says that a post, a label or a list announces a name here: then unusual surnames and names that are
        common words count too. `certain` says that nothing but a name can stand here (behind a head's post, between
        the marks of a list of names): then any characters count that no other rule forbids.
        """
        if at >= end:
            return None
        if not trusted and not certain and not self._may_begin(text, at, known):
            return None
        dotted = self._dotted.match(text, at, min(end, at + 40))
        if dotted:
            stop = self.foreigners.dotted_end(text, dotted, end)
            return None if stop is None else NameReading(Span(at, stop), text[at:stop], 4.5)
        if trusted and "A" <= text[at] <= "Z":
            latin = self._latin.match(text, at, min(end, at + 60))
            if latin and len(latin[0]) > 2 and self.ends.score(text, latin.end(), end) > 0:
                return NameReading(Span(at, latin.end()), latin[0], 3.0)
            return None
        best: NameReading | None = None
        for reading in self._readings(text, at, end, known, trusted or certain, certain):
            if best is None or reading.score >= best.score:
                best = reading
        return best

    def _may_begin(self, text: str, at: int, known: Collection[str]) -> bool:
        """A first look: whether a bare name can begin at `at` at all."""
        if text[at] in self._first or text.find("·", at, at + 8) >= 0 or text.find("•", at, at + 8) >= 0:
            return True
        return text.startswith(tuple(known), at)

    def _readings(
        self, text: str, at: int, end: int, known: Collection[str], trusted: bool, certain: bool
    ) -> list[NameReading]:
        if text.find(" ", at, at + LONGEST) < 0:
            return self._unspaced(text, at, end, known, trusted, certain)
        found = []
        stop = at
        chars: list[str] = []
        while stop < end and len(chars) < LONGEST:
            char = text[stop]
            if char == " ":
                # a blank stands only between the two characters of a short name: 王 磊
                if len(chars) != 1 and not (len(chars) == 2 and "".join(chars) in self.compounds):
                    break
                gap = stop
                while gap < end and text[gap] == " ":
                    gap += 1
                if gap - stop > 3 or gap >= end or not _HAN.match(text[gap]):
                    break
                stop = gap
                continue
            if not ("一" <= char <= "\u9fff" or _HAN.match(char)):
                break
            chars.append(char)
            stop += 1
            if len(chars) >= 2:
                spaced = stop - at > len(chars)
                if spaced and len(chars) > 2 and "".join(chars[:2]) not in self.compounds:
                    break
                name = "".join(chars)
                score = self._score(name, text, stop, end, known, trusted, certain or (spaced and trusted))
                if spaced and score > 0:
                    score += 1.5
                if score > 0:
                    found.append(NameReading(Span(at, stop), name, score))
        return found

    def _unspaced(
        self, text: str, at: int, end: int, known: Collection[str], trusted: bool, certain: bool
    ) -> list[NameReading]:
        found: list[NameReading] = []
        han = _HAN_RUN.match(text, at, min(at + LONGEST, end))
        head = text[at : at + 2]
        if not trusted and self._no_name_begins(head) and not _begins_one(head, known):
            return found
        for stop in range(at + 2, han.end() + 1 if han else 0):
            if (
                text[stop - 1] in self._never
                and not _begins_one(head, known)
                and not (trusted and self.foreigners.transliterated(text[at:stop]))
            ):
                break  # every longer name holds it too
            name = text[at:stop]
            if stop < end and text[stop] not in self.ends.ending and not text[stop].isdigit() and name not in known:
                continue
            score = self._score(name, text, stop, end, known, trusted, certain)
            if score > 0:
                found.append(NameReading(Span(at, stop), name, score))
        return found

    def _no_name_begins(self, head: str) -> bool:
        """Whether no bare name begins with these two characters, unless the document knows one."""
        return head in self._not_names or (head in self.common and head not in self.compounds)

    def _score(
        self, name: str, text: str, stop: int, end: int, known: Collection[str], trusted: bool, certain: bool
    ) -> float:
        follows = self.ends.score(text, stop, end)
        if name in known and (follows or trusted):
            return follows + 8.0 + 0.1 * len(name)
        if follows == 0:
            return 0.0
        whole = len(name) > 3 or name[0] not in self.surnames
        sounds = trusted and whole and self.foreigners.transliterated(name)
        if sounds and (self.ends.closes_foreign(text, stop, end) or self.ends.acts(text, stop, end)):
            return 2.5
        if (
            (name[-1] in self._never_last and (follows < 3 or (len(name) > 3 and name[:2] not in self.compounds)))
            or name[:2] in self._never_first
            or name in self.posts
            or name[1:] in self.posts
            or name[-2:] in self.posts
            or not self._never.isdisjoint(name[1:])
            or (follows < 2 and not self._closed.isdisjoint(name[1:]))
        ):
            return 0.0
        if not trusted and (
            name in self._not_names
            or self._no_name_begins(name[:2])
            or not self._unlikely_at(name, text, stop, end).isdisjoint(name[1:])
        ):
            return 0.0
        if not certain and follows < 3 and name[-1] in self._unlikely_before_act:
            return 0.0
        if name[-1] in self._saying and text[stop : stop + 1] in ("：", "，") and not (certain and name in self.common):
            return 0.0  # 骆远说：, but 主任古道，
        if len(name) == 3 and name[0] in self._joining and name[1:] in self.vocabulary:
            return 0.0  # 专家和领导
        if not certain and (len(name) > 4 or (len(name) == 3 and not self._followers.isdisjoint((name[:2], name[1:])))):
            return 0.0
        score = follows
        surnamed = name[0] in self.surnames or (certain and name[0] in self._rare)
        # 副书记幸福等参加: behind 等 and 及 others follow, so that a person stands before
        company = (surnamed or len(name) == 3) and self.ends.in_company(text, stop, end)
        firm = follows >= 2.5 or company or self.ends.acts(text, stop, end)
        if name[:2] in self.compounds and len(name) in (3, 4):
            score += 3.5
        elif surnamed and len(name) <= 3:
            score += 2.0 if len(name) == 2 else 2.5
        elif certain and len(name) <= 3 and firm and self._free(name, marked=follows >= 2.5):
            score += 0.5 if len(name) == 2 else 0.6
        elif not trusted or not self.foreigners.possible(name, text, stop, end):
            return 0.0
        else:
            score -= 1.0
        if name in self._followers or name in self._not_names:
            # 区委书记严肃主持召开: behind a head's post even such a word is the name of who presides
            presides = certain and self.ends.presides(text, stop, end)
            listed = text[stop : stop + 1] == "、"
            if not listed and not presides and not (certain and firm and name not in self._followers):
                return 0.0
            score -= 1.0
        elif name in self.common:
            if not (certain and firm) and follows < 2:
                return 0.0
            score -= 1.0
        if len(name) == 3 and name[-1] in self._particles and self.ends.opens_another(text, stop, end):
            score -= 1.5  # 温故和|副市长荆棘, 闵慷为|学员
        if len(name) == 2 and name[0] in self._adverbs and self.ends.straddled(text, stop, end):
            return 0.0  # 校长曾提|出
        if len(name) > 2 and self.ends.straddled(text, stop, end):
            if not certain:
                return 0.0
            score -= 1.0
        elif len(name) > 2 and name[-1] in self._particles:
            score -= 1.0
        return score

    def _unlikely_at(self, name: str, text: str, stop: int, end: int) -> frozenset[str]:
        """What a bare name that ends at `stop` hardly holds; less where its bearer presides or speaks at once."""
        if len(name) == 3 and self.ends.presides(text, stop, end):
            return self._unlikely_before_act
        return self._unlikely

    def _free(self, name: str, *, marked: bool) -> bool:
        """Whether nothing in a name without a surname speaks against it: no verb, no office, no particle."""
        if name in self._followers or name[:2] in self._followers or name[-2:] in self._followers:
            return False
        if any(name[i : i + 2] in self.vocabulary for i in range(len(name) - 1)):
            return False
        if name[0] in self._never or not self._unlikely.isdisjoint(name[1:]):
            return False
        return marked or name[0] not in self._particles

    def conjoined(self, reading: NameReading, known: Collection[str] = ()) -> bool:
        """Whether the name's surname is really a conjunction or preposition: 委员|和专家, 教师|从教学."""
        spaced = len(reading.span) > len(reading.name)
        return reading.name[0] in self._conjunctions and reading.name not in known and not spaced

    def is_word(self, name: str) -> bool:
        """Whether `name` is a word that reports use beside names all the time: 代表, 管理."""
        return name in self._followers or name in self._not_names

    def plausible(self, name: str) -> bool:
        """Whether `name` has a surname, a dot, Latin letters or the sound of a foreign one: not 专家学者|登台授课."""
        surnamed = name[0] in self._first or name[:2] in self.compounds
        return surnamed or not _HAN_RUN.fullmatch(name) or self.foreigners.transliterated(name)

    def possible(self, name: str) -> bool:
        """Whether nothing within `name`, a surname and what follows it, speaks against a name.

        >>> from minutes.grammar import load_grammar
        >>> names = NameReader(load_grammar())
        >>> names.possible("尉迟昭"), names.possible("王出席")
        (True, False)
        """
        surname = 2 if name[:2] in self.compounds else 1 if name[0] in self.surnames else 0
        if not 0 < surname < len(name) or self._no_name_begins(name[:2]) or name in self.posts:
            return False
        return (
            self._never.isdisjoint(name[1:])
            and self._unlikely.isdisjoint(name[1:])
            and self._never_last.isdisjoint(name[-1])
            and name not in self.common
            and self._followers.isdisjoint((name, name[:2], name[surname:], name[-2:]))
        )

    def foreign(self, text: str, at: int, end: int) -> NameReading | None:
        """The name without a surname that can begin at `at` behind a foreigner's post: 总统|卡兰举行, 总统|霍因斯贝尔。

        It is the shortest one, unless what stands before the next mark sounds like one as a whole.
        """
        found = None
        for stop in range(at + 2, min(at + _LONGEST_FOREIGN, end) + 1):
            name = text[at:stop]
            if not (_HAN.match(name[0]) and _HAN.match(name[-1])):
                break
            if self.ends.score(text, stop, end) <= 0:
                continue
            # the longer ones are no words, whatever words their syllables make: 塔克拉玛诺维奇
            verb = name[:2] in self._followers  # 总统|访问德国
            sounds = len(name) >= 4 and not verb and self.ends.closes_foreign(text, stop, end)
            if self.foreigners.never.isdisjoint(name) if sounds else found is None and self._free(name, marked=True):
                found = NameReading(Span(at, stop), name, 2.0)
        return found


def _begins_one(head: str, known: Collection[str]) -> bool:
    return any(name.startswith(head) for name in known)
