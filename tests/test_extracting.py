"""The pipeline: texts in memory, files, dates of issue, own templates, the same records for the same text."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from minutes import extract, extract_text, validate
from minutes.errors import GrammarError, ReadError

TEXT = "3月5日，县长温如许主持召开防汛会议。会议强调，要守好堤坝。"


def test_a_text_and_a_file_of_it_give_the_same_records(tmp_path: Path) -> None:
    """But for what tells where they come from."""
    file = tmp_path / "page.txt"
    file.write_text(TEXT, encoding="utf-8")
    one, other = extract_text(TEXT), extract(file)
    assert other.source.name == "page.txt"
    assert other.source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest() == one.source.sha256
    assert one.model_copy(update={"source": other.source}) == other


def test_the_same_text_gives_the_same_bytes() -> None:
    """No clock, no chance, no order of hashing."""
    assert extract_text(TEXT).model_dump_json() == extract_text(TEXT).model_dump_json()


def test_the_date_of_issue_supplies_the_year() -> None:
    """As does one that is printed; the given one counts."""
    assert extract_text(TEXT).meetings[0].date == "--03-05"
    given = extract_text(TEXT, issue_date=date(2023, 3, 6))
    assert (given.meetings[0].date, given.source.issue_date) == ("2023-03-05", "2023-03-06")
    assert extract_text("发布时间：2024-03-06\n\n" + TEXT).meetings[0].date == "2024-03-05"


@pytest.mark.parametrize("head", ["\ufeff", "\r\n", "\n\n", "  "])
def test_line_ends_and_a_mark_at_the_beginning_are_unified(head: str) -> None:
    """Offsets count a line end as one character and leave a byte order mark out."""
    records = extract_text(head + TEXT.replace("。会", "。\r\n会"))
    assert "\r" not in records.source.text
    assert "\ufeff" not in records.source.text
    assert validate(records) == []
    assert [d.text for d in records.directives] == ["要守好堤坝"]


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "。", "，，，", "\x00", "\ud800", "a" * 5000, "会议强调，" * 300, "（" * 2000]
)
def test_no_text_is_an_error(text: str) -> None:
    """Empty, hostile and broken texts give records without an event."""
    records = extract_text(text)
    assert records.meetings == []
    assert "no-event" in [p.code.value for p in records.problems]


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Documents do not raise, files that cannot be read do."""
    with pytest.raises(ReadError):
        extract(tmp_path / "nowhere.txt")


def test_templates_that_do_not_load_are_an_error(tmp_path: Path) -> None:
    """Before any document is read."""
    (tmp_path / "own.toml").write_text("no TOML", encoding="utf-8")
    with pytest.raises(GrammarError, match=r"own\.toml"):
        extract_text(TEXT, templates=tmp_path)


def test_own_templates_show_in_the_records(tmp_path: Path) -> None:
    """The digest of the set is another."""
    (tmp_path / "own.toml").write_text('[lexicon.own_word]\nterm = "自"\nwords = ["甲"]\n', encoding="utf-8")
    assert extract_text(TEXT, templates=tmp_path).generator.templates != extract_text(TEXT).generator.templates
