"""Records against the JSON Schema, by the `jsonschema` library; its findings in words that say what to do."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError as SchemaFault

from minutes.schema import records_schema
from minutes.validating.located import Path, ValidationCode, ValidationProblem, fault

_KINDS = {
    "object": "an object {…}",
    "array": "a list […]",
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(records_schema())


def check_schema(data: Any) -> list[ValidationProblem]:
    """Every way in which `data` does not fit the schema, in the order of the file."""
    found = dict.fromkeys(pair for error in _validator().iter_errors(data) for pair in _explained(error))
    return [fault(ValidationCode.SCHEMA, path, message) for path, message in found]


def _explained(error: SchemaFault) -> Iterator[tuple[Path, str]]:
    path = tuple(error.absolute_path)
    value, wanted, schema = _parts(error)
    if error.validator == "anyOf":
        yield from _alternatives(error, path)
    elif error.validator == "required":
        for name in wanted:
            if name not in value:
                yield path, f"{name} is missing: add it ({_meaning(schema['properties'].get(name, {}))})"
    elif error.validator == "additionalProperties":
        known = list(schema.get("properties", {}))
        for name in (key for key in value if key not in known):
            close = difflib.get_close_matches(name, known, n=1)
            yield (*path, name), f"records have no such field: {f'write {close[0]}' if close else 'remove it'}"
    else:
        yield path, _sentence(error)


def _parts(error: SchemaFault) -> tuple[Any, Any, Any]:
    """The faulty value, what the keyword asks for, and the schema the keyword stands in."""
    return error.instance, error.validator_value, error.schema


def _alternatives(error: SchemaFault, path: Path) -> Iterator[tuple[Path, str]]:
    """Of `X or null`, what is wrong with X; when the value is no X at all, both are named."""
    alternatives = error.context or ()
    branches = [one for one in alternatives if one.validator != "type"]
    if branches:
        for branch in branches:
            yield from _explained(branch)
        return
    kinds = [_KINDS.get(str(one.validator_value), "another value") for one in alternatives]
    yield path, f"must be {' or '.join(kinds)}, not {_shown(error.instance)}"


def _sentence(error: SchemaFault) -> str:
    value, wanted, schema = _parts(error)
    shown = _shown(value)
    match error.validator:
        case "type":
            return f"must be {_KINDS.get(wanted, wanted)}, not {shown}"
        case "enum":
            close = difflib.get_close_matches(str(value), [str(one) for one in wanted], n=1)
            hint = f" (did you mean {close[0]}?)" if close else ""
            return f"{shown} is none of {', '.join(str(one) for one in wanted)}: write one of them{hint}"
        case "const":
            return f"must be {_shown(wanted)}, the version this program checks, not {shown}: extract the document again"
        case "pattern":
            return f"{shown} does not have the form {wanted}: correct it ({_meaning(schema)})"
        case "minimum":
            return f"must be at least {wanted}, not {shown}"
        case "minItems" | "maxItems" | "items":
            return f"must be a pair of offsets [start, end], not {shown}"
        case _:
            return f"{error.message[:200]}: correct it"


def _meaning(schema: Any) -> str:
    return str(schema.get("description", "")).rstrip(".")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) <= 60 else f"{text[:50]}…"
