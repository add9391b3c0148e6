"""The published JSON Schema: complete, in step with the record types, and a valid schema itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from minutes.schema import DIALECT, main, records_schema, schema_text

PUBLISHED = Path(__file__).parents[1] / "schemas" / "records.schema.json"


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of the schema and of its definitions, with a name that says where it is."""
    for owner, definition in [("Records", schema), *schema["$defs"].items()]:
        for name, field in definition.get("properties", {}).items():
            yield f"{owner}.{name}", field


def test_the_published_file_is_the_generated_schema() -> None:
    """`schemas/records.schema.json` holds exactly what the models say."""
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), "run: python -m minutes.schema --write"


def test_it_is_a_schema_of_draft_2020_12() -> None:
    """The standard library's meta-schema accepts it, and it names its dialect, a URN and a title."""
    schema = records_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert schema["$id"].startswith("urn:")
    assert schema["title"]


@pytest.mark.parametrize(("name", "field"), [pytest.param(*one, id=one[0]) for one in fields(records_schema())])
def test_every_field_has_a_description(name: str, field: dict[str, Any]) -> None:
    """A reader of the schema learns from it what each field means."""
    assert len(field.get("description", "")) > 10, name


def test_every_type_has_a_description() -> None:
    """Records, lists of values and the whole file each say what they are."""
    schema = records_schema()
    assert schema["description"]
    assert [name for name, definition in schema["$defs"].items() if not definition.get("description")] == []


def test_nothing_may_be_added_unseen() -> None:
    """A field nobody declared is an error in every record."""
    schema = records_schema()
    objects = [schema, *(one for one in schema["$defs"].values() if one["type"] == "object")]
    assert all(one["additionalProperties"] is False for one in objects)


def test_the_text_is_the_same_each_time() -> None:
    """Two generations give the same bytes, and they are JSON."""
    assert schema_text() == schema_text()
    assert json.loads(schema_text()) == records_schema()


def test_drift_is_found_and_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` fails on an older file and says what to run; `--write` mends it."""
    file = tmp_path / "schemas" / "records.schema.json"
    assert main(["--check", "--file", str(file)]) == 1
    assert "--write" in capsys.readouterr().err
    assert main(["--write", "--file", str(file)]) == 0
    assert main(["--check", "--file", str(file)]) == 0
    file.write_text(file.read_text(encoding="utf-8").replace("督办事项", "事项"), encoding="utf-8")
    assert main(["--check", "--file", str(file)]) == 1
