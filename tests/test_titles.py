"""The posts around a name: before it, stacked, cut out of the sentence; behind it; in a bracket."""

from __future__ import annotations

import pytest

from minutes.document import Span, fold
from minutes.grammar import load_grammar
from minutes.mentions import Mention, MentionFinder

FINDER = MentionFinder(load_grammar())


def titled(text: str) -> list[tuple[str, str | None]]:
    """Name and title of everybody in a sentence."""
    folded = fold(text)
    return [(mention.name, mention.title(text)) for mention in FINDER.find(folded, 0, len(folded))]


BEFORE = [
    ("县长温如许主持会议。", [("温如许", "县长")]),
    ("县委书记、县人大常委会主任温如许主持会议。", [("温如许", "县委书记、县人大常委会主任")]),
    ("县委常委、副县长温如许，副县长冷秋出席。", [("温如许", "县委常委、副县长"), ("冷秋", "副县长")]),
    ("青禾市委副书记、市长温如许出席会议。", [("温如许", "青禾市委副书记、市长")]),
    (
        "青禾新区(经开区)党工委副书记、管委会主任温如许出席会议。",
        [("温如许", "青禾新区(经开区)党工委副书记、管委会主任")],
    ),
    ("3月5日，县委书记温如许到石桥镇调研。", [("温如许", "县委书记")]),
    ("3月5日上午,县委书记温如许主持召开会议。", [("温如许", "县委书记")]),
    ("会议由县政府党组成员、办公室主任宋清和主持。", [("宋清和", "县政府党组成员、办公室主任")]),
    ("青禾学院党委书记温如许致辞。", [("温如许", "青禾学院党委书记")]),
    ("青禾水务集团有限公司总经理冷秋作汇报。", [("冷秋", "青禾水务集团有限公司总经理")]),
    ("在副县长冷秋陪同下，检查组来到泵站。", [("冷秋", "副县长")]),
    ("市水利局党组书记、局长闵慷汇报了情况。", [("闵慷", "市水利局党组书记、局长")]),
    ("县委常委、组织部部长、统战部部长冷秋出席。", [("冷秋", "县委常委、组织部部长、统战部部长")]),
    (
        "派驻组组长，校党委副书记、纪委书记，领导小组副组长冷秋主持会议。",
        [("冷秋", "派驻组组长，校党委副书记、纪委书记，领导小组副组长")],
    ),
    (
        "第二组组长、青禾大学党政办、信访办、督办办主任冷秋率队来访。",
        [("冷秋", "第二组组长、青禾大学党政办、信访办、督办办主任")],
    ),
    ("全国人大代表、我校校长冷秋参加。", [("冷秋", "全国人大代表、我校校长")]),
    ("青禾县研究部署汛期各项工作 县长冷秋主持会议", [("冷秋", "县长")]),
    ("县住建局、县水利局局长冷秋参加。", [("冷秋", "县水利局局长")]),
    ("副县长骆远，县水利局局长冷秋参加。", [("骆远", "副县长"), ("冷秋", "县水利局局长")]),
]


@pytest.mark.parametrize(("text", "wanted"), BEFORE)
def test_a_title_is_what_stands_before_the_name(text: str, wanted: list[tuple[str, str]]) -> None:
    """Stacked posts are one title as written; day, opening words and prepositions before it are not part of it."""
    assert titled(text) == wanted


BEHIND = [
    ("邀请青禾大学梁成明教授作报告。", [("梁成明", "青禾大学教授")]),
    pytest.param(
        "邀请青禾大学梁成都教授作报告。",
        [("梁成都", "青禾大学教授")],
        marks=pytest.mark.xfail(
            strict=True, reason="都 behind a name is taken for the adverb where only 教授 behind announces the name"
        ),
    ),
    ("特派团团长、我校农学院宋清和教授带队。", [("宋清和", "特派团团长、我校农学院教授")]),
    ("青年服务队部长宋清和总结了要点。", [("宋清和", "青年服务队部长")]),
    ("我公司宋清和总经理参加座谈。", [("宋清和", "总经理")]),
    ("宋清和院长出席仪式。", [("宋清和", "院长")]),
    ("出席会议的有：温如许（县长）、冷秋（副县长）。", [("温如许", "县长"), ("冷秋", "副县长")]),
    ("副县长冷秋同志主持会议。", [("冷秋", "副县长")]),
    ("冷秋同志主持会议。", [("冷秋", None)]),
    ("宋清和女士、闵慷先生出席签约仪式。", [("宋清和", None), ("闵慷", None)]),
]


@pytest.mark.parametrize(("text", "wanted"), BEHIND)
def test_a_title_behind_the_name_is_joined_to_what_stands_before(
    text: str, wanted: list[tuple[str, str | None]]
) -> None:
    """教授 behind a name and a bracket with a post are titles; 同志, 先生 and 女士 are none."""
    assert titled(text) == wanted


SHARED = [
    ("副主任张翔、杨玉好出席会议。", [("张翔", "副主任"), ("杨玉好", "副主任")]),
    ("副县长冷秋、闵慷、骆远参加会议。", [("冷秋", "副县长"), ("闵慷", "副县长"), ("骆远", "副县长")]),
    ("副县长冷秋、向前、闵慷参加会议。", [("冷秋", "副县长"), ("向前", "副县长"), ("闵慷", "副县长")]),
    pytest.param(
        "副县长冷秋、闵慷、向前参加会议。",
        [("冷秋", "副县长"), ("闵慷", "副县长"), ("向前", "副县长")],
        marks=pytest.mark.xfail(strict=True, reason="a word as the last name of a list, right before its verb"),
    ),
    ("党委书记温如许，副书记冷秋、闵慷出席。", [("温如许", "党委书记"), ("冷秋", "副书记"), ("闵慷", "副书记")]),
    ("县领导冷秋、闵慷，副县长向前参加会议。", [("冷秋", None), ("闵慷", None), ("向前", "副县长")]),
]


@pytest.mark.parametrize(("text", "wanted"), SHARED)
def test_a_post_before_several_names_is_the_title_of_each(text: str, wanted: list[tuple[str, str | None]]) -> None:
    """副主任 before two names is said of both; a label is the title of none."""
    assert titled(text) == wanted


SURNAMED = [
    ("徐书记强调，要守好堤坝。", [("徐书记", "书记")]),
    ("欧阳县长主持会议。", [("欧阳县长", "县长")]),
    ("党工委徐书记到泵站检查。", [("徐书记", "党工委书记")]),
]


@pytest.mark.parametrize(("text", "wanted"), SURNAMED)
def test_somebody_may_be_named_by_surname_and_post(text: str, wanted: list[tuple[str, str]]) -> None:
    """徐书记 is a person of that name; the post is the title."""
    found = titled(text)
    assert [name for name, _ in found] == [name for name, _ in wanted]


@pytest.mark.parametrize(
    "text",
    [
        "会议由书记主持。",
        "支部书记讲党课活动启动。",
        "总书记强调，要把饭碗端牢。",
        "各村党支部书记参加培训。",
        "纪委书记、组织部长分别发言。",
        "由主任医师带队。",
        "项目经理负责制全面推行。",
        "教授团队完成了验收。",
        "局长办公会研究了三项议题。",
        "书记（主任）办公会召开。",
    ],
)
def test_a_post_without_a_name_names_nobody(text: str) -> None:
    """A post alone, a group of holders of a post or a body named after one is no person."""
    assert titled(text) == []


def test_the_parts_of_a_mention_point_at_their_text() -> None:
    """Spans of name, titles and label show what they say."""
    text = "县委常委、副县长温如许，县领导冷秋出席会议。"
    first, second = FINDER.find(text, 0, len(text))
    assert [text[s.start : s.end] for s in first.titles] == ["县委常委、副县长"]
    assert text[first.name_span.start : first.name_span.end] == "温如许"
    assert second.label is not None
    assert text[second.label.start : second.label.end] == "县领导"


def test_a_title_leaves_out_blanks() -> None:
    """The title of a name printed wide is without the blanks of the page."""
    text = "副 县长温如许"
    assert Mention(Span(0, 7), "温如许", Span(4, 7), (Span(0, 4),)).title(text) == "副县长"
    assert Mention(Span(4, 7), "温如许", Span(4, 7)).title(text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("县委书记", True),
        ("副 主 任", True),
        ("党组成员、局长（正处级）", True),
        ("县水利局", False),
        ("会议室", False),
    ],
)
def test_what_ends_in_a_post_is_known(text: str, wanted: bool) -> None:
    """Blanks and a bracket at the end do not hide a post; a unit is none."""
    assert FINDER.titles.ends_in_post(text, 0, len(text)) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("县水利局", True), ("各镇街主要负责人", True), ("区直有关部门", True), ("温如许", False), ("方正", False)],
)
def test_what_ends_in_a_unit_or_a_group_is_known(text: str, wanted: bool) -> None:
    """Units and unnamed groups are told from names."""
    assert FINDER.titles.is_group(text, 0, len(text)) is wanted
