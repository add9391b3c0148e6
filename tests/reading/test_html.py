"""Web pages come out as the lines a reader sees, without the furniture around them."""

from __future__ import annotations

import pytest

from minutes.errors import ReadError
from minutes.reading import read_document

BODY = "<h1>区水务局召开防汛会议</h1><p>8月3日,副区长郑清禾主持会议。</p>"


def test_blocks_are_lines_and_markup_is_gone() -> None:
    """Headings and paragraphs are lines; tags inside a line leave no trace; entities are read."""
    page = "<html><body><h1>防汛<b>会议</b></h1><p>一、加固&ldquo;堤防&rdquo;<br>二、巡查</p></body></html>"
    assert read_document(page.encode()).text == "防汛会议\n一、加固“堤防”\n二、巡查\n"


@pytest.mark.parametrize("tag", ["script", "style", "nav", "aside", "footer", "head", "noscript", "select"])
def test_furniture_is_dropped(tag: str) -> None:
    """What stands in navigation, scripts, styles and feet is no text of the page."""
    assert read_document(f"<html><body><{tag}>首页</{tag}>{BODY}</body></html>".encode()).text.count("首页") == 0


def test_a_form_around_the_page_does_not_hide_it() -> None:
    """Pages of some site makers stand inside one form as a whole."""
    assert "郑清禾" in read_document(f"<html><body><form>{BODY}</form></body></html>".encode()).text


def test_an_article_of_its_own_stands_for_the_page() -> None:
    """Where the page marks its article, links around it are left out; a marked but empty one is passed over."""
    long = "<p>" + "会议强调，要落实防汛责任。" * 6 + "</p>"
    page = f"<html><body><div>相关链接</div><article>{BODY}{long}</article></body></html>"
    assert "相关链接" not in read_document(page.encode()).text
    page = f"<html><body>{BODY}<article></article></body></html>"
    assert "郑清禾" in read_document(page.encode()).text


def test_table_cells_are_parted_by_tabs() -> None:
    """A row is a line with tabs between its cells."""
    page = "<html><table><tr><td>清淤</td><td>水务局</td></tr><tr><td>巡查</td><td>各镇街</td></tr></table></html>"
    assert read_document(page.encode()).text == "清淤\t水务局\n巡查\t各镇街\n"


@pytest.mark.parametrize("written", ["gb2312", "gbk", "utf-8"])
@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", None])
def test_the_bytes_rule_over_the_declaration(written: str, declared: str | None) -> None:
    """A page that declares another encoding than it has, or none, is read right all the same."""
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body>{BODY}</body></html>"
    assert "副区长郑清禾主持会议" in read_document(page.encode(written)).text


def test_a_page_without_text_is_refused() -> None:
    """A page that is all script says that there is nothing to read."""
    with pytest.raises(ReadError, match="no text"):
        read_document(b"<html><body><script>render()</script></body></html>")


def test_unclosed_and_crossing_tags_lose_no_text() -> None:
    """Broken markup is common; the text survives it."""
    page = "<html><body><div><p>供水<p>排水</div></span><td>巡查<li>清淤"
    assert read_document(page.encode()).text == "供水\n排水\n巡查\n清淤\n"
