"""How many values were right, how many there are, how many were predicted; and the rates that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SCORES = (
    "meetings",
    "names",
    "roles",
    "titles",
    "directives",
    "directives@0.9",
    "speakers",
    "ordinals",
    "responsible",
    "parts",
    "deadlines",
)


@dataclass(frozen=True)
class Count:
    """Values that are right, values in gold, values predicted; rates are 0 where there is nothing to divide by.

    >>> Count(right=3, gold=4, predicted=6).f1
    0.6
    """

    right: int = 0
    gold: int = 0
    predicted: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.gold + other.gold, self.predicted + other.predicted)

    @property
    def precision(self) -> float:
        """Share of the predicted values that are right, 0 to 1."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of gold's values that were found, 0 to 1."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


class Counts:
    """One count for each score; counts of several documents add up, which makes the averages micro-averages."""

    def __init__(self, counts: Mapping[str, Count] | None = None) -> None:
        self._counts = dict.fromkeys(SCORES, Count()) | dict(counts or {})

    def __getitem__(self, score: str) -> Count:
        return self._counts[score]

    def __add__(self, other: Counts) -> Counts:
        return Counts({score: self[score] + other[score] for score in SCORES})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Counts) and self._counts == other._counts

    def __hash__(self) -> int:
        return hash(tuple(self._counts.items()))

    def add(self, score: str, right: int, gold: int, predicted: int) -> None:
        """Counts what one more part of a document holds."""
        self._counts[score] += Count(right, gold, predicted)
