"""A cluster gives the tables that one process gives, whatever happens to its workers."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minutes.cluster import extract_on_dask, extract_rows, extract_shard
from minutes.corpus import extract_corpus
from minutes.errors import MinutesError
from minutes.running import Extractor
from tests.corpus.test_corpus import contents, make_rows, options_for, write_jsonl
from tests.invented import FAULT, invented_extractor, invented_records

_SECONDS = 0.01


def slow_extractor() -> Extractor:
    """The invented extraction, slow enough to be killed in."""

    def extract(source: Any, issue_date: Any) -> Any:
        time.sleep(_SECONDS)
        return invented_records(source, issue_date)

    return Extractor(extract, "0" * 64)


@pytest.fixture
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minutes.corpus.jsonl.BATCH_BYTES", 2_000)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A real cluster of three worker processes, each restarted when it dies."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None) as made:
        yield made


@pytest.mark.usefixtures("_small_batches")
@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
def test_a_killed_worker_loses_and_doubles_no_document(tmp_path: Path, cluster: Any) -> None:
    """One of three worker processes is killed at work; the tables are those of a single process."""
    path = write_jsonl(tmp_path / "c.jsonl", make_rows(300))
    extract_corpus(options_for(path, out=tmp_path / "one"))
    done = tmp_path / "many" / ".minutes-parts" / "done"
    killed: list[int] = []

    def kill() -> None:
        while len(list(done.rglob("*.json"))) < 3:
            time.sleep(0.005)
        victim = next(iter(cluster.workers.values())).pid
        os.kill(victim, signal.SIGKILL)
        killed.append(victim)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    options = options_for(path, out=tmp_path / "many", load=slow_extractor)
    report = extract_on_dask(options, cluster.scheduler_address)
    thread.join(timeout=10)
    assert killed
    assert not report.failed
    assert report.read == 300
    assert contents(tmp_path / "many") == contents(tmp_path / "one")


@pytest.mark.usefixtures("_small_batches")
def test_parquet_stays_in_parts_that_read_as_one_table(tmp_path: Path, cluster: Any) -> None:
    """Each table is a folder of parts; read together they hold the rows of the single-process table."""
    pq = pytest.importorskip("pyarrow.parquet")
    path = write_jsonl(tmp_path / "c.jsonl", make_rows(60))
    extract_corpus(options_for(path, out=tmp_path / "one", formats=("parquet",)))
    extract_on_dask(options_for(path, out=tmp_path / "many", formats=("parquet",)), cluster.scheduler_address)
    for name in ("directives", "attendees", "skipped"):
        parts = sorted((tmp_path / "many" / name).iterdir())
        assert all(part.name.startswith("part-") for part in parts)
        assert (
            pq.read_table(tmp_path / "many" / name).to_pylist()
            == pq.read_table(tmp_path / "one" / f"{name}.parquet").to_pylist()
        )
    assert len(sorted((tmp_path / "many" / "directives").iterdir())) > 3


def test_an_address_without_a_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody at the address: a clear error, and nothing written."""
    distributed = pytest.importorskip("distributed")

    def refuse(*_: object, **__: object) -> object:
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", refuse)
    path = write_jsonl(tmp_path / "c.jsonl", make_rows(3))
    with pytest.raises(MinutesError, match="nobody answers"):
        extract_on_dask(options_for(path, out=tmp_path / "out"), "tcp://127.0.0.1:9")
    assert not (tmp_path / "out").exists()


def test_without_the_extra_the_command_to_install_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing distributed is an error with what to type."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MinutesError, match=r"minutes\[cluster\]"):
        extract_on_dask(options_for(tmp_path, out=tmp_path / "out"))


def test_a_shard_may_be_mapped_again_and_again(tmp_path: Path) -> None:
    """The plain function does a shard into a folder of its own, and a second call changes nothing."""
    path = write_jsonl(tmp_path / "a.jsonl", make_rows(5))
    first = extract_shard(path, tmp_path / "out", formats=["jsonl"], load=invented_extractor)
    before = contents(tmp_path / "out" / "a.jsonl")
    assert first["read"] == 5
    assert extract_shard(path, tmp_path / "out", formats=["jsonl"], load=invented_extractor) == first
    assert contents(tmp_path / "out" / "a.jsonl") == before


def test_rows_that_an_engine_streams_come_back_as_rows() -> None:
    """Bad rows come back in table skipped, the others in theirs, with the columns' names."""
    rows: list[dict[str, object]] = [{**row} for row in make_rows(2)]
    rows += [{"id": "x", "text": FAULT}, {"id": "y", "text": None}]
    found = list(extract_rows(rows, load=invented_extractor))
    assert [row["document_id"] for table, row in found if table == "documents"] == ["n0", "n1"]
    assert [row["reason"] for table, row in found if table == "skipped"] == ["fault", "empty"]
    assert [row["ordinal"] for table, row in found if table == "directives"] == [1, 1]
