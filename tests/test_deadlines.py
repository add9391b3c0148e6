"""Time limits: what is one, how it is written down, and which day it comes to."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest

from minutes.deadlines import Anchor, DeadlineDraft, find_deadlines, read_deadline
from minutes.document import Span, fold
from minutes.grammar import Grammar, load_grammar

DOCS = Path(__file__).parents[1] / "docs" / "deadlines.md"
ANCHOR = Anchor(meeting=date(2022, 12, 5), issue=date(2022, 12, 8), year=2022)
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| (\d{4}-\d\d-\d\d|–) \|$", re.MULTILINE)


def found(sentence: str, anchor: Anchor = ANCHOR, grammar: Grammar | None = None) -> list[tuple[str, str | None]]:
    """Phrase and day of every deadline in a sentence."""
    drafts = find_deadlines(sentence, fold(sentence), 0, len(sentence), anchor, grammar or load_grammar())
    return [(draft.text, draft.date.isoformat() if draft.date else None) for draft in drafts]


@pytest.mark.parametrize(("sentence", "phrase", "day"), ROW.findall(DOCS.read_text(encoding="utf-8")))
def test_the_documented_phrases_come_to_the_documented_days(sentence: str, phrase: str, day: str) -> None:
    """Every row of docs/deadlines.md is true."""
    assert found(sentence) == [(phrase, None if day == "–" else day)]


def test_the_documentation_has_its_rows() -> None:
    """The table of examples is read at all."""
    assert len(ROW.findall(DOCS.read_text(encoding="utf-8"))) > 40


@pytest.mark.parametrize(
    "sentence",
    [
        "要尽快完成，立即整改，近期见效，即日起执行",
        "要认真学习日前印发的通知，目前正抓紧落实",
        "要做好前期工作，提前谋划，组织好节前慰问",
        "春节前夕要走访到户，春节期间要值守到位",
        "12月15日前后有寒潮，12月16日前往苇塘镇查看",
        "截至11月底已完成八成，去年12月底前的欠账要认",
        "要在“十四五”期间补齐短板，按照2025年方案抓好落实",
        "对2019年底前建成的小区要逐户排查",
        "审批时限要压缩至5个工作日内",
        "近三年内有违规记录的一律不得参评",
        "完成三季度计量审核，复盘上半年经济运行情况",
        "从4月1日起集中办公，要当天问题当天销账",
        "距一季度末还有13天，要加密调度",
        "为春节前的供应做好准备，开学前后要加强巡查",
        "要把防汛底线守牢，把家底摸清",
        "突发情况1小时内上报",
    ],
)
def test_what_is_no_time_limit_is_left_alone(sentence: str) -> None:
    """Adverbs, seasons, facts, measures and plan names are no deadlines."""
    assert found(sentence) == []


def test_several_limits_of_one_directive_keep_their_order() -> None:
    """Two limits in one sentence are two deadlines."""
    sentence = "12月20日前建立台账，明年1月底前完成整改，春节前销号。"
    assert [phrase for phrase, _ in found(sentence)] == ["12月20日前", "1月底前", "春节前"]


def test_without_a_year_only_phrases_with_their_own_year_have_a_date() -> None:
    """Nothing is guessed when neither the meeting's day nor the year is known."""
    nothing = Anchor(meeting=None, issue=None, year=None)
    assert found("12月底前完成，2024年3月底前验收，5日内报告，春节前兑付，年内见效", nothing) == [
        ("12月底前", None),
        ("2024年3月底前", "2024-03-31"),
        ("5日内", None),
        ("春节前", None),
        ("年内", None),
    ]


def test_a_known_year_dates_what_needs_no_day() -> None:
    """With the year alone, named days and ends are dated, counted days are not."""
    of_year = Anchor(meeting=None, issue=None, year=2024)
    assert found("6月底前完成，3日内报告", of_year) == [("6月底前", "2024-06-30"), ("3日内", None)]


def test_the_day_of_issue_stands_in_for_the_meeting() -> None:
    """Where the meeting's day is not known, time counts from the day of issue, and the basis says so."""
    sentence = "一周内拿出方案"
    issued = Anchor(meeting=None, issue=date(2024, 9, 13), year=None)
    (draft,) = find_deadlines(sentence, sentence, 0, len(sentence), issued, load_grammar())
    assert (draft.date, draft.basis) == (date(2024, 9, 20), "issue-date")


def test_the_basis_says_how_the_day_came_about() -> None:
    """stated, meeting-date, issue-date, calendar and none are told apart."""
    sentence = "2023年3月底前、12月20日前、自印发之日起10日内、春节前、汛期前完成"
    drafts = find_deadlines(sentence, sentence, 0, len(sentence), ANCHOR, load_grammar())
    assert [draft.basis for draft in drafts] == ["stated", "meeting-date", "issue-date", "calendar", "none"]


def test_a_count_that_starts_from_something_else_has_no_date() -> None:
    """一周内 after a notice is sent counts from the notice."""
    assert found("向各科室下发整改通知，要求一周内反馈") == [("一周内", None)]
    assert found("各科室要在一周内反馈") == [("一周内", "2022-12-12")]


def test_spans_point_at_the_phrase_as_it_stands() -> None:
    """The recorded text is the page's, half-width marks included."""
    page = "区住建局要于12月20日(含)前报送,逾期通报。"
    (draft,) = find_deadlines(page, fold(page), 0, len(page), ANCHOR, load_grammar())
    assert draft == DeadlineDraft(Span(6, 16), "12月20日(含)前", date(2022, 12, 20), "meeting-date")


def test_a_field_holds_a_deadline_whatever_it_says() -> None:
    """完成时限 may be a bare day, a month, or no time at all."""
    assert found("（责任单位：区城管局；完成时限：12月20日）") == [("12月20日", "2022-12-20")]
    assert found("（责任单位：区城管局；完成时限：2023年6月）") == [("2023年6月", "2023-06-30")]
    assert found("(责任单位:区城管局;完成时限:立行立改)") == [("立行立改", None)]


def test_a_table_cell_is_read_as_a_whole() -> None:
    """A cell under 完成时限 is one deadline, dated where it names a time."""
    cell = "2022.12.31"
    assert read_deadline(cell, cell, Span(0, len(cell)), ANCHOR, load_grammar()).date == date(2022, 12, 31)
    lasting = "持续推进"
    assert read_deadline(lasting, lasting, Span(0, 4), ANCHOR, load_grammar()).date is None


def test_a_day_that_does_not_exist_has_no_date() -> None:
    """2月30日前 stays as it is written."""
    assert found("2月30日前报送") == [("2月30日前", None)]


def test_a_local_occasion_gets_its_date_from_a_template_folder(tmp_path: Path) -> None:
    """The recipe of docs/deadlines.md works."""
    recipe = DOCS.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    (tmp_path / "occasions.toml").write_text(recipe, encoding="utf-8")
    grammar = load_grammar(tmp_path)
    assert found("供暖季前通热，开学前清场，“两会”前化解", ANCHOR, grammar) == [
        ("供暖季前", "2023-11-14"),
        ("开学前", None),
        ("“两会”前", None),
    ]
    spring = Anchor(meeting=date(2025, 2, 5), issue=None, year=None)
    assert found("开学前清场", spring, grammar) == [("开学前", "2025-02-16")]


def test_the_first_look_misses_no_template() -> None:
    """Whatever a template recognises has a cue that lets the templates run at all."""
    grammar = load_grammar()
    cue = grammar.pattern("deadline_cue")
    for template in grammar.of_kind("deadline"):
        for example in template.examples:
            if example.want is not None:
                assert cue.search(fold(example.text)), f"{template.id}: {example.text}"


@pytest.mark.parametrize(
    "unit", ["1月1日至", "12月", "每月", "一二三四五", "自收到", "年底", "前", "在工程", "“春节", "于 "]
)
def test_hostile_repetition_takes_no_time(unit: str) -> None:
    """Twenty thousand repetitions of a beginning are read in about the time of any other text."""
    page = unit * 20_000
    started = time.perf_counter()
    find_deadlines(page, page, 0, len(page), ANCHOR, load_grammar())
    assert time.perf_counter() - started < 10
