"""An evaluation in words and figures: lines for a terminal, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from minutes.evaluating.counting import SCORES, Count, Counts
from minutes.evaluating.evaluation import Evaluation


def text_report(evaluation: Evaluation, *, by_doc: bool = False, misses: bool = False) -> str:
    """A line a score, behind them a line for each kind of document when there are several."""
    return "\n".join(_lines(evaluation, by_doc=by_doc, misses=misses)) + "\n"


def _lines(evaluation: Evaluation, *, by_doc: bool, misses: bool) -> Iterator[str]:
    if by_doc:
        for one in evaluation.documents:
            names, directives = one.counts["names"].f1, one.counts["directives"].f1
            yield f"{one.name}\tnames {names:.3f}\tdirectives {directives:.3f}"
    if misses:
        yield from map(str, evaluation.misses)
    yield f"{len(evaluation.documents)} documents"
    for score in SCORES:
        c = evaluation.total[score]
        yield (
            f"{score:15} P {c.precision:.3f}  R {c.recall:.3f}  F1 {c.f1:.3f}   "
            f"({c.right} right, {c.gold} gold, {c.predicted} predicted)"
        )
    kinds = evaluation.kinds
    if len(kinds) > 1:
        yield ""
        yield "F1 by kind of document (the letters its name begins with)"
        width = max(len(kind) for kind in kinds) + 2
        for kind, (number, counts) in kinds.items():
            figures = "  ".join(f"{score} {figure(counts[score])}" for score in SCORES)
            yield f"{kind:{width}}{number:4}  {figures}"


def figure(count: Count) -> str:
    """F1 with three decimals; a dash where there is nothing to find and nothing was found."""
    return f"{count.f1:.3f}" if count.gold or count.predicted else "—"


def json_report(evaluation: Evaluation, *, by_doc: bool = False, misses: bool = False) -> str:
    """The same figures as one JSON object, unrounded."""
    report: dict[str, Any] = {
        "documents": len(evaluation.documents),
        "scores": _figures(evaluation.total),
        "kinds": {
            kind: {"documents": number, "scores": _figures(counts)}
            for kind, (number, counts) in evaluation.kinds.items()
        },
        "unreadable": list(evaluation.unreadable),
    }
    if by_doc:
        report["by_doc"] = {one.name: _figures(one.counts) for one in evaluation.documents}
    if misses:
        report["misses"] = [
            {"document": one.document, "what": one.what, "detail": one.detail} for one in evaluation.misses
        ]
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _figures(counts: Counts) -> dict[str, dict[str, float]]:
    return {
        score: {
            "precision": counts[score].precision,
            "recall": counts[score].recall,
            "f1": counts[score].f1,
            "right": counts[score].right,
            "gold": counts[score].gold,
            "predicted": counts[score].predicted,
        }
        for score in SCORES
    }
