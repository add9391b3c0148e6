"""Dates of events (会议日期), completed from the document's own date or year.

A date as written may lack its year, its month, or name a day only by its distance from another (昨日, 当天). What is
missing comes from the document: its date of issue, the dateline of a wire report, or a year that stands elsewhere in
it and can only be this one. What cannot be told stays open: `--12-05` without a year, None without month or day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from minutes.document import Span
from minutes.grammar import Grammar
from minutes.matching import Frame, match_frames
from minutes.records import DateBasis
from minutes.stamps import DocumentDates, in_title, read_document_dates, slot_number

__all__ = ["DocumentDates", "EventDate", "find_event_dates", "read_document_dates"]

_LEAP_YEAR = 2000  # stands in where a day is reckoned and its year is unknown
_AHEAD = timedelta(days=45)  # a page may announce so far ahead; a day further on was in the year before
_DATELINE_REACH = 400  # code points between a dateline and the dates it completes
_SAME_DAY_REACH = 4_000  # code points from a day alone within which the same day may be told in full


@dataclass(frozen=True, slots=True)
class EventDate:
    """A date that can be an event's: where it stands, its day as far as it is known, and the part of the day."""

    span: Span
    iso: str | None
    basis: DateBasis
    part_of_day: str | None
    part_span: Span | None

    @property
    def day(self) -> date | None:
        """The day, when its year is known."""
        return None if self.iso is None or self.iso.startswith("-") else date.fromisoformat(self.iso)


def find_event_dates(
    text: str,
    start: int,
    end: int,
    dates: DocumentDates,
    grammar: Grammar,
    *,
    previous: EventDate | None = None,
) -> tuple[EventDate, ...]:
    """Every date in `text[start:end]` on which an event can have taken place, in order.

    `previous` is the date of the event told before, which 当天 and 次日 count from.

    >>> from minutes.grammar import load_grammar
    >>> page = "11月16日上午，区里开会。次日，检查组进场。"
    >>> known = DocumentDates(date(2022, 11, 18), None, None, None)
    >>> [(found.iso, found.part_of_day) for found in find_event_dates(page, 0, len(page), known, load_grammar())]
    [('2022-11-16', '上午'), ('2022-11-17', None)]
    """
    found: list[EventDate] = []
    context = _Context(text, start, dates, grammar)
    for frame in match_frames(grammar, "date", text, start, end):
        if any(stamp.span.start < frame.end and frame.start < stamp.span.end for stamp in dates.stamps):
            continue
        if in_title(text, frame.start):
            continue
        last = found[-1] if found else previous
        iso, basis = context.completed(frame, last)
        if iso is None and (frame.sets["rule"] == "after-event" or context.is_today(frame)):
            continue  # 今天 in a speech, 当天 with nothing before it
        part = frame.slots.get("part_of_day")
        found.append(EventDate(Span(frame.start, frame.end), iso, basis, frame.said(text, "part_of_day"), part))
    return tuple(found)


@dataclass(slots=True)
class _Context:
    """What completes the dates of one stretch."""

    text: str
    start: int
    dates: DocumentDates
    grammar: Grammar
    told: dict[int, set[tuple[int | None, int]]] | None = None
    """The years and months with which days are named around the stretch, once a day alone has asked for them."""

    def completed(self, frame: Frame, last: EventDate | None) -> tuple[str | None, DateBasis]:
        try:
            return self._completed(frame, last)
        except ValueError:  # 2月30日
            return None, DateBasis.NONE

    def is_today(self, frame: Frame) -> bool:
        """Whether the date is 今天: with no day of issue it tells nothing."""
        shift: int | None = self.grammar.value("past_days", frame.said(self.text, "relative") or "")
        return shift == 0

    def _completed(self, frame: Frame, last: EventDate | None) -> tuple[str | None, DateBasis]:
        year, month, day = (slot_number(frame, self.text, slot, self.grammar) for slot in ("year", "month", "day"))
        rule = frame.sets["rule"]
        if rule == "vague":
            return None, DateBasis.NONE
        if rule == "after-event":
            return self._after(frame, last)
        if month is not None and day is not None:
            return self._of_month(year, month, day, frame.start)
        if day is not None:
            return self._of_day(day, frame.start, last)
        return self._before_issue(frame)

    def _of_month(self, year: int | None, month: int, day: int, at: int) -> tuple[str | None, DateBasis]:
        if year is not None:
            return date(year, month, day).isoformat(), DateBasis.STATED
        issue = self.dates.issue_at(at)
        if issue is not None:
            return _nearest(issue, month, day).isoformat(), DateBasis.ISSUE
        known = self.dates.year_of(month)
        if known is not None:
            return date(known, month, day).isoformat(), DateBasis.DOCUMENT
        date(_LEAP_YEAR, month, day)  # raises where there is no such day
        return f"--{month:02}-{day:02}", DateBasis.NONE

    def _of_day(self, day: int, at: int, last: EventDate | None) -> tuple[str | None, DateBasis]:
        """A day alone: its month is that of the date of issue, of the dateline, of the date told before, or of the same
        day where it is told in full.
        """
        issue = self.dates.issue_at(at)
        if issue is not None:
            return _latest(issue, day).isoformat(), DateBasis.ISSUE
        line = self._dateline(at)
        if line is not None:
            stated, month, of = line
            shown = _latest(date(stated or _LEAP_YEAR, month, of), day)
            return self._of_month(shown.year if stated else None, shown.month, day, at)
        if last is not None and last.iso is not None:
            month = int(last.iso[-5:-3])
            year = last.day.year if last.day else None
            return self._of_month(year, month, day, at)[0], last.basis
        told = self._same_day(day)
        return (None, DateBasis.NONE) if told is None else self._of_month(*told, day, at)

    def _same_day(self, day: int) -> tuple[int | None, int] | None:
        """The year and month with which the same day is named nearby; None if with none, or with several."""
        if self.told is None:
            self.told = {}
            near = max(0, self.start - _SAME_DAY_REACH), min(len(self.text), self.start + _SAME_DAY_REACH)
            for frame in match_frames(self.grammar, "date", self.text, *near):
                year, month, of = (
                    slot_number(frame, self.text, slot, self.grammar) for slot in ("year", "month", "day")
                )
                if month is not None and of is not None:
                    self.told.setdefault(of, set()).add((year, month))
        told = self.told.get(day, set())
        return next(iter(told)) if len(told) == 1 else None

    def _before_issue(self, frame: Frame) -> tuple[str | None, DateBasis]:
        """昨日, 今天: counted from the day of issue or from the dateline."""
        shift = timedelta(days=self.grammar.value("past_days", frame.said(self.text, "relative") or "") or 0)
        issue = self.dates.issue_at(frame.start)
        if issue is not None:
            return (issue + shift).isoformat(), DateBasis.ISSUE
        line = self._dateline(frame.start)
        if line is None:
            return None, DateBasis.NONE
        year, month, of = line
        shown = date(year or _LEAP_YEAR, month, of) + shift
        return self._of_month(shown.year if year else None, shown.month, shown.day, frame.start)

    def _after(self, frame: Frame, last: EventDate | None) -> tuple[str | None, DateBasis]:
        """当天, 次日: counted from the date told before."""
        if last is None or last.iso is None:
            return None, DateBasis.NONE
        shift = timedelta(days=self.grammar.value("following_days", frame.said(self.text, "relative") or "") or 0)
        if last.day is not None:
            return (last.day + shift).isoformat(), last.basis
        shown = date(_LEAP_YEAR, int(last.iso[-5:-3]), int(last.iso[-2:])) + shift
        return f"--{shown.month:02}-{shown.day:02}", last.basis

    def _dateline(self, at: int) -> tuple[int | None, int, int] | None:
        """The year, month and day of the nearest dateline before `at`."""
        found = match_frames(self.grammar, "dateline", self.text, max(0, at - _DATELINE_REACH), at)
        if not found:
            return None
        year, month, day = (slot_number(found[-1], self.text, slot, self.grammar) for slot in ("year", "month", "day"))
        return None if month is None or day is None else (year, month, day)


def _nearest(issue: date, month: int, day: int) -> date:
    """The last such day that is not long after `issue`."""
    if month == 2 and day == 29:
        return next(date(year, 2, 29) for year in range(issue.year, issue.year - 9, -1) if _is_leap(year))
    found = date(issue.year, month, day)
    if found > issue + _AHEAD:
        return found.replace(year=issue.year - 1)
    # Printed in January of what is held in January: a December page may tell of the turn of the year.
    ahead = found.replace(year=issue.year + 1)
    return ahead if ahead <= issue + timedelta(days=7) else found


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _latest(issue: date, day: int) -> date:
    """The last such day of a month that is not after `issue`."""
    month = issue.replace(day=1)
    for _ in range(12):
        try:
            found = month.replace(day=day)
        except ValueError:
            found = None
        if found is not None and found <= issue:
            return found
        month = (month - timedelta(days=1)).replace(day=1)
    raise ValueError(day)
