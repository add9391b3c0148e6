"""The file on disk: whole or not at all, one run at a time, never under an open Excel.

`MINUTES_KILLS` sets how many merges are killed (25 here; 300 before a release).
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import stat
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from minutes.errors import TrackerError
from minutes.tracker import check_tracker, merge_records
from minutes.tracker import saving as saving_module
from tests.tracker.builder import D, M, build, sample

KILLS = int(os.environ.get("MINUTES_KILLS", "25"))
posix = pytest.mark.skipif(sys.platform == "win32", reason="kills and permissions as POSIX has them")


def week(number: int):
    """One week's document."""
    text = f"第{number}周要办的事" + chr(0x4E00 + number * 7) * 12
    return build([M(f"第{number}次会", "2023-01-05", [D(text)])], name=f"{number}.txt")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A tracker of the sample."""
    path = tmp_path / "tracker.xlsx"
    merge_records([sample()], path)
    return path


def numbers(path: Path) -> list[str]:
    """督办编号 in the file."""
    return [str(row[0]) for row in openpyxl.load_workbook(path)["督办台账"].iter_rows(min_row=2, values_only=True)]


def test_the_last_three_versions_are_kept(path: Path) -> None:
    """Each merge that changes the file leaves the version before as .bak, older ones as .bak2 and .bak3."""
    versions = [path.read_bytes()]
    for number in range(1, 6):
        merge_records([week(number)], path)
        versions.append(path.read_bytes())
    names = sorted(file.name for file in path.parent.iterdir())
    assert names == ["tracker.xlsx", "tracker.xlsx.bak", "tracker.xlsx.bak2", "tracker.xlsx.bak3"]
    kept = [(path.parent / name).read_bytes() for name in names]
    assert kept == [versions[5], versions[4], versions[3], versions[2]]


@pytest.mark.parametrize("owner", ["~$tracker.xlsx", "~$acker.xlsx", ".~lock.tracker.xlsx#"])
def test_an_open_workbook_is_left_alone(path: Path, owner: str) -> None:
    """While Excel, WPS or LibreOffice has it open, the result goes beside it and the message names both."""
    (path.parent / owner).write_bytes(b"\x05owner")
    before = path.read_bytes()
    report = merge_records([week(1)], path)
    assert report.beside
    assert report.path.name == "tracker.merged.xlsx"
    assert path.read_bytes() == before
    assert len(numbers(report.path)) == 5
    assert any("tracker.merged.xlsx" in warning for warning in report.warnings)
    again = merge_records([week(1), week(2)], path)
    assert again.path.name == "tracker.merged2.xlsx"
    (path.parent / owner).unlink()
    assert merge_records([week(1), week(2)], path).path == path
    assert len(numbers(path)) == 6


def test_a_refused_replace_is_saved_beside(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the system refuses to replace the file, nothing is lost either."""
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target) == path:
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    before = path.read_bytes()
    report = merge_records([week(1)], path)
    assert report.beside
    assert path.read_bytes() == before
    assert len(numbers(report.path)) == 5
    assert not list(path.parent.glob(".*"))


def test_a_full_disk_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No space left: an error that says so, the old file as it was, no half-written one."""

    def full(path: Path, data: bytes) -> None:
        path.write_bytes(data[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving_module, "_write_through", full)
    before = path.read_bytes()
    with pytest.raises(TrackerError, match="No space left"):
        merge_records([week(1)], path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["tracker.xlsx"]


@posix
def test_mode_and_symlink_are_kept(path: Path) -> None:
    """The file keeps its permissions, and a link goes on pointing at it."""
    path.chmod(0o640)
    link = path.parent / "link.xlsx"
    link.symlink_to(path)
    merge_records([week(1)], link)
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert len(numbers(path)) == 5


@pytest.mark.parametrize("name", ["tracker.xls", "tracker.csv", "tracker"])
def test_other_formats_are_refused(tmp_path: Path, name: str) -> None:
    """Only .xlsx and .xlsm are trackers."""
    with pytest.raises(TrackerError, match="xlsx"):
        merge_records([week(1)], tmp_path / name)
    assert not list(tmp_path.iterdir())


def _merge(number: int, path: str) -> None:
    merge_records([week(number)], Path(path))


@posix
def test_merges_at_once_end_in_one_result_with_all(path: Path) -> None:
    """Four runs at once: each waits for the others, and all rows are there."""
    context = multiprocessing.get_context("fork")
    runs = [context.Process(target=_merge, args=(number, str(path))) for number in range(1, 5)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
    assert [run.exitcode for run in runs] == [0] * 4
    assert len(set(numbers(path))) == len(numbers(path)) == 8
    assert not list(path.parent.glob(".*"))


@posix
def test_killed_at_any_moment_a_complete_file_is_there(path: Path) -> None:
    """A merge killed at a random moment leaves the old or the new workbook, complete, and the next run goes on."""
    rng = random.Random(7)
    context = multiprocessing.get_context("fork")
    started = time.monotonic()
    merge_records([week(0)], path)
    span = time.monotonic() - started
    expected = 5
    for number in range(1, KILLS + 1):
        before = path.read_bytes()
        run = context.Process(target=_merge, args=(number, str(path)))
        run.start()
        time.sleep(rng.uniform(0, span * 1.3))
        if run.pid is not None and run.is_alive():
            os.kill(run.pid, signal.SIGKILL)
        run.join(60)
        assert check_tracker(path) == []
        if path.read_bytes() == before:
            merge_records([week(number)], path)
        expected += 1
        if number % 25 == 0 or number == KILLS:
            assert len(numbers(path)) == expected
        for backup in path.parent.glob("tracker.xlsx.bak*"):
            assert check_tracker(backup.rename(backup.with_name("copy.xlsx"))) == []
            (path.parent / "copy.xlsx").rename(backup)
