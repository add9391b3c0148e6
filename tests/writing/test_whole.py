"""A file is there whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from minutes.errors import MinutesError
from minutes.writing.whole import replacing, write_whole


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_content_replaces_what_was_there(tmp_path: Path) -> None:
    """The file holds the new bytes, its folder is made, and nothing else is left in it."""
    path = tmp_path / "新" / "a.json"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert _names(path.parent) == ["a.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="no permission bits")
def test_permissions_stay_and_new_files_get_the_usual_ones(tmp_path: Path) -> None:
    """Replacing keeps the mode somebody set; a new file is as readable as any."""
    path = tmp_path / "a"
    write_whole(path, b"x")
    plain = tmp_path / "plain"
    plain.write_bytes(b"x")
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    write_whole(path, b"y")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "not permitted"), (errno.EIO, "-o")],
)
def test_a_disk_that_fails_leaves_the_old_file_and_no_half_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    """When the bytes cannot be made safe, the message says why and the folder is as before."""
    path = tmp_path / "a.json"
    write_whole(path, b"old")

    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(MinutesError, match=words):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["a.json"]


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """An exception in the middle of writing takes the unfinished file with it."""

    def fail() -> None:
        with replacing(tmp_path / "a") as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert _names(tmp_path) == []


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    """A path through a file is told as such."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(MinutesError, match="a file, not a folder"):
        write_whole(tmp_path / "file" / "a.json", b"x")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_really_full_disk_is_told(tmp_path: Path) -> None:
    """The operating system's own report of a full disk gets the same message."""

    def fill() -> None:
        with replacing(tmp_path / "a"), Path("/dev/full").open("wb", buffering=0) as full:
            full.write(b"x" * 10)

    with pytest.raises(MinutesError, match="disk is full"):
        fill()
    assert _names(tmp_path) == []


def test_a_process_told_to_end_while_it_makes_the_file_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signal is heard once the file is there, before anything is done with it."""
    make = Path.open

    def told(self: Path, mode: str = "r") -> Any:
        made = make(self, mode)
        if mode == "xb":
            made.close()
            raise SystemExit(143)
        return made

    monkeypatch.setattr(Path, "open", told)
    with pytest.raises(SystemExit):
        write_whole(tmp_path / "a.json", b"{}")
    assert list(tmp_path.iterdir()) == []
