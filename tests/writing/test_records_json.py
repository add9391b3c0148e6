"""Records files have the same bytes for the same records, and read back as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from minutes.errors import RecordsError
from minutes.reading import read_document
from minutes.writing import read_records, records_bytes, write_records
from tests.invented import invented_records

SOURCE = read_document("会议要求，要清淤。\n一要巡查。".encode(), name="a.txt")


def test_records_read_back_as_written(tmp_path: Path) -> None:
    """Writing and reading give the same records."""
    records = invented_records(SOURCE, None)
    write_records(records, tmp_path / "a.records.json")
    assert read_records(tmp_path / "a.records.json") == records


def test_the_bytes_are_plain_utf8_and_always_the_same() -> None:
    """Chinese stands as itself, the file ends with a line end, and nothing varies between two runs."""
    first, second = (records_bytes(invented_records(SOURCE, None)) for _ in range(2))
    assert first == second
    assert "会议要求".encode() in first
    assert first.endswith(b"}\n")


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"schema_version": 1}', b"\xff"])
def test_other_files_are_no_records(tmp_path: Path, content: bytes) -> None:
    """What is no records file is refused with the way to learn more."""
    path = tmp_path / "a.records.json"
    path.write_bytes(content)
    with pytest.raises(RecordsError, match="minutes validate"):
        read_records(path)


def test_a_missing_records_file(tmp_path: Path) -> None:
    """A missing file is told as one."""
    with pytest.raises(RecordsError, match="cannot be read"):
        read_records(tmp_path / "none.records.json")
