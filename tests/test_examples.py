"""The examples: their records and the cells of their tracker are the goldens beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from minutes.records import Records
from minutes.validating import validate
from tools.example_goldens import example_documents, generate_goldens, golden_of
from tools.generated import Generated

GENERATED = {generated.path.name: generated for generated in generate_goldens()}


@pytest.mark.parametrize("name", GENERATED)
def test_the_golden_is_what_the_program_makes(name: str) -> None:
    """Record by record and cell by cell; a difference that is right is taken over by running the tool."""
    difference = GENERATED[name].difference()
    assert not difference, "\n".join([*difference, "if that is right, run: python -m tools.regenerate"])


@pytest.mark.parametrize("document", example_documents(), ids=lambda path: path.stem)
def test_the_records_of_an_example_are_valid(document: Path) -> None:
    """Schema and meaning, evidence included."""
    assert validate(Records.model_validate_json(golden_of(document).read_bytes())) == []


def test_a_difference_is_told_line_by_line(tmp_path: Path) -> None:
    """A reader sees what stood there and what would stand there now; writing mends it."""
    file = tmp_path / "a.json"
    file.write_text("[\n1,\n2\n]\n", encoding="utf-8")
    generated = Generated(file, "[\n1,\n3\n]\n")
    assert [line for line in generated.difference() if line[0] in "+-" and line[1:3] not in ("++", "--")] == [
        "-2",
        "+3",
    ]
    assert generated.write()
    assert not generated.write()
    assert generated.difference() == []
