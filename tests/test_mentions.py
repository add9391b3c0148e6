"""What announces a person: a post, a label, the words that open a list, a bracket, a clause, the document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.document import fold
from minutes.grammar import load_grammar
from minutes.mentions import Mention, MentionFinder

FINDER = MentionFinder(load_grammar())


def found(text: str, *known: str) -> list[Mention]:
    """The mentions of a sentence."""
    folded = fold(text)
    return FINDER.find(folded, 0, len(folded), known)


ANNOUNCED = [
    ("副县长冷秋", ["冷秋"]),
    ("县领导冷秋", ["冷秋"]),
    ("参加会议的有冷秋、闵慷。", ["冷秋", "闵慷"]),
    ("县水利局（闵慷）、县财政局（骆远）参加会议。", ["闵慷", "骆远"]),
    ("冷秋强调，要守好堤坝。", ["冷秋"]),
    ("会上，冷秋指出，要备足砂石。", ["冷秋"]),
    ("我公司宋清和总经理致辞。", ["宋清和"]),
    ("材料学院巴图·孟和教授作报告。", ["巴图·孟和"]),
    ("县水利局局长冷秋关于防汛准备的汇报。", ["冷秋"]),
    ("副主任成都因出差请假。", ["成都"]),
    ("党工委徐书记到泵站检查。", ["徐书记"]),
    ("青禾县中医院苗其德教授、柳湾医院院长骆远参加研讨。", ["苗其德", "骆远"]),
    ("教育厅学生司闵慷司长主持会议。", ["闵慷"]),
    ("柳湾县人民医院闵慷院长表达了谢意。", ["闵慷"]),
    ("吕国中主持会议。", ["吕国中"]),
    ("骆十一、冷岱宁、闵慷、陆军等专家委员会委员以线上方式参加会议。", ["骆十一", "冷岱宁", "闵慷", "陆军"]),
    ("骆远、闵慷两位带教老师作了示范。", ["骆远", "闵慷"]),
    ("副主任冷秋、闵慷及秘书长骆远随访。", ["冷秋", "闵慷", "骆远"]),
    ("副院长闵慷教授带领蔬菜专家骆远教授来校。", ["闵慷", "骆远"]),
    ("由青禾大学校长孙志远院士任组长。", ["孙志远"]),
    ("县水利局相关负责人（闵慷、骆远、冷秋）陪同。", ["闵慷", "骆远", "冷秋"]),
    ("副庭长（主持工作）骆远先后发言。", ["骆远"]),
    ("县长温故和副县长冷秋分两路出发。", ["温故", "冷秋"]),
    ("副院长于在渊教授出席。", ["于在渊"]),
    ("县委副书记幸福等县委常委参加会议。", ["幸福"]),
    ("柳湾县委书记盛况与青禾县委书记冷秋巡河。", ["盛况", "冷秋"]),
    ("县长来有恒主持会议。", ["来有恒"]),
    ("副主任闵慷及应急系教师代表参加仪式。", ["闵慷"]),
    ("副区长骆远、闵慷,区二级调研员齐放参加。", ["骆远", "闵慷", "齐放"]),
    ("监督员骆远作了示范。", ["骆远"]),
    ("县委书记温如许，副县长冷秋、闵慷，县领导骆远出席。", ["温如许", "冷秋", "闵慷", "骆远"]),
]


@pytest.mark.parametrize(("text", "wanted"), ANNOUNCED)
def test_somebody_is_found_where_something_announces_a_name(text: str, wanted: list[str]) -> None:
    """Each way in which reports name people."""
    assert [mention.name for mention in found(text)] == wanted


NOBODY = [
    "冷秋时节，河水渐退。",
    "会议强调，要守好堤坝。",
    "县水利局（县河长办）参加会议。",
    "青禾新区（经开区）管委会召开会议。",
    "各村书记、主任参加会议。",
    "要坚持书记抓、抓书记。",
    "局长信箱已经开通。",
    "江川、平川、金川等地受灾。",
    "两位老师长年坚守在山里。",
    "有提案委员指出不足。",
    "党支部书记和党支部委员参加培训。",
    "志愿者汉服队向代表逐一介绍了展品。",
    "以部分负责人为主要成员成立宣讲团。",
    "行业代表于线上线下参加论坛。",
    "两位主任用图表通报了成绩。",
    "全校纪检监察干部参加会议。",
    "生命学院党委办公室主任参加会议。",
    "柳湾县副县长、县公安局局长参加会议。",
    "",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_found_where_nothing_does(text: str) -> None:
    """Words, units and posts alone."""
    assert found(text) == []


def test_a_note_behind_a_post_is_of_the_post() -> None:
    """副庭长（主持工作）."""
    text = fold("青禾法庭副庭长（主持工作）骆远先后发言。")
    (mention,) = FINDER.find(text, 0, len(text))
    assert mention.title(text) == "青禾法庭副庭长（主持工作）"


def test_only_the_stretch_given_is_read() -> None:
    """Mentions lie within the bounds."""
    text = "县长温如许主持会议。副县长冷秋出席会议。"
    assert [m.name for m in FINDER.find(text, 0, 10)] == ["温如许"]
    assert [m.name for m in FINDER.find(text, 10, len(text))] == ["冷秋"]


def test_a_bare_name_is_less_sure_than_one_with_a_post() -> None:
    """Only sure ones make the name known to the document."""
    assert [m.sure for m in found("副县长冷秋强调")] == [True]
    assert [m.sure for m in found("冷秋强调，要守好堤坝。")] == [False]


PIECES = [
    "县长",
    "副县长",
    "县领导",
    "温如许",
    "冷 秋",
    "高明",
    "、",
    "，",
    "及",
    "（",
    "）",
    "出席",
    "县水利局",
    "徐书记",
    "·",
]


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_mentions_are_in_order_apart_and_show_their_names(text: str) -> None:
    """Whatever the pieces of a list: spans hold their parts, and the name is what stands there without blanks."""
    end = 0
    for mention in found(text):
        assert end <= mention.span.start <= mention.name_span.start < mention.name_span.end <= mention.span.end
        assert "".join(fold(text)[mention.name_span.start : mention.name_span.end].split()) == mention.name
        end = mention.span.end
