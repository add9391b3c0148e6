"""Dates of events and of documents: what is written, and what the document adds to it."""

from __future__ import annotations

import time
from datetime import date

import pytest

from minutes.dates import DocumentDates, find_event_dates, read_document_dates
from minutes.document import fold
from minutes.grammar import load_grammar
from minutes.records import DateBasis


def dates_of(page: str, issue_date: date | None = None) -> DocumentDates:
    """The document's own dates."""
    return read_document_dates(fold(page), issue_date=issue_date, grammar=load_grammar())


def events(page: str, issue_date: date | None = None) -> list[tuple[str | None, str | None]]:
    """Day and part of the day of every event date on a page."""
    text = fold(page)
    found = find_event_dates(text, 0, len(text), dates_of(page, issue_date), load_grammar())
    return [(event.iso, event.part_of_day) for event in found]


@pytest.mark.parametrize(
    ("sentence", "iso", "part"),
    [
        ("12月5日上午，芦川区召开会议", "--12-05", "上午"),
        ("2022年12月5日，芦川区召开会议", "2022-12-05", None),
        ("二〇二二年十二月五日下午，芦川区召开会议", "2022-12-05", "下午"),
        ("4月12号，芦川区召开会议", "--04-12", None),
        ("8月19日至21日，年会在芦川举行", "--08-19", None),
        ("11月20日-21日，年会在芦川举行", "--11-20", None),
        ("2022年12月30日至2023年1月2日，年会在芦川举行", "2022-12-30", None),
        ("12月5日（星期一）晚，芦川区召开会议", "--12-05", "晚"),
        ("会议时间：2024年9月11日（星期三）上午9:00", "2024-09-11", "上午"),
        ("会议时间：2024-09-11 下午", "2024-09-11", "下午"),
        ("芦川区１２月５日凌晨部署防汛", "--12-05", "凌晨"),
        ("常委会第九次会议22日下午举行", None, "下午"),
        ("13日，芦川区召开会议", None, None),
        ("近日，芦川区召开会议", None, None),
        ("昨(25)日，市领导会见客商", None, None),
    ],
)
def test_a_date_alone_tells_what_is_written(sentence: str, iso: str | None, part: str | None) -> None:
    """Year and month are not guessed; the first day of a range counts."""
    assert events(sentence)[0] == (iso, part)


@pytest.mark.parametrize(
    "sentence",
    [
        "要在12月31日前完成",
        "截至11月30日，到位资金三百万元",
        "学习中央6月30日会议精神",
        "贯彻《2022年3月1日座谈纪要》",
        "最迟10月8日搬完",
        "为期10日的培训结束，5日内交总结",
        "去年7月1日发生的险情",
        "问题当天销账",
        "今天的成绩来之不易",
    ],
)
def test_other_days_are_no_event_dates(sentence: str) -> None:
    """Limits, facts, titles and days of other meetings are left out."""
    assert events(sentence) == []


@pytest.mark.parametrize(
    "page",
    [
        "发布时间:2022-11-18 来源:芦川发布\n11月16日上午,芦川区召开会议。",
        "2022-11-18 09:42:17 编辑:芮安 阅读次数:14\n11月16日上午,芦川区召开会议。",
        "2022-11-18 | 来源：宣传科 | 阅读：31\n11月16日上午，芦川区召开会议。",
        "芦川日报 2022年11月18日 第2版 要闻\n11月16日上午,芦川区召开会议。",
        "芦川区召开会议\n2022年11月18日\n11月16日上午，芦川区召开会议。",
        "11月16日上午，芦川区召开会议。\n芦川区政府办公室 2022年11月18日印发",
        "11月16日上午，芦川区召开会议。\n二〇二二年十一月十八日",
        "芦府纪〔2022〕3号\n芦川区政府办公室\n11月16日上午，芦川区召开会议。\n芦川区政府办公室  11月18日印发",
    ],
)
def test_a_date_of_issue_supplies_the_year(page: str) -> None:
    """Stamps, mastheads and the foot of minutes are the document's own date."""
    assert dates_of(page).issue == date(2022, 11, 18)
    assert events(page) == [("2022-11-16", "上午")]


def test_a_date_of_issue_supplies_the_month() -> None:
    """A day alone is the last such day up to the day of issue; 昨日 counts from it."""
    assert events("30日，芦川区召开会议", date(2023, 6, 2))[0][0] == "2023-05-30"
    assert events("昨(25)日，市领导会见客商", date(2023, 5, 26))[0][0] == "2023-05-25"
    assert events("昨日上午，市领导会见客商", date(2023, 3, 1))[0] == ("2023-02-28", "上午")


def test_december_told_in_january_is_of_the_year_before() -> None:
    """A day long after the day of issue was in the year before."""
    assert events("12月28日，芦川区召开会议", date(2024, 1, 5))[0][0] == "2023-12-28"


def test_the_caller_knows_the_day_of_issue_better_than_the_page() -> None:
    """A given day of issue goes before a printed one."""
    page = "发布时间：2022-11-18\n11月16日，芦川区召开会议。"
    assert dates_of(page, date(2021, 12, 1)).issue == date(2021, 12, 1)
    assert events(page, date(2021, 12, 1)) == [("2021-11-16", None)]


@pytest.mark.parametrize(
    "other",
    [
        "芦川区水土保持委员会2022年第五次会议召开",
        "全体会议纪要（2022年第4次）",
        "芦府纪〔2022〕12号",
        "会议纪要【2022】第5号",
        "芦川区召开2022年防汛抗旱工作会议",
        "学校部署2022-2023学年第一学期工作",
        "会议时间：2022年11月16日上午",
    ],
)
def test_a_year_that_can_only_be_this_one_counts(other: str) -> None:
    """Sessions, the document's number, the event's own name and a full date tell the year."""
    assert dates_of(f"{other}\n11月16日下午，芦川区召开会议。").year == 2022


@pytest.mark.parametrize(
    "other",
    [
        "召开2023届毕业生就业推进会",
        "审议2025年建设方案",
        "落实芦政发〔2015〕32号文件，按该文执行",
        "2021年在上级有力指导下，各项工作稳步推进",
        "研究所自1987年成立以来",
        "举行2021年工作总结表彰大会",
        "致2024芦川茶业博览会的贺信",
        "参加2021年第三次联席会议和2022年第一次联席会议",
    ],
)
def test_other_years_do_not_count(other: str) -> None:
    """Classes of graduates, plans, past years, other documents and doubtful cases leave the year open."""
    page = f"11月16日下午，芦川区召开会议。{other}。"
    assert dates_of(page).year is None
    assert events(page)[0] == ("--11-16", "下午")


def test_a_year_of_plans_is_the_running_one_only_in_mid_year() -> None:
    """In December work is planned for the year to come."""
    assert events("5月24日，镇里开会，听取2019年防汛重点工作汇报")[0][0] == "2019-05-24"
    assert events("12月24日，镇里开会，听取2019年防汛重点工作汇报")[0][0] == "--12-24"


def test_a_day_alone_is_the_one_told_in_full_elsewhere() -> None:
    """26日, where 3月26日 stands further on; where two months have the day, it stays open."""
    assert events("县长温如许26日会见客人。3月26日下午，客人返程。")[0] == ("--03-26", None)
    assert events("县长温如许26日会见客人。3月26日下午，客人返程。5月26日，客人来信。")[0] == (None, None)


def test_a_dateline_supplies_the_month_and_no_year() -> None:
    """新华社…5月5日电: a bare 5日 and 今天 are of that month."""
    assert events("新华社芦川5月5日电 会议4日下午在芦川召开。") == [("--05-04", "下午")]
    assert events("新华社芦川5月1日电 会议昨天在芦川召开。") == [("--04-30", None)]


def test_the_basis_says_where_the_year_comes_from() -> None:
    """stated, document, issue and none are told apart."""
    grammar = load_grammar()
    page = "12月5日，芦川区召开会议"
    none = DocumentDates(None, None, None, None)
    stated = "2022年12月5日，芦川区召开会议"
    assert find_event_dates(stated, 0, len(stated), none, grammar)[0].basis is DateBasis.STATED
    assert find_event_dates(page, 0, len(page), none, grammar)[0].basis is DateBasis.NONE
    told = DocumentDates(None, None, 2022, None)
    assert find_event_dates(page, 0, len(page), told, grammar)[0].basis is DateBasis.DOCUMENT
    issued = DocumentDates(date(2022, 12, 6), None, None, None)
    assert find_event_dates(page, 0, len(page), issued, grammar)[0].basis is DateBasis.ISSUE


def test_the_same_day_and_the_next_count_from_the_event_before() -> None:
    """当天 and 次日 follow the date told before, in the stretch or given."""
    grammar = load_grammar()
    assert events("12月31日上午，双方会谈。当天中午，双方签约。次日，考察组返程。") == [
        ("--12-31", "上午"),
        ("--12-31", "中午"),
        ("--01-01", None),
    ]
    text = "当天下午，双方签约。"
    (before,) = find_event_dates("2022年12月5日，双方会谈", 0, 13, DocumentDates(None, None, None, None), grammar)
    found = find_event_dates(text, 0, len(text), DocumentDates(None, None, None, None), grammar, previous=before)
    assert [event.iso for event in found] == ["2022-12-05"]


def test_articles_with_stamps_of_their_own_keep_apart() -> None:
    """Each article is dated by the stamp above it."""
    page = (
        "发布时间：2022-11-18\n11月16日，甲镇召开会议。"
        + "要抓好落实。" * 50
        + "\n发布时间：2023-03-02\n3月1日，乙镇召开会议。"
    )
    assert [iso for iso, _ in events(page)] == ["2022-11-16", "2023-03-01"]


def test_a_day_that_does_not_exist_has_no_date() -> None:
    """2月30日 is told as unknown."""
    assert events("2月30日，芦川区召开会议") == [(None, None)]


@pytest.mark.parametrize(
    "unit", ["12月5日", "2022年", "2022-11-18 ", "5日、", "近日 ", "召开2022年", "\n12月5日", "昨"]
)
def test_hostile_repetition_takes_no_time(unit: str) -> None:
    """Twenty thousand repetitions of a beginning are read in about the time of any other text."""
    page = unit * 20_000
    started = time.perf_counter()
    known = read_document_dates(page, issue_date=None, grammar=load_grammar())
    find_event_dates(page, 0, 4000, known, load_grammar())
    assert time.perf_counter() - started < 10
