"""What a document tells about its own date: its day of issue, or the year that its events are of.

The day of issue is a stamp (发布时间), a masthead, or the foot of formal minutes (印发). The year stands in the number
of a session or of the document (2022年第五次会议, 〔2024〕12号), in a full date, or in the name of the event.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minutes.document import Span
from minutes.grammar import Grammar
from minutes.matching import Frame, match_frames, match_template
from minutes.numerals import read_number

_PLAN_MONTHS = (2, 10)
_PLAN_RANK = 4
_HEAD_REACH = 320  # code points from the beginning; further on a year in a name may be any year
_SURE_RANK = 3  # a less sure date is the document's own only at its head or foot
_STAMPS_TOGETHER = 200  # code points within which several stamps belong to one article
_STAMP_LINES = 12  # a line that is only a date is the document's own at its head and its foot


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date of the document itself, the surer the lower its rank: 印发 1, 发布时间 2, a masthead 3, a bare line 4."""

    span: Span
    day: date
    rank: int = 0


@dataclass(frozen=True, slots=True)
class DocumentDates:
    """What a document tells about its own date.

    `issue` is the day of issue, given by the caller or printed (`issue_span`); `year` is the year of its events where
    only that is told (`year_span`), and `planned` that it is the year of plans; `stamps` are all its dates of issue in
    the order of the page.
    """

    issue: date | None
    issue_span: Span | None
    year: int | None
    year_span: Span | None
    stamps: tuple[Stamp, ...] = ()
    planned: bool = False

    def year_of(self, month: int) -> int | None:
        """The year of an event in `month`, where the document tells it.

        A year that work is planned for is the running one, unless the year is about to end or has just begun.
        """
        return None if self.planned and not _PLAN_MONTHS[0] <= month <= _PLAN_MONTHS[1] else self.year

    def issue_at(self, position: int) -> date | None:
        """The day of issue at `position`: that of its article, where articles have stamps of their own."""
        if self.issue_span is None:
            return self.issue
        before = [stamp for stamp in self.stamps if stamp.span.end <= position]
        if not before:
            return self.issue
        own = [stamp for stamp in before if stamp.span.start > before[-1].span.start - _STAMPS_TOGETHER]
        return min(own, key=lambda stamp: (stamp.rank, stamp.day)).day


def read_document_dates(text: str, *, issue_date: date | None, grammar: Grammar) -> DocumentDates:
    """The document's own dates; `issue_date`, if given, is its day of issue whatever is printed.

    >>> from minutes.grammar import load_grammar
    >>> page = "发布时间:2022-11-18\\n11月16日上午,区里开会。"
    >>> read_document_dates(page, issue_date=None, grammar=load_grammar()).issue
    datetime.date(2022, 11, 18)
    """
    year, year_span, rank = _only_year(text, grammar)
    stamps = tuple(_stamps(text, year, grammar))
    planned = rank == _PLAN_RANK
    if issue_date is not None:
        return DocumentDates(issue_date, None, year, year_span, stamps, planned)
    if not stamps:
        return DocumentDates(None, None, year, year_span, planned=planned)
    first = min(stamps, key=lambda stamp: (stamp.rank, stamp.day))
    return DocumentDates(first.day, first.span, year, year_span, stamps, planned)


def in_title(text: str, at: int) -> bool:
    """Whether `at` lies between 《 and 》.

    >>> in_title("学习《2021年要点》", 4)
    True
    """
    opened = text.rfind("《", max(0, at - 60), at)
    return opened >= 0 and text.find("》", opened, at) < 0


def slot_number(frame: Frame, text: str, slot: str, grammar: Grammar) -> int | None:
    """The number that stands in a slot of `frame`, or None."""
    said = frame.said(text, slot)
    return None if said is None else read_number(said, grammar)


def _stamps(text: str, year: int | None, grammar: Grammar) -> Iterable[Stamp]:
    """The document's own dates; one without a year is of the document's `year`."""
    head, foot = _head_and_foot(text)
    for frame in match_frames(grammar, "stamp", text):
        rank: int = frame.sets["rank"]
        if rank > _SURE_RANK and head < frame.start < foot:
            continue
        of_year = slot_number(frame, text, "year", grammar) or year
        month, day = slot_number(frame, text, "month", grammar), slot_number(frame, text, "day", grammar)
        if of_year is None or month is None or day is None:
            continue
        try:
            yield Stamp(Span(frame.start, frame.end), date(of_year, month, day), rank)
        except ValueError:  # 2月30日
            continue


def _head_and_foot(text: str) -> tuple[int, int]:
    """Where the first lines end and the last few begin."""
    head = 0
    for _ in range(_STAMP_LINES):
        head = text.find("\n", head) + 1 or len(text)
        if head == len(text):
            break
    foot = len(text.rstrip())
    for _ in range(_STAMP_LINES // 2):
        foot = max(text.rfind("\n", 0, foot), 0)
    return head, foot


def _only_year(text: str, grammar: Grammar) -> tuple[int | None, Span | None, int]:
    """The one year that the document shows, with the rank of what shows it; None where it shows several.

    The surest signs (1) are sessions, the document's number and full dates; then come the year in an event's name (2)
    and in any name near the head (3), and last the year of plans (4). Less sure signs speak only without surer ones.
    """
    for rank in range(1, _PLAN_RANK + 1):
        years: dict[int, Span] = {}
        for frame in _year_frames(text, rank, grammar):
            year = slot_number(frame, text, "year", grammar)
            if year is not None and not in_title(text, frame.start):
                years.setdefault(year, frame.slots["year"])
        if years:
            return (*next(iter(years.items())), rank) if len(years) == 1 else (None, None, rank)
    return None, None, 0


def _year_frames(text: str, rank: int, grammar: Grammar) -> Iterable[Frame]:
    """What shows a year with this rank; where two templates show the same, both count."""
    for template in grammar.of_kind("year"):
        if template.sets["rank"] == rank:
            end = min(len(text), _HEAD_REACH) if template.sets.get("head") else len(text)
            yield from match_template(grammar, template, text, 0, end)
