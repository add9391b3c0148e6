"""Everything that is wrong with a records file, each fault with its place."""

from __future__ import annotations

from pydantic import ValidationError

from minutes.records import Problem, Records
from minutes.validating.loading import Source, load
from minutes.validating.located import ValidationCode, ValidationProblem, fault
from minutes.validating.meaning import check_meaning
from minutes.validating.schema_check import check_schema


def validate(records: Source) -> list[Problem]:
    """The faults of `records` — of `Records`, a mapping, a path or JSON text; an empty list if there is none.

    Each is a `ValidationProblem`, a `Problem` with the JSON pointer of the place. Whether records agree with
    themselves and with their text is only asked of records that fit the schema.

    >>> [str(problem) for problem in validate("{}")][0]
    'schema_version is missing: add it (Version of this schema, `major.minor`)'
    """
    return list(find_faults(records))


def find_faults(records: Source) -> list[ValidationProblem]:
    """As `validate`, with the pointers in the type."""
    data, faults = load(records)
    if data is None and faults:  # without faults it is JSON's own null, which the schema refuses
        return faults
    faults += check_schema(data)
    if any(one.code is ValidationCode.SCHEMA for one in faults):
        return faults
    try:
        typed = Records.model_validate(data)
    except ValidationError as error:
        # What JSON Schema lets through and the records do not: 1e300 as a whole number, a line end behind a date.
        return [*faults, *(fault(ValidationCode.SCHEMA, one["loc"], one["msg"]) for one in error.errors())]
    return faults + check_meaning(typed)
