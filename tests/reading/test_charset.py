"""Bytes come out as the text they were written from, and damage is told with its place."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.errors import ReadError
from minutes.reading import read_document
from minutes.reading.charset import decode, detect_unmarked, known_encoding, looks_binary

SIMPLIFIED = (
    "区水务局召开河道清淤工作会",
    "副区长郑清禾主持会议并讲话",
    "会议强调,要压实责任、倒排工期",
    "8月3日上午,副区长调研供水管网",
    "各镇街要在月底前完成自查整改。",
    "与会人员听取了项目进展汇报",
)
TRADITIONAL = (
    "區水務局召開河道清淤工作會",
    "副區長鄭清禾主持會議並講話",
    "會議強調，要壓實責任、倒排工期",
    "各鄉鎮應於月底前完成自查整改。",
    "與會人員聽取了專案進展報告",
    "市長出席開工典禮並致詞勉勵",
)
TWELVE = 12


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line", SIMPLIFIED)
def test_twelve_simplified_characters_are_enough(line: str, encoding: str) -> None:
    """Twelve characters of mainland prose decode right in every encoding it is written in."""
    text = line[:TWELVE]
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "cp950", "gbk", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line", TRADITIONAL)
def test_twelve_traditional_characters_are_enough(line: str, encoding: str) -> None:
    """Twelve characters of traditional prose decode right, also where they were written as GBK."""
    text = line[:TWELVE]
    assert decode(text.encode(encoding)).text == text


@given(
    lines=st.lists(st.sampled_from(SIMPLIFIED), min_size=1, max_size=40),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
    start=st.integers(0, 6),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(max_examples=150, deadline=None)
def test_any_slice_survives_the_round_trip(lines: list[str], encoding: str, start: int, line_end: str) -> None:
    """Any slice of prose, in any encoding and with any line ends, is read as written with line feeds."""
    text = "\n".join(lines)[start:]
    assert decode(text.replace("\n", line_end).encode(encoding)).text == text


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00\ufeff")))
@settings(max_examples=150, deadline=None)
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    """Whatever can be written in UTF-8 is read back from it unchanged."""
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("会议".encode(), "utf-8"),
        ("会议".encode("utf-8-sig"), "utf-8-sig"),
        ("会议由区长主持".encode("gbk"), "gb18030"),
        ("會議由區長主持".encode("big5"), "big5"),
        ("会议由区长主持".encode("utf-16"), "utf-16"),
        ("会议由区长主持".encode("utf-16-be"), "utf-16-be"),
        (b"plain ASCII", "utf-8"),
    ],
)
def test_the_encoding_named_decodes_the_bytes(data: bytes, name: str) -> None:
    """`encoding` is a codec with which anybody gets the same text from the bytes."""
    found = decode(data)
    assert found.encoding == name
    assert data.decode(name) == found.text


def test_marks_that_windows_reads_differently_are_read_its_way() -> None:
    """Big5 files come from Windows: the wave dash between figures is the full-width tilde."""
    data = "氣溫在三十六～三十八度之間，出現於七月".encode("cp950")
    assert "～" in decode(data).text
    assert decode(data).encoding == "cp950"


def test_a_few_broken_bytes_become_replacement_characters_with_their_place() -> None:
    """A byte that means nothing is replaced, and the span of the replacement is told in characters."""
    text = "会议要求，各单位要认真抓好落实。" * 20
    data = bytearray(text.encode())
    data[48:49] = b"\xff"
    found = decode(bytes(data))
    assert found.encoding == "utf-8"
    assert found.damaged
    start, end = found.damaged[0]
    assert set(found.text[start:end]) == {"\ufffd"}
    assert start == 16


def test_damaged_gbk_stays_gbk() -> None:
    """One bad byte among hundreds does not turn a GBK file into something else."""
    data = ("区政府召开常务会议，研究安全生产工作。" * 30).encode("gbk")
    found = decode(data[:200] + b"\xff" + data[200:])
    assert found.encoding == "gb18030"
    assert "研究安全生产工作" in found.text
    assert found.damaged


def test_offsets_of_damage_count_unified_line_ends() -> None:
    """Damage behind a carriage return and line feed stands at the offset the final text has."""
    found = decode("会议\r\n\r\n".encode() + b"\xff" + "要求各单位落实".encode())
    assert found.text[found.damaged[0][0]] == "\ufffd"
    assert found.damaged == ((4, 5),)


def test_an_override_is_obeyed_even_where_it_is_wrong() -> None:
    """What the user names is used; what does not decode is told."""
    found = decode("会议由区长主持".encode("gbk"), "utf-8")
    assert found.encoding == "utf-8"
    assert found.damaged


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13", "", "utf-8\x00"])
def test_an_unknown_encoding_is_refused(name: str) -> None:
    """A name that is no text encoding gets a message listing those that are."""
    with pytest.raises(ReadError, match="gb18030"):
        known_encoding(name)


def test_every_gb_name_is_read_as_its_superset() -> None:
    """GB2312, GBK and cp936 are all read as GB18030."""
    assert {known_encoding(name) for name in ("gb2312", "GBK", "cp936", "GB18030")} == {"gb18030"}


def test_a_mostly_ascii_page_is_told_by_its_few_chinese_characters() -> None:
    """A long ASCII head does not hide the Chinese behind it."""
    assert decode(b"<div class='x'>\n" * 500 + "区政府召开常务会议".encode("gbk")).encoding == "gb18030"


def test_utf16_with_ascii_only_is_utf16() -> None:
    """UTF-16 without a mark is found by its zero bytes where there is no Chinese."""
    assert detect_unmarked("minutes of 2023".encode("utf-16-be")) == "utf-16-be"


def test_noise_is_binary_and_a_form_feed_is_not() -> None:
    """Random bytes are refused as binary, page breaks in text are not."""
    noise = random.Random(3).randbytes(2000)
    with pytest.raises(ReadError, match="binary"):
        decode(noise)
    assert not looks_binary("会议\x0c记录\x0c")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_document_of_damage_reports_a_bounded_number_of_problems(encoding: str) -> None:
    """However many places are damaged, the problems stay few and the last one says how many more there are."""
    line = "会议要求各单位认真落实。".encode(encoding)
    source = read_document((line + b"\xff\n") * 300, encoding=encoding)
    assert len(source.problems) == 101
    assert "200 more" in source.problems[-1].message
