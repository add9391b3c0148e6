"""What `minutes validate`, `evaluate` and `view` do with their options; each returns the exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from minutes.errors import MinutesError
from minutes.exit_status import DONE, FAILED

_WORKBOOKS = (".xlsx", ".xlsm")
_RECORDS = ".records.json"


@dataclass(frozen=True, slots=True)
class Located:
    """A problem of a file: where (JSON pointer, or sheet and cell; empty for the whole file) and what."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        return " ".join(f"{where}: {self.message}".split("\n"))


def run_validate(files: Sequence[Path], *, as_json: bool = False, quiet: bool = False) -> int:
    """Prints the problems of each file on standard output, and on standard error how many files are valid."""
    found: list[Located] = []
    valid = 0
    for file in files:
        problems = list(_problems_of(file))
        valid += not problems
        found += problems
        if not as_json:
            for problem in problems:
                _print(str(problem))
    if as_json:
        listed = [{"file": one.file, "place": one.place, "message": one.message} for one in found]
        _write((json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace"))
    if not quiet:
        _say(f"{valid} of {len(files)} files valid, {len(found)} problems")
    return FAILED if found else DONE


def _problems_of(file: Path) -> Iterator[Located]:
    if file.suffix.lower() in _WORKBOOKS:
        if not file.is_file():
            yield Located(str(file), "", "there is no such file: check the path")
            return
        from minutes.tracker import check_tracker

        for problem in check_tracker(file):
            place = f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet
            yield Located(str(file), place, problem.message)
        return
    from minutes.validating.validate import find_faults

    for fault in find_faults(file):
        yield Located(str(file), fault.pointer, fault.message)


def run_evaluate(
    gold: Path, predicted: Path, *, by_doc: bool = False, misses: bool = False, as_json: bool = False
) -> int:
    """Prints the scores; 1 when gold is missing or broken, or a records file could not be read."""
    from minutes.evaluating.evaluation import evaluate
    from minutes.evaluating.report import json_report, text_report

    try:
        for path in (gold, predicted):
            if not path.exists():
                raise MinutesError(f"{path}: there is no such folder or file: check the path")
        evaluation = evaluate(gold, predicted)
    except MinutesError as error:
        _say(f"minutes evaluate: {error}")
        return FAILED
    if as_json:
        _write(json_report(evaluation, by_doc=by_doc, misses=misses).encode())
    else:
        _print(text_report(evaluation, by_doc=by_doc, misses=misses).rstrip("\n"))
    for message in evaluation.unreadable:
        _say(f"minutes evaluate: {message}; counted as no records")
    return FAILED if evaluation.unreadable else DONE


def run_view(records: Path, output: Path | None) -> int:
    """Writes the page; one that was not named is never written over another file."""
    from minutes.writing.records_json import read_records
    from minutes.writing.view import view_html
    from minutes.writing.whole import write_whole

    try:
        page = view_html(read_records(records)).encode()
        if output == Path("-"):
            _write(page)
            return DONE
        target = output or _beside(records)
        if output is None and target.exists() and target.read_bytes() != page:
            raise MinutesError(f"{target} is there already: name it with -o {target} to replace it")
        write_whole(target, page)
    except (MinutesError, OSError) as error:
        _say(f"minutes view: {error}")
        return FAILED
    _say(str(target))
    return DONE


def _beside(records: Path) -> Path:
    """STEM.view.html in the folder of STEM.records.json."""
    name = records.name
    stem = name.removesuffix(_RECORDS) if name.endswith(_RECORDS) else records.stem
    return records.with_name(f"{stem}.view.html")


def _print(text: str) -> None:
    """A line on standard output; what its encoding lacks is written as an escape."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    typer.echo(text.encode(encoding, "backslashreplace").decode(encoding))


def _say(text: str) -> None:
    """A line on standard error."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    typer.echo(text.encode(encoding, "backslashreplace").decode(encoding), err=True)


def _write(data: bytes) -> None:
    """Bytes on standard output as they are: a file they are directed to is UTF-8 on every machine."""
    typer.echo(data, nl=False)
