"""Repairs a page: joins broken lines, drops page furniture and repeats, and keeps the map back to the source.

The repaired text is assembled from stretches of the source, so the map is made while repairing and never found
again afterwards. Everything that is not simply white space and is left out, and every place where a passage breaks
off, is reported as a note.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from minutes.adjacency import practically_never
from minutes.document import Document, Note, Span, fold, lines_of, squeezed
from minutes.grammar import Grammar
from minutes.layout import line_kind
from minutes.repeats import STUB_LENGTH, Strays, find_repeats, without
from minutes.tables import MOST_COLUMNS, row_number, tall_header

_FINAL: Final = frozenset("。！？；…!?;")
_CONTINUES: Final = frozenset("，。、；：！？”’）》】,;:!?)")
_OPENERS: Final = {"（": "）", "《": "》", "“": "”", "「": "」"}
_INNER: Final = re.compile("[，。；、！？]")
_CLAUSE: Final = re.compile("[，。；！？]")
_LABEL: Final = regex.compile(r"[\p{Han}（）]{2,16}：")
_HAN: Final = regex.compile(r"\p{Han}")
_CELLS: Final = re.compile(r"\t|\s{3}")  # in a line without white space at its ends
_POST_AND_NAME: Final = regex.compile(r"[\p{Han}“”（）]{3,}\s+[\p{Han}\s（）]+(?:[，、；]|\Z)")
COLUMN_WIDTH: Final = 26  # a newspaper column or a phone screenshot holds at most this many characters a line
COLUMN_LINES: Final = 4  # fewer short lines than this may be a list or a heading
SHOWN: Final = 12  # characters on each side of a place where the text breaks off
_NUMBER_ALONE: Final = 4  # characters of a number that fills its line: 十一是
_NEAR_END: Final = 80  # code points back at which a bracket or quote may have been opened


@dataclass(slots=True)
class _Line:
    """A non-blank line of the source with what the layout templates say of it."""

    span: Span
    text: str
    kind: str
    column: bool = False
    cells: bool = False
    """It has cells of a table, or is one."""
    field: bool = False
    """It is a field of minutes: 出席：…."""


@dataclass(slots=True)
class _Block:
    """Lines that make one paragraph of the repaired text."""

    pieces: list[Span]
    texts: list[str]
    kind: str
    field: bool = False
    end: str = ""
    """Its last 80 characters."""
    marked: bool = False
    """It has a mark between clauses or sentences."""
    length: int = 0

    def add(self, line: _Line) -> None:
        """Goes on with `line`."""
        self.pieces.append(line.span)
        self.texts.append(line.text)
        self.end = (self.end + line.text)[-_NEAR_END:]
        self.marked = self.marked or _CLAUSE.search(line.text) is not None
        self.length += len(line.text)

    @property
    def text(self) -> str:
        """All of it. Joined anew each time, so nothing that is done for every line may ask for it."""
        return "".join(self.texts)


def repair(source: str, grammar: Grammar) -> Document:
    """The repaired document of `source`.

    >>> from minutes.grammar import load_grammar
    >>> repair("会议强调，要紧盯消\\n\\n防、燃气等领域。", load_grammar()).clean
    '会议强调，要紧盯消防、燃气等领域。'
    """
    lines = _read_lines(source, grammar)
    _mark_columns(lines)
    notes: list[Note] = []
    blocks = _join_lines(source, lines, grammar.words("number_end"), notes)
    blocks = _drop_stubs(blocks, notes)
    document = _assemble(source, blocks)
    repeats = find_repeats(document, [block.kind for block in blocks])
    if repeats:
        for span in repeats:
            place = document.to_source(*span)
            notes.append(
                Note(
                    "text-repeated",
                    f"printed before, kept once: {document.clean[span.start : span.start + 20]}…",
                    *place,
                )
            )
        document = without(document, repeats)
    return Document(source, document.clean, document.text, document.origin, tuple(sorted(notes, key=lambda n: n.start)))


def _read_lines(source: str, grammar: Grammar) -> list[_Line]:
    lines = []
    folded = fold(source)  # of the same length; no mark is folded by what stands on another line
    for span in lines_of(source):
        text = folded[span.start : span.end]
        cells = _CELLS.search(source, *span) is not None
        kind = line_kind(text, grammar)
        field = kind == "item" and grammar.pattern("block_field").match(text) is not None
        lines.append(_Line(span, text, kind, cells=cells, field=field))
    _mark_cells(lines, grammar)
    return lines


def _mark_cells(lines: Sequence[_Line], grammar: Grammar) -> None:
    """Finds the tables whose cells were printed one a line: no cell is glued to the next."""
    at = 0
    while at < len(lines):
        header = tall_header([line.text for line in lines[at : at + MOST_COLUMNS]], grammar)
        end = at + header
        while header and end < len(lines) and row_number(lines[end].text) is not None:
            end += header
        for line in lines[at:end]:
            line.kind, line.cells = "item", True
        at = max(end, at + 1)


def _mark_columns(lines: Sequence[_Line]) -> None:
    """Finds runs of short lines of one length: text set in columns."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end].kind in ("text", "opening") and 2 <= len(lines[end].text) <= COLUMN_WIDTH:
            end += 1
        # the run's last line is often shorter, its first may follow a longer one
        run = lines[start:end]
        if len(run) >= COLUMN_LINES:
            widths = sorted(len(line.text) for line in run)
            typical = widths[len(widths) // 2]
            steady = sum(abs(len(line.text) - typical) <= 3 for line in run)
            broken = sum(line.text[-1] not in _FINAL for line in run)
            marked = sum(bool(_INNER.search(line.text)) for line in run)
            labelled = sum(bool(_LABEL.match(line.text)) for line in run)
            if labelled > 1 and labelled >= 0.3 * len(run):
                start = end
                continue
            if steady >= 0.7 * len(run) and broken >= 0.6 * len(run) and marked >= 0.3 * len(run):
                for line in run:
                    line.column = True
        start = max(end, start + 1)


def _join_lines(source: str, lines: Sequence[_Line], number_ends: frozenset[str], notes: list[Note]) -> list[_Block]:
    blocks: list[_Block] = []
    current: _Block | None = None
    last: _Line | None = None
    for line in lines:
        if line.kind == "furniture":
            continue
        if current is not None and last is not None and _continues(current, last, line, number_ends):
            if _strange(source, last, line):
                notes.append(_break_between(last, line))
            current.add(line)
        else:
            current = _Block([], [], line.kind, line.field)
            current.add(line)
            blocks.append(current)
        last = line
    for block in blocks:
        if block.kind in ("text", "item", "opening") and _breaks_off(block):
            end = block.pieces[-1].end
            message = f"the passage breaks off: …{block.end[-SHOWN:]}"
            notes.append(Note("text-breaks-off", message, max(end - SHOWN, 0), end))
    return blocks


def _strange(source: str, last: _Line, line: _Line) -> bool:
    """Whether something is lost between two lines parted by blank ones: what would meet practically never does."""
    end, head = last.text[-1], line.text[0]
    if not (_HAN.match(end) and _HAN.match(head)) or source.count("\n", last.span.end, line.span.start) < 2:
        return False
    return practically_never(end, head)


def _break_between(last: _Line, line: _Line) -> Note:
    message = f"something seems to be missing: …{last.text[-SHOWN:]} ▯ {line.text[:SHOWN]}…"
    start, end = max(last.span.end - SHOWN, last.span.start), min(line.span.start + SHOWN, line.span.end)
    return Note("text-breaks-off", message, start, end)


def _breaks_off(block: _Block) -> bool:
    if block.end[-1] in "。！？；：…，、”’）】》" or not block.marked or block.length <= 40:
        return False
    if _LABEL.match(block.text) and "。" not in block.text:
        return False  # 出席：…: a field of minutes has no full stop
    return len(_CLAUSE.findall(block.text)) >= 2


def _continues(block: _Block, last: _Line, line: _Line, number_ends: frozenset[str]) -> bool:
    """Whether `line` goes on in the sentence that `last` left open."""
    if block.kind in ("heading", "stamp", "caption") or line.kind in ("heading", "stamp", "caption"):
        return False
    end, head = block.end[-1], line.text[0]
    if head in _CONTINUES:
        return True
    if end in _FINAL:
        return False
    alone = len(last.text) <= _NUMBER_ALONE and end in number_ends and block.kind in ("item", "opening")
    if alone and line.kind == "text":
        return True  # 二是⏎加强巡查: the number stands alone on its line
    unclosed = _unclosed(block.end)
    if unclosed and line.kind == "text" and len(unclosed) > 0 and unclosed[-1] != "“":
        return True
    if line.kind in ("item", "opening"):
        return last.column and line.column and line.kind == "opening" and end not in "：”）"
    if last.cells or line.cells or (block.field and _POST_AND_NAME.match(line.text)):
        return False
    if end in "，、":
        return True
    if end in "：”）》】" and not (last.column and line.column):
        return bool(unclosed) and len(last.text) > COLUMN_WIDTH
    if last.column:
        return True
    if block.kind == "item" and not block.marked:
        return False
    # a line of running text that stops without a mark was broken; a heading has no clause marks
    return block.marked and (block.length >= 12 or block.kind == "opening")


def _unclosed(end: str) -> str:
    """The opening brackets and quotes of a passage's `end` that are not closed in it."""
    if _OPENERS.keys().isdisjoint(end):
        return ""
    stack: list[str] = []
    for char in end:
        if char in _OPENERS:
            stack.append(char)
        elif stack and char == _OPENERS[stack[-1]]:
            stack.pop()
    return "".join(stack)


def _drop_stubs(blocks: list[_Block], notes: list[Note]) -> list[_Block]:
    """Leaves out fragments that stand whole elsewhere on the page: the beginning of a passage printed a second time."""
    whole = [squeezed(block.text) for block in blocks]
    strays = Strays(whole, [text for text, block in zip(whole, blocks, strict=True) if block.kind == "heading"])
    kept = []
    for block, text in zip(blocks, whole, strict=True):
        fragment = block.kind in ("text", "opening") and STUB_LENGTH <= len(text) <= 60 and text[-1] not in _FINAL
        if fragment and text in strays:
            notes.append(
                Note(
                    "stray-text",
                    f"a fragment of a passage that stands elsewhere: {block.text[:20]}…",
                    block.pieces[0].start,
                    block.pieces[-1].end,
                )
            )
            continue
        kept.append(block)
    return kept


def _assemble(source: str, blocks: Sequence[_Block]) -> Document:
    clean = "\n".join("".join(source[piece.start : piece.end] for piece in block.pieces) for block in blocks)
    if clean == source:
        return Document(source, clean, fold(clean))
    origin = array("I")
    for block in blocks:
        if origin:
            previous = origin[-1] + 1
            origin.append(previous if previous < len(source) else len(source) - 1)
        for piece in block.pieces:
            origin.extend(range(piece.start, piece.end))
    return Document(source, clean, fold(clean), origin)
