"""What a file is that is not text, told by its first bytes, and what a person can do about it."""

from __future__ import annotations

import io
import zipfile

_SAVE_AS = "open it in Word or WPS and save it as .docx or .txt"
_TEXT_OF = "export its text to .txt or .docx first"
_UNPACK = "unpack it and give the documents inside"

_MAGIC: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF-", "a PDF", _TEXT_OF),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document (.doc, .xls, .wps) or a password-protected one",
        _SAVE_AS,
    ),
    (0, b"{\\rtf", "a rich text document (.rtf)", _SAVE_AS),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image", "run text recognition (OCR) on it and give the text"),
    (0, b"\xff\xd8\xff", "a JPEG image", "run text recognition (OCR) on it and give the text"),
    (0, b"GIF8", "a GIF image", "run text recognition (OCR) on it and give the text"),
    (0, b"II*\x00", "a TIFF image", "run text recognition (OCR) on it and give the text"),
    (0, b"MM\x00*", "a TIFF image", "run text recognition (OCR) on it and give the text"),
    (8, b"WEBP", "a WebP image", "run text recognition (OCR) on it and give the text"),
    (0, b"\x1f\x8b", "a gzip archive", f"{_UNPACK}; a corpus is read from .jsonl.gz with --to"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive", f"{_UNPACK}; a corpus is read from .jsonl.zst with --to"),
    (0, b"BZh", "a bzip2 archive", _UNPACK),
    (0, b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (257, b"ustar", "a tar archive", _UNPACK),
    (0, b"PAR1", "a Parquet table", "read it as a corpus with --to"),
    (
        0,
        b"SQLite format 3\x00",
        "an SQLite database",
        "export its text column to .csv or .jsonl and read that with --to",
    ),
    (0, b"\x7fELF", "a program", "give a document instead"),
    (4, b"ftyp", "a video or sound file", "give its transcript as text"),
    (0, b"ID3", "a sound file", "give its transcript as text"),
)

_ZIP_PARTS: tuple[tuple[str, str, str], ...] = (
    ("xl/", "an Excel workbook", "save the sheet as .csv or .txt, or merge it with `minutes tracker`"),
    ("ppt/", "a PowerPoint file", _TEXT_OF),
    ("OFD.xml", "an OFD document", _TEXT_OF),
    ("content.xml", "an OpenDocument file", "save it as .docx or .txt"),
)


def name_kind(data: bytes) -> tuple[str, str] | None:
    """What kind of non-text file `data` begins, and what to do with it; None for what may be text.

    >>> name_kind(b"%PDF-1.7 ...")[0]
    'a PDF'
    >>> name_kind("会议".encode()) is None
    True
    """
    for offset, magic, kind, advice in _MAGIC:
        if data.startswith(magic, offset):
            return kind, advice
    if data.startswith(b"MZ") and b"\x00" in data[:64]:
        return "a program", "give a document instead"
    if data.startswith(b"BM") and data[6:10] == b"\x00" * 4:
        return "a BMP image", "run text recognition (OCR) on it and give the text"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _name_zip(data)
    return None


def _name_zip(data: bytes) -> tuple[str, str]:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return "a damaged zip archive or Office document", "open it in the program that made it and save it again"
    for part, kind, advice in _ZIP_PARTS:
        if any(name.startswith(part) for name in names):
            return kind, advice
    return "a zip archive", _UNPACK
