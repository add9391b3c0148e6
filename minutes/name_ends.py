"""Where a name can end: what follows it in running text (姓名之后), marks, posts, verbs and those in company."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from minutes.grammar import Grammar

STOP: Final = frozenset("，。、；：！？（）”’》】…—\n〕|/")
_REMEMBERED: Final = 1 << 15


class NameEnds:
    """Judges places behind names with one grammar. Places are offsets in code points."""

    def __init__(self, grammar: Grammar) -> None:
        self._closed = grammar.words("light_follower")
        self._weak = grammar.words("weak_follower")
        self._closers = grammar.words("list_closer")
        self._closing = tuple(sorted(grammar.words("foreign_closing")))
        self._company = tuple(sorted(grammar.words("company")))
        self._follow = grammar.compile(r"{name_follow}|{address}|{post}")
        follow = grammar.words("name_follow") | grammar.words("address") | grammar.words("post")
        self._firsts = frozenset(word[0] for word in follow)
        self.ending = self._firsts | STOP | {chr(code) for code in range(0xE000, 0xE010)} | {" "}
        """The characters, digits aside, before which alone a name can end."""
        self._reach = max(map(len, follow))
        # few beginnings make most of a text, so that remembering them is cheaper than matching
        self._following = lru_cache(_REMEMBERED)(self._size)
        self._post = grammar.compile(r"{post}")
        self._many = grammar.words("weak_post") - grammar.words("address")
        self._verb = grammar.compile(r"{person_verb}")
        self._presides = grammar.compile(r"{presiding}")
        self._reason = grammar.compile(r"{absence_reason}")

    def _size(self, said: str) -> int:
        """How long what may follow a name is at the beginning of `said`; 0 where there is nothing of the kind."""
        found = self._follow.match(said)
        return len(found[0]) if found else 0

    def score(self, text: str, stop: int, end: int) -> float:
        """How well a name can end at `stop`: 3 at a mark, 2 before a post or a long verb, 1 to 1.25 else, 0 never.

        >>> from minutes.grammar import load_grammar
        >>> ends = NameEnds(load_grammar())
        >>> [ends.score(text, 2, len(text)) for text in ("高明，", "高明出席会议", "高明灯")]
        [3.0, 2.0, 0.0]
        """
        if stop >= end:
            return 3.0
        char = text[stop]
        if char in STOP or "\ue000" <= char <= "\ue00f":
            return 3.0
        if char == " ":
            return 2.5
        if char.isdigit():
            return 2.0
        if char not in self._firsts:
            return 0.0
        size = self._following(text[stop : min(stop + self._reach, end)])
        if size == 0:
            return 0.0
        if size >= 2:
            return 2.0
        if char in self._closed:
            # 郝运来、 is a name: a preposition or a light verb has something behind it
            after = text[stop + 1 : stop + 2]
            if not after or after in STOP or after in self._closers:
                return 0.0
        return 1.0 if char in self._weak else 1.25

    def opens_another(self, text: str, stop: int, end: int) -> bool:
        """Whether a post follows at `stop` that is not of whose name ends there: 副市长荆棘, 学员."""
        post = self._post.match(text, stop, end)
        return post is not None and (post[0] in self._many or self.score(text, post.end(), end) == 0)

    def straddled(self, text: str, stop: int, end: int) -> bool:
        """Whether a word that follows names begins with the character before `stop` and goes on: 连城关|于."""
        if stop >= end or text[stop] in STOP or text[stop - 1] not in self._firsts:
            return False
        return self._following(text[stop - 1 : min(stop - 1 + self._reach, end)]) >= 2

    def closes_foreign(self, text: str, stop: int, end: int) -> bool:
        """Whether what follows at `stop` leaves no doubt that a name without a surname ends: a mark, 时, 一行."""
        return stop >= end or text[stop] in STOP or text[stop] >= "\ue000" or text.startswith(self._closing, stop, end)

    def in_company(self, text: str, stop: int, end: int) -> bool:
        """Whether others follow at `stop`, or do the same: 等, 与, 共同."""
        return text.startswith(self._company, stop, end)

    def presides(self, text: str, stop: int, end: int) -> bool:
        """Whether what follows at `stop` is what leaders do: 主持, 强调."""
        return self._presides.match(text, stop, end) is not None

    def absent(self, text: str, stop: int, end: int) -> bool:
        """Whether a reason for absence follows at `stop`: 家中有事, 出差."""
        return stop < end and self._reason.match(text, stop, end) is not None

    def acts(self, text: str, stop: int, end: int) -> bool:
        """Whether what follows at `stop` is something only a person taking part does."""
        return self._verb.match(text, stop, end) is not None
