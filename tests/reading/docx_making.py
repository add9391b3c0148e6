"""Word documents made by hand for the tests: the parts as XML, zipped."""

from __future__ import annotations

import io
import zipfile

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def make_docx(
    body: str, *, numbering: str | None = None, styles: str | None = None, footnotes: str | None = None
) -> bytes:
    """A .docx with this XML inside `w:body`, and these inside the roots of the other parts."""
    parts = {"word/document.xml": f"<w:document {_XMLNS}><w:body>{body}</w:body></w:document>"}
    if numbering is not None:
        parts["word/numbering.xml"] = f"<w:numbering {_XMLNS}>{numbering}</w:numbering>"
    if styles is not None:
        parts["word/styles.xml"] = f"<w:styles {_XMLNS}>{styles}</w:styles>"
    if footnotes is not None:
        parts["word/footnotes.xml"] = f"<w:footnotes {_XMLNS}>{footnotes}</w:footnotes>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return file.getvalue()


_XMLNS = f'xmlns:w="{NAMESPACE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def paragraph(text: str, *, list_id: int | None = None, level: int = 0, style: str | None = None) -> str:
    """A paragraph, in a list or with a style if given."""
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if list_id is not None:
        inside += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{inside}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell's text may hold several lines, which become paragraphs."""
    return (
        "<w:tbl>"
        + "".join(
            "<w:tr>"
            + "".join("<w:tc>" + "".join(map(paragraph, cell.split("\n"))) + "</w:tc>" for cell in row)
            + "</w:tr>"
            for row in rows
        )
        + "</w:tbl>"
    )


def list_levels(list_id: int, *levels: tuple[str, str], restart: int | None = None, shares: int | None = None) -> str:
    """A list whose levels look like (`w:numFmt`, `w:lvlText`); `shares` names the list whose levels it takes."""
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restart}"/></w:lvlOverride>' if restart else ""
    own = (
        ""
        if shares
        else f'<w:abstractNum w:abstractNumId="{list_id}">'
        + "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>'
            for depth, (style, pattern) in enumerate(levels)
        )
        + "</w:abstractNum>"
    )
    return own + f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{shares or list_id}"/>{override}</w:num>'
