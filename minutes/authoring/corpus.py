"""The documents of files, folders and corpus files, read one after the other for an author of templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from minutes.corpus import CorpusOptions, plan_batches
from minutes.corpus.batches import Reading
from minutes.corpus.documents import CorpusDocument
from minutes.reading import ReadSource
from minutes.running import load_extractor


@dataclass
class Documents:
    """The documents that `paths` name; `faults` says afterwards what could not be read."""

    paths: Sequence[str]
    first: int | None = None
    """How many documents are read at most."""
    faults: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[ReadSource, date | None]]:
        """Each document with its date of issue, where a corpus tells it."""
        number = 0
        options = CorpusOptions(paths=tuple(self.paths), folder=Path(), formats=(), load=load_extractor)
        for batch in plan_batches(options, self.faults):
            for item in batch.read(batch, Reading()):
                if not isinstance(item, CorpusDocument):
                    self.faults.append(item.message)
                    continue
                if self.first is not None and number >= self.first:
                    return
                number += 1
                yield item.source, item.issue_date
