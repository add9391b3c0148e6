"""What a grammar is made of: templates (句式模板) with their examples, lexicon entries (词表), kinds of frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True)
class Example:
    """A template's example: the text, and the slots wanted of it, or `None` where nothing may match."""

    text: str
    want: Mapping[str, str] | None
    why: str = ""


@dataclass(frozen=True)
class Template:
    """One pattern template: recognises a frame of kind `fills` where one of the literals of `gate` stands."""

    id: str
    fills: str
    pattern: str
    gate: tuple[str, ...]
    sets: Mapping[str, Any]
    priority: int
    examples: tuple[Example, ...]
    origin: str


@dataclass(frozen=True)
class Entry:
    """One lexicon entry: literal words, words with a value each, or a piece of pattern."""

    name: str
    term: str
    words: tuple[str, ...]
    values: Mapping[str, Any]
    pattern: str | None
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    origin: str

    @cached_property
    def members(self) -> frozenset[str]:
        """The words as a set."""
        return frozenset(self.words)


@dataclass(frozen=True, slots=True)
class FrameKind:
    """What a template may fill: a kind of frame and the slots it has.

    `masked`: templates of this kind see a sentence in which every person is one mark. `together`: several templates may
    hold of the same characters (one person chairs and speaks); elsewhere the best of those that overlap wins.
    """

    name: str
    term: str
    slots: frozenset[str]
    masked: bool = False
    together: bool = False
