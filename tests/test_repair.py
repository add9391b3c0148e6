"""Repair: what is joined, what is never joined, what is left out, what is reported; and the map back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.document import Document, fold
from minutes.grammar import load_grammar
from minutes.repair import repair

GRAMMAR = load_grammar()


def repaired(source: str) -> Document:
    """The repaired document."""
    return repair(source, GRAMMAR)


def codes(source: str) -> list[str]:
    """The findings of a page."""
    return [note.code for note in repaired(source).notes]


# -- joined ------------------------------------------------------------------------------------------------------------

JOINED = [
    ("会议强调，要紧盯消\n\n防、燃气等领域。", "会议强调，要紧盯消防、燃气等领域。"),
    ("会议强调，要紧盯消\n防、燃气等领域。", "会议强调，要紧盯消防、燃气等领域。"),
    ("会议强调，要守好堤坝，\n\n备足砂石。", "会议强调，要守好堤坝，备足砂石。"),
    ("会议强调，要备足砂石、编织袋、\n\n救生衣。", "会议强调，要备足砂石、编织袋、救生衣。"),
    ("会议强调，要守好堤坝\n\n，备足砂石。", "会议强调，要守好堤坝，备足砂石。"),
    ("会议强调，要守好堤坝\n\n。", "会议强调，要守好堤坝。"),
    (
        "县长温如许主持召开会议，学习《防汛条\n\n例》和有关通知。",
        "县长温如许主持召开会议，学习《防汛条例》和有关通知。",
    ),
    ("各镇(街道、开发\n\n区)要落实责任，守好堤坝。", "各镇(街道、开发区)要落实责任，守好堤坝。"),
    ("会议强调，要备足砂石，随\n\n\n\n\n时待命。", "会议强调，要备足砂石，随时待命。"),
    ("会议强调，要备足砂石，随   \n\n   时待命。", "会议强调，要备足砂石，随时待命。"),
    ("会议强调，要备足砂石，随\n- 2 -\n时待命。", "会议强调，要备足砂石，随时待命。"),
    ("会议强调，要备足砂石，随\n\n第2页 共5页\n\n时待命。", "会议强调，要备足砂石，随时待命。"),
    ("会议要求，一是守堤。二是\n加强巡查，备足砂石。", "会议要求，一是守堤。二是加强巡查，备足砂石。"),
    ("一是\n加强巡查，备足砂石。\n二是\n守好堤坝，不得离岗。", "一是加强巡查，备足砂石。\n二是守好堤坝，不得离岗。"),
    ("会议强调，要备足砂石，随\n— 3 —\n时待命。", "会议强调，要备足砂石，随时待命。"),
]


@pytest.mark.parametrize(("source", "clean"), JOINED)
def test_a_sentence_broken_by_line_ends_is_one_again(source: str, clean: str) -> None:
    """Line ends, blank lines and page numbers in mid-word or at a comma are left out."""
    assert repaired(source).clean == clean


COLUMN = [
    "近日，青禾县就防汛备",
    "汛召开会议，要求各镇",
    "街守好堤坝、备足砂石，",
    "落实值守制度，做到人",
    "员到位、物资到位、责",
    "任到位。",
]


def test_a_column_of_short_lines_is_one_paragraph() -> None:
    """A newspaper column, a few characters a line, becomes running text."""
    assert repaired("\n".join(COLUMN)).clean == "".join(COLUMN)


def test_a_column_with_a_blank_line_behind_each_line_is_one_paragraph() -> None:
    """The same column as many converters print it."""
    assert repaired("\n\n".join(COLUMN)).clean == "".join(COLUMN)


# -- never joined ------------------------------------------------------------------------------------------------------

APART = [
    "会议强调，要守好堤坝。\n\n会议指出，要备足砂石。",
    "# 青禾县召开防汛会议\n\n3月5日，县长温如许主持召开会议。",
    "青禾县召开防汛会议\n\n3月5日，县长温如许主持召开会议。",
    "时间：2024年3月5日\n地点：县政府三楼会议室\n主持：温如许\n出席：冷秋、闵慷",
    "主持人：温如许\n参加人员：冷秋、闵慷\n记录人：尹禾",
    "一、关于防汛备汛的问题\n会议听取了汇报。",
    "会议要求：\n一要守好堤坝。\n二要备足砂石。",
    "会议强调：\n（一）守好堤坝\n（二）备足砂石",
    "会议强调，要抓好以下工作：\n\n1.守好堤坝；\n\n2.备足砂石。",
    "温如许\n冷秋\n闵慷",
    "## 青禾县召开会议\n\n## 石桥镇开展巡查",
    "抄送：县委办公室，县人大办公室。\n青禾县人民政府办公室 2024年3月6日印发",
    "县水利局\t闵慷\t局长\n县财政局\t骆远\t副局长",
]


@pytest.mark.parametrize("source", APART)
def test_what_is_a_line_of_its_own_stays_one(source: str) -> None:
    """Headings, fields with a label, numbered items, rows of cells and whole sentences are never glued together."""
    lines = [line for line in source.split("\n") if line.strip()]
    assert repaired(source).clean.split("\n") == lines


LABELLED = [
    "时间",
    "地点",
    "主持",
    "出席",
    "列席",
    "请假",
    "记录",
    "主持人",
    "参加人员",
    "会议地点",
    "责任单位",
    "完成时限",
]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.sampled_from(LABELLED), st.sampled_from(["温如许", "县政府三楼会议室", "冷秋 闵慷", "各镇街"])),
        min_size=2,
        max_size=6,
    ),
    st.sampled_from(["\n", "\n\n"]),
)
def test_labelled_lines_are_never_glued(fields: list[tuple[str, str]], gap: str) -> None:
    """Whatever fields follow each other, each keeps its line."""
    lines = list(dict.fromkeys(f"{label}：{value}" for label, value in fields))
    assert repaired(gap.join(lines)).clean.split("\n") == lines


# -- left out and reported ---------------------------------------------------------------------------------------------

PASSAGE = "县长温如许来到青禾水库，实地察看大坝巡查和物资储备情况，详细了解下一步工作打算。"


@pytest.mark.parametrize("times", [2, 3, 4])
def test_a_passage_printed_again_is_kept_once_and_reported(times: int) -> None:
    """Twice or more often: the first stays, the others are reported with their place."""
    document = repaired("\n\n".join([PASSAGE] * times))
    assert document.clean == PASSAGE
    assert {note.code for note in document.notes} == {"text-repeated"}
    shown = "".join(document.source[note.start : note.end] for note in document.notes)
    assert shown.count(PASSAGE) == times - 1


def test_the_short_end_of_a_repeated_passage_is_repeated_too() -> None:
    """Too short to be looked for alone, it goes with the sentence before it."""
    passage = PASSAGE[:-1] + "；还看望了值守人员。"
    assert repaired(passage + "\n\n" + passage).clean == passage


def test_a_field_of_minutes_does_not_break_off() -> None:
    """A list of people behind a label ends without a mark."""
    assert codes("出席：县政府办公室副主任冷秋，县住建局局长闵慷，县财政局副局长骆远，县供电公司总经理温如许") == []


def test_a_passage_printed_again_in_other_lines_is_found() -> None:
    """Line ends inside the second printing do not hide it."""
    document = repaired(PASSAGE + "\n\n" + PASSAGE[:20] + "\n\n" + PASSAGE[20:])
    assert document.clean == PASSAGE


@pytest.mark.parametrize(
    "source",
    [
        "会议还研究了其他事项。\n\n会议还研究了其他事项。",
        PASSAGE + "\n\n" + PASSAGE.replace("水库", "闸站"),
        "## 青禾县召开防汛工作专题调度会议部署下一步工作\n\n## 青禾县召开防汛工作专题调度会议部署下一步工作",
    ],
)
def test_what_recurs_by_nature_is_kept(source: str) -> None:
    """Short sentences, sentences that differ, and headlines are not repeats."""
    assert "text-repeated" not in codes(source)


def test_a_stray_fragment_is_left_out_and_reported() -> None:
    """The beginning of a passage that stands whole elsewhere."""
    document = repaired(PASSAGE[:15] + "\n\n## 石桥镇开展巡查\n\n" + PASSAGE)
    assert document.clean == "## 石桥镇开展巡查\n" + PASSAGE
    (note,) = document.notes
    assert note.code == "stray-text"
    assert document.source[note.start : note.end] == PASSAGE[:15]


def test_a_fragment_of_nothing_else_is_kept() -> None:
    """A short line that stands nowhere else is text."""
    assert "石桥镇，向前路" in repaired("石桥镇，向前路\n\n" + PASSAGE).clean


FURNITURE = ["- 2 -", "第2页", "第 3 页 共 5 页", "— 1 —", "2/5"]


@pytest.mark.parametrize("line", FURNITURE)
def test_page_furniture_is_left_out(line: str) -> None:
    """Page numbers are no text."""
    assert repaired(f"{PASSAGE}\n\n{line}\n\n会议强调，要守好堤坝。").clean == f"{PASSAGE}\n会议强调，要守好堤坝。"


# -- what breaks off ---------------------------------------------------------------------------------------------------

BROKEN = [
    ("会议强调，要密切关注水库安全评价指\n\n监管机制重点任务，守好堤坝。", "指", "监"),
    ("会议指出，要切实把握好工作的节\n\n领导干部要带头，守好堤坝。", "节", "领"),
]


@pytest.mark.parametrize(("source", "end", "head"), BROKEN)
def test_a_join_that_nobody_writes_is_reported(source: str, end: str, head: str) -> None:
    """Lines are joined, and where the characters that meet practically never stand together, that is said."""
    document = repaired(source)
    assert "\n" not in document.clean
    (note,) = document.notes
    assert note.code == "text-breaks-off"
    assert "▯" in note.message
    shown = document.source[note.start : note.end]
    assert f"{end}\n\n{head}" in shown


@pytest.mark.parametrize(
    "source",
    [
        "会议强调，要紧盯消\n\n防、燃气等领域，守好堤坝。",
        "会议强调，要切实把责任扛在肩\n\n上，把工作落到实处。",
        "会议强调，要认真做好防汛准\n\n备工作，确保安全度汛。",
        "会议强调，要守好堤坝，\n\n监管机制要健全。",
        "会议强调，要抓好安全评价指监管机制重点任务。",
        "会议强调，要备足12\n\n吨砂石，守好堤坝。",
    ],
)
def test_a_plausible_join_is_not_reported(source: str) -> None:
    """Words broken in the middle, joins at marks and numbers, and what stands in one line."""
    assert codes(source) == []


def test_a_last_paragraph_without_its_end_is_reported() -> None:
    """A long sentence that stops without a mark breaks off there."""
    text = (
        "会议强调，要守好堤坝，备足砂石，落实值守制度，各镇街要加强巡查，发现险情立即处置，确保万无一失并及时向县防办报"
    )
    document = repaired(text)
    assert [note.code for note in document.notes] == ["text-breaks-off"]
    assert document.notes[0].end == len(text)


# -- the way back ------------------------------------------------------------------------------------------------------

PIECES = [
    "会议强调，要守好堤坝",
    "，备足砂石",
    "。",
    "\n",
    "\n\n",
    "  ",
    "\u3000",
    "- 2 -\n",
    "## 青禾县召开会议\n",
    "温如许",
    "；",
    "(街道)",
    "“放心”",
    PASSAGE,
    PASSAGE[:15],
    "时间：3月5日\n",
    "一要抓实。",
    "A\t",
    "：",
]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_every_character_knows_where_it_stood(source: str) -> None:
    """Each character of the repaired text is the character of the source that it says it is, in order."""
    document = repaired(source)
    places = [document.to_source(at, at + 1).start for at in range(len(document.clean))]
    kept = [(at, char) for at, char in zip(places, document.clean, strict=True) if char != "\n"]
    assert all(source[at] == char for at, char in kept)
    assert [at for at, _ in kept] == sorted({at for at, _ in kept})
    assert len(document.text) == len(document.clean)
    assert document.text == fold(document.clean)
    assert all(0 <= at < max(len(source), 1) for at in places)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_is_left_out_is_white_space_furniture_or_reported(source: str) -> None:
    """No character of a sentence disappears without a note."""
    document = repaired(source)
    kept = {document.to_source(at, at + 1).start for at in range(len(document.clean))}
    for note in document.notes:
        if note.code != "text-breaks-off":
            kept.update(range(note.start, note.end))
    lost = "".join(char for at, char in enumerate(source) if at not in kept and not char.isspace())
    assert lost.replace("-2-", "") == ""


@pytest.mark.parametrize("source", ["", " ", "\n\n\n", "\u3000", "。", "\n。\n", "- 2 -"])
def test_a_page_without_text_is_repaired_to_none(source: str) -> None:
    """Nothing is no error."""
    assert repaired(source).clean in ("", "。")


def test_a_clean_page_needs_no_map() -> None:
    """Offsets of an undamaged page are those of the source."""
    document = repaired(PASSAGE)
    assert document.origin is None
    assert document.to_source(3, 6) == (3, 6)


def test_cells_of_a_table_are_not_glued() -> None:
    """Neither those parted by tabs nor those printed one a line, whatever marks they hold."""
    for page in (
        "1\t清淤，护堤，备料，值守\t水利站\n2\t修泵\t财政所",
        "序号\n任务\n责任单位\n1\n清淤，护堤，备料，值守\n水利站\n2\n修泵\n财政所",
    ):
        assert repair(page, load_grammar()).clean == page


def test_a_post_with_a_name_is_not_joined_to_the_field_above() -> None:
    """A list that goes on line by line stays so though marks stand in the field; a broken word is joined."""
    listed = "参加人员：村干部应到7人，实到6人，符合规定人数\n镇人大主席　温如许　到会指导\n村会计　冷秋　列席"
    assert repair(listed, load_grammar()).clean.count("\n") == 2
    broken = "出 席：党委副书记、总经理温如许，党委副\n书记、工会主席冷秋"
    assert "党委副书记、工会主席冷秋" in repair(broken, load_grammar()).clean


def test_a_label_without_a_colon_begins_a_line_of_its_own() -> None:
    """However wide it is printed."""
    head = "列席人员　　办公室　温如许，计财股负责人\n记 录 人　　冷　秋"
    assert repair(head, load_grammar()).clean == head
