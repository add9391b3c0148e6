"""Sentences of an article: masked, with the frames that announce an event and the parts people have."""

from __future__ import annotations

import pytest

from minutes.articles import split_articles
from minutes.attendance import PERSON
from minutes.grammar import load_grammar
from minutes.repair import repair
from minutes.sentences import ArticleReading, SentenceReader

GRAMMAR = load_grammar()
READER = SentenceReader(GRAMMAR)


def read(source: str, known: set[str] | None = None) -> ArticleReading:
    """The reading of the first article of a page."""
    document = repair(source, GRAMMAR)
    return READER.read(document, split_articles(document, GRAMMAR)[0], set() if known is None else known)


REPORT = "3月5日，县长温如许主持召开防汛会议。会议强调，要守好堤坝。县领导冷秋出席会议。"


def test_sentences_end_at_their_marks() -> None:
    """Each is one unit with its people masked."""
    reading = read(REPORT)
    assert [s.masked.text for s in reading.sentences] == [
        f"3月5日，{PERSON}主持召开防汛会议。",
        "会议强调，要守好堤坝。",
        f"{PERSON}出席会议。",
    ]


def test_the_sentence_that_announces_the_event_says_so() -> None:
    """The first has a frame of convening, what is said at the meeting none."""
    first, said, _ = read(REPORT).sentences
    assert first.convening
    assert not said.convening


def test_a_headline_is_read_for_its_event() -> None:
    """Its kind is told before the body is."""
    reading = read("# 青禾县召开防汛会议\n\n" + REPORT)
    assert reading.headline is not None
    assert {frame.sets["kind"] for frame in reading.headline.convening} == {"meeting"}
    assert read(REPORT).headline is None


NOTHING = [
    "今年以来，青禾县持续推进防汛工程建设。完成投资3.2亿元。",
    "清晨，巡堤员又出发了。每天要走两个来回。",
]


@pytest.mark.parametrize("source", NOTHING)
def test_an_article_that_announces_nothing_is_read_no_further(source: str) -> None:
    """A feature has no sentences to go through."""
    assert read(source).sentences == ()


def test_a_name_shown_by_a_post_is_known_everywhere() -> None:
    """Bare mentions before and behind are found too, and the document learns the name."""
    known: set[str] = set()
    reading = read("3月5日，青禾县召开防汛会议。县长穆青山主持会议。随后穆青山来到泵站察看。", known)
    assert "穆青山" in known
    assert [m.name for s in reading.sentences for m in s.masked.mentions] == ["穆青山", "穆青山"]


def test_a_surname_with_a_post_is_not_learnt() -> None:
    """徐书记 tells no name."""
    known: set[str] = set()
    read("3月5日，青禾县召开防汛会议。徐书记主持会议。", known)
    assert known == set()


def test_spans_of_sentences_show_their_text() -> None:
    """Unmasked, a sentence stands where its span says."""
    document = repair(REPORT, GRAMMAR)
    for sentence in read(REPORT).sentences:
        shown = document.text[sentence.span.start : sentence.span.end]
        assert shown.count("。") == 1
        assert all(shown.count(m.name) >= 1 for m in sentence.masked.mentions)
