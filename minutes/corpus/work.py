"""One batch in one process: read, extract, rows, parts, note. Doing it twice does no harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes.corpus.batches import Batch, Item
from minutes.corpus.documents import Skipped
from minutes.corpus.journal import Journal
from minutes.corpus.options import CorpusOptions
from minutes.corpus.report import BatchReport
from minutes.errors import MinutesError
from minutes.running import Extractor, describe_fault
from minutes.writing.tables.columns import TABLES
from minutes.writing.tables.rows import Row, document_rows, skipped_rows


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered batch; `careful` notes each document before it is worked on, `deadly` are those that end a process."""

    number: int
    batch: Batch
    careful: bool = False
    deadly: frozenset[int] = frozenset()


def load_worker(options: CorpusOptions) -> Callable[[Task], BatchReport]:
    """What does a task, with the extractor loaded."""
    extractor = options.load()
    return lambda task: do_task(task, options, extractor)


def do_task(task: Task, options: CorpusOptions, extractor: Extractor) -> BatchReport:
    """Do a batch, write its parts and its note."""
    journal = Journal(options.folder)
    report = BatchReport(task.number, task.batch.fingerprint, size=task.batch.size)
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    here = place_note(options.folder, task.number)
    for index, item in enumerate(_read(task.batch, options)):
        if index in task.deadly:
            found = _skip(
                item.document_id, "process-died", "the process that worked on it died (out of memory?)", report
            )
        else:
            if task.careful:
                here.write_bytes(str(index).encode())
            found = _do_item(item, options, extractor, report)
        for name, some in found.items():
            rows[name].extend(some)
    report.rows.update({name: len(some) for name, some in rows.items() if some})
    try:
        report.parts = journal.parts.write(task.number, options.formats, rows)
        journal.finish(report)
    except OSError as error:
        raise MinutesError(
            f"{options.folder}: not written ({error.strerror or error}); free some space and go on with --resume"
        ) from error
    if task.careful:
        here.unlink(missing_ok=True)
    return report


def place_note(folder: Path, number: int) -> Path:
    """Where a careful worker notes which document of the batch it is at."""
    return Journal(folder).folder / f"at-{number:06d}"


def _read(batch: Batch, options: CorpusOptions) -> Iterator[Item]:
    """The batch's documents; where the file breaks off, what stands before is kept and the rest told as skipped."""
    try:
        yield from batch.read(batch, options.reading)
    except MinutesError as error:
        yield Skipped(batch.name, "damaged", str(error))
    except OSError as error:
        yield Skipped(batch.name, "damaged", f"{batch.path}: cannot be read ({error.strerror or error})")
    except Exception as error:  # what a library says of a file it cannot read is not foreseen
        yield Skipped(batch.name, "damaged", f"{batch.path}: cannot be read ({type(error).__name__}: {error})")


def _do_item(item: Item, options: CorpusOptions, extractor: Extractor, report: BatchReport) -> dict[str, list[Row]]:
    if isinstance(item, Skipped):
        return _skip(item.document_id, item.reason, item.message, report)
    try:
        records = extractor.extract(item.source, item.issue_date or options.issue_date)
        rows = document_rows(item.document_id, records)
    except MinutesError as error:
        return _skip(item.document_id, "not-extracted", str(error), report)
    except MemoryError:
        return _skip(item.document_id, "out-of-memory", f"{item.document_id}: needs more memory than there is", report)
    except Exception as error:  # a fault of the program must not take the other documents with it
        return _skip(item.document_id, "fault", f"{item.document_id}: {describe_fault(error)}", report)
    report.read += 1
    report.problems.update(problem.code.value for problem in records.problems)
    return rows


def _skip(document_id: str, reason: str, message: str, report: BatchReport) -> dict[str, list[Row]]:
    report.skip(reason, message)
    return skipped_rows(document_id, reason, message)
