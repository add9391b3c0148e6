"""The page that shows records beside their text: whole, escaped, without a reference to anything else."""

from __future__ import annotations

import doctest
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.records import (
    ArticleKind,
    DateBasis,
    DirectiveKind,
    MeetingKind,
    Part,
    ProblemCode,
    Records,
    Role,
)
from minutes.writing.view import markup, view_html
from minutes.writing.view.labels import load_labels, load_template
from minutes.writing.view.marks import Mark, marks_of, segments
from tests.validating.records_builder import TEXT, valid_records

VOID = {"meta", "input"}


class Page(HTMLParser):
    """The text shown, the elements by id and whether they are nested soundly."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.names: set[str] = set()
        self.source: list[str] = []
        self.inside = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Counts ids, and notes where the source text begins."""
        values = dict(attrs)
        self.names.add(tag)
        if "id" in values:
            self.ids.append(values["id"] or "")
        if tag not in VOID:
            self.open.append(tag)
            if self.inside or values.get("id") == "text":
                self.inside += 1

    def handle_endtag(self, tag: str) -> None:
        """Every element ends in its turn."""
        assert self.open.pop() == tag
        self.inside = max(0, self.inside - 1)

    def handle_data(self, data: str) -> None:
        """Collects the source text."""
        if self.inside:
            self.source.append(data)


def page_of(change: dict[str, Any] | None = None) -> str:
    """The page of the valid records, a section of them changed."""
    return view_html(Records.model_validate({**valid_records(), **(change or {})}))


def test_the_source_text_stands_on_it_unchanged() -> None:
    """Segments put together are the text, however marks overlap."""
    page = Page(page_of())
    assert "".join(page.source) == TEXT
    assert page.open == []


def test_every_record_has_its_card_and_its_marks() -> None:
    """Two meetings, four attendees, six directives and two problems, one of which has no place."""
    html = page_of()
    assert [name for name in Page(html).ids if re.fullmatch(r"r\d+", name)] == [
        *(f"r{n}" for n in (0, 2, 3, 4, 6, 7, 8, 9, 10, 1, 5, 11, 12, 13))
    ]
    marked = {key for keys in re.findall(r'<span class="s[^>]* data-r="([\d ]+)"', html) for key in keys.split()}
    assert marked == {str(n) for n in range(13)}


def test_it_refers_to_nothing_else() -> None:
    """No address, no file, no image; the policy forbids all but the page's own script."""
    html = page_of()
    assert not re.search(r"https?:|//[a-z]|\bsrc=|\bhref=|@import|url\(", html)
    assert "default-src 'none'" in html
    assert Page(html).names.isdisjoint({"link", "img", "iframe", "object", "base", "form"})


def test_values_are_escaped_wherever_they_stand() -> None:
    """A text that is HTML is shown as text: in the page, in cards, in attributes, in problems."""
    evil = '</script><script>alert(1)</script><img src=x onerror="alert(1)">{{text}}\'"&amp;'
    records = valid_records()
    records["source"]["text"] = evil + TEXT
    records["source"]["name"] = evil
    for section, fields in {
        "meetings": ("title", "name", "venue", "date_text", "part_of_day", "organizer"),
        "attendees": ("name", "group", "title", "organization", "listed_as"),
        "directives": ("speaker", "verb", "ordinal_text", "headline", "text", "topic"),
        "problems": ("message",),
    }.items():
        for record in records[section]:
            record |= dict.fromkeys(fields, evil)
            if "evidence" in record:
                record["evidence"] |= {"template": evil, "fields": {evil: [0, 9]}}
    records["directives"][0]["responsible"] = [{"name": evil, "part": "lead"}]
    records["directives"][0]["deadlines"] = [{"text": evil, "date": None, "basis": evil}]
    records["meetings"][0]["agenda"] = [{"text": evil, "action": evil}]
    html = view_html(Records.model_validate(records))
    assert html.count("<script>") == 1
    assert "<img" not in html
    page = Page(html)
    assert page.open == []
    assert "".join(page.source) == evil + TEXT


def test_characters_html_cannot_hold_are_shown_as_pictures() -> None:
    """A NUL or a form feed on the page is seen, and nothing is lost behind it."""
    records = valid_records()
    records["source"]["text"] = TEXT + "\0\x0c尾"
    assert "␀␌尾" in view_html(Records.model_validate(records))


def test_places_outside_the_text_do_no_harm() -> None:
    """A record that does not validate is shown all the same, as far as it can be."""
    records = valid_records()
    records["directives"][0]["evidence"] |= {"start": 5, "end": 10**6}
    records["directives"][1]["evidence"] |= {"start": 10**6, "end": 10**6 + 1}
    records["directives"][2]["evidence"] |= {"start": 9, "end": 3}
    records["attendees"][0]["meeting_id"] = "nowhere"
    html = view_html(Records.model_validate(records))
    assert "".join(Page(html).source) == TEXT
    assert load_labels()["page"]["other"] in html


def test_a_document_without_events_has_a_page() -> None:
    """It says that there is none."""
    empty: dict[str, Any] = {key: [] for key in ("articles", "meetings", "attendees", "directives", "problems")}
    html = page_of(empty)
    assert load_labels()["page"]["none"] in html
    assert load_labels()["page"]["no_problems"] in html
    assert "".join(Page(html).source) == TEXT


def test_the_same_records_give_the_same_page() -> None:
    """No clock, no chance."""
    assert page_of() == page_of()


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("meeting_kind", MeetingKind),
        ("date_basis", DateBasis),
        ("role", Role),
        ("directive_kind", DirectiveKind),
        ("part", Part),
        ("article_kind", ArticleKind),
        ("problem", ProblemCode),
    ],
)
def test_each_value_of_the_records_has_a_word(table: str, values: Any) -> None:
    """A new role or problem is not shown in English by oversight, and no word is left over."""
    assert set(load_labels()[table]) == {one.value for one in values}


def test_every_place_of_the_template_is_filled() -> None:
    """No `{{name}}` of the template is left on the page."""
    assert set(re.findall(r"\{\{(\w+)\}\}", load_template()))
    assert "{{" not in page_of()


SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=6)


@settings(deadline=None)
@given(SPANS)
def test_segments_are_the_text_under_the_same_marks_throughout(spans: list[tuple[int, int]]) -> None:
    """Whatever overlaps: the segments add up, and each character lies under exactly the marks that cover it."""
    text = "一二三四五六七八九十"
    marks = [Mark(number, "d", start, end) for number, (start, end) in enumerate(spans)]
    at = 0
    for segment in segments(text, marks):
        for place in range(at, at + len(segment.text)):
            assert set(segment.marks) == {one for one in marks if one.start <= place < one.end}
        assert [one.end - one.start for one in segment.marks] == sorted(one.end - one.start for one in segment.marks)
        at += len(segment.text)
    assert at == len(text)
    opened = [mark for segment in segments(text, marks) for mark in segment.opening]
    assert {mark for mark in marks if mark.start < mark.end and mark.start < 10} <= set(opened)
    assert len(opened) == len(set(opened))


def test_a_field_has_a_mark_of_its_own() -> None:
    """Each entry of evidence can be shown alone."""
    records = Records.model_validate(valid_records())
    fields = [one for one in marks_of(records) if one.field is not None]
    assert len(fields) == sum(
        len(one.evidence.fields) for one in (*records.meetings, *records.attendees, *records.directives)
    )


def test_the_examples_of_the_docstrings_hold() -> None:
    """Each example prints what it says."""
    assert doctest.testmod(markup).failed == 0


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium to open the page with")
def test_a_browser_opens_it_at_a_record(tmp_path: Path) -> None:
    """With #r7 behind the address the card and its two segments are lit: the script runs under its own policy."""
    file = tmp_path / "page.html"
    file.write_text(page_of(), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", f"{file.as_uri()}#r7"]
    shown = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=True).stdout
    assert 'class="rec d on" id="r7"' in shown
    assert len(re.findall(r'class="s [^"]*\bon\b', shown)) >= 2
