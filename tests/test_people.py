"""The roll of an event: one record a person, first mention, first title, best role, surnames resolved."""

from __future__ import annotations

import pytest

from minutes import extract_text
from tests.told import roles, titles

MEETING = "3月5日，县长温如许主持召开防汛工作会议。"


def test_a_person_is_on_the_roll_once() -> None:
    """However often somebody is named."""
    text = MEETING + "县领导冷秋、闵慷出席会议。冷秋强调，要守好堤坝。冷秋还到石桥镇检查。温如许、冷秋出席会议。"
    assert list(roles(text)) == ["温如许", "冷秋", "闵慷"]


def test_the_order_is_that_of_first_mention() -> None:
    """Not of rank, and groups stand among people."""
    text = "3月5日，青禾县召开防汛会议。副县长冷秋出席会议。县直有关部门负责人参加会议。县长温如许主持会议。"
    told = [(a.order, a.name or a.group) for a in extract_text(text).attendees]
    assert told == [(1, "冷秋"), (2, "县直有关部门负责人"), (3, "温如许")]


TITLES = [
    (MEETING + "副县长冷秋出席会议。", {"温如许": "县长", "冷秋": "副县长"}),
    (MEETING + "县领导冷秋出席会议。", {"温如许": "县长", "冷秋": None}),
    (MEETING + "县领导冷秋出席会议。副县长冷秋强调，要守好堤坝。", {"温如许": "县长", "冷秋": "副县长"}),
    (MEETING + "县委书记温如许强调，要守好堤坝。", {"温如许": "县长"}),
    (MEETING + "副主任冷秋、闵慷出席会议。", {"温如许": "县长", "冷秋": "副主任", "闵慷": "副主任"}),
]


@pytest.mark.parametrize(("text", "wanted"), TITLES)
def test_the_first_mention_with_a_title_counts(text: str, wanted: dict[str, str | None]) -> None:
    """A label is none, a later post counts where the first mention was bare."""
    assert titles(text) == wanted


def test_a_label_is_kept_as_what_people_were_listed_under() -> None:
    """区领导 is listed_as, not title."""
    records = extract_text(MEETING + "县领导冷秋、闵慷出席会议。")
    assert [(a.name, a.listed_as) for a in records.attendees] == [
        ("温如许", None),
        ("冷秋", "县领导"),
        ("闵慷", "县领导"),
    ]


def test_a_title_is_split_into_its_posts() -> None:
    """Stacked posts are one title and several posts; a bracket does not split."""
    records = extract_text("3月5日，青禾新区(经开区)党工委副书记、管委会主任温如许主持召开防汛会议。")
    (person,) = records.attendees
    assert person.titles == ["青禾新区(经开区)党工委副书记", "管委会主任"]
    assert "".join(person.titles) == (person.title or "").replace("、", "")


SURNAMES = [
    ("3月5日，县委书记徐远航主持召开防汛会议。徐书记强调，要守好堤坝。", ["徐远航"], "徐远航"),
    ("3月5日，县长欧阳澍主持召开防汛会议。欧阳县长强调，要守好堤坝。", ["欧阳澍"], "欧阳澍"),
]


@pytest.mark.parametrize(("text", "names", "speaker"), SURNAMES)
def test_a_surname_with_a_post_is_the_person_of_that_name(text: str, names: list[str], speaker: str) -> None:
    """徐书记 behind 徐远航 is no second person."""
    records = extract_text(text)
    assert [a.name for a in records.attendees] == names
    assert {d.speaker for d in records.directives} == {speaker}


def test_somebody_known_by_surname_alone_is_named_so() -> None:
    """Where the document has no full name."""
    assert list(roles("3月5日，青禾学院召开防汛会议。徐书记主持会议。")) == ["徐书记"]


def test_who_only_speaks_took_part() -> None:
    """A speaker named nowhere else is on the roll."""
    text = MEETING + "县水利局局长闵慷强调，要备足砂石。"
    assert roles(text) == {"温如许": "chair", "闵慷": "speaker"}


ABSENT = [
    ("副县长冷秋因公请假。", "absent"),
    ("副县长冷秋出席会议，县水利局局长闵慷因病请假。", "attendee"),
]


@pytest.mark.parametrize(("text", "role"), ABSENT)
def test_absence_is_said_of_those_it_is_said_of(text: str, role: str) -> None:
    """One is absent, the other was there."""
    assert roles(MEETING + text)["冷秋"] == role


SPOKEN_OF = [
    "国家主席习近平多次参加水利考察，对守堤护坝十分关心。",
    "习近平总书记的重要讲话讲透了治水的道理。",
]


@pytest.mark.parametrize("text", SPOKEN_OF)
def test_heads_of_state_are_spoken_of_at_meetings_they_do_not_come_to(text: str) -> None:
    """Whatever they are said to have done: nothing but the opening of the report tells that they came."""
    assert roles(MEETING + text) == {"温如许": "chair"}


def test_heads_of_state_come_where_the_report_opens_with_them() -> None:
    """Named in the headline, or in the sentence that announces the event."""
    told = roles("# 习近平到青禾县考察防汛工作\n\n3月5日，国家主席习近平到青禾县考察防汛工作。习近平强调，要守好堤坝。")
    assert told == {"习近平": "lead"}


def test_what_somebody_is_seen_to_do_counts_least() -> None:
    """A part that is told in words of its own comes before, however low it ranks."""
    text = MEETING + "副县长冷秋带头为灾区捐款，并向大家演示了沙袋的装法。县领导冷秋列席会议。"
    assert roles(text) == {"温如许": "chair", "冷秋": "observer"}
