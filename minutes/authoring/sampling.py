"""Short texts that a pattern accepts, made from its tree: each alternative once. They show what a gate shuts out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import regex

from minutes.grammar import Grammar
from minutes.pattern_tree import Piece, Shape, read_pattern
from minutes.template_parts import Template

MOST: Final = 400  # samples of one template
_FILLERS: Final = "甲乙1a，。：“《（、 \n\ue000-〔"  # tried in turn for a class of characters
_BEFORE: Final = ("", "，", "。", "\n", "甲", "甲乙丙，", "（")  # what a look-behind may ask for
_AFTER: Final = ("", "，", "。", "\n", "甲乙丙")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}


def sample_texts(grammar: Grammar, template: Template) -> Iterator[str]:
    """Texts that the template's pattern matches, each found by really matching it."""
    pattern = grammar.compiled(template)
    sampler = _Sampler(grammar)
    for number, sample in enumerate(dict.fromkeys(sampler.samples(read_pattern(template.pattern)))):
        if number >= MOST:
            return
        for text in (before + sample + after for before in _BEFORE for after in _AFTER):
            found = pattern.search(text)
            if found and found.end() > found.start():
                yield text
                break


class _Sampler:
    """Makes samples; the first sample of a piece is its plainest, the others vary one alternative each."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self._entries: dict[str, list[str]] = {}

    def samples(self, piece: Piece) -> list[str]:
        """The samples of a piece; an optional piece is left out in the first one."""
        match piece.shape:
            case Shape.LITERAL:
                once = [_literal(piece.source)]
            case Shape.CLASS:
                once = [_filler(_uncounted(piece))]
            case Shape.REFERENCE:
                once = self._of_entry(piece.name)
            case Shape.CHOICE:
                once = [sample for branch in piece.parts for sample in self.samples(branch)]
            case Shape.SEQUENCE:
                once = self._of_sequence(piece.parts)
            case Shape.GROUP:
                once = self.samples(piece.parts[0])
            case _:
                once = [""]
        if piece.counted:
            once = [sample * max(piece.least, 1) for sample in once]
            if piece.least == 0:
                once = ["", *once]
        return list(dict.fromkeys(once))[:MOST]

    def _of_sequence(self, parts: Sequence[Piece]) -> list[str]:
        each = [self.samples(part) for part in parts]
        plain = [options[0] for options in each]
        found = ["".join(plain)]
        for place, options in enumerate(each):
            found += ["".join((*plain[:place], option, *plain[place + 1 :])) for option in options[1:]]
        return found

    def _of_entry(self, name: str) -> list[str]:
        if name not in self._entries:
            self._entries[name] = [""]  # an entry that speaks of itself is told elsewhere
            entry = self.grammar.lexicon.get(name)
            if entry is not None:
                made = list(entry.words)
                if entry.pattern is not None:
                    made += self.samples(read_pattern(entry.pattern))
                self._entries[name] = made or [""]
        return self._entries[name]


def _literal(source: str) -> str:
    bare = source if source[0] != "\\" else source[:6] if source[1] == "u" else source[:2]
    if bare[0] != "\\":
        return bare[0]
    if bare[1] == "u" and len(bare) == 6:
        return chr(int(bare[2:], 16))
    return _ESCAPES.get(bare[1], bare[1])


def _uncounted(piece: Piece) -> str:
    """The class without its count."""
    return regex.sub(r"(?:[*+?]|\{\d*,?\d*\})[?+]?\Z", "", piece.source) if piece.counted else piece.source


@lru_cache(maxsize=1024)
def _filler(source: str) -> str:
    pattern = regex.compile(source, regex.VERSION1 | regex.VERBOSE)
    found = next((char for char in _FILLERS if pattern.fullmatch(char)), None)
    if found is None:  # a class of few characters: any of those it names
        found = next((char for char in source if pattern.fullmatch(char)), "")
    return found
