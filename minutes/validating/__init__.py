"""Checking records: first against the JSON Schema, by a standard library, then against themselves and their text."""

from minutes.validating.located import ValidationCode, ValidationProblem
from minutes.validating.validate import validate

__all__ = ["ValidationCode", "ValidationProblem", "validate"]
