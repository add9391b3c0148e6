"""Numbered series (一是…二是…三是…): their numbers increase, or a problem of the records says that they do not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from minutes.records import Directive, ProblemCode, Records
from minutes.validating.located import ValidationCode, ValidationProblem, fault

_REPORTS = frozenset({ProblemCode.SERIES_GAP, ProblemCode.SERIES_RESTART})


def check_series(records: Records) -> Iterator[ValidationProblem]:
    """Numbers that stay or fall within one series, with no problem that reports it.

    Numbers may be left out: an item that only states a fact is no directive. A series ends where the speaker, the
    topic, the parent or the style of numbering changes, and where 1 comes again.
    """
    numbered = [(index, one) for index, one in enumerate(records.directives) if one.ordinal is not None]
    numbered.sort(key=lambda pair: (pair[1].meeting_id, pair[1].parent_id or "", pair[1].order))
    for (_, before), (index, directive) in pairwise(numbered):
        if before.ordinal is None or directive.ordinal is None or _series(before) != _series(directive):
            continue
        if directive.ordinal > before.ordinal or directive.ordinal <= 1 or _reported(records, before, directive):
            continue
        message = (
            f"{directive.ordinal} follows {before.ordinal} in the same series: correct the number, "
            "or report it in problems as series-restart"
        )
        place = directive.evidence.start, directive.evidence.end
        yield fault(ValidationCode.SERIES, ("directives", index, "ordinal"), message, place)


def _series(directive: Directive) -> tuple[str | None, ...]:
    style = "".join(c for c in directive.ordinal_text or "" if unicodedata.numeric(c, None) is None)
    return directive.meeting_id, directive.parent_id, directive.speaker, directive.topic, style


def _reported(records: Records, before: Directive, directive: Directive) -> bool:
    """True if a problem about the series touches the stretch from one item to the other, or names no place."""
    start, end = before.evidence.start, directive.evidence.end
    return any(
        one.start is None or one.end is None or (one.start <= end and one.end >= start)
        for one in records.problems
        if one.code in _REPORTS
    )
