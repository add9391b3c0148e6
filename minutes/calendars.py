"""Days of the calendar: ends of months and weeks, and Chinese working days with their make-up days (调休).

The official calendar of days off is published by the State Council each November for the year to come. For years it
does not cover yet (and before 2001) the statutory holidays are known, the make-up days are not: working days are then
Monday to Friday without the holidays, and `is_published` is False, so that a reader can be told to check.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_LAST_DAY_COUNTED = 4000


def month_end(year: int, month: int) -> date:
    """The last day of a month.

    >>> month_end(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day where it is shorter.

    >>> add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def weekday_of(day: date, weeks: int, weekday: int) -> date:
    """The `weekday` (Monday is 0) of the week that is `weeks` after the week of `day`; weeks begin on Monday.

    >>> weekday_of(date(2022, 11, 15), 0, 4)
    datetime.date(2022, 11, 18)
    """
    return day + timedelta(days=7 * weeks + weekday - day.weekday())


def is_working_day(day: date) -> bool:
    """Whether `day` is a working day in China.

    >>> is_working_day(date(2024, 9, 14)), is_working_day(date(2024, 9, 16))  # a make-up Saturday, a Monday off
    (True, False)
    """
    working: bool = _china().is_working_day(day)
    return working


def working_days_after(day: date, count: int) -> date:
    """The `count`th working day after `day`, which itself does not count.

    >>> working_days_after(date(2024, 9, 11), 5)  # over the Mid-Autumn days of 2024
    datetime.date(2024, 9, 19)
    """
    at = day
    for _ in range(min(count, _LAST_DAY_COUNTED)):
        at += timedelta(days=1)
        while not is_working_day(at):
            at += timedelta(days=1)
    return at


def is_published(year: int) -> bool:
    """Whether the make-up days of `year` are known, that is, its official calendar has been published.

    >>> is_published(2024), is_published(2045)
    (True, False)
    """
    china = _china()
    china.get(date(year, 7, 1))  # makes the calendar unfold this year
    return any(day.year == year for day in china.weekend_workdays)


@cache
def _china() -> HolidayBase:
    # Imported when a working day is first asked for: the package takes longer to import than a page to read.
    from holidays import country_holidays

    return country_holidays("CN")
