"""The scores of a folder of documents: of all, of each kind of document, of each document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from minutes.errors import RecordsError
from minutes.evaluating.counting import Counts
from minutes.evaluating.gold import GOLD_SUFFIX, gold_files, read_gold
from minutes.evaluating.predicted import PredictedMeeting, read_predicted
from minutes.evaluating.scoring import Miss, score_document

RECORDS_SUFFIX = ".records.json"


@dataclass(frozen=True)
class DocumentResult:
    """Counts and differences of one document."""

    name: str
    counts: Counts
    misses: tuple[Miss, ...]

    @property
    def kind(self) -> str:
        """The kind of document: the letters its name begins with, or the whole name.

        >>> DocumentResult("news07", Counts(), ()).kind
        'news'
        """
        digit = next((at for at, c in enumerate(self.name) if not c.isalpha()), len(self.name))
        return self.name[:digit] or self.name


@dataclass(frozen=True)
class Evaluation:
    """The results of all documents, and what could not be read, a message each."""

    documents: tuple[DocumentResult, ...]
    unreadable: tuple[str, ...] = ()

    @property
    def total(self) -> Counts:
        """Counts of all documents together."""
        return _sum(self.documents)

    @property
    def kinds(self) -> dict[str, tuple[int, Counts]]:
        """For each kind of document, how many there are and their counts, by the kind's name."""
        names = sorted({one.kind for one in self.documents})
        groups = {name: [one for one in self.documents if one.kind == name] for name in names}
        return {name: (len(group), _sum(group)) for name, group in groups.items()}

    @property
    def misses(self) -> list[Miss]:
        """All differences, document by document."""
        return [miss for one in self.documents for miss in one.misses]


def evaluate(gold: Path, predicted: Path) -> Evaluation:
    """Scores `predicted`/NAME.records.json against each NAME.gold.json at or below `gold`.

    A document without a records file counts as one with no records; so does one whose file cannot be read, which is
    listed besides. Raises GoldError where gold is missing or broken: no figure can be had then.
    """
    results: list[DocumentResult] = []
    unreadable: list[str] = []
    for file in gold_files(gold):
        name = file.name.removesuffix(GOLD_SUFFIX)
        meetings: list[PredictedMeeting] = []
        try:
            meetings = read_predicted(records_file(predicted, name))
        except RecordsError as error:
            unreadable.append(str(error))
        sheet = score_document(name, read_gold(file), meetings)
        results.append(DocumentResult(name, sheet.counts, tuple(sheet.misses)))
    return Evaluation(tuple(results), tuple(unreadable))


def records_file(predicted: Path, name: str) -> Path:
    """The records file of a document: in the folder `predicted`, or that file itself."""
    return predicted if predicted.is_file() else predicted / f"{name}{RECORDS_SUFFIX}"


def _sum(results: tuple[DocumentResult, ...] | list[DocumentResult]) -> Counts:
    return reduce(Counts.__add__, (one.counts for one in results), Counts())
