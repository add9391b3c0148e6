"""Arguments stand for documents, and results for names that clash with nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from minutes.errors import MinutesError
from minutes.reading import read_document
from minutes.reading.inputs import Input, check_overwrite, find_inputs, name_outputs, read_standard_input


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small archive: documents, others, hidden ones, a folder below."""
    for name in ("b.txt", "a.md", "c.docx", "note.xyz", ".hidden.txt", "~$c.docx", "below/d.HTML", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("会议", encoding="utf-8")
    return tmp_path


def _names(arguments: list[str | Path]) -> list[str]:
    inputs, errors = find_inputs(arguments)
    assert errors == []
    return [item.name for item in inputs]


def test_a_folder_stands_for_its_documents_sorted(folder: Path) -> None:
    """Documents by suffix, sorted, then folders below; hidden and lock files are passed over."""
    assert _names([folder]) == ["a.md", "b.txt", "c.docx", "d.HTML"]


def test_patterns_are_expanded_where_no_shell_does(folder: Path) -> None:
    """`*` and `**` are understood by the program itself."""
    assert _names([str(folder / "*.txt")]) == ["b.txt"]
    assert _names([str(folder / "**" / "*.HTML")]) == ["d.HTML"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    """Brackets are common in names of official documents."""
    path = tmp_path / "纪要[2023]5号.txt"
    path.write_text("会议", encoding="utf-8")
    assert _names([path]) == [path.name]


def test_each_document_is_taken_once(folder: Path) -> None:
    """A file given by itself and by its folder is read once."""
    assert _names([folder / "b.txt", folder]).count("b.txt") == 1


def test_a_file_is_taken_whatever_its_suffix(folder: Path) -> None:
    """What is named directly is wanted; standard input is `-`."""
    assert _names([folder / "note.xyz", "-"]) == ["note.xyz", "-"]


def test_what_stands_for_nothing_is_an_error_and_the_rest_goes_on(tmp_path: Path, folder: Path) -> None:
    """A folder without documents and a pattern that fits nothing are told; other arguments still count."""
    empty = tmp_path / "empty"
    empty.mkdir()
    inputs, errors = find_inputs([empty, str(folder / "*.nothing"), folder / "b.txt"])
    assert [item.name for item in inputs] == ["b.txt"]
    assert "no documents in this folder" in str(errors[0])
    assert ".docx" in str(errors[0])
    assert "no file fits this pattern" in str(errors[1])


def _outputs(*names: str | None) -> list[str]:
    return [path.name for path in name_outputs([Input(Path(name) if name else None) for name in names], Path())]


def test_outputs_have_the_stem_and_the_suffix_where_stems_clash() -> None:
    """Only the inputs whose STEM clashes get their suffix too, also where only case differs."""
    assert _outputs("a.txt", "b.txt") == ["a.records.json", "b.records.json"]
    assert _outputs("a.txt", "a.docx", "b.txt") == ["a.txt.records.json", "a.docx.records.json", "b.records.json"]
    assert _outputs("A.txt", "a.docx") == ["A.txt.records.json", "a.docx.records.json"]


def test_equal_names_of_different_folders_get_a_number() -> None:
    """Nothing is overwritten within a run."""
    assert _outputs("x/a.txt", "y/a.txt") == ["a.txt.records.json", "a.txt-2.records.json"]
    assert len(set(_outputs("x/a.txt", "y/a.txt", "a.txt-2"))) == 3


def test_standard_input_has_a_name_of_its_own() -> None:
    """Records of standard input go to stdin.records.json."""
    assert _outputs(None) == ["stdin.records.json"]


def test_only_own_records_of_the_same_input_may_be_overwritten(tmp_path: Path) -> None:
    """Anything else that stands in the way is left alone, with advice."""
    path = tmp_path / "a.records.json"
    check_overwrite(path, "a.txt")
    path.write_text('{"generator": {"name": "minutes"}, "source": {"name": "a.txt"}}', encoding="utf-8")
    check_overwrite(path, "a.txt")
    with pytest.raises(MinutesError, match=r"records of a\.txt, not of a\.docx"):
        check_overwrite(path, "a.docx")
    path.write_text('{"generator": {"name": "other"}, "source": {"name": "a.txt"}}', encoding="utf-8")
    with pytest.raises(MinutesError, match="not written by minutes"):
        check_overwrite(path, "a.txt")
    for content in ("notes", "[]", "{}", '{"generator": 1}'):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(MinutesError, match="no records file"):
            check_overwrite(path, "a.txt")


def test_an_endless_stream_ends() -> None:
    """Standard input is read to one byte beyond the limit, and no further."""
    assert len(read_standard_input(lambda size: b"x" * min(size, 1000), 5000)) == 5001


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes only there")
def test_names_of_old_archives_are_read_as_they_were_meant(tmp_path: Path) -> None:
    """A name in GBK, as old archives unpack on Linux, stands in the records in Chinese."""
    path = tmp_path / os.fsdecode("防汛会议纪要.txt".encode("gbk"))
    path.write_text("会议", encoding="utf-8")
    inputs, _ = find_inputs([tmp_path])
    assert [item.name for item in inputs] == ["防汛会议纪要.txt"]
    assert [output.name for output in name_outputs(inputs, Path())] == ["防汛会议纪要.records.json"]
    assert read_document(path).name == "防汛会议纪要.txt"
