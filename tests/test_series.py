"""Series: numbered items, nested ones, false numbers, gaps."""

from __future__ import annotations

import pytest

from minutes.directives import DirectiveReading, read_directives
from minutes.document import Document
from minutes.grammar import load_grammar


def read(text: str, *, formal: bool = False) -> DirectiveReading:
    document = Document.of_text(text)
    return read_directives(document, document.paragraphs, {"段青禾": "段青禾"}, load_grammar(), formal=formal)


def items(text: str, *, formal: bool = False) -> list[tuple[int, int | None, str]]:
    return [(d.level, d.ordinal, text[d.span.start : d.span.end]) for d in read(text, formal=formal).directives]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一要", "二要"),
        ("一是", "二是"),
        ("一是要", "二要"),
        ("第一，", "第二，"),
        ("首先，", "其次，"),
        ("（一）", "（二）"),
        ("一、", "二、"),
        ("1.", "2."),
        ("1、", "2、"),
        ("①", "②"),
        ("（1）", "（2）"),
        ("其一，", "其二，"),
        ("1是", "2是"),
        ("一", "二"),
    ],
)
def test_each_number_style_opens_items(first: str, second: str) -> None:
    """Each style of number gives one directive an item, from its number to before the next."""
    text = f"段青禾提出两点要求：{first}备足砂石。夜里加岗。{second}清空库容。"
    assert items(text) == [(1, 1, f"{first}备足砂石。夜里加岗"), (1, 2, f"{second}清空库容")]


def test_items_with_lines_of_their_own() -> None:
    """Items that stand on lines of their own end with their line."""
    text = "段青禾强调：\n一要备料。砂石到位。\n二要值守。\n县里共有泵站九座。"
    assert items(text) == [(1, 1, "一要备料。砂石到位"), (1, 2, "二要值守")]


def test_nested_items_lie_within_their_parent() -> None:
    """A series inside an item is level 2 and names its parent."""
    text = "段青禾强调：首先，要备料。一是砂石；二是木桩。其次，要值守。"
    reading = read(text)
    assert [(d.level, d.ordinal, d.parent) for d in reading.directives] == [
        (1, 1, None),
        (2, 1, 0),
        (2, 2, 0),
        (1, 2, None),
    ]
    parent, child = reading.directives[0].span, reading.directives[1].span
    assert parent.contains(child)


def test_mixed_spoken_styles_make_one_series() -> None:
    """一要…二是…第三， go on one another."""
    assert [i[1] for i in items("段青禾强调，一要备料；二是值守；第三，报数。")] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "会议强调，要学习二十大精神，一系列举措要落地。",
        "会议强调，第一产业要稳，第二产业要进，一季度要开好局。",
        "会议强调，一方面要备料，另一方面要值守。",
        "会议强调，要统一思想，唯一要务是守堤，第一时间要上报。",
    ],
)
def test_words_that_only_look_like_numbers_open_no_item(text: str) -> None:
    """二十大, 一系列, 第二产业, 一方面 are no ordinals."""
    assert [d.ordinal for d in read(text).directives] == [None]


def test_a_gap_in_the_numbers_is_noted() -> None:
    """一是…三是 keeps both items and notes the gap at the place."""
    text = "段青禾强调，一是备料；三是值守。"
    reading = read(text)
    assert [d.ordinal for d in reading.directives] == [1, 3]
    assert [(n.code, text[n.start : n.end]) for n in reading.notes] == [("series-gap", "三是")]


def test_a_series_whose_beginning_is_lost_has_no_speaker() -> None:
    """Items from 三是 on, with nobody heard before, have neither speaker nor verb."""
    reading = read("泵站有员工九人。\n三是加强值守。各站要报数。四是严格交接。")
    assert [(d.ordinal, d.speaker, d.verb) for d in reading.directives] == [(3, None, None), (4, None, None)]
    assert [n.code for n in reading.notes] == ["series-gap"]


def test_numbers_that_start_over_are_noted() -> None:
    """A second 一是 in one passage opens a new series and is noted."""
    reading = read("段青禾强调，一是备料；二是值守。一是报数；二是交接。")
    assert [d.ordinal for d in reading.directives] == [1, 2, 1, 2]
    assert [n.code for n in reading.notes] == ["series-restart"]


@pytest.mark.parametrize(
    "text",
    [
        "段青禾指出，当前还存在一些问题：一是砂石不足；二是值守不严。",
        "会上，水利站汇报了情况，一是水位平稳；二是机组完好。",
        "本站举措如下。一是加强值守；二是严格交接。",
    ],
)
def test_numbered_facts_are_no_directives(text: str) -> None:
    """Problems, reports and features that count are no directives."""
    assert read(text).directives == ()


def test_a_number_within_one_required_unit_stays_within_it() -> None:
    """要做到三个到位：一是…，二是… between two full stops is one directive."""
    text = "段青禾强调，要做到三个到位：一是人到位，二是料到位，三是车到位。"
    assert [(d.level, d.ordinal) for d in read(text).directives] == [(1, None)]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("段青禾强调，一要压实责任。各站要签字。", "压实责任"),
        ("段青禾强调，一是备足物料，二是守好夜。", "备足物料"),
        ("段青禾强调，一是要把砂石木桩柴油等各类物资一样不少地备齐备足并且登记造册。", None),
    ],
)
def test_the_headline_is_the_short_title_behind_the_number(text: str, headline: str | None) -> None:
    """A short title right behind the number is the headline, a long clause is none."""
    assert read(text).directives[0].headline == headline


def test_thousands_of_numbers_are_read_in_linear_time() -> None:
    """A page of ten thousand items is read without getting slower by the square."""
    import time

    text = "段青禾强调：" + "。".join(f"一是备料{i}" for i in range(10_000))
    begun = time.perf_counter()
    read(text)
    assert time.perf_counter() - begun < 10
