"""Names that show by standing in a document twice (复现的人名), where what follows them is no word that follows names.

县长尉迟昭眉头一皱 alone leaves open where the name ends. 尉迟昭 at the beginning of another clause, with other words
behind it, settles it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

import regex

from minutes.compiled import overlapping
from minutes.grammar import Grammar
from minutes.names import LONGEST, NameReader

_HAN: Final = regex.compile(r"\p{Han}+")
_REACH: Final = (
    20_000  # code points on either side in which a name is looked for again, so that no page costs its square
)
_BEFORE_CLAUSE: Final = frozenset("，。；：！？\n”）")


class RecurringNames:
    """Finds such names with one grammar. Places are offsets in code points."""

    def __init__(self, grammar: Grammar) -> None:
        self._names = grammar.tool(NameReader)
        self._post = grammar.pattern("post_here")
        self._weak = grammar.words("weak_post")

    def names(self, text: str, start: int, end: int, known: Collection[str]) -> Iterator[str]:
        """The names behind a head's post in `text[start:end]` that are not `known` and that `text` shows elsewhere too.

        >>> from minutes.grammar import load_grammar
        >>> page = "县长尉迟昭眉头一皱。尉迟昭扭头就走。"
        >>> list(RecurringNames(load_grammar()).names(page, 0, 10, ()))
        ['尉迟昭']
        """
        for post in overlapping(self._post, text, start, end):
            at = post.end()
            if post[0] in self._weak or any(text[at : at + size] in known for size in range(2, LONGEST + 1)):
                continue
            for size in self._sizes(text, at):
                name = text[at : at + size]
                if self._names.possible(name) and self._stands_elsewhere(text, at, name):
                    yield name
                    break

    def _sizes(self, text: str, at: int) -> tuple[int, ...]:
        return (4, 3) if text[at : at + 2] in self._names.compounds else (3, 2)

    def _stands_elsewhere(self, text: str, at: int, name: str) -> bool:
        """Whether the name opens another clause, and goes on there with another character."""
        size = len(name)
        if not _HAN.fullmatch(text, at, at + size + 1):
            return False
        limit = at + _REACH
        place = text.find(name, max(0, at - _REACH), limit)
        while place >= 0:
            opens = place == 0 or text[place - 1] in _BEFORE_CLAUSE
            if opens and place != at and text[place + size : place + size + 1] != text[at + size]:
                return True
            place = text.find(name, place + 1, limit)
        return False
