"""Each file of `broken/` spoils the valid records in one way, and is told so with the place of the fault.

A file holds `says` (a sentence), `patch` (changes as in RFC 6902), the `pointer` and a piece of the `message` of the
problem wanted, and in `also` the pointers of problems that come with it (`*` for any).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from minutes.validating import ValidationProblem, validate
from tests.validating.records_builder import valid_records

CASES = sorted((Path(__file__).parent / "broken").glob("*.json"))


def patched(data: Any, changes: list[dict[str, Any]]) -> Any:
    """`data` after each change, in place."""
    for change in changes:
        *parents, last = [part.replace("~1", "/") for part in change["path"].split("/")[1:]]
        at = data
        for part in parents:
            at = at[int(part)] if isinstance(at, list) else at[part]
        key = int(last) if isinstance(at, list) else last
        if change["op"] == "remove":
            del at[key]
        else:
            assert change["op"] == "add" or key in at or isinstance(at, list), f"nothing to replace: {change['path']}"
            at[key] = change["value"]
    return data


def test_the_records_to_be_broken_are_valid() -> None:
    """Without a change there is nothing to report."""
    assert validate(valid_records()) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_broken_file_fails_with_its_place(case: Path) -> None:
    """The problem has the pointer and the words wanted, and no other problem comes with it unannounced."""
    wanted = json.loads(case.read_text(encoding="utf-8"))
    broken = patched(valid_records(), wanted.pop("patch"))
    also = wanted.pop("also", [])
    pointer, message, says = wanted.pop("pointer"), wanted.pop("message"), wanted.pop("says")
    assert says
    assert not wanted, f"keys nobody reads: {wanted}"
    found = [problem for problem in validate(broken) if isinstance(problem, ValidationProblem)]
    assert any(one.pointer == pointer and message in one.message for one in found), [str(one) for one in found]
    if "*" not in also:
        assert {one.pointer for one in found} == {pointer, *also}, [str(one) for one in found]
    assert validate(json.dumps(broken)) == found, "as JSON text the same problems are found"


def test_there_are_enough_of_them() -> None:
    """No case was lost on the way."""
    assert len(CASES) >= 80
