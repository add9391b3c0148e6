"""A whole corpus run: plan, hand out, note, join."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from minutes.corpus.batches import Batch
from minutes.corpus.documents import CorpusError
from minutes.corpus.journal import REPORT, Journal, targets
from minutes.corpus.options import CorpusOptions
from minutes.corpus.planning import measure_inputs, plan_batches
from minutes.corpus.report import BatchReport, CorpusReport
from minutes.corpus.work import Task, load_worker, place_note
from minutes.errors import MinutesError
from minutes.workers import Done, run_batches
from minutes.writing.tables.format import load_table_format
from minutes.writing.whole import write_whole

Engine = Callable[[Iterable[Task], CorpusOptions], Iterator[Done[Task, BatchReport]]]


def run_locally(tasks: Iterable[Task], options: CorpusOptions) -> Iterator[Done[Task, BatchReport]]:
    """Tasks on the processes of this machine."""
    return run_batches(tasks, functools.partial(load_worker, options), workers=options.workers)


def extract_corpus(
    options: CorpusOptions,
    *,
    on_progress: Callable[[CorpusReport], None] = lambda _report: None,
    engine: Engine = run_locally,
) -> CorpusReport:
    """Read the documents of `options.paths` into tables below `options.folder`.

    The tables are the same for every number of workers and every engine, and however often the run was stopped and
    resumed. Documents that cannot be read go to table `skipped` and stop nothing.
    """
    for name in options.formats:
        load_table_format(name).require()
    journal = Journal(options.folder)
    report = CorpusReport(options.folder)
    if options.resume and not journal.folder.exists() and (options.folder / REPORT).exists():
        raise CorpusError(f"{options.folder}: this run is finished already; there is nothing to resume")
    journal.begin(options)
    report.bytes_total = measure_inputs(options) if options.measure else None
    planned = _Planned(plan_batches(options, report.errors), journal, report, on_progress)
    for done in engine(planned, options):
        found = done.result if done.result is not None else _do_carefully(done.batch, options)
        report.add(found)
        on_progress(report)
    if planned.count:
        journal.parts.total = planned.count
        report.files = _join(options, journal)
        told = json.dumps(report.as_object(), ensure_ascii=False, indent=1).encode() + b"\n"
        write_whole(options.folder / REPORT, told)
    journal.remove()
    return report


class _Planned:
    """The tasks that are still to do; those done by an earlier run are counted as they pass."""

    def __init__(
        self,
        batches: Iterator[Batch],
        journal: Journal,
        report: CorpusReport,
        on_progress: Callable[[CorpusReport], None],
    ) -> None:
        self._batches = batches
        self._journal = journal
        self._report = report
        self._on_progress = on_progress
        self.count = 0

    def __iter__(self) -> Iterator[Task]:
        for number, batch in enumerate(self._batches):
            self.count = number + 1
            known = self._journal.find(number, batch)
            if known is None:
                yield Task(number, batch)
            else:
                self._report.add(known, kept=True)
                self._on_progress(self._report)


def _do_carefully(task: Task, options: CorpusOptions) -> BatchReport:
    """Do a batch that ended its process, leaving out the documents that do so, one after the other."""
    deadly: set[int] = set()
    note = place_note(options.folder, task.number)
    while True:
        careful = Task(task.number, task.batch, careful=True, deadly=frozenset(deadly))
        # Two workers, because one would be this process.
        for done in run_batches([careful], functools.partial(load_worker, options), workers=2):
            if done.result is not None:
                return done.result
        try:
            at = int(note.read_bytes())
        except (OSError, ValueError):
            at = -1
        if at < 0 or at in deadly:
            raise MinutesError(
                f"{task.batch.name}: the process that read it died again and again; give it more memory, or split it"
            )
        deadly.add(at)


def _join(options: CorpusOptions, journal: Journal) -> list[Path]:
    files: list[Path] = []
    for name in options.formats:
        if options.partitioned and name == "parquet":
            files.extend(_leave_in_parts(options, journal))
        else:
            files.extend(load_table_format(name).join(journal.parts, options.folder))
    return files


def _leave_in_parts(options: CorpusOptions, journal: Journal) -> list[Path]:
    made = []
    for target in targets(options, "parquet"):
        target.mkdir(parents=True, exist_ok=True)
        for part in list(journal.parts.paths(target.name, "parquet")):
            # A copy and not a move: joining may be stopped, too, and begun again.
            write_whole(target / part.name, part.read_bytes())
        made.append(target)
    return made
