"""Lines on standard output and standard error; what an encoding lacks is written as an escape, never an error."""

from __future__ import annotations

import sys

import typer


def tell(text: str) -> None:
    """A line on standard output, for the reader of the result."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    typer.echo(text.encode(encoding, "backslashreplace").decode(encoding))


def say(text: str) -> None:
    """A line on standard error, for whoever watches."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    typer.echo(text.encode(encoding, "backslashreplace").decode(encoding), err=True)
