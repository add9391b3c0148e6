"""Passages: reporting phrases, who speaks, where a passage ends."""

from __future__ import annotations

import pytest

from minutes.directives import DirectiveReading, read_directives
from minutes.document import Document
from minutes.grammar import load_grammar


def read(text: str, *names: str, formal: bool = False) -> tuple[str, DirectiveReading]:
    document = Document.of_text(text)
    speakers = {name: name for name in names}
    reading = read_directives(document, document.paragraphs, speakers, load_grammar(), formal=formal)
    return document.clean, reading


def said(text: str, *names: str, formal: bool = False) -> list[tuple[str | None, str]]:
    clean, reading = read(text, *names, formal=formal)
    return [
        (d.speaker, clean[d.span.start : d.span.end])
        for d in reading.directives
        if d.level == 1 and d.kind != "expectation"
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("会议强调，要守好堤坝。", "会议"),
        ("会议还强调，要守好堤坝。", "会议"),
        ("会议最后要求，要守好堤坝。", "会议"),
        ("段青禾强调，要守好堤坝。", "段青禾"),
        ("段青禾在听取汇报后强调，要守好堤坝。", "段青禾"),
        ("段青禾主持会议时强调，要守好堤坝。", "段青禾"),
        ("就做好汛期工作，段青禾要求，要守好堤坝。", "段青禾"),
        ("段青禾察看了水位，强调要守好堤坝。", "段青禾"),
        ("段青禾来到渡口。他指出，要守好堤坝。", "段青禾"),
        ("受段青禾委托，副县长温行舟强调，要守好堤坝。", "温行舟"),
        ("座谈会上，段青禾强调，要守好堤坝。", "段青禾"),
        ("督导组要求，要守好堤坝。", "督导组"),
        ("段青禾作总结讲话。要守好堤坝。", "段青禾"),
    ],
)
def test_the_subject_of_the_reporting_verb_speaks(text: str, speaker: str) -> None:
    """会议, a named person, 他 and a verb without subject each give the passage its speaker."""
    assert said(text, "段青禾") == [(speaker, "要守好堤坝")]


def test_a_speaker_who_is_not_listed_is_read_from_the_text() -> None:
    """A name behind a post, right before a reporting verb, speaks though nobody listed it."""
    clean, reading = read("县水利局局长温行舟强调，要守好堤坝。")
    (passage,) = reading.passages
    assert passage.speaker == "温行舟"
    assert passage.speaker_span is not None
    assert clean[passage.speaker_span.start : passage.speaker_span.end] == "温行舟"


def test_he_inside_a_speech_is_the_speaker() -> None:
    """他 behind a name that the speech itself mentions still means the speaker."""
    text = "段青禾指出，各站要备料。温行舟同志的做法值得推广。他强调，要守好堤坝。"
    assert said(text, "段青禾", "温行舟")[-1] == ("段青禾", "要守好堤坝")


@pytest.mark.parametrize(
    "text",
    [
        "会议传达了省防指的通知精神。通知强调，要守好堤坝。",
        "会议学习了有关文件。总书记强调，要把饭碗端牢。",
        "会议传达学习了上级会议精神。上级会议指出，要守好堤坝。",
        "大家一致表示，要守好堤坝。",
        "与会人员纷纷表示要守好堤坝。",
        "段青禾介绍了情况，并表示要守好堤坝。",
    ],
)
def test_what_is_relayed_or_answered_is_no_directive(text: str) -> None:
    """The words of a higher level and the reactions of the audience are no directives."""
    assert said(text, "段青禾") == []


@pytest.mark.parametrize(
    "text",
    [
        "按照会议要求，各站已完成整改。",
        "各项要求，已经落实到位。",
        "周密部署，明确分工，完成了任务。",
        "电子系统加装超时提醒，运行平稳。",
    ],
)
def test_a_noun_that_looks_like_a_reporting_verb_opens_nothing(text: str) -> None:
    """要求, 部署 and 提醒 as nouns open no passage."""
    assert read(text, "段青禾")[1].passages == ()


def test_a_passage_ends_where_the_report_turns_to_what_happened() -> None:
    """A sentence about what was done next, or who took part, closes the passage."""
    text = "段青禾强调，要守好堤坝。随后，段青禾一行来到泵站，察看机组运行。泵站共有员工必须持证的岗位12个。"
    assert said(text, "段青禾")[0] == ("段青禾", "要守好堤坝")
    closing = "会议强调，要守好堤坝。县领导温行舟参加会议。"
    assert said(closing, "温行舟") == [("会议", "要守好堤坝")]


def test_a_paragraph_that_begins_with_yao_belongs_to_the_last_speaker() -> None:
    """A paragraph without a reporting phrase that begins with 要 goes on the last passage."""
    text = "段青禾强调，要守好堤坝。\n泵站备有柴油五吨。\n要备足砂石，随时待命。"
    assert said(text, "段青禾")[-1] == ("段青禾", "要备足砂石，随时待命")


def test_direct_speech_gives_its_sentences_to_the_speaker() -> None:
    """A quote behind 指出： falls into its sentences; a quote before X说 belongs to X."""
    assert said("段青禾指出：“堤坝就是命脉。各站要备料。夜里必须有人。”", "段青禾") == [
        ("段青禾", "各站要备料"),
        ("段青禾", "夜里必须有人"),
    ]
    assert said("“要把砂石备足。”段青禾说。", "段青禾") == [("段青禾", "要把砂石备足")]


def test_a_full_stop_inside_a_quoted_name_does_not_split() -> None:
    """“…。” inside a clause keeps the unit whole."""
    assert said("会议强调，要守住“一滴不漏。”底线，责任到人。") == [("会议", "要守住“一滴不漏。”底线，责任到人")]


def test_the_spans_of_a_passage_show_what_it_names() -> None:
    """Phrase, verb and speaker of a passage point at their own text."""
    clean, reading = read("会后，段青禾强调，要守好堤坝。", "段青禾")
    (passage,) = reading.passages
    assert clean[passage.phrase.start : passage.phrase.end] == "段青禾强调，"
    assert passage.verb_span is not None
    assert clean[passage.verb_span.start : passage.verb_span.end] == passage.verb == "强调"
    assert clean[passage.body.start : passage.body.end] == "要守好堤坝"


@pytest.mark.parametrize("speaker", ["县领导", "公司领导", "检查组"])
def test_leaders_and_teams_without_a_name_speak(speaker: str) -> None:
    """县领导要求 names nobody, and what follows is required all the same."""
    assert said(f"{speaker}要求，要备足砂石，务必夜间值守。") == [(speaker, "要备足砂石，务必夜间值守")]


def test_what_is_asked_for_within_an_order_opens_nothing() -> None:
    """要求…吸收委员建议，: the suggestion is part of what is required."""
    page = "段青禾要求各站吸收委员建议，月底前报结果。"
    assert said(page, "段青禾") == [("段青禾", "各站吸收委员建议，月底前报结果")]


def test_a_verb_that_hands_out_a_task_takes_no_quote() -> None:
    """“…”随后责成…: the quote before it is not what the unit was told."""
    page = "段青禾来到渡口。“今晚就拆！”随后责成县供电所连夜更换。"
    assert said(page, "段青禾") == [("段青禾", "县供电所连夜更换")]
