"""One document of a corpus, out of a file or a row; and what is known of one that cannot be read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from minutes.errors import MinutesError
from minutes.reading import MAX_BYTES, ReadSource


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of a corpus's columns; text is needed, the others may be missing or empty in any row."""

    text: str = "text"
    id: str = "id"
    date: str = "date"
    title: str = "title"


@dataclass(frozen=True, slots=True)
class CorpusDocument:
    """A document with its identifier in the corpus and, where a column tells it, its date of issue."""

    document_id: str
    source: ReadSource
    issue_date: date | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A document that could not be read: a word for the kind of reason, and a message."""

    document_id: str
    reason: str
    message: str


class CorpusError(MinutesError):
    """A corpus file that cannot be read at all, or options that do not fit it."""


_DATE = re.compile(r"(\d{4})\D{0,2}?(\d{1,2})\D{0,2}?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")


def parse_issue_date(written: object) -> date | None:
    """The day a cell tells, in the ways corpora write it; None for an empty or unreadable cell.

    >>> [str(parse_issue_date(cell)) for cell in ("20220924", "2022-9-4", "2022/09/24 08:00", "近日", None)]
    ['2022-09-24', '2022-09-04', '2022-09-24', 'None', 'None']
    """
    if isinstance(written, datetime):
        return written.date()
    if isinstance(written, date):
        return written
    if written is None or isinstance(written, bool):
        return None
    text = str(written).strip()
    found = _COMPACT.match(text) or _DATE.match(text)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def read_row(row: Mapping[str, object], columns: Columns, *, place: str, encoding: str) -> CorpusDocument | Skipped:
    """The document of one row; `place` (file and position) is its identifier where the row has none.

    A title stands as the first line of the text, unless the text begins with it.
    """
    known = row.get(columns.id)
    document_id = place if known is None or known == "" else str(known)
    text = row.get(columns.text)
    if columns.text not in row:
        there = ", ".join(map(str, row)) or "none"
        return Skipped(document_id, "no-text-column", f"{place}: no column {columns.text!r}; there are: {there}")
    if text is None or not str(text).strip():
        return Skipped(document_id, "empty", f"{place}: the text is empty")
    body = str(text)
    title = row.get(columns.title)
    if isinstance(title, str) and title.strip() and not body.lstrip().startswith(title.strip()):
        body = f"{title.strip()}\n{body}"
    body = body.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        content = body.encode("utf-8")
    except UnicodeEncodeError:
        return Skipped(document_id, "not-text", f"{place}: the text holds half characters (lone surrogates)")
    if len(content) > MAX_BYTES:
        return Skipped(document_id, "too-large", f"{place}: the text has {len(content) / 1e6:.0f} MB; split it")
    source = ReadSource(
        name=document_id,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="text/plain",
        encoding=encoding,
        text=body,
    )
    return CorpusDocument(document_id, source, parse_issue_date(row.get(columns.date)))
