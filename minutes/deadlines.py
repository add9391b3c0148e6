"""Time limits (完成时限) in a stretch of a document, each with the day it comes to.

A phrase without a year takes the next such day that is not before the meeting (without it, the day of issue). A phrase
without any day to count from keeps its text and has no date. `docs/deadlines.md` lists what each phrase comes to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from minutes.document import Span
from minutes.grammar import Grammar
from minutes.limit_reading import Anchor, Reading
from minutes.limits import RULES
from minutes.matching import Frame, match_frames

__all__ = ["Anchor", "DeadlineDraft", "find_deadlines", "read_deadline"]

_BARE_DAY_AHEAD = timedelta(days=200)


@dataclass(frozen=True, slots=True)
class DeadlineDraft:
    """A time limit: where it stands in `clean`, the phrase as written, its day, and how the day came about."""

    span: Span
    text: str
    date: date | None
    basis: str


def find_deadlines(
    clean: str, text: str, start: int, end: int, anchor: Anchor, grammar: Grammar
) -> tuple[DeadlineDraft, ...]:
    """The time limits in `text[start:end]`, in order.

    >>> from minutes.grammar import load_grammar
    >>> page = "城管局会后5个工作日内报方案，年底前完成。"
    >>> anchor = Anchor(meeting=date(2024, 9, 11), issue=None, year=2024)
    >>> [(d.text, str(d.date)) for d in find_deadlines(page, page, 0, len(page), anchor, load_grammar())]
    [('会后5个工作日内', '2024-09-19'), ('年底前', '2024-12-31')]
    """
    if not grammar.pattern("deadline_cue").search(text, start, end):
        return ()
    drafts = []
    for frame in match_frames(grammar, "deadline", text, start, end):
        span = frame.slots["phrase"]
        span = Span(span.start, span.start + len(text[span.start : span.end].rstrip()))
        reading = Reading(frame, text, anchor, grammar)
        day, basis = _dated(reading)
        if _is_past(reading, day):
            continue
        drafts.append(DeadlineDraft(span, clean[span.start : span.end], day, basis))
    return tuple(drafts)


def read_deadline(clean: str, text: str, span: Span, anchor: Anchor, grammar: Grammar) -> DeadlineDraft:
    """The time limit that a whole field or table cell 完成时限 is, whatever it says.

    >>> from minutes.grammar import load_grammar
    >>> anchor = Anchor(meeting=date(2024, 9, 11), issue=None, year=2024)
    >>> [str(read_deadline(c, c, Span(0, len(c)), anchor, load_grammar()).date) for c in ("12月", "长期坚持")]
    ['2024-12-31', 'None']
    """
    whole = Frame("deadline", "", span.start, span.end, {"phrase": span}, {"rule": "field"})
    day, basis = _field(Reading(whole, text, anchor, grammar))
    return DeadlineDraft(span, clean[span.start : span.end], day, basis)


def _dated(reading: Reading) -> tuple[date | None, str]:
    rule = reading.frame.sets["rule"]
    if rule == "field":
        return _field(reading)
    try:
        day = RULES[rule](reading)
    except (ValueError, OverflowError):  # 2月30日前, or a count that leaves the calendar
        day = None
    if day is None:
        return None, "none"
    if reading.stated_year is not None:
        return day, "stated"
    if rule == "count-from-issue":
        return day, "issue-date"
    return day, "calendar" if rule == "occasion" else reading.anchor.basis


def _is_past(reading: Reading, day: date | None) -> bool:
    """Whether the phrase tells of the past: 2019年底前建成的, 今年3月底发布了, 11月1日至4日带队检查."""
    since = reading.anchor.day
    if day is None or since is None:
        return False
    if day < since:
        return reading.year is not None
    # A day without 前 that would have to wait for next year was in this year.
    bare = reading.frame.sets.get("bare", False)
    return bare and reading.year is None and day > since + _BARE_DAY_AHEAD


def _field(reading: Reading) -> tuple[date | None, str]:
    """The day in a field 完成时限, which may hold a bare day: 9月26日."""
    span = reading.frame.slots["phrase"]
    for kind in ("deadline", "deadline_cell"):
        for frame in match_frames(reading.grammar, kind, reading.text, span.start, span.end):
            if frame.sets["rule"] != "field":
                return _dated(Reading(frame, reading.text, reading.anchor, reading.grammar))
    return None, "none"
