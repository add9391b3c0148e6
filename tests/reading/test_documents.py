"""A document is read whole, or the error says what it is, where, and what to do."""

from __future__ import annotations

import hashlib
import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from minutes.errors import ReadError
from minutes.reading import read_document
from minutes.reading.registry import document_suffixes, load_formats

TEXT = "区水务局召开会议\n副局长简书禾主持会议。\n"


def _zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def test_what_is_known_of_a_document(tmp_path: Path) -> None:
    """A source tells its bare name, the hash of its bytes, media type, encoding and text."""
    path = tmp_path / "一版.txt"
    path.write_bytes(TEXT.encode("gbk"))
    source = read_document(path)
    assert source.name == "一版.txt"
    assert source.sha256 == hashlib.sha256(TEXT.encode("gbk")).hexdigest()
    assert (source.media_type, source.encoding, source.text) == ("text/plain", "gb18030", TEXT)
    assert source.problems == ()


def test_nothing_but_mark_and_line_ends_is_changed() -> None:
    """Full-width blanks, trailing blanks, tabs and form feeds stay as they stand on the page."""
    text = "\u3000\u3000会 议 \t记录\u00a0\n\n\x0c第二页  \n"
    assert read_document(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()).text == text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "JPEG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "old Office document"),
        (b"{\\rtf1\\ansi}", "rich text"),
        (b"\x1f\x8b\x08" + bytes(20), "gzip"),
        (_zip("a.txt"), "zip archive"),
        (_zip("xl/workbook.xml"), "Excel workbook"),
        (_zip("ppt/presentation.xml"), "PowerPoint"),
        (b"PK\x03\x04 cut off", "damaged zip"),
        (b"MZ" + bytes(100), "a program"),
        (b"\x7fELF" + bytes(100), "a program"),
        (bytes(range(256)) * 20, "binary data"),
    ],
)
def test_files_that_are_no_text_are_refused_by_their_kind(data: bytes, kind: str) -> None:
    """The message names the kind of file and goes on to say what to do."""
    with pytest.raises(ReadError, match=kind) as caught:
        read_document(data, name="x.txt")
    assert str(caught.value).startswith("x.txt: ")
    assert ";" in str(caught.value)


@pytest.mark.parametrize(("data", "word"), [(b"", "empty"), (b" \n\t\r\n", "no text"), (b"\xef\xbb\xbf", "no text")])
def test_documents_without_text_are_refused(data: bytes, word: str) -> None:
    """An empty file, and one with nothing but blanks, is an error and not a document without events."""
    with pytest.raises(ReadError, match=word):
        read_document(data)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    """Each is named with its path as given."""
    with pytest.raises(ReadError, match="no such file"):
        read_document(tmp_path / "nobody.txt")
    with pytest.raises(ReadError, match="is a folder"):
        read_document(tmp_path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """Missing permission is told as such."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ReadError, match="permission"):
        read_document(path)


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """The message gives the size, the limit, and how to split; a sparse file of 60 MB takes no time."""
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(ReadError, match=r"is 60\.0 MB, and a document may have 50 MB; split") as caught:
        read_document(path)
    assert ".jsonl" in str(caught.value)


def test_undecodable_bytes_are_a_problem_and_not_an_error() -> None:
    """The text is read all the same; the problem's span shows the replacement characters."""
    source = read_document("会议要求".encode() + b"\xff\xfe" + "各单位抓好落实。".encode())
    assert [problem.code for problem in source.problems] == ["undecodable"]
    problem = source.problems[0]
    assert set(source.text[problem.start : problem.end]) == {"\ufffd"}


def test_a_wrong_encoding_for_a_text_says_so() -> None:
    """Text read in an encoding that yields rubbish asks for the right one instead of passing rubbish on."""
    with pytest.raises(ReadError, match="leave --encoding out"):
        read_document(bytes(range(1, 32)) * 20, encoding="utf-8")


def test_every_format_is_complete() -> None:
    """Each format has a name of its own, a media type, and suffixes in lower case that no other claims."""
    formats = load_formats()
    assert {form.name for form in formats} >= {"text", "docx", "html"}
    assert len({form.name for form in formats}) == len(formats)
    suffixes = [suffix for form in formats for suffix in form.suffixes]
    assert len(set(suffixes)) == len(suffixes) == len(document_suffixes())
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)
    assert all("/" in form.media_type for form in formats)


def test_content_decides_before_the_suffix() -> None:
    """A web page saved as .txt is read as a web page, and a text named .docx as text."""
    assert read_document(b"<!DOCTYPE html><p>a</p>", name="a.txt").media_type == "text/html"
    assert read_document(TEXT.encode(), name="a.docx").media_type == "text/plain"
