"""A time limit (完成时限) as matched: what stands in its slots, and what it counts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from minutes.grammar import Grammar
from minutes.matching import Frame
from minutes.numerals import read_number

_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Anchor:
    """What time limits count from: the day of the meeting, the day of issue, or only the year of the document."""

    meeting: date | None
    issue: date | None
    year: int | None

    @property
    def day(self) -> date | None:
        """The day of the meeting, else of issue."""
        return self.meeting or self.issue

    @property
    def current_year(self) -> int | None:
        """The year that 今年 means."""
        return self.day.year if self.day else self.year

    @property
    def basis(self) -> str:
        """How a date that was counted from the anchor is labelled."""
        return "meeting-date" if self.meeting else "issue-date" if self.issue else "calendar"


@dataclass(frozen=True, slots=True)
class Reading:
    """One time limit as matched, and what it counts from."""

    frame: Frame
    text: str
    anchor: Anchor
    grammar: Grammar

    def said(self, slot: str) -> str | None:
        """What stands in `slot`."""
        return self.frame.said(self.text, slot)

    def number(self, slot: str) -> int | None:
        """The number that stands in `slot`."""
        said = self.said(slot)
        return None if said is None else read_number(said, self.grammar)

    def mapped(self, slot: str, lexicon: str) -> int | None:
        """The number that a lexicon entry gives to what stands in `slot`."""
        said = self.said(slot)
        found: int | None = None if said is None else self.grammar.value(lexicon, said)
        return found

    @property
    def stated_year(self) -> int | None:
        """The year written in the phrase; two figures are of this century."""
        year = self.number("year")
        return year + _CENTURY if year is not None and year < 100 else year

    @property
    def year(self) -> int | None:
        """The year that the phrase gives, as a number or as 今年, 明年."""
        if self.stated_year is not None:
            return self.stated_year
        shift = self.mapped("relative", "year_shifts")
        current = self.anchor.current_year
        return None if shift is None or current is None else current + shift
