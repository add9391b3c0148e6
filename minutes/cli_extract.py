"""The command `minutes extract`: options in, a summary on standard error and an exit status out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_COLUMN = "Name of the corpus column that holds the {}."


def extract(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Documents, folders, patterns, or - for standard input.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the results.")] = Path(),
    tracker: Annotated[
        Path | None,
        typer.Option("--tracker", metavar="FILE", help="Tracker workbook to make or merge into [DIR/tracker.xlsx]."),
    ] = None,
    issue_date: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="Date of issue: the year of 12月5日, the day after 昨日."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="Encoding of the documents; told by itself if left out."),
    ] = None,
    templates: Annotated[
        list[Path] | None,
        typer.Option("--templates", metavar="DIR", help="Folder with templates of your own; may be repeated."),
    ] = None,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, help="Processes to work with.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an earlier run was stopped.")] = False,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMATS", help="Flat tables instead: jsonl,csv,parquet,sqlite,duckdb."),
    ] = None,
    text_column: Annotated[str, typer.Option("--text-column", metavar="NAME", help=_COLUMN.format("text"))] = "text",
    id_column: Annotated[str, typer.Option("--id-column", metavar="NAME", help=_COLUMN.format("identifier"))] = "id",
    date_column: Annotated[
        str, typer.Option("--date-column", metavar="NAME", help=_COLUMN.format("date of issue"))
    ] = "date",
    title_column: Annotated[
        str, typer.Option("--title-column", metavar="NAME", help=_COLUMN.format("headline"))
    ] = "title",
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="What runs the workers: local or dask.")
    ] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="Scheduler of a dask cluster, as tcp://host:8786."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON on standard output.")] = False,
) -> None:
    """Read documents into records (DIR/STEM.records.json) and bring their directives into one tracker workbook."""
    from minutes.command_extract import ExtractOptions, run_extract

    options = ExtractOptions(
        paths=tuple(paths),
        output=output,
        tracker=tracker,
        issue_date=issue_date,
        encoding=encoding,
        templates=tuple(templates or ()),
        workers=workers,
        resume=resume,
        to=to,
        columns=(text_column, id_column, date_column, title_column),
        engine=engine,
        scheduler=scheduler,
        quiet=quiet,
        as_json=as_json,
    )
    raise typer.Exit(run_extract(options))
