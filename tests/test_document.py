"""Three texts of one document: folding keeps the length, spans lead back, lines are found."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.document import Document, Span, fold, lines_of, squeezed

FOLDED = [
    ("会议强调,要抓实;守好堤坝!", "会议强调，要抓实；守好堤坝！"),
    ("(县政府)主持:温如许", "（县政府）主持：温如许"),
    ("１２月５日ＡＢｃ", "12月5日ABc"),
    ('他说:"守好堤坝。"', "他说：“守好堤坝。”"),
    ("王\u3000磊\t出席", "王 磊 出席"),
]


@pytest.mark.parametrize(("text", "wanted"), FOLDED)
def test_marks_are_folded_to_full_width_and_letters_to_ascii(text: str, wanted: str) -> None:
    """Both ways of printing a page look alike to templates."""
    assert fold(text) == wanted


@pytest.mark.parametrize("text", ["共1,200人", "9:30开始", "3.5亿元", "会议强调，要抓实。", '一个"引号', ""])
def test_numbers_times_and_what_is_folded_already_stay(text: str) -> None:
    """A comma or colon between digits belongs to the number; a lone quotation mark stays."""
    assert fold(text) == text


@given(st.text())
def test_folding_keeps_the_length_and_happens_once(text: str) -> None:
    """An offset into one text is an offset into the other."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="甲乙 \u3000\t\n\r"))
def test_lines_are_the_stretches_between_line_ends(text: str) -> None:
    """None is blank, none begins or ends with white space, none holds a line end, nothing is lost."""
    lines = [text[span.start : span.end] for span in lines_of(text)]
    assert all(line and line == line.strip() and "\n" not in line for line in lines)
    assert squeezed("".join(lines)) == squeezed(text)


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "contains"),
    [
        (Span(0, 5), Span(3, 8), True, False),
        (Span(0, 5), Span(5, 8), False, False),
        (Span(0, 5), Span(1, 5), True, True),
        (Span(2, 3), Span(0, 5), True, False),
        (Span(0, 5), Span(0, 5), True, True),
    ],
)
def test_spans_that_touch_do_not_overlap(one: Span, other: Span, overlaps: bool, contains: bool) -> None:
    """Spans are half open."""
    assert one.overlaps(other) is overlaps
    assert one.contains(other) is contains
    assert len(one) == one.end - one.start


def test_a_stretch_of_repaired_text_leads_to_the_damage_between() -> None:
    """The source of two joined pieces reaches from the first to the last character."""
    document = Document("紧盯消\n\n防", "紧盯消防", "紧盯消防", array("I", [0, 1, 2, 5]))
    assert document.to_source(2, 4) == Span(2, 6)
    assert document.to_source(0, 2) == Span(0, 2)
    assert document.to_source(4, 4) == Span(6, 6)
    assert document.to_source(3, 3) == Span(5, 5)


def test_paragraphs_are_the_lines_of_the_repaired_text() -> None:
    """White space around them is left out."""
    assert Document.of_text(" 甲乙\n\n丙 \n").paragraphs == [Span(1, 3), Span(5, 6)]
    assert Document.of_text("").paragraphs == []


@pytest.mark.parametrize(("text", "wanted"), [("王 磊", "王磊"), ("王\u3000 磊\n", "王磊"), (" ", "")])
def test_squeezed_text_has_no_white_space(text: str, wanted: str) -> None:
    """Any kind of white space is gone."""
    assert squeezed(text) == wanted
