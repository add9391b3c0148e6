"""The JSON Schema (draft 2020-12) of `STEM.records.json`, generated from the record types in `records`.

`schemas/records.schema.json` holds the same text. `python -m minutes.schema --check` says whether it still does,
`--write` brings it up to date.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from minutes.records import SCHEMA_VERSION, Records

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_ID = f"urn:minutes:records:{SCHEMA_VERSION}"
SCHEMA_FILE = Path("schemas") / "records.schema.json"

# The keywords a reader wants first; the rest follow by name, so that the text does not hang on pydantic's own order.
_FIRST = ("$schema", "$id", "title", "description", "$ref", "type", "const", "enum")
_LAST = ("properties", "required", "additionalProperties", "$defs")


def records_schema() -> dict[str, Any]:
    """The schema as plain JSON values, every key in a fixed order.

    >>> records_schema()["$id"]
    'urn:minutes:records:1.0'
    """
    generated = Records.model_json_schema(mode="serialization")
    generated |= {
        "$schema": DIALECT,
        "$id": SCHEMA_ID,
        "title": "Records of meetings, attendees and directives",
    }
    schema: dict[str, Any] = _ordered(generated)
    schema["$defs"] = dict(sorted(schema["$defs"].items()))
    return schema


def schema_text() -> str:
    """The schema as `minutes schema` prints it: indented by two, Chinese as it is, one line end at the end."""
    return json.dumps(records_schema(), ensure_ascii=False, indent=2) + "\n"


def _ordered(node: object, *, named: bool = False) -> Any:
    """Keywords in a fixed order; `named` is a map from names to schemas, whose order means something and stays."""
    if isinstance(node, list):
        return [_ordered(item) for item in node]
    if not isinstance(node, Mapping):
        return node
    if named:
        return {name: _ordered(_untitled(schema)) for name, schema in node.items()}
    node = _unwrapped(node)
    keys = sorted(node, key=_rank)
    return {key: _ordered(node[key], named=key in ("properties", "$defs")) for key in keys}


def _rank(keyword: str) -> tuple[int, str]:
    if keyword in _FIRST:
        return _FIRST.index(keyword), ""
    if keyword in _LAST:
        return 100 + _LAST.index(keyword), ""
    return 50, keyword


def _untitled(schema: object) -> object:
    """Without the title that pydantic makes up from the field's name: it repeats the key and says nothing."""
    if isinstance(schema, Mapping) and "properties" not in schema and "enum" not in schema:
        return {key: value for key, value in schema.items() if key != "title"}
    return schema


def _unwrapped(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """`allOf` of a single reference, as older releases of pydantic write it, is that reference."""
    parts = schema.get("allOf")
    if isinstance(parts, list) and len(parts) == 1 and set(parts[0]) == {"$ref"}:
        return {**{key: value for key, value in schema.items() if key != "allOf"}, **parts[0]}
    return schema


def main(arguments: Sequence[str] | None = None) -> int:
    """Compares `schemas/records.schema.json` with the models, or writes it; 1 when they differ."""
    parser = argparse.ArgumentParser(prog="python -m minutes.schema", description="Keep the published schema in step.")
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="exit 1 if the file differs from the models")
    mode.add_argument("--write", action="store_true", help="write the file")
    parser.add_argument("--file", type=Path, default=SCHEMA_FILE, help="default: %(default)s")
    options = parser.parse_args(arguments)
    path: Path = options.file
    wanted = schema_text()
    if options.write:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted, encoding="utf-8", newline="\n")
        return 0
    if path.is_file() and path.read_text(encoding="utf-8") == wanted:
        return 0
    print(f"{path} differs from minutes/records.py; run: python -m minutes.schema --write", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
