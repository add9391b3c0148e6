"""The calendar: ends of months, working days with make-up days, lunar festivals and solar terms."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from holidays.calendars.chinese import (
    _ChineseLunisolar,  # a second source for lunar days; the library itself uses borax
)

from minutes.calendars import add_months, is_published, is_working_day, month_end, weekday_of, working_days_after
from minutes.grammar import load_grammar
from minutes.occasions import lunar_day, next_occasion, occasion_day, solar_term

YEARS = range(1990, 2051)


@pytest.mark.parametrize(
    ("value", "method"),
    [
        ("lunar 1-1", "lunar_new_year_date"),
        ("lunar 5-5", "dragon_boat_date"),
        ("lunar 8-15", "mid_autumn_date"),
        ("lunar 9-9", "double_ninth_date"),
        ("term 清明", "qingming_date"),
        ("term 冬至", "winter_solstice_date"),
    ],
)
def test_festivals_of_1990_to_2050_are_those_of_a_second_library(value: str, method: str) -> None:
    """Two independent libraries agree on every lunar festival and solar term in use."""
    other = getattr(_ChineseLunisolar(), method)
    assert {year: occasion_day(value, year) for year in YEARS} == {year: other(year)[0] for year in YEARS}


def test_the_lunar_year_ends_the_day_before_new_year() -> None:
    """除夕 is the day before 春节, whether the lunar year's last month has 29 days or 30."""
    for year in YEARS:
        eve, new_year = lunar_day(year, "12-end"), lunar_day(year, "1-1")
        assert eve is not None
        assert new_year is not None
        assert (new_year - eve).days == 1


def test_a_lunar_day_may_fall_into_another_solar_year() -> None:
    """腊八 of the lunar year 2022 is in December 2022, that of 2023 in January 2024: none falls in 2023."""
    assert lunar_day(2022, "12-8") is not None
    assert lunar_day(2023, "12-8") is None
    assert next_occasion("lunar 12-8", date(2023, 1, 1)) == date(2024, 1, 18)


def test_outside_its_tables_the_lunar_calendar_knows_no_day() -> None:
    """Beyond 1900–2100 there is no date rather than a wrong one."""
    assert lunar_day(1850, "1-1") is None
    assert solar_term(2200, "清明") is None


def test_every_occasion_of_the_lexicon_can_be_read() -> None:
    """Each holiday of the lexicon comes to a day in two years running; local occasions come to none."""
    grammar = load_grammar()
    for word in grammar.words("holidays"):
        assert next_occasion(grammar.value("holidays", word), date(2024, 1, 1)) is not None, word
    for word in grammar.words("local_occasions"):
        assert next_occasion(grammar.value("local_occasions", word), date(2024, 1, 1)) is None, word


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2022-12-05", 10, "2022-12-19"),
        ("2024-09-11", 5, "2024-09-19"),  # a make-up Saturday, then three days of Mid-Autumn
        ("2024-02-05", 5, "2024-02-18"),  # over 春节 to a make-up Sunday
        ("2023-01-18", 5, "2023-01-30"),  # a make-up weekend behind 春节
        ("2023-09-27", 5, "2023-10-10"),  # over eight days of National Day, with a make-up weekend
        ("2025-01-20", 6, "2025-01-27"),  # 26 January 2025 is a make-up Sunday
        ("2026-02-08", 10, "2026-02-27"),  # nine days of 春节
    ],
)
def test_working_days_follow_the_official_calendar(start: str, count: int, end: str) -> None:
    """Counting skips weekends and days off and takes make-up days in."""
    assert working_days_after(date.fromisoformat(start), count) == date.fromisoformat(end)


def test_years_without_a_published_calendar_say_so() -> None:
    """Beyond the published years working days are weekdays without statutory holidays."""
    assert is_published(2008)
    assert not is_published(2045)
    assert not is_working_day(date(2045, 10, 2))
    assert is_working_day(date(2045, 10, 11))


def test_month_ends_and_weeks() -> None:
    """Months end with their last day, weeks begin on Monday."""
    assert month_end(2023, 2) == date(2023, 2, 28)
    assert add_months(date(2022, 11, 30), 3) == date(2023, 2, 28)
    assert weekday_of(date(2022, 12, 11), 0, 0) == date(2022, 12, 5)


def test_the_calendar_libraries_are_not_loaded_before_they_are_needed() -> None:
    """Importing deadlines and dates costs no import of holidays or borax."""
    code = "import sys, minutes.deadlines, minutes.dates; print([m for m in ('holidays', 'borax') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
