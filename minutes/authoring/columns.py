"""Rows as columns of plain text that line up on a terminal, where a Chinese character is two cells wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len


def aligned(rows: Iterable[Sequence[str]], gap: int = 2) -> list[str]:
    """The rows with each column as wide as its widest cell; the last column is left as it is.

    >>> aligned([("会议", "3"), ("a", "12")])
    ['会议  3', 'a     12']
    """
    listed = [tuple(row) for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*listed, strict=True)]
    return [
        "".join(cell + " " * (width - cell_len(cell) + gap) for cell, width in zip(row[:-1], widths[:-1], strict=True))
        + row[-1]
        for row in listed
    ]
