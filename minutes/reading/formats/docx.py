"""Word documents (.docx)."""

from __future__ import annotations

import io
import zipfile

from minutes.reading.registry import Format
from minutes.reading.source import Extracted


def read_docx(data: bytes, _encoding: str | None) -> Extracted:
    """The text of a Word document, in reading order."""
    # Parsing is imported only when there is a document to parse: the registry loads every format.
    from minutes.reading.word_text import word_text

    return Extracted(word_text(data))


def _recognise(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    return "word/document.xml" in names


FORMAT = Format(
    name="docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    suffixes=(".docx",),
    recognises=_recognise,
    read=read_docx,
)
