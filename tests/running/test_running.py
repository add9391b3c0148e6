"""A run does every document it can, tells of those it cannot, and leaves nothing half done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from minutes.errors import TrackerError
from minutes.records import Records
from minutes.running import DocumentRun, RunReport, run_documents
from minutes.tracker.report import MergeReport
from tests.invented import DEATH, FAULT, invented_extractor

RUN = DocumentRun(invented_extractor)


class _Merged:
    """Remembers what the tracker was given."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, records: Sequence[Records], path: Path) -> MergeReport:
        self.names = [item.source.name for item in records]
        assert len(records) == len(self.names)
        return MergeReport(path, created=True)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three good documents, one empty, one that makes the program fail."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"会议要求{name}。\n要巡查。\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "fault.txt").write_text(FAULT, encoding="utf-8")
    return folder


def _run(arguments: Sequence[str | Path], out: Path, run: DocumentRun = RUN, workers: int = 1) -> RunReport:
    return run_documents(arguments, run, folder=out, workers=workers)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_documents_that_fail_stop_no_other(archive: Path, tmp_path: Path) -> None:
    """The good ones are written, the bad ones are told with path and reason, and no stray file is left."""
    report = _run([archive, "nowhere.txt"], tmp_path / "out")
    assert _names(tmp_path / "out") == ["a.records.json", "b.records.json", "c.records.json"]
    errors = [outcome.error for outcome in report.outcomes if outcome.error]
    assert len(errors) == 3
    assert "empty.txt: is empty" in errors[0]
    assert "fault of minutes (ValueError: invented in invented.py" in errors[1]
    assert "nowhere.txt: no such file" in errors[2]
    assert report.failed
    assert report.total("directives") == 6
    assert report.total("people") == 3


def test_the_tracker_gets_what_was_written(archive: Path, tmp_path: Path) -> None:
    """All records of the run reach the tracker at once, in order; without any there is no tracker."""
    merge = _Merged()
    report = run_documents([archive], RUN, folder=tmp_path / "out", merge=merge)
    assert merge.names == ["a.txt", "b.txt", "c.txt"]
    assert report.merged is not None
    assert report.merged.path == tmp_path / "out" / "tracker.xlsx"
    report = run_documents(["nowhere.txt"], RUN, folder=tmp_path / "out", merge=merge)
    assert report.merged is None


def test_a_tracker_that_fails_leaves_the_records(archive: Path, tmp_path: Path) -> None:
    """Records are written before the tracker and stay when it cannot be."""

    def refuse(_records: Sequence[Records], _path: Path) -> MergeReport:
        raise TrackerError("tracker.xlsx is open in Excel")

    report = run_documents([archive / "a.txt"], RUN, folder=tmp_path / "out", merge=refuse)
    assert report.errors == ["tracker.xlsx is open in Excel"]
    assert report.failed
    assert (tmp_path / "out" / "a.records.json").exists()


def test_several_workers_give_the_same_files(tmp_path: Path) -> None:
    """The records are the same bytes for one process and for several."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(f"要完成第{number}项。", encoding="utf-8")
    one, two = tmp_path / "one", tmp_path / "two"
    first, second = _run([folder], one), _run([folder], two, workers=2)
    assert _contents(one) == _contents(two)
    assert [outcome.where for outcome in first.outcomes] == [outcome.where for outcome in second.outcomes]
    assert not second.failed


def test_a_document_that_kills_its_process_is_told_and_the_others_are_done(tmp_path: Path) -> None:
    """A process that dies takes only the deadly document with it."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(40):
        text = DEATH if number == 39 else "要巡查。"
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    report = _run([folder], tmp_path / "out", workers=2)
    failed = [outcome for outcome in report.outcomes if outcome.error]
    assert len(failed) == 1
    assert "39.txt: the process that worked on it died" in (failed[0].error or "")
    assert len(_names(tmp_path / "out")) == 39


def test_resuming_keeps_what_is_up_to_date(archive: Path, tmp_path: Path) -> None:
    """Records of the same bytes and date are kept; changed documents and other dates are read again."""
    out = tmp_path / "out"
    _run([archive / "a.txt", archive / "b.txt"], out)
    (archive / "b.txt").write_text("要重读。", encoding="utf-8")
    again = _run([archive / "a.txt", archive / "b.txt"], out, DocumentRun(invented_extractor, resume=True))
    assert [outcome.kept for outcome in again.outcomes] == [True, False]
    dated = DocumentRun(invented_extractor, issue_date=date(2023, 8, 3), resume=True)
    assert [outcome.kept for outcome in _run([archive / "a.txt"], out, dated).outcomes] == [False]


def test_foreign_files_are_not_overwritten(archive: Path, tmp_path: Path) -> None:
    """A file of another origin in the way is an error for that document alone."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.records.json").write_text("mine", encoding="utf-8")
    report = _run([archive / "a.txt", archive / "b.txt"], out)
    assert [bool(outcome.error) for outcome in report.outcomes] == [True, False]
    assert (out / "a.records.json").read_text(encoding="utf-8") == "mine"
