"""Task tables (任务分解表) of formal minutes: one row, one directive, its cells beside or below one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from minutes.document import Span
from minutes.grammar import Grammar

_CELL_GAP: Final = regex.compile(r"\s*\|\s*|\t+\s*| {2,}")
_RULE: Final = regex.compile(r"[\s|:\-—]+")
LEAST_LABELS: Final = 2  # of the header's cells that name a column of tasks, units or deadlines
MOST_COLUMNS: Final = 8
LONGEST_NUMBER: Final = 3  # digits of a row's number


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a task table: its span, its number where it has one, and where the task itself stands."""

    span: Span
    ordinal: int | None
    ordinal_span: Span | None
    task: Span


def read_table(grammar: Grammar, text: str, lines: Sequence[Span], at: int) -> tuple[list[Row], int] | None:
    """The rows of the table whose header begins at `lines[at]`, and the index behind it; None without one."""
    cells = _cells(text, lines[at])
    if len(cells) >= LEAST_LABELS:
        if not _is_header(grammar, text, cells):
            return None
        return _wide(text, lines, at + 1, len(cells))
    return _tall(grammar, text, lines, at)


def _cells(text: str, line: Span) -> list[Span]:
    cells = []
    start = line.start
    for gap in _CELL_GAP.finditer(text, line.start, line.end):
        if gap.start() > start:
            cells.append(Span(start, gap.start()))
        start = gap.end()
    if line.end > start:
        cells.append(Span(start, line.end))
    return cells


def _is_header(grammar: Grammar, text: str, cells: Sequence[Span]) -> bool:
    labels = grammar.pattern("table_label")
    named = [cell for cell in cells if labels.fullmatch(text, cell.start, cell.end)]
    tells = [cell for cell in named if grammar.pattern("table_unit_label").fullmatch(text, cell.start, cell.end)]
    return len(named) >= LEAST_LABELS and bool(tells)


def _row(text: str, cells: Sequence[Span], span: Span) -> Row:
    first = text[cells[0].start : cells[0].end].rstrip("、.．")
    if len(cells) > 1 and first.isascii() and first.isdigit():
        return Row(span, int(first), cells[0], cells[1])
    return Row(span, None, None, cells[0])


def _wide(text: str, lines: Sequence[Span], at: int, columns: int) -> tuple[list[Row], int]:
    rows: list[Row] = []
    while at < len(lines):
        line = lines[at]
        if _RULE.fullmatch(text, line.start, line.end):
            at += 1
            continue
        cells = _cells(text, line)
        if len(cells) < LEAST_LABELS:
            break
        if rows and len(cells) < columns - 2 and _row(text, cells, line).ordinal is None:
            break
        edge = Span(cells[0].start, cells[-1].end)
        rows.append(_row(text, cells, edge))
        at += 1
    return rows, at


def _tall(grammar: Grammar, text: str, lines: Sequence[Span], at: int) -> tuple[list[Row], int] | None:
    """A table whose cells were printed one a line: labels, then for each row a number and as many lines as labels."""
    labels = grammar.pattern("table_label")
    header = []
    for line in lines[at : at + MOST_COLUMNS]:
        if not labels.fullmatch(text, line.start, line.end):
            break
        header.append(line)
    if len(header) < LEAST_LABELS + 1 or not _is_header(grammar, text, header):
        return None
    if not grammar.pattern("table_number_label").fullmatch(text, header[0].start, header[0].end):
        return None
    rows: list[Row] = []
    place = at + len(header)
    while place < len(lines) and _numbered(text, lines[place]) is not None:
        number = _numbered(text, lines[place]) or 0
        end = place + 1  # a cell may be empty, so a row ends where the next number stands at the latest
        while end < min(place + len(header), len(lines)) and _numbered(text, lines[end]) != number + 1:
            end += 1
        cells = lines[place:end]
        rows.append(_row(text, cells, Span(cells[0].start, cells[-1].end)))
        place = end
    return rows, place


def _numbered(text: str, line: Span) -> int | None:
    """The number that is all there is in the line, or None."""
    said = text[line.start : line.end].rstrip("、.．")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= LONGEST_NUMBER else None
