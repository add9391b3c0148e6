"""What a corpus run is asked to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from minutes.corpus.batches import Reading
from minutes.corpus.documents import Columns
from minutes.running import Extractor


@dataclass(frozen=True, slots=True)
class CorpusOptions:
    """Inputs, where the tables go and in which formats, and how documents are read.

    `load` makes the extractor, once in each process; it must be importable there. `measure` adds up the size of the
    input before the work begins, for the sake of a time left. `partitioned` leaves Parquet tables in parts.
    """

    paths: tuple[str, ...]
    folder: Path
    formats: tuple[str, ...]
    load: Callable[[], Extractor]
    columns: Columns = field(default=Columns())
    issue_date: date | None = None
    encoding: str | None = None
    workers: int = 1
    resume: bool = False
    measure: bool = False
    partitioned: bool = False

    @property
    def reading(self) -> Reading:
        """How the documents of every batch are read."""
        return Reading(self.columns, self.encoding)
