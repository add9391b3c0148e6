"""What a line of the page is."""

from __future__ import annotations

import pytest

from minutes.grammar import load_grammar
from minutes.layout import LONGEST_LINE, line_kind

KINDS = [
    ("# 青禾县召开防汛会议", "heading"),
    ("## 石桥镇开展巡查", "heading"),
    ("- 2 -", "furniture"),
    ("第2页 共5页", "furniture"),
    ("— 3 —", "furniture"),
    ("会议强调，要抓实。", "opening"),
    ("会议还指出，要备足砂石。", "opening"),
    ("（一）关于春灌", "item"),
    ("一、关于防汛备汛的问题", "item"),
    ("1.守好堤坝；", "item"),
    ("一要守好堤坝。", "opening"),
    ("发布时间：2024-03-05", "stamp"),
    ("2024年3月5日", "stamp"),
]


@pytest.mark.parametrize(("line", "kind"), KINDS)
def test_a_line_says_what_it_is(line: str, kind: str) -> None:
    """Headings, furniture, opening phrases, items and stamps are told by their form."""
    assert line_kind(line, load_grammar()) == kind


@pytest.mark.parametrize(
    "line",
    [
        "3月5日，县长温如许主持召开会议。",
        "一提起防汛，大家都不陌生。",
        "第二天一早，巡查队出发了。",
        "2024年3月5日，青禾县召开防汛工作会议。",
        "青禾县召开防汛工作会议",
        "温如许",
        "共有2处险工险段。",
    ],
)
def test_other_lines_are_text(line: str) -> None:
    """What only begins like a number, a date or an item is running text."""
    assert line_kind(line, load_grammar()) == "text"


def test_a_long_line_is_no_furniture_stamp_or_caption() -> None:
    """Only what a line begins with counts when it is long."""
    grammar = load_grammar()
    assert line_kind("发布时间：2024-03-05" + "守好堤坝，" * LONGEST_LINE, grammar) in ("text", "opening")
    assert line_kind("会议强调，" + "守好堤坝，" * LONGEST_LINE, grammar) == "opening"
