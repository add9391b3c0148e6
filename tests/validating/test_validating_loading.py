"""Input that is no records file at all: one clear message each, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutes.records import Problem, Records
from minutes.validating import ValidationProblem, loading, validate
from tests.validating.records_builder import valid_records


def only_message(source: loading.Source) -> str:
    """The message of the one problem, which is about the whole file."""
    (found,) = validate(source)
    assert isinstance(found, ValidationProblem)
    assert found.pointer == ""
    return found.message


def test_a_path_a_text_a_mapping_and_records_are_all_taken(tmp_path: Path) -> None:
    """Whatever holds the same valid records, nothing is found."""
    text = json.dumps(valid_records(), ensure_ascii=False)
    file = tmp_path / "石桥.records.json"
    file.write_text(text, encoding="utf-8")
    sources: list[loading.Source] = [file, str(file), text, "\ufeff" + text, text.encode(), valid_records()]
    sources.append(Records.model_validate(valid_records()))
    assert [validate(source) for source in sources] == [[]] * len(sources)


def test_what_is_found_are_problems() -> None:
    """A caller may treat them as the problems that records list."""
    found = validate({})
    assert found
    assert all(isinstance(one, Problem) for one in found)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"\xff\xfe{\x00}\x00", "not UTF-8"),
        (b"{", "not JSON"),
        (b'{"source": {"text": "\xd6\xd0"}}', "byte 21 is not UTF-8"),
        (b'{"schema_version": "1.0",}', "line 1, column 26"),
        (b'{"a": NaN}', "NaN is no JSON value"),
        (b'{"a": ' + b"9" * 5000 + b"}", "thousands of digits"),
        (b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}", "nested too deeply"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"[]", "must be an object"),
        (b'"records"', "must be an object"),
        (b"null", "must be an object"),
        (b"12", "must be an object"),
    ],
)
def test_a_file_that_is_none_is_told_so(tmp_path: Path, content: bytes, words: str) -> None:
    """The message says what is wrong and where."""
    file = tmp_path / "x.records.json"
    file.write_bytes(content)
    assert words in only_message(file)


def test_a_key_given_twice_is_reported() -> None:
    """Readers of JSON disagree on which of the two counts, so neither is trusted."""
    text = json.dumps(valid_records()).replace('"kind": "inspection"', '"kind": "visit", "kind": "inspection"')
    assert "a key stands twice in one object (kind)" in only_message(text)


def test_a_missing_file_a_folder_and_a_broken_path_are_told_apart(tmp_path: Path) -> None:
    """Each has its own sentence."""
    assert "no such file" in only_message(tmp_path / "no.json")
    assert "this is a folder" in only_message(str(tmp_path))
    assert only_message("a\0b")


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is looked at before the bytes."""
    file = tmp_path / "big.records.json"
    file.write_text(json.dumps(valid_records()), encoding="utf-8")
    monkeypatch.setattr(loading, "MAX_BYTES", 100)
    assert "is it the right file?" in only_message(file)


def test_records_made_without_checks_are_checked() -> None:
    """`model_construct` lets anything in; validating does not."""
    good = Records.model_validate(valid_records())
    bad = good.model_copy(update={"schema_version": 1})
    assert any(getattr(one, "pointer", "") == "/schema_version" for one in validate(bad))


# The first value drawn loads tables of characters, which is no fault of the code under test.
SLOW_START = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@SLOW_START
@given(st.dictionaries(st.sampled_from(sorted(valid_records())), JSON_VALUES))
def test_no_value_makes_it_raise(values: dict[str, object]) -> None:
    """Any section replaced by any JSON value yields problems or none, and no error."""
    assert isinstance(validate({**valid_records(), **values}), list)


@SLOW_START
@given(st.data())
def test_no_single_change_makes_it_raise(data: st.DataObject) -> None:
    """Any one value deep inside replaced by any other yields a list."""
    records = valid_records()
    at: object = records
    while True:
        if isinstance(at, dict) and at:
            key: object = data.draw(st.sampled_from(sorted(at)))
        elif isinstance(at, list) and at:
            key = data.draw(st.integers(0, len(at) - 1))
        else:
            break
        inner = at[key]  # type: ignore[index]
        if not isinstance(inner, (dict, list)) or not inner or data.draw(st.booleans()):
            at[key] = data.draw(JSON_VALUES)  # type: ignore[index]
            break
        at = inner
    assert isinstance(validate(records), list)
