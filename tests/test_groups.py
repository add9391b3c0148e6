"""The unnamed who took part."""

from __future__ import annotations

import pytest

from tests.told import groups, roles

MEETING = "3月5日，县长温如许主持召开防汛工作会议。会议强调，要守好堤坝。"
VISIT = "3月5日，县长温如许到石桥镇调研防汛工作。"

GROUPS = [
    ("县直有关部门负责人参加会议。", ["县直有关部门负责人"]),
    ("县领导冷秋及县直有关部门负责人参加会议。", ["县直有关部门负责人"]),
    ("县领导冷秋、闵慷，各镇街主要负责同志出席会议。", ["各镇街主要负责同志"]),
    ("各镇(街道)主要负责人列席会议。", ["各镇(街道)主要负责人"]),
    ("县水利局、财政局等部门负责人参加。", ["县水利局、财政局等部门负责人"]),
    ("全体班子成员参加会议。", ["全体班子成员"]),
]


@pytest.mark.parametrize(("text", "wanted"), GROUPS)
def test_a_group_is_what_takes_part_without_a_name(text: str, wanted: list[str]) -> None:
    """As written, without the names before it."""
    assert groups(MEETING + text) == wanted


def test_companions_at_a_visit_may_be_unnamed() -> None:
    """陪同 with units."""
    assert groups(VISIT + "县直有关部门负责人陪同调研。") == ["县直有关部门负责人"]


NO_GROUPS = [
    "会议要求，各部门负责人要参加值守。",
    "县领导冷秋出席会议。",
    "各单位要组织干部参加培训。",
    "会议听取了有关部门负责人的汇报。",
    "各镇街负责人纷纷表示将抓好落实。",
]


@pytest.mark.parametrize("text", NO_GROUPS)
def test_who_is_told_to_act_or_speaks_is_no_group_that_takes_part(text: str) -> None:
    """Subjects of demands and of other verbs."""
    assert groups(MEETING + text) == []


def test_a_group_is_no_person() -> None:
    """Names and groups are kept apart."""
    assert roles(MEETING + "县领导冷秋及县直有关部门负责人参加会议。") == {"温如许": "chair", "冷秋": "attendee"}


def test_a_group_named_twice_is_one() -> None:
    """The same words again make no second record."""
    text = "县直有关部门负责人参加会议。县直有关部门负责人参加会议。"
    assert groups(MEETING + text) == ["县直有关部门负责人"]
