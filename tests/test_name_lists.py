"""Lists of names: marks, labels, units with names, units with names in brackets, mixed with groups."""

from __future__ import annotations

from itertools import pairwise

import pytest

from minutes.document import fold
from minutes.grammar import load_grammar
from minutes.mentions import Mention, MentionFinder

FINDER = MentionFinder(load_grammar())


def found(text: str, *known: str) -> list[Mention]:
    """The mentions of a sentence."""
    folded = fold(text)
    return FINDER.find(folded, 0, len(folded), known)


def names(text: str, *known: str) -> list[str]:
    """The names of a sentence."""
    return [mention.name for mention in found(text, *known)]


LISTS = [
    ("县领导温如许、冷秋、闵慷出席会议。", ["温如许", "冷秋", "闵慷"]),
    ("县领导温如许、冷秋和闵慷出席会议。", ["温如许", "冷秋", "闵慷"]),
    ("县领导温如许、冷秋及闵慷出席会议。", ["温如许", "冷秋", "闵慷"]),
    ("县领导温如许、冷秋、闵慷等出席会议。", ["温如许", "冷秋", "闵慷"]),
    pytest.param(
        "县领导温如许,冷秋,闵慷出席会议。",
        ["温如许", "冷秋", "闵慷"],
        marks=pytest.mark.xfail(strict=True, reason="a list parted by commas alone"),
    ),
    ("县领导温如许、和济明出席会议。", ["温如许", "和济明"]),
    ("县领导：温如许、冷秋参加。", ["温如许", "冷秋"]),
    ("县领导温如许及县直有关部门负责人参加会议。", ["温如许"]),
    ("县领导温如许、冷秋，各镇街主要负责同志参加会议。", ["温如许", "冷秋"]),
    ("副县长温如许、县政府办公室主任冷秋、县水利局局长闵慷参加会议。", ["温如许", "冷秋", "闵慷"]),
    ("县水利局闵慷、县财政局骆远、县住建局尹禾依次发言。", ["闵慷", "骆远", "尹禾"]),
    ("县领导高明、方正、万成、江要武出席会议。", ["高明", "方正", "万成", "江要武"]),
    (
        "县四套班子领导温如许、冷秋、闵慷、骆远、向前、宋清和、段青禾、穆青山、尹禾、简书禾参加会议。",
        ["温如许", "冷秋", "闵慷", "骆远", "向前", "宋清和", "段青禾", "穆青山", "尹禾", "简书禾"],
    ),
    ("副县长温如许、向 前，县政协副主席冷 秋出席会议。", ["温如许", "向前", "冷秋"]),
    ("县领导温如许、艾山·托合提、冷秋出席会议。", ["温如许", "艾山·托合提", "冷秋"]),
]


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_a_list_goes_on_to_its_last_name(text: str, wanted: list[str]) -> None:
    """Whatever mark or conjunction parts the names, every name of a list is found."""
    assert names(text) == wanted


IN_BRACKETS = [
    ("县水利局（闵慷）、县财政局（骆远）参加会议。", ["闵慷", "骆远"]),
    ("县领导温如许（县长）、冷秋（副县长）参加会议。", ["温如许", "冷秋"]),
    pytest.param(
        "温如许（县委办公室）、冷秋（县财政局）参加会议。",
        ["温如许", "冷秋"],
        marks=pytest.mark.xfail(
            strict=True, reason="bare names at the beginning, announced by nothing but the units behind them"
        ),
    ),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    IN_BRACKETS,
)
def test_units_and_names_may_stand_in_brackets(text: str, wanted: list[str]) -> None:
    """A unit with its person in a bracket, or a person with a unit."""
    assert names(text) == wanted


NOT_LISTED = [
    ("县领导温如许、县直有关部门负责人参加会议。", ["温如许"]),
    ("副县长温如许、水利局、财政局负责人参加会议。", ["温如许"]),
    ("副县长温如许、各镇主要领导出席。", ["温如许"]),
    ("县长温如许，要求各单位守好堤坝。", ["温如许"]),
    ("县长温如许先后察看水库、河道、泵站。", ["温如许"]),
    ("县长温如许在平安社区、向阳小学调研。", ["温如许"]),
    ("县长温如许强调，安全、质量、进度都要抓。", ["温如许"]),
    ("县长温如许、专家学者和企业代表参加论坛。", ["温如许"]),
]


@pytest.mark.parametrize(("text", "wanted"), NOT_LISTED)
def test_a_list_ends_where_no_name_follows(text: str, wanted: list[str]) -> None:
    """Units, groups, places and things behind a 、 are no names."""
    assert names(text) == wanted


def test_a_label_holds_for_the_whole_list() -> None:
    """Everybody of the list is listed under its label, and none has it as title."""
    text = "县领导温如许、冷秋、闵慷出席会议。"
    labels = {text[m.label.start : m.label.end] for m in found(text) if m.label}
    assert labels == {"县领导"}
    assert [m.title(text) for m in found(text)] == [None, None, None]


def test_a_label_ends_at_the_next_post() -> None:
    """Who has a post of his own is not listed under the label."""
    text = "县领导温如许、冷秋，县水利局局长闵慷参加会议。"
    assert [m.label is not None for m in found(text)] == [True, True, False]


def test_a_shared_post_ends_with_the_list() -> None:
    """A comma ends what the post before the list says."""
    text = "副县长温如许、冷秋，闵慷参加会议。"
    shared = [(m.name, m.shared) for m in found(text, "闵慷")]
    assert shared[:2] == [("温如许", False), ("冷秋", True)]
    assert [m.title(text) for m in found(text, "闵慷")][2:] == [None]


def test_a_unit_before_each_name_is_its_organization() -> None:
    """县水利局闵慷: the unit is where the person is from."""
    text = "参加会议的有县水利局闵慷、县财政局骆远、县住建局尹禾。"
    units = [text[m.organization.start : m.organization.end] for m in found(text) if m.organization]
    assert units[-2:] == ["县财政局", "县住建局"]


def test_mentions_do_not_overlap() -> None:
    """Left to right, each begins behind the one before."""
    text = "县委书记温如许，县委副书记、县长冷秋，县领导闵慷、骆远，县水利局局长向前参加会议。"
    spans = [m.span for m in found(text)]
    assert len(spans) == 5
    assert all(a.end <= b.start for a, b in pairwise(spans))
