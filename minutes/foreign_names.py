"""Names without a Chinese surname (译名): with a dot, transliterated, or simply strange. Places are code points."""

from __future__ import annotations

from typing import Final

from minutes.compiled import Match
from minutes.grammar import Grammar
from minutes.name_ends import NameEnds

_SHORTEST: Final = 3  # characters of a name without a surname and without a dot
_LAST_PART: Final = 4  # code points of the last part of a name with a dot, before a mark


class ForeignNames:
    """Tells with one grammar what can be such a name."""

    def __init__(self, grammar: Grammar, ends: NameEnds) -> None:
        self.ends = ends
        self._vocabulary = grammar.words("vocabulary")
        self._transliterated = grammar.words("transliterated")
        self._unlikely = grammar.words("unlikely_in_name")
        self.never = grammar.words("never_in_foreign_name")
        """Characters that no such name holds."""

    def dotted_end(self, text: str, found: Match, end: int) -> int | None:
        """Where a name with a dot ends, whose last part is at most as long as `found` says.

        That is the shortest part of two characters or more behind which a name can end, unless only a particle follows
        it and a mark stands further on: 阿不|都、.
        """
        last = found.start("last")
        marked = found.end() - last <= _LAST_PART and self.ends.score(text, found.end(), end) >= 3
        for stop in range(min(last + 2, found.end()), found.end() + 1):
            follows = self.ends.score(text, stop, end)
            if follows >= 2 or (follows > 0 and not marked):
                return stop
        return None

    def transliterated(self, name: str) -> bool:
        """Whether `name` is written in characters of transliteration alone, whatever words they make.

        >>> from minutes.grammar import load_grammar
        >>> grammar = load_grammar()
        >>> foreign = ForeignNames(grammar, NameEnds(grammar))
        >>> [foreign.transliterated(name) for name in ("乌云其其格", "吉克阿各", "工作报告")]
        [True, True, False]
        """
        return len(name) >= _SHORTEST and self._transliterated.issuperset(name)

    def possible(self, name: str, text: str, stop: int, end: int) -> bool:
        """Whether a name without a surname that ends at `stop` is possible: 图兰六世, 乌兰托娅."""
        if len(name) < _SHORTEST or not self.never.isdisjoint(name) or name[-1] in self._unlikely:
            return False
        if any(name[i : i + 2] in self._vocabulary for i in range(len(name) - 1)):
            return False
        return self.ends.closes_foreign(text, stop, end) or self.ends.acts(text, stop, end)
