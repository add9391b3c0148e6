"""The errors a caller may see. Documents never raise: they yield records, problems, or one of these for the file."""

from __future__ import annotations


class MinutesError(Exception):
    """Something that could not be done; the message says what, where and what to do next."""


class ReadError(MinutesError):
    """A file that cannot be read as a document."""


class GrammarError(MinutesError):
    """Templates or lexicon that do not load; `problems` lists every fault at once as `path: message`."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class RecordsError(MinutesError):
    """A records file that is not one."""


class TrackerError(MinutesError):
    """A tracker workbook that cannot be read, merged or saved."""
