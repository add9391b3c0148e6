"""What no schema can say: that records agree with each other and with the text they point into."""

from __future__ import annotations

from minutes.records import Records
from minutes.validating.evidence import check_evidence
from minutes.validating.located import ValidationProblem
from minutes.validating.references import check_references
from minutes.validating.series import check_series
from minutes.validating.spans import check_spans
from minutes.validating.values import check_values

_ORDER = ("source", "articles", "meetings", "attendees", "directives", "problems")


def check_meaning(records: Records) -> list[ValidationProblem]:
    """All faults of records that fit the schema, in the order of the file."""
    rules = (check_references, check_spans, check_evidence, check_values, check_series)
    return sorted((one for rule in rules for one in rule(records)), key=_place)


def _place(found: ValidationProblem) -> tuple[int, int]:
    _, section, *rest = [*found.pointer.split("/"), ""]
    index = int(rest[0]) if rest and rest[0].isdecimal() else -1
    return (_ORDER.index(section) if section in _ORDER else -1), index
