"""`minutes templates`: the pattern templates listed, shown and checked. A skin on `minutes.authoring`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="The pattern templates (句式模板): list, show, check, explain, coverage, draft.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Folders = Annotated[
    list[Path] | None,
    typer.Option("--templates", metavar="DIR", help="Folder with templates of your own; may be repeated."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]


@app.command("list")
def list_command(
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Only those that fill this kind.")] = None,
    templates: Folders = None,
    as_json: AsJson = False,
) -> None:
    """List the templates: id, kind, gate, number of examples, file."""
    from minutes.command_templates import run_list

    raise typer.Exit(run_list(templates or [], kind, as_json=as_json))


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="A template's id, or the name of a lexicon entry.")],
    expanded: Annotated[bool, typer.Option("--expanded", help="Also the pattern with all entries in place.")] = False,
    templates: Folders = None,
) -> None:
    """Show one template: its source, the entries it speaks of, and its examples with their results."""
    from minutes.command_templates import run_show

    raise typer.Exit(run_show(templates or [], name, expanded=expanded))


@app.command()
def check(
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="DIR", help="Folders of your own; the built-in ones if left out.")
    ] = None,
    templates: Folders = None,
    time: Annotated[bool, typer.Option(help="Measure each pattern on hostile text; takes the longest.")] = True,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the problems.")] = False,
) -> None:
    """Check templates and lexicon: each example, each pattern, each gate; all problems at once as `path: message`.

    Exit status 1 if there is any.
    """
    from minutes.command_templates import run_check

    raise typer.Exit(run_check([*(folders or []), *(templates or [])], timed=time, as_json=as_json, quiet=quiet))
