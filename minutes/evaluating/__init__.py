"""Scoring extracted records against gold: what was found, what was missed, what was invented."""

from minutes.evaluating.counting import SCORES, Count, Counts
from minutes.evaluating.evaluation import DocumentResult, Evaluation, evaluate
from minutes.evaluating.gold import Gold, GoldError, read_gold
from minutes.evaluating.scoring import Miss

__all__ = [
    "SCORES",
    "Count",
    "Counts",
    "DocumentResult",
    "Evaluation",
    "Gold",
    "GoldError",
    "Miss",
    "evaluate",
    "read_gold",
]
