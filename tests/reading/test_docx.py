"""Word documents come out complete: paragraphs, tables, automatic numbers, boxes and notes."""

from __future__ import annotations

import pytest

from minutes.errors import ReadError
from minutes.reading import read_document
from minutes.reading.numerals import write_number
from tests.reading.docx_making import list_levels, make_docx, paragraph, table


def _text(data: bytes) -> str:
    return read_document(data, name="a.docx").text


def test_paragraphs_and_breaks_are_lines() -> None:
    """Each paragraph is a line; a line break inside one starts another, a tab stays a tab."""
    data = make_docx(
        paragraph("会议纪要") + "<w:p><w:r><w:t>时间</w:t><w:tab/><w:t>上午</w:t><w:br/><w:t>地点</w:t></w:r></w:p>"
    )
    assert _text(data) == "会议纪要\n时间\t上午\n地点\n"


def test_a_document_says_what_it_is() -> None:
    """A Word document has its media type and no encoding."""
    source = read_document(make_docx(paragraph("会议")), name="a.docx")
    assert source.media_type.endswith("wordprocessingml.document")
    assert source.encoding is None


def test_a_table_row_is_a_line_with_tabs() -> None:
    """Cells are parted by tabs, empty ones keep their place, trailing ones leave none."""
    data = make_docx(table(("事项", "责任单位", "时限"), ("清淤", "", "月底前"), ("巡查", "水务局", "")))
    assert _text(data) == "事项\t责任单位\t时限\n清淤\t\t月底前\n巡查\t水务局\n"


def test_paragraphs_of_a_cell_are_lines() -> None:
    """A cell that holds the whole minutes gives its paragraphs as lines behind the label."""
    assert _text(make_docx(table(("内容", "一、供水\n二、排水")))) == "内容\t一、供水\n二、排水\n"


def test_automatic_numbers_are_written_out() -> None:
    """Numbers that Word only shows stand before their paragraphs, level by level, and deeper ones start anew."""
    data = make_docx(
        paragraph("供水", list_id=1)
        + paragraph("查管网", list_id=1, level=1)
        + paragraph("修阀门", list_id=1, level=1)
        + paragraph("排水", list_id=1)
        + paragraph("清河道", list_id=1, level=1),
        numbering=list_levels(1, ("chineseCounting", "%1、"), ("decimal", "(%2)")),
    )
    assert _text(data) == "一、供水\n(1)查管网\n(2)修阀门\n二、排水\n(1)清河道\n"


def test_lists_that_share_a_definition_count_on_unless_told_to_restart() -> None:
    """As in Word: a second list of the same definition continues, one with a start of its own begins there."""
    data = make_docx(
        paragraph("甲", list_id=1)
        + paragraph("乙", list_id=2)
        + paragraph("丙", list_id=3)
        + paragraph("丁", list_id=3),
        numbering=list_levels(1, ("decimal", "%1.")) + list_levels(2, shares=1) + list_levels(3, shares=1, restart=1),
    )
    assert _text(data) == "1.甲\n2.乙\n1.丙\n2.丁\n"


def test_a_style_may_number_its_paragraphs() -> None:
    """Numbering set by a style, or by the style it is based on, counts; list 0 takes it off again."""
    styles = (
        '<w:style w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="item"><w:basedOn w:val="base"/></w:style>'
    )
    data = make_docx(
        paragraph("供水", style="item") + paragraph("说明", style="item", list_id=0) + paragraph("排水", style="item"),
        numbering=list_levels(1, ("decimalEnclosedCircle", "%1")),
        styles=styles,
    )
    # A sign such as ① is a number and not a letter of the words behind it, but a blank does no harm.
    assert _text(data).replace(" ", "") == "①供水\n说明\n②排水\n"


def test_bullets_are_left_out() -> None:
    """A bullet is decoration of a private font and adds no text."""
    data = make_docx(paragraph("供水", list_id=1), numbering=list_levels(1, ("bullet", "\uf0b7")))
    assert _text(data) == "供水\n"


def test_deleted_text_is_left_out_and_inserted_text_kept() -> None:
    """Tracked changes are read as if accepted."""
    data = make_docx(
        "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>原处</w:t></w:r></w:moveFrom></w:p>"
    )
    assert _text(data).strip() == "新"


def test_content_controls_links_and_boxes_are_read_once() -> None:
    """Text inside controls, links and text boxes comes out, and the box for old programs is no second copy."""
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    data = make_docx(
        f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>"
        f"<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert _text(data) == "控件\n链接\n正文\n框内\n"


def test_notes_stand_at_the_end() -> None:
    """Footnotes come last, the separators Word stores with them do not."""
    data = make_docx(
        paragraph("正文"),
        footnotes=f'<w:footnote w:type="separator">{paragraph("")}</w:footnote>'
        f"<w:footnote>{paragraph('注')}</w:footnote>",
    )
    assert _text(data) == "正文\n注\n"


def test_damaged_documents_are_refused() -> None:
    """A document cut off, one that is no XML, and one that tries entity tricks all get a clear message."""
    whole = make_docx(paragraph("会议"))
    with pytest.raises(ReadError, match="damaged"):
        _text(whole[: len(whole) // 2])
    with pytest.raises(ReadError, match="damaged"):
        _text(make_docx("<w:p>"))


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCountingThousand", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (3, "chineseLegalSimplified", "叁"),
        (10, "ideographDigital", "一〇"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (5, "decimalZero", "05"),
        (7, "unheardOf", "7"),
        (0, "chineseCounting", "零"),
    ],
)
def test_numbers_look_as_word_shows_them(value: int, style: str, shown: str) -> None:
    """Each numbering style writes its own signs; unknown ones fall back to digits."""
    assert write_number(value, style) == shown
