"""Corpora on several machines: the same batches on dask.distributed, and plain functions to map with Ray or Spark."""

from __future__ import annotations

import contextlib
import functools
import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from minutes.corpus.documents import Columns, CorpusError, Skipped, read_row
from minutes.corpus.journal import FOLDER, REPORT, Journal
from minutes.corpus.options import CorpusOptions
from minutes.corpus.report import BatchReport, CorpusReport
from minutes.corpus.run import extract_corpus
from minutes.corpus.work import Task, do_task
from minutes.extras import load_extra
from minutes.running import Extractor, describe_fault, load_extractor
from minutes.workers import Done
from minutes.writing.tables.columns import TABLES
from minutes.writing.tables.rows import document_rows, skipped_rows

_QUEUED = 3  # batches per worker on their way, so that none waits for the client


def extract_on_dask(
    options: CorpusOptions,
    scheduler: str | None = None,
    *,
    on_progress: Callable[[CorpusReport], None] = lambda _report: None,
) -> CorpusReport:
    """Extract a corpus on the cluster of `scheduler`; without one, on `options.workers` processes of this machine.

    Inputs and output folder must be seen by all workers under the same path. Parquet tables stay in parts. A worker
    that dies loses nothing: its batches are done again elsewhere, and doing one twice writes the same parts.
    """
    distributed = load_extra("distributed", "cluster")
    there = replace(
        options,
        paths=tuple(str(Path(path).absolute()) for path in options.paths),
        folder=options.folder.absolute(),
        partitioned=True,
    )
    with contextlib.ExitStack() as stack:
        if scheduler is None:
            cluster = distributed.LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address=None)
            scheduler = stack.enter_context(cluster)
        try:
            client = stack.enter_context(distributed.Client(scheduler, timeout="20s"))
        except OSError as error:
            raise CorpusError(f"--scheduler {scheduler}: nobody answers there ({error})") from error
        return extract_corpus(there, on_progress=on_progress, engine=functools.partial(_run_on, client, distributed))


def _run_on(
    client: Any, distributed: Any, tasks: Iterable[Task], options: CorpusOptions
) -> Iterator[Done[Task, BatchReport]]:
    """Tasks on a cluster, a bounded number at a time, in the order in which they are done."""
    remaining = iter(tasks)
    waiting: dict[Any, Task] = {}
    completed = distributed.as_completed()
    seen = False

    def hand_out() -> None:
        threads = sum(client.nthreads().values()) or 1
        while len(waiting) < threads * _QUEUED and (task := next(remaining, None)) is not None:
            # Not pure: a batch is done for its files, and a result remembered from an earlier run would make none.
            future = client.submit(_do_there, task, options, pure=False)
            waiting[future] = task
            completed.add(future)

    hand_out()
    try:
        for future in completed:
            task = waiting.pop(future)
            try:
                report: BatchReport | None = future.result()
            except distributed.KilledWorker:
                report = None  # it ended several workers: what it holds is sorted out by the caller
            if report is not None and not seen:
                _check_shared(options, report)
                seen = True
            hand_out()
            yield Done(task, report)
    finally:
        if waiting:
            client.cancel(list(waiting))


def _check_shared(options: CorpusOptions, report: BatchReport) -> None:
    journal = Journal(options.folder)
    if report.parts and not all((journal.folder / name).exists() for name in report.parts):
        raise CorpusError(
            f"{options.folder}: the workers write somewhere else under this name; "
            "choose a folder with -o on a file system that all machines share"
        )


_extractors: dict[bytes, Extractor] = {}


def _do_there(task: Task, options: CorpusOptions) -> BatchReport:
    """A task on a worker, which keeps what it has loaded."""
    key = pickle.dumps(options.load)
    if key not in _extractors:
        _extractors[key] = options.load()
    return do_task(task, options, _extractors[key])


def extract_shard(
    path: str | Path,
    folder: str | Path,
    *,
    formats: Sequence[str] = ("parquet",),
    columns: Columns | None = None,
    issue_date: date | None = None,
    load: Callable[[], Extractor] = load_extractor,
) -> dict[str, Any]:
    """Extract one file of a corpus into tables below `folder`/NAME, in this process: the function to map over shards.

    Returns the report as plain values. Called again for the same shard, after a failure or twice by the engine, it goes
    on where it was, and returns at once where it was finished.
    """
    own = Path(folder) / Path(path).name
    if (own / REPORT).exists() and not (own / FOLDER).exists():
        told: dict[str, Any] = json.loads((own / REPORT).read_bytes())
        return told
    options = CorpusOptions(
        paths=(str(path),),
        folder=own,
        formats=tuple(formats),
        load=load,
        columns=columns or Columns(),
        issue_date=issue_date,
        resume=True,
    )
    return extract_corpus(options).as_object()


def extract_rows(
    rows: Iterable[Mapping[str, object]],
    *,
    columns: Columns | None = None,
    issue_date: date | None = None,
    load: Callable[[], Extractor] = load_extractor,
) -> Iterator[tuple[str, dict[str, str | int | None]]]:
    """Extract rows that an engine streams in, and give (table, row) pairs back: for `mapPartitions` and its like.

    A row needs an identifier of its own, for its place in a partition means nothing.
    """
    extractor = load()
    names = columns or Columns()
    for number, row in enumerate(rows):
        item = read_row(row, names, place=f"row#{number}", encoding="utf-8")
        if isinstance(item, Skipped):
            found = skipped_rows(item.document_id, item.reason, item.message)
        else:
            try:
                records = extractor.extract(item.source, item.issue_date or issue_date)
                found = document_rows(item.document_id, records)
            except Exception as error:  # one bad document never stops the others
                found = skipped_rows(item.document_id, "fault", f"{item.document_id}: {describe_fault(error)}")
        for table, some in found.items():
            for cells in some:
                yield table, dict(zip(TABLES[table].names, cells, strict=True))
