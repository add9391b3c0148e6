"""The day a holiday (节日) or occasion falls on, from the values that the lexicon gives them.

Lunar days and solar terms come from borax and are right for 1900 to 2100; outside of these years they are None.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta


def occasion_day(value: str | Sequence[str], year: int) -> date | None:
    """The day in `year` that a lexicon value names, or None where it names none.

    >>> occasion_day("10-01", 2024)
    datetime.date(2024, 10, 1)
    >>> occasion_day("lunar 1-1", 2023)
    datetime.date(2023, 1, 22)
    >>> occasion_day("term 清明", 2025)
    datetime.date(2025, 4, 4)
    >>> occasion_day(["2025-03-05", "2026-03-04"], 2026)
    datetime.date(2026, 3, 4)
    """
    if not isinstance(value, str):
        return next((day for day in map(date.fromisoformat, value) if day.year == year), None)
    if not value:
        return None
    kind, _, rest = value.rpartition(" ")
    if kind == "lunar":
        return lunar_day(year, rest)
    if kind == "term":
        return solar_term(year, rest)
    month, day = map(int, rest.split("-"))
    return date(year, month, day)


def next_occasion(value: str | Sequence[str], day: date) -> date | None:
    """The first such day that is not before `day`.

    >>> next_occasion("lunar 1-1", date(2022, 12, 1))
    datetime.date(2023, 1, 22)
    """
    for year in (day.year, day.year + 1):
        found = occasion_day(value, year)
        if found is not None and found >= day:
            return found
    return None


def lunar_day(year: int, month_day: str) -> date | None:
    """The day of the lunar calendar that falls in the solar `year`: `1-1`, `8-15`, `12-end`; leap months do not count.

    >>> lunar_day(2024, "12-end")
    datetime.date(2024, 2, 9)
    """
    from borax.calendars.lunardate import LunarDate  # type: ignore[import-untyped]  # only festivals need it; has no types

    month, day = month_day.split("-")
    # The end of the lunar year falls in the next solar year, or in the same one for the year before.
    for lunar_year in (year, year - 1):
        if not 1900 <= lunar_year <= 2099:
            continue
        if day == "end":
            found: date = LunarDate(lunar_year + 1, 1, 1).to_solar_date() - timedelta(days=1)
        else:
            found = LunarDate(lunar_year, int(month), int(day)).to_solar_date()
        if found.year == year:
            return found
    return None


def solar_term(year: int, name: str) -> date | None:
    """The day of a solar term (节气) in `year`.

    >>> solar_term(2024, "冬至")
    datetime.date(2024, 12, 21)
    """
    from borax.calendars.lunardate import TermUtils  # only festivals need it

    if not 1900 <= year <= 2100:
        return None
    # Terms are numbered from 小寒, two a month.
    index = TermUtils.name2index(name)
    return date(year, index // 2 + 1, TermUtils.parse_term_days(year)[index])
