"""Articles to records: kinds of article, reporters, formal minutes by their fields, what is no event."""

from __future__ import annotations

import pytest

from minutes import extract_text, validate
from minutes.records import ArticleKind
from tests.told import roles

REPORT = (
    "# 青禾县部署防汛\n\n本报讯(记者尹禾 通讯员简书禾)2024年3月5日，县长温如许主持召开防汛会议。会议强调，要守好堤坝。"
)
FEATURE = "# 巡堤人的一天\n\n清晨，巡堤员又出发了。每天要走两个来回。"
FORMAL = """青禾县水利局
会议纪要

时间：2024年3月5日上午
地点：三楼会议室
主持：闵慷
出席：骆远、向前
记录：尹禾

一、关于大堤巡查
由工程科牵头，3月底前完成大堤巡查。"""


def test_an_article_is_a_report_minutes_or_neither() -> None:
    """By what it yields and how it is printed."""
    kinds = [a.kind for a in extract_text(f"{REPORT}\n\n{FEATURE}").articles]
    assert kinds == [ArticleKind.REPORT, ArticleKind.OTHER]
    assert [a.kind for a in extract_text(FORMAL).articles] == [ArticleKind.MINUTES]


def test_reporters_are_of_the_article_and_not_of_the_meeting() -> None:
    """Byline names are kept with the article."""
    records = extract_text(REPORT)
    assert records.articles[0].reporters == ["尹禾", "简书禾"]
    assert [a.name for a in records.attendees] == ["温如许"]


BYLINES = [
    ("本报讯(记者尹禾)", ["尹禾"]),
    ("本报讯（记者 尹禾 简书禾）", ["尹禾", "简书禾"]),
    ("本报讯（记者尹禾、通讯员简书禾）", ["尹禾", "简书禾"]),
    ("", []),
]


@pytest.mark.parametrize(("byline", "wanted"), BYLINES)
def test_each_journalist_of_a_byline_is_a_reporter(byline: str, wanted: list[str]) -> None:
    """Reporters and correspondents, however parted."""
    records = extract_text(f"{byline}2024年3月5日，县长温如许主持召开防汛会议。会议强调，要守好堤坝。")
    assert records.articles[0].reporters == wanted
    assert [a.name for a in records.attendees] == ["温如许"]


def test_minutes_announced_by_their_fields_alone_are_a_meeting() -> None:
    """Time, place and people come from the fields."""
    records = extract_text(FORMAL)
    (meeting,) = records.meetings
    assert (meeting.date, meeting.part_of_day, meeting.venue) == ("2024-03-05", "上午", "三楼会议室")
    assert roles(FORMAL) == {"闵慷": "chair", "骆远": "attendee", "向前": "attendee", "尹禾": "recorder"}
    assert validate(records) == []


def test_a_second_event_has_a_title_of_its_own() -> None:
    """The headline is that of the first event."""
    text = REPORT + "\n\n会后，监察室召开职能科室负责人会议，监察室主任冷秋主持会议。冷秋要求，要抓好落实。"
    first, second = extract_text(text).meetings
    assert first.title == "青禾县部署防汛"
    assert "负责人会议" in second.title
    assert first.article_id == second.article_id


def test_records_of_several_articles_do_not_mix() -> None:
    """Each meeting has its own article, people and directives."""
    other = "# 石桥镇备耕\n\n2024年3月6日，镇长冷秋主持召开春耕会议。会议要求，要抓紧备耕。"
    records = extract_text(f"{REPORT}\n\n{other}")
    one, two = records.meetings
    assert one.article_id != two.article_id
    assert [a.name for a in records.attendees if a.meeting_id == one.id] == ["温如许"]
    assert [a.name for a in records.attendees if a.meeting_id == two.id] == ["冷秋"]
    assert [d.text for d in records.directives if d.meeting_id == two.id] == ["要抓紧备耕"]


NO_EVENT = [
    "石桥镇镇长冷秋说，要抓紧备耕。",
    "温如许，男，1970年3月生，现任青禾县县长。",
    "青禾县定期召开防汛会议，县长温如许每月到各镇检查。",
]


@pytest.mark.parametrize("text", NO_EVENT)
def test_what_is_habitual_or_merely_said_is_no_event(text: str) -> None:
    """Profiles, remarks and customs."""
    assert extract_text(text).meetings == []


def test_a_day_or_a_headline_makes_of_weak_words_an_event() -> None:
    """到…检查 with a day happened."""
    assert len(extract_text("3月5日，县长温如许到石桥镇检查防汛工作。").meetings) == 1
