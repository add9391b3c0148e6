"""The fields of minutes in every layout: one line each, columns, tabs, units as labels, posts before and behind."""

from __future__ import annotations

import pytest

from minutes.blocks import BlockReading, read_block
from minutes.document import fold, lines_of
from minutes.grammar import load_grammar
from minutes.mentions import MentionFinder

GRAMMAR = load_grammar()
FINDER = MentionFinder(GRAMMAR)


def read(source: str) -> tuple[str, BlockReading]:
    """The folded text and what its fields say."""
    text = fold(source)
    return text, read_block(text, list(lines_of(text)), GRAMMAR, FINDER)


def people(source: str) -> list[tuple[str, str]]:
    """Names and roles in order."""
    return [(mention.name, role.value) for mention, role in read(source)[1].people]


def titled(source: str) -> list[tuple[str, str | None]]:
    """Names and titles in order."""
    text, reading = read(source)
    return [(mention.name, mention.title(text)) for mention, _ in reading.people]


def groups(source: str) -> list[str]:
    """The unnamed."""
    text, reading = read(source)
    return [text[span.start : span.end] for span, _ in reading.groups]


LABELS = [
    ("主持：温如许", "chair"),
    ("主持人：温如许", "chair"),
    ("会议主持：温如许", "chair"),
    ("主 持：温如许", "chair"),
    ("主持人:温如许", "chair"),
    ("出席：温如许", "attendee"),
    ("出席人员：温如许", "attendee"),
    ("参加人员：温如许", "attendee"),
    ("参会人员：温如许", "attendee"),
    ("出 席：温如许", "attendee"),
    ("列席：温如许", "observer"),
    ("列席人员：温如许", "observer"),
    ("请假：温如许", "absent"),
    ("缺席：温如许", "absent"),
    ("请假人员：温如许", "absent"),
    ("记录：温如许", "recorder"),
    ("记录人：温如许", "recorder"),
    ("会议记录：温如许", "recorder"),
    ("主 持 人　　温如许", "chair"),
    ("主  持  温如许", "chair"),
    ("会 议 主 持：温如许", "chair"),
    ("【主持】温如许", "chair"),
    ("| 主持人 | 温如许 |", "chair"),
    ("出席会议：温如许", "attendee"),
    ("出席理事：温如许", "attendee"),
    ("一、主持人：温如许", "chair"),
    ("到　　会：温如许", "attendee"),
    ("参会单位及人员：温如许", "attendee"),
    ("列席会议人员：温如许", "observer"),
    ("未到会：温如许", "absent"),
    ("外出：温如许", "absent"),
    ("缺席人员　　温如许", "absent"),
    ("纪　　要：温如许", "recorder"),
    ("记录整理：温如许", "recorder"),
    ("（记录：温如许）", "recorder"),
]


@pytest.mark.parametrize(("line", "role"), LABELS)
def test_a_label_tells_the_role(line: str, role: str) -> None:
    """However the label is worded or spread."""
    assert people(line) == [("温如许", role)]


NO_LABELS = [
    "会议要求：各镇街要守好堤坝。",
    "责任单位：县水利局",
    "抄送：县委办公室。",
    "议题：研究防汛工作",
    "温如许主持会议。",
    "主持召开会议的是温如许。",
    "（1）施工单位：温如许",
    "审核：温如许　　签发：冷秋",
    "设计单位：未到",
    "请假：无",
]


@pytest.mark.parametrize("line", NO_LABELS)
def test_other_lines_name_nobody(line: str) -> None:
    """Labels of something else, and sentences."""
    assert people(line) == []


LAYOUTS = [
    ("出席：温如许、冷秋、闵慷", ["温如许", "冷秋", "闵慷"]),
    ("出席：温如许，冷秋，闵慷", ["温如许", "冷秋", "闵慷"]),
    ("出席：温如许 冷秋 闵慷", ["温如许", "冷秋", "闵慷"]),
    ("出席：温如许\t冷秋\t闵慷", ["温如许", "冷秋", "闵慷"]),
    ("出席：温如许　冷　秋　闵　慷", ["温如许", "冷秋", "闵慷"]),
    ("出席：温如许 冷 秋 闵 慷", ["温如许", "冷秋", "闵慷"]),
    ("出席：温如许 冷秋\n      闵慷 骆远", ["温如许", "冷秋", "闵慷", "骆远"]),
    ("出席：\n温如许 冷秋\n闵慷 骆远", ["温如许", "冷秋", "闵慷", "骆远"]),
    ("出席：\n温如许\n冷秋\n闵慷", ["温如许", "冷秋", "闵慷"]),
    ("出席：温如许、冷秋、\n\n闵慷、骆远", ["温如许", "冷秋", "闵慷", "骆远"]),
    ("主持：温如许  出席：冷秋、闵慷", ["温如许", "冷秋", "闵慷"]),
    ("主持：温如许　　记录：尹禾", ["温如许", "尹禾"]),
    ("主持：温如许；出席：冷秋、闵慷。", ["温如许", "冷秋", "闵慷"]),
    ("出席：县水利局：闵慷\n县财政局：骆远", ["闵慷", "骆远"]),
    ("出席：\n县水利局：闵 慷\n县财政局：骆 远", ["闵慷", "骆远"]),
    ("出席：方正、高明、欧阳澍", ["方正", "高明", "欧阳澍"]),
    ("出席：温如许、艾山·托合提", ["温如许", "艾山·托合提"]),
    ("出席：温如许等", ["温如许"]),
    ("请假：冷秋（出差）、闵慷（培训）", ["冷秋", "闵慷"]),
    ("记录：尹禾　　审核：冷秋", ["尹禾"]),
    ("记录：尹禾。\n抄送：县委办公室", ["尹禾"]),
    ("应到5人，实到3人：温如许、冷秋、闵慷", ["温如许", "冷秋", "闵慷"]),
    ("参加：所长 文书；村主任 常在", ["文书", "常在"]),
    ("参加：县供电公司及设计、监理、施工单位代表", []),
]


@pytest.mark.parametrize(("source", "wanted"), LAYOUTS)
def test_every_layout_of_a_list_is_read(source: str, wanted: list[str]) -> None:
    """Marks, blanks, tabs, lines of columns, one a line, several fields a line, units as labels."""
    assert [name for name, _ in people(source)] == wanted


TITLES = [
    ("主持：县长温如许", [("温如许", "县长")]),
    ("主持：温如许（县长）", [("温如许", "县长")]),
    ("主持：温如许 县长", [("温如许", "县长")]),
    ("出席：副县长冷秋、闵慷", [("冷秋", "副县长"), ("闵慷", "副县长")]),
    ("出席：冷秋（副县长）、闵慷（县水利局局长）", [("冷秋", "副县长"), ("闵慷", "县水利局局长")]),
    ("出席：县水利局局长闵慷，县财政局副局长骆远", [("闵慷", "县水利局局长"), ("骆远", "县财政局副局长")]),
    ("出席：温如许、冷秋", [("温如许", None), ("冷秋", None)]),
    ("出席：\n闵慷 县水利局局长\n骆远 县财政局副局长", [("闵慷", "县水利局局长"), ("骆远", "县财政局副局长")]),
    ("出席：\n县水利局局长 闵慷\n县财政局副局长 骆远", [("闵慷", "县水利局局长"), ("骆远", "县财政局副局长")]),
    ("出席：闵慷 （县水利局局长）、骆远 ( 高级工程师 )", [("闵慷", "县水利局局长"), ("骆远", "高级工程师")]),
    ("到会：董秘 温如许、土建专监 冷秋", [("温如许", "董秘"), ("冷秋", "土建专监")]),
    ("建设单位：现场代表 温如许", [("温如许", "现场代表")]),
    (
        "参会人员：副总经理：温如许、冷秋\n财务总监：闵慷",
        [("温如许", "副总经理"), ("冷秋", "副总经理"), ("闵慷", "财务总监")],
    ),
    ("参会：恒信监理 总监 温如许、专监 冷秋", [("温如许", "总监"), ("冷秋", "专监")]),
    ("出席：卫平\n列席：市民代表 温如许", [("卫平", None), ("温如许", "市民代表")]),
]


@pytest.mark.parametrize(("source", "wanted"), TITLES)
def test_posts_stand_before_behind_or_in_brackets(source: str, wanted: list[tuple[str, str | None]]) -> None:
    """The title is the post as written."""
    assert titled(source) == wanted


GROUPS = [
    ("出席：县直有关部门负责人", ["县直有关部门负责人"]),
    ("列席：各镇街主要负责同志", ["各镇街主要负责同志"]),
    ("出席：温如许、冷秋，县直有关部门负责人", ["县直有关部门负责人"]),
    ("参加人员：领导班子成员、各科室负责人", ["领导班子成员、各科室负责人"]),
]


@pytest.mark.parametrize(("source", "wanted"), GROUPS)
def test_the_unnamed_are_groups(source: str, wanted: list[str]) -> None:
    """As written, in a field of their own or behind names."""
    assert groups(source) == wanted


HEAD = """会议纪要

时间：2024年3月5日上午
地点：县政府三楼会议室
主持：温如许
出席：冷秋、闵慷
列席：骆远
请假：向前
记录：尹禾

一、关于防汛备汛的问题
会议听取了县水利局的汇报。"""


def test_a_whole_head_is_read() -> None:
    """Time, place, everybody with the role, and the lines that the fields take."""
    text, reading = read(HEAD)
    assert reading.time is not None
    assert text[reading.time.start : reading.time.end] == "2024年3月5日上午"
    assert reading.place is not None
    assert text[reading.place.start : reading.place.end] == "县政府三楼会议室"
    assert people(HEAD) == [
        ("温如许", "chair"),
        ("冷秋", "attendee"),
        ("闵慷", "attendee"),
        ("骆远", "observer"),
        ("向前", "absent"),
        ("尹禾", "recorder"),
    ]
    assert len(reading.lines) == 7


def test_a_list_ends_at_the_next_sentence_or_number() -> None:
    """What follows the fields is not of the list."""
    assert people("出席：冷秋、闵慷\n一、骆远") == [("冷秋", "attendee"), ("闵慷", "attendee")]
    assert people("出席：冷秋、闵慷\n现将会议情况纪要如下：\n骆远汇报。") == [
        ("冷秋", "attendee"),
        ("闵慷", "attendee"),
    ]


def test_the_recorder_may_stand_at_the_foot() -> None:
    """记录 behind the last decision is a field too."""
    foot = HEAD.replace("记录：尹禾\n", "") + "\n记录：简书禾"
    assert people(foot)[-1] == ("简书禾", "recorder")


@pytest.mark.parametrize("source", ["", "主持：", "出席：\n\n", "出席：、、", "时间：\n地点："])
def test_empty_fields_say_nothing(source: str) -> None:
    """A form that nobody filled in is no error."""
    assert people(source) == []
    assert groups(source) == []


def test_a_post_behind_the_name_is_its_title() -> None:
    """With posts that are no form of address too; a post that begins like a name is none."""
    assert titled("出席：温如许院长、段青禾总会计师、冷秋") == [
        ("温如许", "院长"),
        ("段青禾", "总会计师"),
        ("冷秋", None),
    ]
    assert people("出席：安全总监温如许、车间主任段青禾") == [("温如许", "attendee"), ("段青禾", "attendee")]


def test_a_body_before_its_members_is_no_title() -> None:
    """班子成员 names a list; its name goes to `listed_as`."""
    text, reading = read("参会：镇党政班子成员 温如许、段青禾、冷秋")
    assert [(m.name, m.titles, m.label and text[slice(*m.label)]) for m, _ in reading.people] == [
        ("温如许", (), "镇党政班子成员"),
        ("段青禾", (), "镇党政班子成员"),
        ("冷秋", (), "镇党政班子成员"),
    ]


def test_a_name_with_a_blank_inside_is_one_whatever_the_word() -> None:
    """郑重 is a name where it is printed 郑　重, and so is what a unit stands before."""
    assert people("出席：郑　重　　温如许\n列席：综合室竹　韵") == [
        ("郑重", "attendee"),
        ("温如许", "attendee"),
        ("竹韵", "observer"),
    ]


def test_a_post_is_not_shared_with_who_stands_behind_a_unit() -> None:
    """科长 is the first one's; the second is of another office."""
    assert titled("参会：工程科科长温如许、质安科段青禾") == [("温如许", "工程科科长"), ("段青禾", None)]


def test_a_letterhead_may_be_a_table() -> None:
    """With two fields a row, and what the meeting says right below it."""
    table = (
        "| 时间 | 2024年6月20日 9:00 | 地点 | 指挥部 |\n| 主持人 | 温如许 | 记录人 | 冷秋 |\n温如许要求，各组要值守。"
    )
    text, reading = read(table)
    assert reading.time is not None
    assert text[slice(*reading.time)] == "2024年6月20日 9:00"
    assert reading.place is not None
    assert text[slice(*reading.place)] == "指挥部"
    assert people(table) == [("温如许", "chair"), ("冷秋", "recorder")]


def test_time_and_place_may_share_a_label() -> None:
    """Then the day is in it."""
    text, reading = read("时间地点：2024年3月8日上午，二楼会议室")
    assert reading.time is not None
    assert text[slice(*reading.time)].startswith("2024年3月8日上午")


def test_how_many_were_there_is_no_group() -> None:
    """Counts in fields of their own, or before the names."""
    assert groups("应到代表：46人\n实到：41人\n参加：县直部门负责人") == ["县直部门负责人"]


def test_a_word_behind_a_name_tells_the_part() -> None:
    """列席 and 请假 behind a name, or in its bracket, hold for that one alone."""
    assert people("参加：温如许、冷秋（请假）、闵慷（列席）") == [
        ("温如许", "attendee"),
        ("冷秋", "absent"),
        ("闵慷", "observer"),
    ]
    assert people("参加：\n镇人大主席　温如许　到会指导\n驻村书记　冷秋　列席") == [
        ("温如许", "attendee"),
        ("冷秋", "observer"),
    ]
