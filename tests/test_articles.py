"""Articles: headlines with and without #, in one line and two, bylines, pages with several, formal minutes."""

from __future__ import annotations

import pytest

from minutes.articles import ArticleDraft, split_articles
from minutes.document import Document
from minutes.grammar import load_grammar
from minutes.repair import repair

BODY = "3月5日，县长温如许主持召开防汛会议。会议强调，要守好堤坝。"
OTHER = "3月6日，副县长冷秋到石桥镇检查春耕生产。冷秋强调，要抓紧备耕。"


def split(source: str) -> tuple[Document, list[ArticleDraft]]:
    """The repaired page and its articles."""
    document = repair(source, load_grammar())
    return document, split_articles(document, load_grammar())


def titles(source: str) -> list[str | None]:
    """The headline of each article."""
    document, articles = split(source)
    return [article.title(document.clean) for article in articles]


def bodies(source: str) -> list[str]:
    """The body of each article, its paragraphs joined by |."""
    document, articles = split(source)
    return ["|".join(document.clean[p.start : p.end] for p in article.body) for article in articles]


HEADLINES = [
    (f"# 青禾县召开防汛会议\n\n{BODY}", ["青禾县召开防汛会议"]),
    (f"### 青禾县召开防汛会议\n\n{BODY}", ["青禾县召开防汛会议"]),
    (f"青禾县召开防汛会议\n\n{BODY}", ["青禾县召开防汛会议"]),
    (f"青禾县召开防汛会议\n{BODY}", ["青禾县召开防汛会议"]),
    (f"# 凝心聚力守堤坝\n\n# 青禾县召开防汛会议\n\n{BODY}", ["凝心聚力守堤坝 青禾县召开防汛会议"]),
    (f"青禾县召开防汛\n备汛工作会议\n\n{BODY}", ["青禾县召开防汛 备汛工作会议"]),
    (BODY, [None]),
    (f"# 青禾县召开防汛会议\n\n发布时间：2024-03-05 来源：青禾发布\n\n{BODY}", ["青禾县召开防汛会议"]),
    (
        f"# 青禾县召开防汛会议\n\n本报讯(记者尹禾){BODY}\n\n## 冷秋检查春耕\n\n{OTHER}",
        ["青禾县召开防汛会议", "冷秋检查春耕"],
    ),
    (f"# 青禾县召开防汛会议\n\n{BODY}\n\n# 冷秋检查春耕\n\n{OTHER}", ["青禾县召开防汛会议", "冷秋检查春耕"]),
    (f"# 青禾县召开防汛会议\n\n{BODY}\n\n冷秋检查春耕\n\n本报讯(记者尹禾){OTHER}", ["青禾县召开防汛会议", None]),
]


@pytest.mark.parametrize(("source", "wanted"), HEADLINES)
def test_a_headline_is_the_line_above_the_report(source: str, wanted: list[str | None]) -> None:
    """Marked with # or not, in one line or two; without one there is no title."""
    assert titles(source) == wanted


NO_HEADLINE = [
    "3月5日，县长温如许主持召开防汛会议。\n会议强调，要守好堤坝。",
    "会议强调，要守好堤坝。\n会议指出，要备足砂石。",
    "各位领导、同志们：\n今天我们召开防汛会议。",
]


@pytest.mark.parametrize("source", NO_HEADLINE)
def test_a_sentence_is_no_headline(source: str) -> None:
    """A first line that ends like a sentence or an address is text."""
    assert titles(source) == [None]


def test_a_page_holds_several_articles() -> None:
    """Each heading begins one; its paragraphs are its own."""
    page = f"## 青禾县召开防汛会议\n\n{BODY}\n\n会议还研究了其他事项。\n\n## 冷秋检查春耕\n\n{OTHER}"
    assert bodies(page) == [f"{BODY}|会议还研究了其他事项。", OTHER]


def test_other_news_is_a_report_of_its_own() -> None:
    """又讯 begins one."""
    assert len(bodies(f"# 青禾县召开防汛会议\n\n{BODY}\n\n又讯 {OTHER}")) == 2


def test_a_byline_begins_an_article_of_a_page() -> None:
    """本报讯 opens the next report although no headline was printed."""
    page = f"本报讯(记者尹禾){BODY}\n\n本报讯(记者简书禾){OTHER}"
    assert len(bodies(page)) == 2


@pytest.mark.parametrize(
    "page",
    [
        f"# 青禾县召开防汛会议\n\n{BODY}\n\n会后，温如许到石桥镇检查。",
        f"# 青禾县召开防汛会议\n\n{BODY}\n\n(记者 尹禾)",
        f"# 青禾县召开防汛会议\n\n{BODY}\n\n一、守好堤坝\n\n各镇街要落实责任。",
    ],
)
def test_what_belongs_to_a_report_begins_no_article(page: str) -> None:
    """会后, the reporters at the end and numbered lines stay in their article."""
    assert len(bodies(page)) == 1


def test_stamps_and_captions_are_no_body() -> None:
    """The date of issue is of the page, not of the report."""
    assert bodies(f"# 青禾县召开防汛会议\n\n发布时间：2024-03-05\n\n{BODY}") == [BODY]


def test_every_body_paragraph_belongs_to_one_article() -> None:
    """Nothing is read twice and nothing between the articles is lost."""
    page = f"青禾报 2024年3月7日 第3版\n\n## 甲县开会\n\n{BODY}\n\n{OTHER}\n\n## 乙镇巡查\n\n本报讯 {OTHER}"
    document, articles = split(page)
    held = [p for article in articles for p in (*article.headlines, *article.body)]
    assert len(held) == len(set(held))
    assert set(held) <= set(document.paragraphs)
    assert all(a.span.end <= b.span.start for a, b in zip(articles, articles[1:], strict=False))  # noqa: RUF007


FORMAL = [
    "青禾县人民政府常务会议纪要\n〔2024〕3号\n\n2024年3月5日，县长温如许主持召开县政府常务会议。现纪要如下：\n\n一、关于防汛备汛的问题\n会议决定，拨付专款。",
    "会议纪要\n\n时间：2024年3月5日\n地点：县政府三楼会议室\n主持：温如许\n出席：冷秋、闵慷\n\n一、会议听取了汇报。",
    "防汛工作专题会议\n\n会议时间：2024年3月5日\n会议地点：三楼会议室\n主持人：温如许\n参加人员：冷秋、闵慷\n记录人：尹禾\n\n会议要求，各镇要守好堤坝。",
]


@pytest.mark.parametrize("source", FORMAL)
def test_minutes_are_one_formal_article(source: str) -> None:
    """A page that calls itself minutes, or has their fields, is read as minutes."""
    _, articles = split(source)
    assert [article.formal for article in articles] == [True]


@pytest.mark.parametrize(
    "source",
    [
        f"# 青禾县召开防汛会议\n\n{BODY}",
        "关于举办防汛演练的通知\n\n时间：3月5日\n地点：城南小学\n对象：全体师生\n\n请准时参加。",
        f"# 县政府印发会议纪要落实办法\n\n{BODY}",
    ],
)
def test_a_report_or_a_notice_is_not_formal(source: str) -> None:
    """Times and places alone, or the word 纪要 in a news headline, make no minutes."""
    _, articles = split(source)
    assert not any(article.formal for article in articles)


def test_a_field_that_looks_like_a_stamp_stays() -> None:
    """会议时间 with a full date is a field of the minutes."""
    source = FORMAL[2]
    assert "会议时间：2024年3月5日" in bodies(source)[0]


@pytest.mark.parametrize("source", ["", "\n\n", "- 2 -"])
def test_an_empty_page_has_no_article(source: str) -> None:
    """Nothing comes of nothing."""
    assert titles(source) == []
