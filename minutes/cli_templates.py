"""`minutes templates`: the pattern templates listed, checked, explained, drafted. A skin on `minutes.authoring`."""

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


@app.command()
def explain(
    place: Annotated[str, typer.Argument(metavar="FILE[:LINE]", help="A document, or one line of it; - reads input.")],
    templates: Folders = None,
    template: Annotated[
        list[str] | None,
        typer.Option("--template", metavar="ID", help="Only this one, and why it did not match; may be repeated."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All near misses, not only those that got far.")] = False,
    issue_date: Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Date of issue.")] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of the document.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell of each sentence which templates matched (+), lost (-) or nearly matched (~), and its records (=)."""
    from minutes.command_templates import ExplainOptions, run_explain

    options = ExplainOptions(tuple(template or ()), every, issue_date, encoding, as_json)
    raise typer.Exit(run_explain(templates or [], place, options))


Paths = Annotated[list[str], typer.Argument(metavar="PATH…", help="Documents, folders, corpus files (.jsonl.gz …).")]
First = Annotated[int | None, typer.Option("--first", metavar="N", min=1, help="Read only the first N documents.")]


@app.command()
def coverage(
    paths: Paths,
    templates: Folders = None,
    limit: Annotated[int, typer.Option(metavar="N", min=0, help="How many sentences and conflicts to list.")] = 20,
    first: First = None,
    fail_under: Annotated[
        float | None,
        typer.Option("--fail-under", metavar="PERCENT", help="Exit status 1 when less of the text is claimed."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell what share of the text is claimed, which trigger sentences nobody claims, which templates never win."""
    from minutes.command_templates import CorpusChoice, run_coverage

    chosen = CorpusChoice(tuple(paths), first)
    raise typer.Exit(run_coverage(templates or [], chosen, limit=limit, fail_under=fail_under, as_json=as_json))


@app.command()
def draft(
    paths: Paths,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output.")
    ] = None,
    templates: Folders = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many templates to draft.")] = 20,
    least: Annotated[int, typer.Option(metavar="N", min=1, help="In how many documents a phrasing has to stand.")] = 3,
    first: First = None,
) -> None:
    """Write drafts of templates (TOML) for frequent phrasings that no template claims, with examples from the text."""
    from minutes.command_templates import CorpusChoice, run_draft

    chosen = CorpusChoice(tuple(paths), first)
    raise typer.Exit(run_draft(templates or [], chosen, output, limit=limit, least=least))
