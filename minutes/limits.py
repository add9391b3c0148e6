"""The day that a time limit (完成时限) comes to, one rule for each way of writing it.

A template names its rule in `sets.rule`; `RULES` holds them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from minutes.calendars import add_months, month_end, weekday_of, working_days_after
from minutes.limit_reading import Reading
from minutes.numerals import read_number
from minutes.occasions import next_occasion, occasion_day

_SENTENCE = 100  # how far back, in code points, a count may name what it starts from


def _next(reading: Reading, of_year: Callable[[int], date]) -> date | None:
    """The day of the phrase's year, or the first one that is not before the anchor."""
    if reading.year is not None:
        return of_year(reading.year)
    if reading.said("relative") or reading.anchor.current_year is None:
        return None
    found = of_year(reading.anchor.current_year)
    since = reading.anchor.day
    return found if since is None or found >= since else of_year(found.year + 1)


def _shifted_month(reading: Reading, shift: int) -> tuple[int, int] | None:
    since = reading.anchor.day
    if since is None:
        return None
    moved = add_months(since.replace(day=1), shift)
    return moved.year, moved.month


def _day(reading: Reading) -> date | None:
    day = reading.number("day")
    if day is None:
        return None
    said = reading.said("month")
    month = None if said is None else read_number(said, reading.grammar)
    if month is not None:
        return _next(reading, lambda year: date(year, month, day))
    shift = None if said is None else reading.grammar.value("month_shifts", said)
    since = reading.anchor.day
    if shift is None and since is not None:
        shift = 0 if day >= since.day else 1
    moved = None if shift is None else _shifted_month(reading, shift)
    return None if moved is None else date(*moved, day)


def _range(reading: Reading) -> date | None:
    if reading.said("month") is None and (first := reading.number("from")) is not None:
        day = reading.number("day")
        return None if day is None else _next(reading, lambda year: date(year, first, day))
    return _day(reading)


def _last_of(year: int, month: int, third: int | None) -> date:
    return month_end(year, month) if third in (None, 31) else date(year, month, third or 1)


def _month_end(reading: Reading) -> date | None:
    third = reading.mapped("third", "third_values")
    month = reading.number("month")
    if month is not None:
        return _next(reading, lambda year: _last_of(year, month, third))
    shift = reading.grammar.value("month_shifts", reading.said("month") or "") or 0
    moved = _shifted_month(reading, shift)
    return None if moved is None else _last_of(*moved, third)


def _month(reading: Reading) -> date | None:
    # 6月前 is over before June begins, 6月内 with June.
    if reading.said("occasion") is None:
        return _month_end(reading)
    month = reading.number("month")
    if month is None:
        return None
    return _next(reading, lambda year: date(year, month, 1) - timedelta(days=1))


def _year_end(reading: Reading) -> date | None:
    return _next(reading, lambda year: date(year, 12, 31))


def _year_before(reading: Reading) -> date | None:
    # 2030年前 is over before 2030 begins.
    return None if reading.year is None else date(reading.year - 1, 12, 31)


def _quarter_end(reading: Reading) -> date | None:
    quarter = reading.mapped("quarter", "quarter_values")
    since = reading.anchor.day
    if quarter is None and since is not None:
        quarter = (since.month + 2) // 3
    return None if quarter is None else _next(reading, lambda year: month_end(year, 3 * quarter))


def _half_end(reading: Reading) -> date | None:
    month = reading.mapped("half", "half_values")
    return None if month is None else _next(reading, lambda year: month_end(year, month))


def _weekday(reading: Reading) -> date | None:
    since = reading.anchor.day
    weekday = reading.mapped("weekday", "weekday_values")
    if since is None or weekday is None:
        return None
    weeks = reading.mapped("week", "week_shifts")
    if weeks is None:
        weeks = 0 if weekday >= since.weekday() else 1
    return weekday_of(since, weeks, weekday)


def _week_end(reading: Reading) -> date | None:
    since = reading.anchor.day
    weeks = reading.mapped("week", "week_shifts")
    return None if since is None or weeks is None else weekday_of(since, weeks, 6)


def _near_day(reading: Reading) -> date | None:
    since = reading.anchor.day
    shift = reading.mapped("relative", "day_shifts")
    return None if since is None or shift is None else since + timedelta(days=shift)


def _count(reading: Reading) -> date | None:
    at = reading.frame.slots["phrase"].start
    since = max(reading.text.rfind("。", 0, at), reading.text.rfind("\n", 0, at), at - _SENTENCE)
    if reading.said("from") is None and reading.grammar.pattern("count_triggers").search(reading.text, since + 1, at):
        return None
    return _counted(reading, reading.anchor.day)


def _count_from_issue(reading: Reading) -> date | None:
    return _counted(reading, reading.anchor.issue)


def _counted(reading: Reading, since: date | None) -> date | None:
    said = reading.said("count") or ""
    unit = reading.grammar.value("span_units", reading.said("unit") or "")
    if since is None or unit is None:
        return None
    count = read_number(said, reading.grammar)
    if count is None:  # 半个月, 半年
        return since + timedelta(days=15) if unit == "months" else add_months(since, 6) if unit == "years" else None
    match unit:
        case "workdays":
            return working_days_after(since, count)
        case "days":
            return since + timedelta(days=count)
        case "weeks":
            return since + timedelta(days=7 * count)
        case "months":
            return add_months(since, count)
        case "half-more-months":
            return add_months(since, count) + timedelta(days=15)
        case "quarters":
            return add_months(since, 3 * count)
        case "years":
            return add_months(since, 12 * count)
        case _:
            return None


def _occasion(reading: Reading) -> date | None:
    occasion = reading.said("occasion") or ""
    value = reading.grammar.value("holidays", occasion)
    if value is None:
        value = reading.grammar.value("local_occasions", occasion)
    if not value:
        return None
    if reading.year is not None:
        found = occasion_day(value, reading.year)
    else:
        since = reading.anchor.day
        found = None if since is None or reading.said("relative") else next_occasion(value, since)
    return None if found is None else found - timedelta(days=1)


def _lunar_day(reading: Reading) -> date | None:
    # 腊月二十前 counts the day itself, as 12月20日前 does.
    since = reading.anchor.day
    month = reading.mapped("month", "lunar_months")
    day = "end" if reading.said("day") is None else reading.number("day")
    if since is None or month is None or day is None:
        return None
    return next_occasion(f"lunar {month}-{day}", since)


def _undated(reading: Reading) -> date | None:
    return None


RULES: Final[Mapping[str, Callable[[Reading], date | None]]] = {
    "day": _day,
    "range": _range,
    "month-end": _month_end,
    "month": _month,
    "year-end": _year_end,
    "year-before": _year_before,
    "quarter-end": _quarter_end,
    "half-end": _half_end,
    "weekday": _weekday,
    "week-end": _week_end,
    "near-day": _near_day,
    "count": _count,
    "count-from-issue": _count_from_issue,
    "occasion": _occasion,
    "lunar-day": _lunar_day,
    "undated": _undated,
}
