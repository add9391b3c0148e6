"""Leads: a colon that leads to requirements whatever verb stands before it."""

from __future__ import annotations

import pytest

from minutes.directives import read_directives
from minutes.document import Document
from minutes.grammar import load_grammar


def read(text: str, *, formal: bool = False) -> list[tuple[str | None, str]]:
    document = Document.of_text(text)
    reading = read_directives(document, document.paragraphs, {"段青禾": "段青禾"}, load_grammar(), formal=formal)
    return [(d.speaker, text[d.span.start : d.span.end]) for d in reading.directives if d.kind.value != "expectation"]


@pytest.mark.parametrize(
    "lead",
    ["段青禾把话撂在渠边", "段青禾一锤定音", "看完渠线，段青禾派了活", "段青禾看了渠。他当场画了道杠"],
)
def test_whatever_leads_to_requirements_opens_a_passage(lead: str) -> None:
    """The verb before the colon is none that a template knows; what follows names who acts and by when."""
    text = f"{lead}：渠线交镇水利站，5月底前清完；闸门谁管谁修；夜里不许放水。"
    assert read(text) == [
        ("段青禾", "渠线交镇水利站，5月底前清完"),
        ("段青禾", "闸门谁管谁修"),
        ("段青禾", "夜里不许放水"),
    ]


def test_the_meeting_leads_too() -> None:
    """会上 and 会议 before such a colon stand for the meeting."""
    assert read("会上议了三件事，件件落了锤：水泵由镇水利站找补，9月15日前到位。")[0][0] == "会议"
    assert read("会议定了调子：水费夜间八折；镇水利站月底前张榜。")[0][0] == "会议"


@pytest.mark.parametrize(
    "report",
    [
        "段青禾汇报了三件事：镇水利站月底前清完；管网破损两处。",
        "段青禾算了一笔账：一方水赔三毛，一年赔十万元。",
        "段青禾看到墙上写着：谁污染谁治理。",
        "段青禾带来三样礼物：一袋米，一桶油，一床被。",
        "墙上贴着一张表：镇水利站5月底前清完；闸门谁管谁修。",
    ],
)
def test_what_only_tells_opens_none(report: str) -> None:
    """Reports, sums, slogans and things behind a colon, or nobody before it."""
    assert read(report) == []


def test_a_named_office_and_its_limit_are_required_in_what_is_said() -> None:
    """Behind 说 no 要 is needed where an office is told by when or how to act; what it did is told."""
    assert read("段青禾说，县水利局十日内把渠清完。") == [("段青禾", "县水利局十日内把渠清完")]
    assert read("段青禾说，县水利局十日内把渠清完了。") == []
