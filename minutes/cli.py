"""The command line: which commands there are, and how it ends. Each imports what it needs when it runs."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import Annotated

import typer

from minutes import cli_check, cli_extract, cli_templates, cli_tracker
from minutes._version import __version__
from minutes.errors import MinutesError
from minutes.exit_status import DONE, FAILED

_INTERRUPTED = 130  # what typer makes of Ctrl-C; here it is one of the things that could not be done

app = typer.Typer(
    name="minutes",
    help="From Chinese official reports and 会议纪要 to typed records and a tracker workbook (督办台账).",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_COLLECTED = 100_000  # new objects before cycles are looked for: a short run makes fewer, nearly all of them to stay


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"minutes {__version__}")
        raise typer.Exit(DONE)


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version.")
    ] = False,
) -> None:
    pass


app.command(short_help="Read documents into records and a tracker.")(cli_extract.extract)
app.command(short_help="Check records files and tracker workbooks.")(cli_check.validate)
app.command(short_help="Print the JSON Schema of records files.")(cli_check.schema)
app.command(short_help="Show records beside their text, as a page.")(cli_check.view)
app.add_typer(cli_tracker.app, name="tracker", short_help="Merge, chase and export the tracker.")
app.add_typer(cli_templates.app, name="templates", short_help="Check, explain and draft templates.")
app.command(short_help="Score records against gold.")(cli_check.evaluate)


def main() -> None:
    """Run the command that was typed and end the process with its status: 0 done, 1 not all done, 2 wrong usage."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # else it looks through all packages for some
    gc.set_threshold(_COLLECTED)
    atexit.register(_stop_collecting)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show 会 shows \u4f1a
            stream.reconfigure(errors="backslashreplace")
    try:
        app(prog_name="minutes")
        status: object = DONE
    except SystemExit as leaving:
        status = leaving.code
    except MinutesError as error:
        status = _fail(str(error))
    except OSError as error:
        status = _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error))
    except KeyboardInterrupt:
        status = _INTERRUPTED
    if status == _INTERRUPTED:
        status = _fail("stopped")
    sys.exit(_closed(status))  # type: ignore[arg-type]


def _stop_collecting() -> None:
    """What is left when a process ends goes with it; looking through all of it would take a tenth of a short run."""
    gc.freeze()
    gc.disable()


def _fail(message: str) -> int:
    typer.echo(f"minutes: {message}", err=True)
    return FAILED


def _closed(status: object) -> object:
    """The status once what was printed has left; a reader that went away (`| head`) leaves no traceback."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains when it closes it
        return FAILED
    return status
