"""A fault in a records file, with the JSON pointer of the place where it is."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from minutes.records import Problem

Path = tuple[str | int, ...]


class ValidationCode(StrEnum):
    """What kind of fault it is."""

    UNREADABLE = "unreadable"
    SCHEMA = "schema"
    REFERENCE = "reference"
    ORDER = "order"
    OFFSET = "offset"
    EVIDENCE = "evidence"
    DATE = "date"
    SERIES = "series"
    DUPLICATE = "duplicate"
    VALUE = "value"


class ValidationProblem(Problem):
    """A fault in records; `start` and `end` say where in `source.text`, when the fault is about a place there."""

    # A fault of a file is none of the things that the records of a document list, yet callers handle both alike.
    code: ValidationCode = Field(description="Kind of fault.")  # type: ignore[assignment]
    pointer: str = Field(description="JSON pointer (RFC 6901) of the faulty value; empty for the whole file.")

    def __str__(self) -> str:
        return f"{self.pointer}: {self.message}" if self.pointer else self.message


def pointer(path: Path) -> str:
    """A JSON pointer from keys and indices.

    >>> pointer(("meetings", 0, "a/b"))
    '/meetings/0/a~1b'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def fault(code: ValidationCode, path: Path, message: str, place: tuple[int, int] | None = None) -> ValidationProblem:
    """A fault at `path`, about `place` in the text if it is about one."""
    start, end = place or (None, None)
    return ValidationProblem(code=code, message=message, start=start, end=end, pointer=pointer(path))


def excerpt(text: str, limit: int = 40) -> str:
    """`text` on one line in corner brackets, the middle left out where it is longer than `limit` characters.

    >>> excerpt("王磊\\n主持")
    '「王磊⏎主持」'
    """
    line = "".join("⏎" if c == "\n" else c if c.isprintable() else " " for c in text)
    if len(line) > limit:
        line = f"{line[: limit - limit // 3]}…{line[-(limit // 3) :]}"
    return f"「{line}」"
