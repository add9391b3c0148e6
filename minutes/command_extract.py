"""What `minutes extract` does with its options: checks them, runs, reports, and says the exit status."""

from __future__ import annotations

import contextlib
import functools
import json
import re
import signal
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from minutes.errors import GrammarError, MinutesError
from minutes.exit_status import DONE, FAILED, WRONG_USAGE
from minutes.progress import Progress
from minutes.reading.registry import document_suffixes
from minutes.run_summary import summary_lines, summary_object
from minutes.running import DocumentRun, Outcome, load_extractor, run_documents
from minutes.speaking import say, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minutes.corpus import CorpusReport
    from minutes.records import Records
    from minutes.tracker import MergeReport


class UsageError(MinutesError):
    """Options that make no sense; nothing was done."""


@dataclass(frozen=True, slots=True)
class ExtractOptions:
    """The options of `minutes extract` as typed."""

    paths: tuple[str, ...]
    output: Path = Path()
    tracker: Path | None = None
    issue_date: str | None = None
    encoding: str | None = None
    templates: tuple[Path, ...] = ()
    workers: int = 1
    resume: bool = False
    to: str | None = None
    columns: tuple[str, str, str, str] = ("text", "id", "date", "title")
    engine: str = "local"
    scheduler: str | None = None
    quiet: bool = False
    as_json: bool = False


def run_extract(options: ExtractOptions) -> int:
    """Do what `minutes extract` was asked to; returns the exit status."""
    with contextlib.suppress(ValueError):  # only a main thread may
        signal.signal(signal.SIGTERM, _interrupt)
    try:
        run = _document_run(options)
        formats = _formats(options)
        run.load()  # templates that do not load are told before anything is written
        if formats:
            return _run_tables(options, run, formats)
        return _run_records(options, run)
    except UsageError as error:
        say(f"minutes extract: {error}")
        return WRONG_USAGE
    except GrammarError as error:
        say("minutes extract: the templates do not load; `minutes templates check` tells more")
        for problem in error.problems:
            say(f"  {problem}")
        return FAILED
    except MinutesError as error:
        say(f"minutes extract: {error}")
        return FAILED
    except KeyboardInterrupt:
        say("minutes extract: stopped; what was finished is kept, and --resume goes on from there")
        return FAILED


def _interrupt(_signal: int, _frame: object) -> None:
    """Asked to end, a run leaves as after Ctrl-C: nothing half written, workers told."""
    raise KeyboardInterrupt


def _document_run(options: ExtractOptions) -> DocumentRun:
    from minutes.reading.charset import known_encoding

    for folder in options.templates:
        if not folder.is_dir():
            raise UsageError(f"--templates {folder}: no such folder")
    issue_date = _parse_date(options.issue_date)
    encoding = options.encoding
    if encoding is not None:
        try:
            encoding = known_encoding(encoding)
        except MinutesError as error:
            raise UsageError(f"--encoding: {error}") from error
    if options.engine not in ("local", "dask"):
        raise UsageError(f"--engine {options.engine}: use local or dask")
    if options.scheduler is not None and options.engine != "dask":
        raise UsageError("--scheduler goes with --engine dask")
    return DocumentRun(functools.partial(load_extractor, options.templates), issue_date, encoding, options.resume)


def _parse_date(written: str | None) -> date | None:
    if written is None:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    raise UsageError(f"--date {written}: is no date; write it as 2022-12-05")


def _formats(options: ExtractOptions) -> tuple[str, ...]:
    """The table formats asked for; a corpus file or a cluster without `--to` gives jsonl; else none."""
    if options.to is None:
        if options.engine == "local" and not any(map(_is_corpus, options.paths)):
            return ()
        wanted: tuple[str, ...] = ("jsonl",)
    else:
        from minutes.writing.tables import load_table_formats

        wanted = tuple(dict.fromkeys(name.strip() for name in options.to.split(",") if name.strip()))
        known = load_table_formats()
        unknown = [name for name in wanted if name not in known]
        if unknown or not wanted:
            raise UsageError(f"--to {options.to}: use one or more of {','.join(known)}")
    if options.tracker is not None:
        raise UsageError("--tracker and tables do not go together; leave out --to for records and a tracker")
    return wanted


def _is_corpus(path: str) -> bool:
    if Path(path).suffix.lower() in ("", *document_suffixes()):
        return False  # without loading what corpora need
    from minutes.corpus import CORPUS_SUFFIXES

    return path.lower().endswith(CORPUS_SUFFIXES)


def _run_records(options: ExtractOptions, run: DocumentRun) -> int:
    progress = Progress(shown=not options.quiet)
    seen = 0

    def show(_outcome: Outcome, total: int) -> None:
        nonlocal seen
        seen += 1
        progress.show(seen, total, unit="documents")

    try:
        report = run_documents(
            options.paths,
            run,
            folder=options.output,
            tracker=options.tracker,
            merge=_merge,
            workers=options.workers,
            on_outcome=show,
        )
    finally:
        progress.close()
    for message in [outcome.error for outcome in report.outcomes if outcome.error] + report.errors:
        say(f"minutes extract: {message}")
    if not options.quiet:
        for line in summary_lines(report, options.output):
            say(line)
    if options.as_json:
        tell(json.dumps(summary_object(report), indent=1))
    return FAILED if report.failed else DONE


def _merge(records: Sequence[Records], path: Path) -> MergeReport:
    from minutes.tracker import merge_records

    return merge_records(records, path)


def _run_tables(options: ExtractOptions, run: DocumentRun, formats: tuple[str, ...]) -> int:
    from minutes.corpus import Columns, CorpusOptions, extract_corpus

    progress = Progress(shown=not options.quiet)
    corpus = CorpusOptions(
        paths=options.paths,
        folder=options.output,
        formats=formats,
        columns=Columns(*options.columns),
        load=run.load,
        issue_date=run.issue_date,
        encoding=run.encoding,
        workers=options.workers,
        resume=options.resume,
        measure=progress.shown,
    )

    def show(report: CorpusReport) -> None:
        progress.show(report.read, None, unit="documents", amount=report.bytes_done, of=report.bytes_total)

    try:
        if options.engine == "dask":
            from minutes.cluster import extract_on_dask

            report = extract_on_dask(corpus, options.scheduler, on_progress=show)
        else:
            report = extract_corpus(corpus, on_progress=show)
    finally:
        progress.close()
    for message in report.errors:
        say(f"minutes extract: {message}")
    if not options.quiet:
        for line in report.lines():
            say(line)
    if options.as_json:
        tell(json.dumps(report.as_object(), indent=1))
    return FAILED if report.failed else DONE
