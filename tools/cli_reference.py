"""docs/cli.md: every command with its arguments and options, from the application itself."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import typer
from typer.models import ArgumentInfo, CommandInfo, OptionInfo

from tools.generated import ROOT, Generated

PAGE = ROOT / "docs" / "cli.md"
_PREAMBLE = """# Commands

Generated from the program: `python -m tools.regenerate`. `minutes COMMAND --help` prints the same.

Exit status: 0 done, 1 something could not be done or is not valid (all the rest was done), 2 wrong usage. Results go to
files, or to standard output where asked; progress and messages go to standard error. Nothing calls the network, but for
`--engine dask`, which talks to your own cluster.
"""


def generate_reference() -> Generated:
    """The page as the application has it now."""
    from minutes.cli import app

    return Generated(PAGE, _PREAMBLE + "".join(section for _, section in sections(app)))


def sections(app: typer.Typer, before: str = "minutes") -> Iterator[tuple[str, str]]:
    """Each command's full name and its section, those of groups behind the single ones."""
    for command in app.registered_commands:
        name = f"{before} {_name(command)}"
        yield name, "\n" + _section(name, _callback(command))
    for group in app.registered_groups:
        assert group.typer_instance is not None
        assert isinstance(group.name, str)
        yield from sections(group.typer_instance, f"{before} {group.name}")


def _callback(command: CommandInfo) -> Callable[..., Any]:
    assert command.callback is not None
    return command.callback


def _name(command: CommandInfo) -> str:
    return command.name or _callback(command).__name__.replace("_", "-")


def _section(name: str, function: Callable[..., Any]) -> str:
    hints = typing.get_type_hints(function, include_extras=True)
    arguments, options = [], []
    for parameter in inspect.signature(function).parameters.values():
        kind, info = typing.get_args(hints[parameter.name])[:2]
        if isinstance(info, ArgumentInfo):
            arguments.append((_argument(parameter, kind, info), _help(info)))
        else:
            options.append((_option(parameter, kind, info), _help(info) + _default(parameter, kind)))
    usage = " ".join([name, *(["[OPTIONS]"] if options else []), *(label for label, _ in arguments)])
    lines = [f"## {name}", "", f"`{usage}`", "", inspect.cleandoc(function.__doc__ or ""), ""]
    if arguments or options:
        lines += ["| | |", "|---|---|"]
        lines += [f"| `{label}` | {_cell(text)} |" for label, text in [*arguments, *options]]
    return "\n".join(lines).rstrip() + "\n"


def _argument(parameter: inspect.Parameter, kind: Any, info: ArgumentInfo) -> str:
    label = info.metavar or parameter.name.upper()
    many = typing.get_origin(kind) is list and not label.endswith("…")
    label += "…" if many else ""
    return label if parameter.default is inspect.Parameter.empty else f"[{label}]"


def _option(parameter: inspect.Parameter, kind: Any, info: OptionInfo) -> str:
    # written inside Annotated, typer keeps the first name where a default would stand
    declared = [*([info.default] if isinstance(info.default, str) else []), *(info.param_decls or ())]
    plain = parameter.name.replace("_", "-")
    names = ", ".join(declared) or (f"--{plain}, --no-{plain}" if kind is bool else f"--{plain}")
    if kind is bool:
        return names
    return f"{names} {info.metavar or _metavar(kind)}"


def _metavar(kind: Any) -> str:
    chosen = next(
        (one for one in (kind, *typing.get_args(kind)) if one is not type(None) and isinstance(one, type)), str
    )
    if issubclass(chosen, Enum):
        return "|".join(str(member.value) for member in chosen)
    return {Path: "PATH", int: "N", float: "NUMBER"}.get(chosen, "TEXT")


def _help(info: ArgumentInfo | OptionInfo) -> str:
    return info.help or ""


def _default(parameter: inspect.Parameter, kind: Any) -> str:
    default = parameter.default
    if default is inspect.Parameter.empty:
        return " Required."
    if default in (None, False, Path()) or kind is bool:
        return ""
    return f" Default: `{default.value if isinstance(default, Enum) else default}`."


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
