"""Ids from content: they stay when a file is moved, re-wrapped, or other articles are added to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from minutes.document import fold, squeezed

_LENGTH = 12  # hexadecimal digits; collisions within one tracker are one in 10^9 for 20,000 rows


def content_id(prefix: str, parts: Iterable[str | int | None]) -> str:
    """An id from `parts`, blind to blanks and to half- and full-width forms.

    >>> content_id("m", ["2024-03-05", "春耕调度会"]) == content_id("m", ["2024-03-05", "春耕 调度会"])
    True
    """
    text = "\x1f".join("" if part is None else squeezed(fold(str(part))) for part in parts)
    return f"{prefix}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:_LENGTH]}"


class Identifiers:
    """Hands out ids of one document; the second record of the same content gets a number behind its id."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def issue(self, prefix: str, parts: Iterable[str | int | None]) -> str:
        """The id for `parts`, not issued before."""
        wanted = content_id(prefix, parts)
        count = self._given.get(wanted, 0) + 1
        self._given[wanted] = count
        return wanted if count == 1 else f"{wanted}-{count}"
