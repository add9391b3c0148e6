"""Whom the opening sentences of minutes list as taking part, in posts and units of every kind."""

from __future__ import annotations

import pytest

from minutes.blocks import BlockReading
from minutes.document import fold, lines_of
from minutes.grammar import load_grammar
from minutes.mentions import MentionFinder
from minutes.prose_rolls import read_reporters, read_rolls

FINDER = MentionFinder(load_grammar())


def rolls(source: str) -> list[tuple[str, str, str | None]]:
    """Names, roles and titles in order."""
    text = fold(source)
    reading = BlockReading()
    read_rolls(text, list(lines_of(text)), reading, FINDER)
    return [(mention.name, role.value, mention.title(text)) for mention, role in reading.people]


ROLLS = [
    (
        "县水利局局长闵慷、河道所所长解放，县城管局昌盛，城关镇镇长骆远参加。",
        [
            ("闵慷", "attendee", "县水利局局长"),
            ("解放", "attendee", "河道所所长"),
            ("昌盛", "attendee", None),
            ("骆远", "attendee", "城关镇镇长"),
        ],
    ),
    ("县信访局苟有成因事请假。", [("苟有成", "absent", None)]),
    ("党政办封疆作会议记录。", [("封疆", "recorder", None)]),
    ("独立董事温如许因公未能到会。", [("温如许", "absent", "独立董事")]),
    (
        "2024年6月5日，校长温如许主持，副校长冷秋、闵慷出席，各学院负责人列席。",
        [("冷秋", "attendee", "副校长"), ("闵慷", "attendee", "副校长")],
    ),
    ("各乡镇、县直有关部门负责人参加。", []),
    ("会议要求，全体干部参加会议。", []),
    ("组织群众参加了劳动。", []),
]


@pytest.mark.parametrize(("source", "wanted"), ROLLS)
def test_a_roll_goes_back_to_what_is_no_item_of_it(source: str, wanted: list[tuple[str, str, str | None]]) -> None:
    """With names that are words, where the list leaves no doubt that they are names; groups name nobody."""
    assert rolls(source) == wanted


def test_rolls_stand_before_the_first_topic_and_at_the_foot() -> None:
    """Whoever takes part in what is decided was not there for that."""
    page = "副县长温如许参加。\n一、关于春灌\n副县长冷秋、镇长闵慷参加验收会。\n二、其他\n无。\n骆远作记录。"
    assert [name for name, _, _ in rolls(page)] == ["温如许", "骆远"]


def test_a_roll_goes_on_before_a_post_whose_holder_no_name_is_read_of() -> None:
    """One such item: 副局长处暑."""
    found = rolls("县水利局局长闵慷、副局长处暑、县财政局副局长骆远参加会议。")
    assert [name for name, _, _ in found] == ["闵慷", "骆远"]
    assert rolls("县中医院召开院周会，院长步履主持，院领导卫红参加。") == [("卫红", "attendee", None)]


def test_who_reports_on_a_topic_is_named_in_its_bracket() -> None:
    """汇报人 behind the title of a topic."""
    text = fold("议题1　关于春灌的请示（汇报科室：水利站，汇报人：温如许）")
    reading = BlockReading()
    read_reporters(text, list(lines_of(text)), reading, FINDER)
    assert [(mention.name, role.value) for mention, role in reading.people] == [("温如许", "presenter")]
