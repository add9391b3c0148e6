"""The unnamed who took part (参会群体): 县直各部门、各村（社区）负责同志."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from minutes.attendance import PERSON, MaskedSentence
from minutes.compiled import Pattern
from minutes.document import Span
from minutes.events import unmasked
from minutes.grammar import Grammar

_LONGEST: Final = 160  # code points of one list of groups


@dataclass(frozen=True, slots=True)
class GroupMention:
    """A group as named in a sentence: its span in the document's text and the slot (role) it has."""

    span: Span
    slot: str


class GroupFinder:
    """Finds groups with one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    @cached_property
    def _act(self) -> Pattern:
        return self.grammar.compile(r"(?<= {group_tail} ) {group_act}")

    @cached_property
    def _tail(self) -> Pattern:
        return self.grammar.pattern("group_piece_end")

    @cached_property
    def _demand(self) -> Pattern:
        return self.grammar.pattern("group_demand")

    @cached_property
    def _head(self) -> Pattern:
        return self.grammar.pattern("group_piece_head")

    def find(self, masked: MaskedSentence) -> list[GroupMention]:
        """The groups of a sentence that act as participants, in order."""
        found: list[GroupMention] = []
        for act in self._act.finditer(masked.text):
            start = self._left(masked.text, act.start())
            slot = "observer" if self.grammar.pattern("observing").search(act[0]) else "participant"
            found.extend(GroupMention(span, slot) for span in self._pieces(masked, start, act.start()))
        return found

    def _left(self, text: str, end: int) -> int:
        """Where the list of groups before `end` begins: behind a sentence mark, a person, or a clause that is none."""
        lowest = max(0, end - _LONGEST)
        at = end
        while at > lowest and text[at - 1] not in "。；：！？\n" and text[at - 1] != PERSON:
            if text[at - 1] == "，" and not self._tail.search(text, max(lowest, at - 12), at):
                break
            at -= 1
        return at

    def _pieces(self, masked: MaskedSentence, start: int, end: int) -> list[Span]:
        text = masked.text
        pieces = []
        head = self._head.match(text, start, end)
        at = head.end() if head else start
        for mark in self._tail.finditer(text, at, end):
            if text[mark.end() : mark.end() + 1] == "，" or mark.end() >= end:
                pieces.append(Span(at, mark.end()))
                gap = self._head.match(text, mark.end(), end)
                at = gap.end() if gap else mark.end()
        if end - at >= 2:
            pieces.append(Span(at, end))
        pieces = [piece for piece in pieces if not self._demand.search(text, *piece)]
        return [Span(unmasked(masked, p.start), unmasked(masked, p.end)) for p in pieces if 2 <= len(p) <= _LONGEST]
