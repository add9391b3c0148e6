"""Whatever a page looks like: nothing raises, evidence holds, ids are unique and stay when the page changes around."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutes import Records, extract_text, validate

PHRASES = [
    "3月5日上午，",
    "2024年3月5日，",
    "县长温如许主持召开防汛工作会议。",
    "县委书记穆青山到石桥镇调研防汛工作。",
    "县委书记穆青山会见青禾集团董事长骆远一行。",
    "县领导冷秋、闵慷出席会议。",
    "副县长冷秋、向前陪同。",
    "县直有关部门负责人参加会议。",
    "会议强调，",
    "会议听取了县水利局局长闵慷的汇报。",
    "温如许指出，",
    "他要求，",
    "一要守好堤坝。",
    "二要备足砂石，落实值守。",
    "三是加密巡查；",
    "首先，要压实责任。",
    "（一）守好堤坝。",
    "各镇街要在3月底前完成大堤巡查。",
    "由县水利局牵头，县财政局配合，",
    "要在汛期前备足砂石。",
    "（责任单位：县水利局；完成时限：3月底前）",
    "会议决定，拨付防汛经费。",
    "希望双方加强合作。",
    "本报讯(记者尹禾)",
    "又讯 ",
    "会后，",
    "\n\n",
    "\n",
    "# 青禾县召开防汛会议\n\n",
    "发布时间：2024-03-06\n",
    "时间：2024年3月5日\n",
    "主持：温如许\n",
    "出席：冷 秋、闵慷（县水利局局长）\n",
    "记录：尹禾\n",
    "会议纪要\n",
    "一、关于防汛备汛的问题\n",
    "- 2 -\n",
    "“守住底线。”",
    "《防汛条例》",
    "今年以来，全县完成投资3.2亿元。",
]
DAMAGE = ["\n", "\n\n", " ", "\u3000", "\t", "□", "，", "。", "(", "”", "1", "\r\n", "\u200b"]
WIDTHS = str.maketrans("，。；：（）", ",.;:()")

phrases = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=12).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A text of report phrases with marks of other width, passages repeated, and anything inserted or lost."""
    text = draw(phrases)
    if draw(st.booleans()):
        text = text.translate(WIDTHS)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        stop = min(len(text), at + draw(st.integers(0, 12)))
        how = draw(st.sampled_from(["insert", "lose", "repeat"]))
        if how == "insert":
            text = text[:at] + draw(st.sampled_from(DAMAGE)) + text[at:]
        elif how == "lose":
            text = text[:at] + text[stop:]
        else:
            text = text[:stop] + "\n\n" + text[at:stop] + text[stop:]
    return text


def ids(records: Records) -> list[str]:
    """Every id of the records."""
    found = [one.id for one in (*records.articles, *records.meetings, *records.attendees, *records.directives)]
    assert len(found) == len(set(found))
    return found


# the same cases on every run, so that a failure belongs to the change that brought it
CALM = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settings(CALM, max_examples=400)
@given(damaged())
def test_any_page_gives_records_without_a_fault(text: str) -> None:
    """Nothing raises; schema, references, order and every evidence hold; ids are unique."""
    records = extract_text(text)
    assert validate(records) == []
    ids(records)


@settings(CALM, max_examples=60)
@given(st.text(alphabet="会议强调要一二三是、，。；：（）温如许县长主持召开出席3月5日前\n 　", max_size=120))
def test_any_string_of_report_characters_gives_records_without_a_fault(text: str) -> None:
    """Not only phrases that somebody might write."""
    assert validate(extract_text(text)) == []


REPORT = """# 青禾县召开防汛会议

2024年3月5日上午，县长温如许主持召开全县防汛工作会议，安排部署下一步工作。县领导冷秋、闵慷出席会议。

会议强调，要紧盯消防、燃气等重点领域，加大排查力度。一要守好堤坝，各镇街要在3月底前完成大堤巡查和隐患整改。\
二要备足砂石，由县水利局牵头，县财政局配合，落实抢险物资。

温如许要求，各级各部门要压实责任，落实二十四小时值守制度，确保安全度汛。"""


@st.composite
def rewrapped(draw: st.DrawFn) -> str:
    """The report with line ends inside its paragraphs, as many converters and columns break them."""
    head, *paragraphs = REPORT.split("\n\n")
    gap = draw(st.sampled_from(["\n", "\n\n"]))
    width = draw(st.integers(18, 60))
    wrapped = [gap.join(p[at : at + width] for at in range(0, len(p), width)) for p in paragraphs]
    return "\n\n".join([head, *wrapped])


@settings(CALM, max_examples=80)
@given(rewrapped())
def test_wrapping_changes_no_id(text: str) -> None:
    """Meetings, people and directives keep their ids when lines end elsewhere."""
    one, other = extract_text(REPORT), extract_text(text)
    assert [m.id for m in one.meetings] == [m.id for m in other.meetings]
    assert [a.id for a in one.attendees] == [a.id for a in other.attendees]
    assert [d.id for d in one.directives] == [d.id for d in other.directives]


OTHERS = [
    "# 石桥镇备耕\n\n2024年3月6日，镇长宋清和主持召开春耕会议。会议要求，要抓紧备耕。",
    "# 向阳小学植树\n\n清晨的校园里，孩子们提着水桶忙个不停。",
    "# 云泽市领导调研\n\n2024年3月7日，市长段青禾到青禾县调研。段青禾强调，要守好堤坝。",
]


@settings(CALM, max_examples=20)
@given(st.lists(st.sampled_from(OTHERS), unique=True, max_size=3), st.booleans())
def test_other_articles_change_no_id(others: list[str], first: bool) -> None:
    """The records of an article keep their ids whatever else is printed on the page."""
    page = [*others, REPORT] if first else [REPORT, *others]
    one, other = extract_text(REPORT), extract_text("\n\n".join(page))
    assert {m.id for m in one.meetings} <= {m.id for m in other.meetings}
    assert {a.id for a in one.attendees} <= {a.id for a in other.attendees}
    assert {d.id for d in one.directives} <= {d.id for d in other.directives}


@settings(CALM, max_examples=30)
@given(st.sampled_from([" ", "\n", "\u3000", "\n\n"]), st.sampled_from(["", " ", "\n\n\n"]))
def test_white_space_around_changes_no_id(before: str, behind: str) -> None:
    """Nor do half-width marks."""
    wanted = ids(extract_text(REPORT))
    assert ids(extract_text(before + REPORT + behind)) == wanted
    assert ids(extract_text(REPORT.replace("，", ","))) == wanted


def test_a_repeat_inside_what_is_recorded_is_left_out_of_its_evidence() -> None:
    """The page shows it, the problems report it, the record does without."""
    twice = "各镇街负责人要带头落实值守制度，做到人员到位。"
    text = f"2024年3月5日，县长温如许主持召开防汛会议。会议强调，一要守好堤坝。{twice}{twice}要备足砂石。二要抓紧备耕。"
    records = extract_text(text)
    first = records.directives[0]
    assert first.text.count(twice) == 1
    assert text[first.evidence.start : first.evidence.end].count(twice) == 2
    assert [p.code.value for p in records.problems] == ["text-repeated"]
    assert validate(records) == []
