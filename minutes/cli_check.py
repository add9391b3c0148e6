"""The commands that check and show: `minutes validate`, `schema`, `evaluate` and `view`: options in, a status out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def validate(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Records files (.json) and tracker workbooks (.xlsx).")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the problems as a JSON list.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the problems.")] = False,
) -> None:
    """Check records against the JSON Schema and against themselves, or a tracker against its rules.

    Each problem stands on a line with its place: JSON pointer, or sheet and cell. Exit status 1 if there is any.
    """
    from minutes.command_check import run_validate

    raise typer.Exit(run_validate(files, as_json=as_json, quiet=quiet))


def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of records files."""
    from minutes.schema import schema_text

    typer.echo(schema_text().encode(), nl=False)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of NAME.gold.json, or one such file.")],
    predicted: Annotated[Path, typer.Argument(metavar="PRED", help="Folder of NAME.records.json, or one such file.")],
    by_doc: Annotated[bool, typer.Option("--by-doc", help="Also a line for each document.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="Also list every difference.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Score records against gold: precision, recall and F1, of all documents and of each kind of them."""
    from minutes.command_check import run_evaluate

    raise typer.Exit(run_evaluate(gold, predicted, by_doc=by_doc, misses=misses, as_json=as_json))


def view(
    records: Annotated[Path, typer.Argument(metavar="RECORDS", help="A records file.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The page [STEM.view.html beside RECORDS]; - prints it."),
    ] = None,
) -> None:
    """Write a self-contained HTML page: the source text with every record's evidence marked, beside the records."""
    from minutes.command_check import run_view

    raise typer.Exit(run_view(records, output))
