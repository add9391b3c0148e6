"""`minutes tracker`: the workbook between two extractions. A skin on `minutes.tracker`; imports inside commands."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from minutes.records import Records
    from minutes.tracker.report import MergeReport

app = typer.Typer(
    help="The tracker workbook (督办台账): merge, due, notice, calendar, export.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

TrackerFile = Annotated[Path, typer.Argument(help="The tracker workbook (.xlsx).", show_default=False)]
ProfileFile = Annotated[Path | None, typer.Option("--profile", help="TOML file with your office's names and colours.")]
OutputFile = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of standard output.")]
OnDay = Annotated[str | None, typer.Option("--on", help="The day it is (YYYY-MM-DD); today unless given.")]


@app.command()
def merge(
    records: Annotated[list[Path], typer.Argument(help="Records files (STEM.records.json).", show_default=False)],
    into: Annotated[Path, typer.Option("--into", help="The tracker; made when it is not there.", show_default=False)],
    profile: ProfileFile = None,
    lang: Annotated[str, typer.Option(help="Language of a new tracker: zh or en.")] = "zh",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Cell by cell.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON on standard output.")] = False,
    allow_loss: Annotated[bool, typer.Option(help="Drop what cannot be carried (each is named).")] = False,
) -> None:
    """Merge records into a tracker; what people changed stays."""
    from minutes.errors import MinutesError
    from minutes.tracker import merge_records
    from minutes.tracker.showing import merge_table

    loaded, failed = _load(records)
    if not loaded:
        raise typer.Exit(1)
    try:
        report: MergeReport = merge_records(
            loaded, into, profile=profile, lang=lang, dry_run=dry_run, allow_loss=allow_loss
        )
    except MinutesError as error:
        _fail(str(error))
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        typer.echo(merge_table(report, verbose=verbose), err=not dry_run)
    for warning in report.warnings:
        typer.echo(warning, err=True)
    if failed or report.beside:
        raise typer.Exit(1)


@app.command()
def due(
    tracker: TrackerFile,
    on: OnDay = None,
    within: Annotated[str | None, typer.Option(help="How far ahead counts as soon: 7d, 2w.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List what is overdue, due soon, without a date, without an owner."""
    from minutes.errors import MinutesError
    from minutes.tracker.due import list_due, parse_within
    from minutes.tracker.reading import read_tracker
    from minutes.tracker.showing import due_json, due_table

    day = _day(on)
    try:
        ahead = None if within is None else parse_within(within)
    except ValueError:
        raise typer.BadParameter(f"{within}: days or weeks, such as 7d or 2w", param_hint="--within") from None
    try:
        table = read_tracker(tracker)
    except MinutesError as error:
        _fail(str(error))
    found = list_due(table.rows, table.profile, day, ahead)
    typer.echo(due_json(found, day) if as_json else due_table(found, table.profile, day))


@app.command()
def notice(
    tracker: TrackerFile,
    unit: Annotated[
        list[str] | None, typer.Option("--unit", help="For this unit (again for more); all unless given.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the notices.")] = Path(),
    on: OnDay = None,
    template: Annotated[Path | None, typer.Option(help="Your own .docx with {{unit}}, {{number}} … in it.")] = None,
) -> None:
    """Write a 督办通知单 (.docx) for each responsible unit."""
    from minutes.errors import MinutesError
    from minutes.tracker.notice import write_notices

    try:
        written, missing = write_notices(tracker, unit or [], output, _day(on), template)
    except MinutesError as error:
        _fail(str(error))
    for path in written:
        typer.echo(str(path))
    for name in missing:
        typer.echo(f"{name}: no open row names this unit.", err=True)
    if missing:
        raise typer.Exit(1)


@app.command()
def calendar(tracker: TrackerFile, output: OutputFile = None) -> None:
    """Write the deadlines as a calendar file (.ics)."""
    from minutes.errors import MinutesError
    from minutes.tracker.calendar import write_calendar
    from minutes.tracker.reading import read_tracker

    try:
        table = read_tracker(tracker)
    except MinutesError as error:
        _fail(str(error))
    _put(write_calendar(table.rows, table.profile), output)


@app.command()
def export(
    tracker: TrackerFile,
    form: Annotated[str, typer.Option("--format", help="csv, json or md.")] = "csv",
    output: OutputFile = None,
) -> None:
    """Write the rows of 督办台账 as CSV, JSON or Markdown."""
    from minutes.errors import MinutesError
    from minutes.tracker.exporting import FORMATS, export_rows
    from minutes.tracker.reading import read_tracker

    if form not in FORMATS:
        raise typer.BadParameter(f"{form}: one of {', '.join(FORMATS)}", param_hint="--format")
    try:
        text = export_rows(read_tracker(tracker), form)
    except MinutesError as error:
        _fail(str(error))
    _put(text, output)


def _load(paths: list[Path]) -> tuple[list[Records], bool]:
    from pydantic import ValidationError

    from minutes.records import Records

    loaded: list[Records] = []
    failed = False
    for path in paths:
        try:
            loaded.append(Records.model_validate_json(path.read_bytes()))
        except OSError as error:
            typer.echo(f"{path}: cannot be read ({error.strerror}).", err=True)
            failed = True
        except ValidationError as error:
            first = error.errors()[0]
            place = "/".join(map(str, first["loc"]))
            typer.echo(f"{path}: no records file ({place}: {first['msg']}). Try: minutes validate {path}", err=True)
            failed = True
    return loaded, failed


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text}: a day such as 2023-01-21", param_hint="--on") from None


def _put(text: str, output: Path | None) -> None:
    data = text.encode("utf-8", "replace")
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        _fail(f"{output}: cannot be written ({error.strerror}).")


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)
