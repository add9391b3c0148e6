"""Task tables (任务分解表) of formal minutes: one row, one directive, its cells beside or below one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from minutes.document import Span
from minutes.grammar import Grammar

_CELL_GAP: Final = regex.compile(r"\s*\|\s*|[^\S\t]*\t[^\S\t]*| {2,}|\u3000+")
_RULE: Final = regex.compile(r"[\s|:\-—]+")
_COLUMNS: Final = ("number", "lead", "support", "limit", "responsible")  # in the order in which a label is tried
LEAST_LABELS: Final = 2  # of the header's cells that name a column of tasks, units or deadlines
MOST_COLUMNS: Final = 8
LONGEST_NUMBER: Final = 3  # digits of a row's number


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a task table: its span, its number where it has one, where the task itself stands, and other cells.

    `units` are the cells of those who act, each with its part by the head of its column (lead, support, responsible),
    `limit` is the cell of the deadline; empty and None where the cells of the row do not fit the header.
    """

    span: Span
    ordinal: int | None
    ordinal_span: Span | None
    task: Span
    units: tuple[tuple[Span, str], ...] = ()
    limit: Span | None = None


def read_table(grammar: Grammar, text: str, lines: Sequence[Span], at: int) -> tuple[list[Row], int] | None:
    """The rows of the table whose header begins at `lines[at]`, and the index behind it; None without one."""
    cells = _cells(text, lines[at])
    if len(cells) >= LEAST_LABELS:
        if not _is_header(grammar, text, cells):
            return None
        return _wide(text, lines, at + 1, _columns(grammar, text, cells))
    return _tall(grammar, text, lines, at)


def _cells(text: str, line: Span) -> list[Span]:
    """The cells of a line, empty ones too, but for what stands outside the bars at its ends."""
    cells = []
    start = line.start
    for gap in _CELL_GAP.finditer(text, line.start, line.end):
        if gap.start() > line.start:
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


def _columns(grammar: Grammar, text: str, header: Sequence[Span]) -> list[str]:
    """What each column holds: number, lead, support, responsible, limit, or task for anything else."""
    return [
        next((kind for kind in _COLUMNS if grammar.pattern(f"table_{kind}_label").fullmatch(text, *cell)), "task")
        for cell in header
    ]


def _row(text: str, cells: Sequence[Span], span: Span, columns: Sequence[str] = ()) -> Row:
    first = text[cells[0].start : cells[0].end].rstrip("、.．")
    numbered = len(cells) > 1 and first.isascii() and first.isdigit()
    row = Row(span, int(first), cells[0], cells[1]) if numbered else Row(span, None, None, cells[0])
    if len(cells) != len(columns):
        return row
    filled = [(cell, kind) for cell, kind in zip(cells, columns, strict=True) if len(cell)]
    units = tuple((cell, kind) for cell, kind in filled if kind in ("lead", "support", "responsible"))
    limit = next((cell for cell, kind in filled if kind == "limit"), None)
    return replace(row, units=units, limit=limit)


def _wide(text: str, lines: Sequence[Span], at: int, columns: Sequence[str]) -> tuple[list[Row], int]:
    rows: list[Row] = []
    while at < len(lines):
        line = lines[at]
        if _RULE.fullmatch(text, line.start, line.end):
            at += 1
            continue
        cells = _cells(text, line)
        if len(cells) < LEAST_LABELS:
            break
        if rows and len(cells) < len(columns) - 2 and _row(text, cells, line).ordinal is None:
            break
        filled = [cell for cell in cells if len(cell)]
        if not filled:
            break
        whole = cells if len(cells) == len(columns) else filled
        rows.append(_row(text, whole, Span(filled[0].start, filled[-1].end), columns))
        at += 1
    return rows, at


def _tall(grammar: Grammar, text: str, lines: Sequence[Span], at: int) -> tuple[list[Row], int] | None:
    """A table whose cells were printed one a line: labels, then for each row a number and as many lines as labels."""
    header = tall_header([text[line.start : line.end] for line in lines[at : at + MOST_COLUMNS]], grammar)
    if not header:
        return None
    columns = _columns(grammar, text, lines[at : at + header])
    rows: list[Row] = []
    place = at + header
    while place < len(lines) and row_number(text[lines[place].start : lines[place].end]) is not None:
        number = row_number(text[lines[place].start : lines[place].end]) or 0
        end = place + 1  # a cell may be empty, so a row ends where the next number stands at the latest
        while end < min(place + header, len(lines)) and row_number(text[slice(*lines[end])]) != number + 1:
            end += 1
        cells = lines[place:end]
        rows.append(_row(text, cells, Span(cells[0].start, cells[-1].end), columns))
        place = end
    return rows, place


def tall_header(lines: Sequence[str], grammar: Grammar) -> int:
    """How many of `lines` are the header of a table whose cells were printed one a line; 0 where they are none.

    >>> from minutes.grammar import load_grammar
    >>> [tall_header(lines, load_grammar()) for lines in (["序号", "任务", "责任单位", "1", "清淤"], ["序号", "1"])]
    [3, 0]
    """
    if not lines or not grammar.pattern("table_number_label").fullmatch(lines[0]):
        return 0  # most lines are not the first of a table
    labels = grammar.pattern("table_label")
    size = next((n for n, line in enumerate(lines[:MOST_COLUMNS]) if not labels.fullmatch(line)), len(lines))
    header = lines[:size]
    tells = any(grammar.pattern("table_unit_label").fullmatch(line) for line in header)
    return size if size > LEAST_LABELS and tells else 0


def row_number(line: str) -> int | None:
    """The number that is all there is in the line, or None.

    >>> row_number("12、"), row_number("12人")
    (12, None)
    """
    said = line.rstrip("、.．")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= LONGEST_NUMBER else None
