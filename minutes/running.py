"""One run of `minutes extract` over documents: read, extract, write the records of each, then one tracker for all."""

from __future__ import annotations

import functools
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, overload

from minutes.errors import MinutesError
from minutes.reading.inputs import Input, check_overwrite, find_inputs, name_outputs, read_standard_input
from minutes.workers import run_batches

if TYPE_CHECKING:
    from minutes.reading import ReadSource
    from minutes.records import Records
    from minutes.tracker import MergeReport

    Merge = Callable[[Sequence[Records], Path], MergeReport]

DIED = "the process that worked on it died (out of memory?); try it alone, or split it"
_BATCH = 16  # documents handed to a process at a time


@dataclass(frozen=True, slots=True)
class Extractor:
    """What reads records out of a document, and the SHA-256 of the templates it does so with."""

    extract: Callable[[ReadSource, date | None], Records]
    templates: str


def load_extractor(templates: tuple[Path, ...] = ()) -> Extractor:
    """The extraction with the built-in templates and those of the folders `templates`, loaded once."""
    from minutes.extracting import extract_source
    from minutes.grammar import load_grammar

    grammar = load_grammar(*templates)

    def extract(source: ReadSource, issue_date: date | None) -> Records:
        return extract_source(source, issue_date=issue_date, grammar=grammar)

    return Extractor(extract, grammar.digest)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: the records file and how many records it holds, or the error."""

    where: str
    output: Path | None = None
    error: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    kept: bool = False


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did: every input's outcome in order, errors that belong to no single input, and the merge."""

    outcomes: list[Outcome]
    errors: list[str]
    merged: MergeReport | None

    @property
    def failed(self) -> bool:
        """Whether something could not be done."""
        return bool(self.errors) or any(outcome.error for outcome in self.outcomes)

    def total(self, kind: str) -> int:
        """How many records of `kind` (meetings, people, groups, directives, problems) were written."""
        return sum(outcome.counts.get(kind, 0) for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class DocumentRun:
    """How each document of a run is treated; sent to every worker process."""

    load: Callable[[], Extractor]
    issue_date: date | None = None
    encoding: str | None = None
    resume: bool = False


class RecordFiles(Sequence["Records"]):
    """The records of many files as a sequence that holds one at a time in memory."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    def __len__(self) -> int:
        return len(self._paths)

    @overload
    def __getitem__(self, index: int) -> Records: ...
    @overload
    def __getitem__(self, index: slice) -> RecordFiles: ...
    def __getitem__(self, index: int | slice) -> Records | RecordFiles:
        from minutes.writing.records_json import read_records

        if isinstance(index, slice):
            return RecordFiles(self._paths[index])
        return read_records(self._paths[index])


def run_documents(
    arguments: Sequence[str | Path],
    run: DocumentRun,
    *,
    folder: Path,
    tracker: Path | None = None,
    merge: Merge | None = None,
    workers: int = 1,
    on_outcome: Callable[[Outcome, int], None] = lambda _outcome, _total: None,
) -> RunReport:
    """Extract every document that `arguments` name into `folder`, then bring their directives into the tracker.

    A document that fails never stops the others. `on_outcome` hears of each with the number of all. Without `merge`
    there is no tracker.
    """
    inputs, faults = find_inputs(arguments)
    errors = [str(fault) for fault in faults]
    jobs = list(zip(range(len(inputs)), inputs, name_outputs(inputs, folder), strict=True))
    batches = [jobs[at : at + _BATCH] for at in range(0, len(jobs), _BATCH)]
    outcomes: dict[int, Outcome] = {}
    at_once = min(workers, len(batches))
    if any(item.path is None for item in inputs):
        at_once = 1  # standard input belongs to this process
    for number, outcome in _run_jobs(batches if at_once > 1 else [[job] for job in jobs], run, at_once):
        outcomes[number] = outcome
        on_outcome(outcome, len(jobs))
    ordered = [outcomes[number] for number in range(len(jobs))]
    written = [outcome.output for outcome in ordered if outcome.output is not None]
    path = tracker or folder / "tracker.xlsx"
    merged = None
    if merge is not None and written:
        try:
            merged = merge(RecordFiles(written), path)
        except MinutesError as error:
            errors.append(str(error))
    return RunReport(ordered, errors, merged)


Job = tuple[int, Input, Path]


def _load(run: DocumentRun) -> Callable[[list[Job]], list[Outcome]]:
    extractor = run.load()

    def work(jobs: list[Job]) -> list[Outcome]:
        return [_do_document(item, output, run, extractor) for _, item, output in jobs]

    return work


def _run_jobs(batches: list[list[Job]], run: DocumentRun, workers: int) -> Iterator[tuple[int, Outcome]]:
    for done in run_batches(batches, functools.partial(_load, run), workers=workers):
        if done.result is not None:
            for (number, _, _), outcome in zip(done.batch, done.result, strict=True):
                yield number, outcome
        elif len(done.batch) > 1:  # which of them was it?
            yield from _run_jobs([[job] for job in done.batch], run, workers)
        else:
            number, item, _ = done.batch[0]
            yield number, Outcome(item.where, error=f"{item.where}: {DIED}")


def _do_document(item: Input, output: Path, run: DocumentRun, extractor: Extractor) -> Outcome:
    from minutes.writing.records_json import write_records

    try:
        check_overwrite(output, item.name)
        source = _read(item, run.encoding)
        if run.resume and (kept := _kept(output, source, run, extractor.templates)) is not None:
            return Outcome(item.where, output, counts=_count(kept), kept=True)
        records = extractor.extract(source, run.issue_date)
        write_records(records, output)
    except MinutesError as error:
        return Outcome(item.where, error=str(error))
    except MemoryError:
        return Outcome(item.where, error=f"{item.where}: needs more memory than there is; split it by issue or article")
    except RecursionError:
        return Outcome(item.where, error=f"{item.where}: is nested too deeply to be a document; save it again as text")
    except Exception as error:  # a fault of the program must not take the other documents with it
        return Outcome(item.where, error=f"{item.where}: {describe_fault(error)}")
    return Outcome(item.where, output, counts=_count(records))


def describe_fault(error: Exception) -> str:
    """An unforeseen exception in one line, with the place it came from, for a bug report."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" in {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace is not None else ""
    return f"a fault of minutes ({type(error).__name__}: {error}{place}); please report it with this document"


def _read(item: Input, encoding: str | None) -> ReadSource:
    from minutes.reading import MAX_BYTES, read_document

    if item.path is None:
        return read_document(read_standard_input(sys.stdin.buffer.read, MAX_BYTES), encoding=encoding)
    return read_document(item.path, encoding=encoding)


def _kept(output: Path, source: ReadSource, run: DocumentRun, templates: str) -> Records | None:
    """The records already there, if an earlier run of this version wrote them of the same bytes and date."""
    from minutes._version import __version__
    from minutes.writing.records_json import read_records

    if not output.exists():
        return None
    try:
        records = read_records(output)
    except MinutesError:
        return None
    if (records.generator.version, records.generator.templates) != (__version__, templates):
        return None
    if records.source.sha256 != source.sha256 or records.source.encoding != source.encoding:
        return None
    if run.issue_date is not None and records.source.issue_date != run.issue_date.isoformat():
        return None
    return records


def _count(records: Records) -> dict[str, int]:
    people = sum(attendee.name is not None for attendee in records.attendees)
    return dict(
        Counter(
            meetings=len(records.meetings),
            people=people,
            groups=len(records.attendees) - people,
            directives=len(records.directives),
            problems=len(records.problems),
        )
    )
