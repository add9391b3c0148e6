"""Records of one event: every value with its evidence in the source, deadlines without a day as problems."""

from __future__ import annotations

import pytest

from minutes import Records, extract_text, validate
from tests.told import codes

PAGE = """# 青禾县召开防汛工作会议

发布时间：2024-03-06

3月5日上午，县委常委、副县长 冷 秋主持召开防汛工作会议。县领导闵慷,县水利局局长骆远参加会议。
各镇(街道)主要负责人参加会议。

会议强调，一要守好堤坝。县水利局要在3月底前完成大堤巡查，紧盯险

工险段。二要备足砂石。各镇(街道)要于汛期前备足砂石。"""


@pytest.fixture(scope="module")
def records() -> Records:
    """The records of the page."""
    return extract_text(PAGE)


def test_records_of_a_page_have_no_fault(records: Records) -> None:
    """Schema, references, order and evidence all hold."""
    assert validate(records) == []


def test_a_meeting_says_what_its_page_says(records: Records) -> None:
    """Headline, name, day with its basis and part of day."""
    (meeting,) = records.meetings
    assert meeting.title == "青禾县召开防汛工作会议"
    assert (meeting.date, meeting.date_text, meeting.date_basis.value) == ("2024-03-05", "3月5日上午", "issue")
    assert meeting.part_of_day == "上午"
    start, end = meeting.evidence.fields["date_text"]
    assert PAGE[start:end] == "3月5日上午"


def test_evidence_points_into_the_source_as_it_stands(records: Records) -> None:
    """Damage included: blanks in names, half-width marks, broken lines."""
    shown = {
        a.name or a.group: PAGE[slice(*a.evidence.fields["name" if a.name else "group"])] for a in records.attendees
    }
    assert shown == {"冷秋": "冷 秋", "闵慷": "闵慷", "骆远": "骆远", "各镇(街道)主要负责人": "各镇(街道)主要负责人"}
    first = records.directives[0]
    assert "险\n\n工险段" in PAGE[first.evidence.start : first.evidence.end]
    assert "紧盯险工险段" in first.text


def test_titles_and_units_have_their_place(records: Records) -> None:
    """Each field that the page shows points at it."""
    by_name = {a.name: a for a in records.attendees if a.name}
    assert PAGE[slice(*by_name["骆远"].evidence.fields["title"])] == "县水利局局长"
    assert "title" not in by_name["闵慷"].evidence.fields
    first, second = records.directives
    assert [PAGE[slice(*first.evidence.fields[f"responsible.{n}"])] for n in range(len(first.responsible))] == [
        "县水利局"
    ]
    assert PAGE[slice(*second.evidence.fields["deadlines.0"])] == "汛期前"


def test_numbers_and_headlines_are_recorded(records: Records) -> None:
    """一要 is 1, and what ends in a full stop right behind is the headline."""
    assert [(d.ordinal, d.ordinal_text, d.headline) for d in records.directives] == [
        (1, "一要", "守好堤坝"),
        (2, "二要", "备足砂石"),
    ]


def test_a_deadline_without_a_day_is_a_problem(records: Records) -> None:
    """汛期前 has no date, 3月底前 has one."""
    limits = [limit for d in records.directives for limit in d.deadlines]
    assert [(limit.text, limit.date) for limit in limits] == [("3月底前", "2024-03-31"), ("汛期前", None)]
    assert [p.code.value for p in records.problems] == ["deadline-undated"]


PROBLEMS = [
    ("2024年3月5日，县长温如许主持召开防汛会议。会议强调，一要守好堤坝。三要备足砂石。", ["series-gap"]),
    ("3月5日，县长温如许主持召开防汛会议。", ["year-unknown"]),
    ("近日，县长温如许主持召开防汛会议。", ["date-unknown"]),
    ("2024年3月5日，县长温如许主持召开防汛会议。会议强调，要在供暖季前完成检修。", ["deadline-undated"]),
    ("2024年3月5日，县长温如许主持召开防汛会议。会议强调，一要守好堤坝。二要备足砂石。", []),
    ("2024年3月5日，县长温如许主持召开防汛会议。会议强调，要在3月底前完成检修。", []),
    ("2024年3月5日，县长温如许主持召开防汛会议。会议强调，要尽快完成检修。", []),
]


@pytest.mark.parametrize(("text", "wanted"), PROBLEMS)
def test_what_a_person_should_look_at_is_a_problem_and_nothing_else_is(text: str, wanted: list[str]) -> None:
    """Gaps, missing years and days, deadlines without a day; a sound report has no problem."""
    assert codes(text) == wanted


def test_nested_items_have_their_parent() -> None:
    """An item within an item points at it."""
    text = (
        "2024年3月5日，县长温如许主持召开防汛会议。会议强调，首先，要守好堤坝。一是要加密巡查。二是要落实值守。"
        "其次，要备足砂石。"
    )
    directives = extract_text(text).directives
    outer = {d.id for d in directives if d.parent_id is None}
    assert {d.parent_id for d in directives if d.parent_id} <= outer
    assert validate(extract_text(text)) == []
