"""A corpus becomes the same tables however it is stored, stopped, resumed, and by however many processes it is read."""

from __future__ import annotations

import csv
import errno
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minutes.corpus import Columns, CorpusOptions, extract_corpus, plan_batches
from minutes.corpus import jsonl as jsonl_corpus
from minutes.errors import MinutesError
from minutes.running import Extractor
from tests.invented import DEATH, FAULT, invented_extractor, invented_records

Row = dict[str, str]


def make_rows(count: int) -> list[Row]:
    """Articles with ids, dates and titles."""
    return [
        {
            "id": f"n{number}",
            "date": f"2023-01-{number % 28 + 1:02}",
            "title": f"第{number}次会议",
            "text": f"区水务局召开会议。\n会议要求，要完成第{number}项\u2028任务。",
        }
        for number in range(count)
    ]


def write_jsonl(path: Path, rows: list[Row]) -> Path:
    """The rows as JSON Lines, compressed if the name says so."""
    content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    if path.suffix == ".gz":
        content = gzip.compress(content, mtime=0)
    elif path.suffix == ".zst":
        content = pytest.importorskip("zstandard").compress(content)
    path.write_bytes(content)
    return path


def write_csv(path: Path, rows: list[Row]) -> Path:
    """The rows as CSV in GB18030, as a spreadsheet of a Chinese office saves it."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_parquet(path: Path, rows: list[Row]) -> Path:
    """The rows as Parquet in several row groups."""
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=7)
    return path


WRITERS: dict[str, Callable[[Path, list[Row]], Path]] = {
    "c.jsonl": write_jsonl,
    "c.jsonl.gz": write_jsonl,
    "c.jsonl.zst": write_jsonl,
    "c.csv": write_csv,
    "c.parquet": write_parquet,
}


def options_for(*paths: Path, out: Path, **more: object) -> CorpusOptions:
    """Options with the invented extraction, to JSON Lines unless told otherwise."""
    base = CorpusOptions(tuple(map(str, paths)), out, ("jsonl",), invented_extractor)
    return replace(base, **more)  # type: ignore[arg-type] # names are checked by replace itself


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by name."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def read_table(folder: Path, name: str) -> list[dict[str, object]]:
    """A table's rows."""
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of a few documents, so that a small corpus has many."""
    for module in ("batches", "tree", "jsonl", "delimited", "parquet"):
        monkeypatch.setattr(f"minutes.corpus.{module}.BATCH_BYTES", 1_500)


@pytest.mark.parametrize("name", WRITERS)
def test_every_storage_gives_the_same_tables(tmp_path: Path, name: str) -> None:
    """Ids, dates, titles and texts come out alike from jsonl, csv and parquet, compressed or not."""
    rows = make_rows(30)
    report = extract_corpus(options_for(WRITERS[name](tmp_path / name, rows), out=tmp_path / "out"))
    assert not report.failed
    assert report.read == 30
    documents = read_table(tmp_path / "out", "documents")
    assert [row["document_id"] for row in documents] == [row["id"] for row in rows]
    assert [row["issue_date"] for row in documents] == [row["date"] for row in rows]
    directives = [row["text"] for row in read_table(tmp_path / "out", "directives")]
    assert directives == [row["text"].split("\n")[1] for row in rows]


def test_large_compressed_files_are_handed_out_in_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the planner or the worker unpacks a file makes no difference to the tables."""
    path = write_jsonl(tmp_path / "c.jsonl.gz", make_rows(60))
    extract_corpus(options_for(path, out=tmp_path / "whole"))
    monkeypatch.setattr(jsonl_corpus, "WHOLE_BYTES", 0)
    monkeypatch.setattr(jsonl_corpus, "_CHUNK", 64)
    assert len(list(plan_batches(options_for(path, out=tmp_path), []))) > 3
    extract_corpus(options_for(path, out=tmp_path / "blocks"))
    assert contents(tmp_path / "whole") == contents(tmp_path / "blocks")


@pytest.mark.parametrize("size", [1, 7, 100, 1_000, 10_000])
def test_no_document_falls_between_two_ranges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Wherever a file is cut, each line is read once, and lines without an id are named by their offset."""
    monkeypatch.setattr(jsonl_corpus, "BATCH_BYTES", size)
    rows = [{"text": f"第{number}次会议要求"} for number in range(40)]
    content = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    path = tmp_path / "c.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + content)
    extract_corpus(options_for(path, out=tmp_path / "out"))
    texts = [row["text"] for row in read_table(tmp_path / "out", "directives")]
    assert texts == [row["text"] for row in rows]
    ids = [str(row["document_id"]) for row in read_table(tmp_path / "out", "documents")]
    assert len(set(ids)) == 40
    offset = int(ids[1].partition("#")[2])
    assert path.read_bytes()[offset:].startswith('{"text": "第1次'.encode())


def test_a_tree_of_documents_is_read_in_order(tmp_path: Path) -> None:
    """Documents of a folder are named by their path below it; corpus files among them are read as corpora."""
    tree = tmp_path / "in"
    for name in ("b/1.txt", "b/2.txt", "a.txt", "c.txt"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(f"要看{name}。", encoding="gb18030")
    write_jsonl(tree / "b.jsonl", make_rows(2))
    report = extract_corpus(options_for(tree, out=tmp_path / "out"))
    assert not report.failed
    ids = [row["document_id"] for row in read_table(tmp_path / "out", "documents")]
    assert ids == ["a.txt", "n0", "n1", "c.txt", "b/1.txt", "b/2.txt"]


def test_columns_go_by_the_names_given(tmp_path: Path) -> None:
    """A corpus with columns of other names is read by naming them; without, the report lists those there are."""
    path = tmp_path / "c.jsonl"
    path.write_text('{"正文": "要清淤。", "编号": 7, "日期": "2023年8月3日"}\n', encoding="utf-8")
    columns = Columns(text="正文", id="编号", date="日期")
    extract_corpus(options_for(path, out=tmp_path / "out", columns=columns))
    assert read_table(tmp_path / "out", "documents")[0]["document_id"] == "7"
    assert read_table(tmp_path / "out", "documents")[0]["issue_date"] == "2023-08-03"
    report = extract_corpus(options_for(path, out=tmp_path / "wrong"))
    assert report.skipped == {"no-text-column": 1}
    assert "正文, 编号, 日期" in report.messages["no-text-column"][0]


def test_the_issue_date_of_the_run_serves_rows_without_one(tmp_path: Path) -> None:
    """A row's own date comes first, then that of the run."""
    path = tmp_path / "c.jsonl"
    path.write_text('{"text": "要一。", "date": "20230101"}\n{"text": "要二。", "date": "近日"}\n', encoding="utf-8")
    extract_corpus(options_for(path, out=tmp_path / "out", issue_date=date(2022, 12, 5)))
    dates = [row["issue_date"] for row in read_table(tmp_path / "out", "documents")]
    assert dates == ["2023-01-01", "2022-12-05"]


def _bad_corpus(folder: Path) -> Path:
    lines = [
        json.dumps({"id": "good", "text": "要清淤。"}),
        "not json",
        "[1]",
        json.dumps({"id": "empty", "text": " "}),
        json.dumps({"id": "null", "text": None}),
        json.dumps({"id": "fault", "text": FAULT}),
        '{"id": "half", "text": "\\ud800"}',
        json.dumps({"id": "last", "text": "要巡查。"}),
    ]
    path = folder / "bad.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_bad_documents_stop_nothing_and_are_all_told(tmp_path: Path) -> None:
    """Each bad row is counted by kind and listed; the good ones around it are read."""
    report = extract_corpus(options_for(_bad_corpus(tmp_path), out=tmp_path / "out"))
    assert report.read == 2
    assert report.skipped == {"not-json": 2, "empty": 2, "fault": 1, "not-text": 1}
    assert report.failed
    skipped = read_table(tmp_path / "out", "skipped")
    assert [row["document_id"] for row in skipped][2:] == ["empty", "null", "fault", "half"]
    assert any("Skipped 6 documents" in line for line in report.lines())


def test_damaged_and_missing_files_stop_no_other(tmp_path: Path) -> None:
    """A compressed file that breaks off gives what stands before the damage; other inputs go on."""
    rows = make_rows(3)
    good = write_jsonl(tmp_path / "good.jsonl", rows)
    cut = write_jsonl(tmp_path / "cut.jsonl.gz", rows)
    cut.write_bytes(cut.read_bytes()[:-30])
    report = extract_corpus(options_for(cut, tmp_path / "none.jsonl", good, out=tmp_path / "out"))
    assert report.read >= 3
    assert report.failed
    told = "\n".join([*report.errors, *report.messages.get("damaged", [])])
    assert "none.jsonl: no such file" in told
    assert "cut.jsonl.gz: is damaged" in told


@pytest.mark.parametrize("whole", [True, False])
def test_lines_before_the_damage_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bool) -> None:
    """A compressed file that lost its end gives the documents that stand before, whoever unpacks it."""
    monkeypatch.setattr(jsonl_corpus, "WHOLE_BYTES", 10**12 if whole else 0)
    monkeypatch.setattr(jsonl_corpus, "BATCH_BYTES", 10**6)
    path = tmp_path / "cut.jsonl.gz"
    lines = b"".join(json.dumps({"id": number, "text": str(os.urandom(200))}).encode() + b"\n" for number in range(400))
    path.write_bytes(gzip.compress(lines)[:-20_000])
    report = extract_corpus(options_for(path, out=tmp_path / "out"))
    assert 100 < report.read < 400
    assert report.failed


def test_a_corpus_that_is_no_corpus_gives_an_error_and_no_table(tmp_path: Path) -> None:
    """A folder without documents is told, and nothing is written."""
    (tmp_path / "in").mkdir()
    report = extract_corpus(options_for(tmp_path / "in", out=tmp_path / "out"))
    assert "no documents in this folder" in report.errors[0]
    assert report.files == []
    assert contents(tmp_path / "out") == {}


def test_workers_do_not_change_the_tables(tmp_path: Path) -> None:
    """One process and several write the same bytes, skipped documents included."""
    path = _bad_corpus(tmp_path)
    more = write_jsonl(tmp_path / "more.jsonl", make_rows(80))
    for workers in (1, 3):
        out = tmp_path / f"out{workers}"
        extract_corpus(options_for(path, more, out=out, workers=workers, formats=("jsonl", "csv", "sqlite")))
    assert contents(tmp_path / "out1") == contents(tmp_path / "out3")


def test_a_document_that_kills_its_process_is_skipped_alone(tmp_path: Path) -> None:
    """The process dies, the batch is done again without the deadly document, and the others are all there."""
    rows = make_rows(40)
    rows[17]["text"] = DEATH
    path = write_jsonl(tmp_path / "c.jsonl", rows)
    report = extract_corpus(options_for(path, out=tmp_path / "out", workers=2))
    assert report.skipped == {"process-died": 1}
    assert report.read == 39
    assert [row["document_id"] for row in read_table(tmp_path / "out", "skipped")] == ["n17"]


_left = 0


def stopping_extractor() -> Extractor:
    """Fails beyond all handling after some documents, as a power cut would."""

    def extract(source: object, issue_date: object) -> object:
        global _left
        _left -= 1
        if _left < 0:
            raise KeyboardInterrupt
        return invented_records(source, issue_date)  # type: ignore[arg-type]

    return Extractor(extract, "0" * 64)  # type: ignore[arg-type]


@pytest.mark.parametrize("after", [0, 1, 9, 25, 39])
def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path, after: int) -> None:
    """Stopped after any number of documents and resumed, the tables are those of a run that was never stopped."""
    global _left
    path = write_jsonl(tmp_path / "c.jsonl", make_rows(40))
    extract_corpus(options_for(path, out=tmp_path / "whole"))
    _left = after
    with pytest.raises(KeyboardInterrupt):
        extract_corpus(options_for(path, out=tmp_path / "out", load=stopping_extractor))
    with pytest.raises(MinutesError, match="--resume"):
        extract_corpus(options_for(path, out=tmp_path / "out"))
    report = extract_corpus(options_for(path, out=tmp_path / "out", resume=True))
    assert report.read == 40
    assert bool(report.kept) == (after > 9)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
    with pytest.raises(MinutesError, match="finished already"):
        extract_corpus(options_for(path, out=tmp_path / "out", resume=True))


def test_changed_input_is_read_again_on_resuming(tmp_path: Path) -> None:
    """A batch whose file changed since is done anew, so that no half of an old corpus gets into the tables."""
    global _left
    path = write_jsonl(tmp_path / "c.jsonl", make_rows(40))
    _left = 30
    with pytest.raises(KeyboardInterrupt):
        extract_corpus(options_for(path, out=tmp_path / "out", load=stopping_extractor))
    write_jsonl(path, make_rows(20))
    report = extract_corpus(options_for(path, out=tmp_path / "out", resume=True))
    assert report.read == 20
    assert len(read_table(tmp_path / "out", "documents")) == 20


def test_damaged_parts_are_made_again(tmp_path: Path) -> None:
    """A part that lost its end (power cut) does not count as done."""
    global _left
    path = write_jsonl(tmp_path / "c.jsonl", make_rows(40))
    _left = 30
    with pytest.raises(KeyboardInterrupt):
        extract_corpus(options_for(path, out=tmp_path / "out", load=stopping_extractor))
    part = next((tmp_path / "out" / ".minutes-parts" / "documents" / "jsonl").glob("part-*"))
    part.write_bytes(part.read_bytes()[:10])
    extract_corpus(options_for(path, out=tmp_path / "out", resume=True))
    assert len(read_table(tmp_path / "out", "documents")) == 40


def test_other_options_are_not_resumed(tmp_path: Path) -> None:
    """The two halves of a run must have been asked for the same; the message names what differs."""
    global _left
    path = write_jsonl(tmp_path / "c.jsonl", make_rows(40))
    _left = 30
    with pytest.raises(KeyboardInterrupt):
        extract_corpus(options_for(path, out=tmp_path / "out", load=stopping_extractor))
    with pytest.raises(MinutesError, match=r"\(date\)"):
        extract_corpus(options_for(path, out=tmp_path / "out", resume=True, issue_date=date(2023, 1, 1)))


def test_tables_of_another_run_are_not_overwritten(tmp_path: Path) -> None:
    """A folder that holds tables is refused before any work."""
    path = write_jsonl(tmp_path / "c.jsonl", make_rows(3))
    extract_corpus(options_for(path, out=tmp_path / "out"))
    before = contents(tmp_path / "out")
    with pytest.raises(MinutesError, match="holds tables already"):
        extract_corpus(options_for(path, out=tmp_path / "out"))
    assert contents(tmp_path / "out") == before


SCRIPT = """
import sys, time
from pathlib import Path
from typing import Any
from minutes.corpus import CorpusOptions, extract_corpus
from minutes.running import Extractor
from tests.invented import invented_records
import minutes.corpus.jsonl

def slow():
    def extract(source, issue_date):
        time.sleep(0.004)
        return invented_records(source, issue_date)
    return Extractor(extract, "0" * 64)

if __name__ == "__main__":
    minutes.corpus.jsonl.BATCH_BYTES = 1500
    extract_corpus(CorpusOptions((sys.argv[1],), Path(sys.argv[2]), ("jsonl",), slow, workers=2, resume=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
def test_a_killed_run_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Killed outright twice, workers and all, the third run completes the very same tables."""
    path = write_jsonl(tmp_path / "c.jsonl", make_rows(400))
    extract_corpus(options_for(path, out=tmp_path / "whole"))
    script = tmp_path / "run.py"
    script.write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, str(script), str(path), str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = tmp_path / "out" / ".minutes-parts" / "done"
    for least in (3, 12):
        process = subprocess.Popen(command, env=environment)
        deadline = time.monotonic() + 30
        while len(list(done.rglob("*.json"))) < least and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not (tmp_path / "out" / "documents.jsonl").exists()
    subprocess.run(command, env=environment, check=True)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_a_run_stopped_while_joining_is_joined_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped when some tables stand already, a resumed run makes them all, the same as ever."""
    from minutes.writing.tables.formats import sqlite

    path = write_jsonl(tmp_path / "c.jsonl", make_rows(20))
    formats = ("jsonl", "sqlite", "csv")
    extract_corpus(options_for(path, out=tmp_path / "whole", formats=formats))

    def stop(_parts: object, _folder: object) -> list[Path]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "FORMAT", replace(sqlite.FORMAT, join=stop))
        with pytest.raises(KeyboardInterrupt):
            extract_corpus(options_for(path, out=tmp_path / "out", formats=formats))
    assert (tmp_path / "out" / "meetings.jsonl").exists()
    report = extract_corpus(options_for(path, out=tmp_path / "out", formats=formats, resume=True))
    assert report.kept == report.batches
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_a_full_disk_ends_the_run_with_advice_and_resuming_completes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a part cannot be written the run ends with what to do; nothing done is lost."""
    from minutes.writing.tables.files import PartFolder

    path = write_jsonl(tmp_path / "c.jsonl", make_rows(40))
    write = PartFolder.write

    def fill(self: PartFolder, number: int, *rest: Any) -> dict[str, int]:
        if number == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(self, number, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(PartFolder, "write", fill)
        with pytest.raises(MinutesError, match=r"No space left.*--resume"):
            extract_corpus(options_for(path, out=tmp_path / "out"))
    report = extract_corpus(options_for(path, out=tmp_path / "out", resume=True))
    assert (report.kept, report.read) == (2, 40)
