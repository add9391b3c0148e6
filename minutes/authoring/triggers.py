"""Trigger words: literals of gates that tell of what a kind of frame is about, and the sentences that hold them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from minutes.authoring.sightings import SeenDocument, SeenSentence
from minutes.grammar import Grammar

KINDS: Final = ("convening", "attendance", "reporting", "decision", "responsibility", "deadline")
_TELLING: Final = regex.compile(r"\p{Han}{2,}")  # a single character stands in any sentence


class Triggers:
    """The trigger words of one grammar, kind by kind."""

    def __init__(self, grammar: Grammar) -> None:
        self.words: dict[str, tuple[str, ...]] = {}
        for kind in KINDS:
            words = {word for template in grammar.of_kind(kind) for word in template.gate if _TELLING.fullmatch(word)}
            self.words[kind] = tuple(sorted(words))
        self._search = {
            kind: regex.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))
            for kind, words in self.words.items()
            if words
        }

    def find(self, seen: SeenDocument, sentence: SeenSentence) -> Iterator[tuple[str, str]]:
        """Each trigger word of the sentence with its kind."""
        text = seen.document.text[sentence.span.start : sentence.span.end]
        for kind, search in self._search.items():
            for word in dict.fromkeys(search.findall(text)):
                yield kind, word
