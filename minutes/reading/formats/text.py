"""Plain text: what every document is taken for that no other format claims."""

from __future__ import annotations

from minutes.errors import ReadError
from minutes.reading import charset, kinds
from minutes.reading.registry import Format
from minutes.reading.source import Extracted


def read_text(data: bytes, encoding: str | None) -> Extracted:
    """Decode `data`; a file that is no text is refused by its kind."""
    if encoding is None and (kind := kinds.name_kind(data)) is not None:
        raise ReadError(f"is {kind[0]}, not text; {kind[1]}")
    extracted = charset.decode(data, encoding)
    if charset.looks_binary(extracted.text):
        raise ReadError(
            "is binary data, not text; give a .txt, .docx or .html document"
            if encoding is None
            else f"is not {extracted.encoding} text; leave --encoding out, or name the one it was written in"
        )
    return extracted


FORMAT = Format(
    name="text",
    media_type="text/plain",
    suffixes=(".txt", ".text", ".md"),
    recognises=lambda _head: False,
    read=read_text,
)
