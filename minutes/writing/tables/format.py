"""What a table format is: rows to the bytes of a part, made anywhere; parts to final files, made once, in order."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from minutes.errors import MinutesError
from minutes.extras import load_extra
from minutes.writing.tables.columns import Table
from minutes.writing.tables.rows import Row


class Parts(Protocol):
    """The parts of a run, whatever made them."""

    def paths(self, table: str, kind: str) -> Iterable[Path]:
        """The parts of a table in the order of the documents; `kind` is the name of the format that made them."""
        ...


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A file format for tables.

    `encode` makes the bytes of one part of one table; None for a format that is made from another's parts, which
    `part` names. `join` puts the parts together below a folder and returns the files it made; `targets` says in
    advance which those are. `needs` is the module an extra brings, `extra` its name.
    """

    name: str
    part: str
    targets: Callable[[Path], list[Path]]
    join: Callable[[Parts, Path], list[Path]]
    encode: Callable[[Table, Sequence[Row]], bytes] | None = None
    needs: str | None = None
    extra: str | None = None

    def require(self) -> None:
        """Raise `MinutesError` with the command to type where the extra is not installed."""
        if self.needs is not None:
            load_extra(self.needs, self.extra or self.name)


def load_table_formats() -> tuple[str, ...]:
    """Names of the formats there are: the modules of `minutes.writing.tables.formats`."""
    package = importlib.import_module("minutes.writing.tables.formats")
    return tuple(sorted(module.name for module in pkgutil.iter_modules(package.__path__)))


def load_table_format(name: str) -> TableFormat:
    """The format `name`."""
    if name not in load_table_formats():
        raise MinutesError(f"{name}: no such table format; there are {', '.join(load_table_formats())}")
    found: TableFormat = importlib.import_module(f"minutes.writing.tables.formats.{name}").FORMAT
    return found


def encode_parts(formats: Sequence[str], table: Table, rows: Sequence[Row]) -> dict[str, bytes]:
    """The bytes of each kind of part that `formats` are made from."""
    parts: dict[str, bytes] = {}
    for name in formats:
        kind = load_table_format(name).part
        if kind not in parts:
            encode = load_table_format(kind).encode
            assert encode is not None, kind
            parts[kind] = encode(table, rows)
    return parts
