"""The commands validate, schema, evaluate and view: what they print, where, and their exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from minutes import cli_check
from minutes.schema import schema_text
from tests.evaluating.test_evaluating import GOLD, RECORDS, folder
from tests.validating.records_builder import valid_records

app = typer.Typer()
for command in (cli_check.validate, cli_check.schema, cli_check.evaluate, cli_check.view):
    app.command()(command)


def run(*arguments: object) -> Result:
    """The outcome of `minutes ARGUMENTS`."""
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A valid records file."""
    file = tmp_path / "石桥.records.json"
    file.write_text(json.dumps(valid_records(), ensure_ascii=False), encoding="utf-8")
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A records file with an impossible day and an order given twice."""
    records = valid_records()
    records["meetings"][0]["date"] = "2022-02-30"
    records["attendees"][2]["order"] = 1
    file = tmp_path / "坏.records.json"
    file.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    return file


def test_valid_files_print_nothing_and_exit_0(good: Path) -> None:
    """The count goes to standard error."""
    result = run("validate", good)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 of 1 files valid" in result.stderr
    assert run("validate", "-q", good).stderr == ""


def test_each_problem_has_a_line_with_file_and_pointer(good: Path, bad: Path, tmp_path: Path) -> None:
    """All files are checked whatever the first is like; the exit status is 1."""
    result = run("validate", bad, tmp_path / "none.json", good)
    assert result.exit_code == 1
    first, second, third = result.stdout.splitlines()
    assert first.startswith(f"{bad}: /meetings/0/date: 2022-02-30 is no day")
    assert second.startswith(f"{bad}: /attendees/2/order: ")
    assert third == f"{tmp_path / 'none.json'}: there is no such file: check the path"
    assert "1 of 3 files valid, 3 problems" in result.stderr


def test_the_problems_as_json(bad: Path) -> None:
    """A list of file, place and message."""
    result = run("validate", "--json", bad)
    assert [(one["file"], one["place"]) for one in json.loads(result.stdout)] == [
        (str(bad), "/meetings/0/date"),
        (str(bad), "/attendees/2/order"),
    ]


def test_workbooks_go_to_the_tracker_check(tmp_path: Path) -> None:
    """A file that is no workbook, and one that is none of ours, have a line each."""
    file = tmp_path / "tracker.xlsx"
    file.write_bytes(b"no workbook")
    result = run("validate", file, tmp_path / "none.xlsx")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{file}: ")
    assert lines[-1].startswith(f"{tmp_path / 'none.xlsx'}: there is no such file")


@pytest.mark.parametrize("arguments", [("validate",), ("validate", "--strange", "x"), ("evaluate", "x"), ("view",)])
def test_wrong_usage_exits_2(arguments: tuple[str, ...]) -> None:
    """A missing argument or an unknown option."""
    assert run(*arguments).exit_code == 2


def test_schema_prints_the_schema() -> None:
    """The bytes of the published file."""
    result = run("schema")
    assert result.exit_code == 0
    assert result.stdout_bytes == schema_text().encode()


def test_evaluate_prints_scores_and_differences(tmp_path: Path) -> None:
    """A line a score, as text or JSON."""
    gold = folder(tmp_path / "g", a__gold=GOLD)
    predicted = folder(tmp_path / "p", a__records=RECORDS)
    result = run("evaluate", gold, predicted, "--by-doc", "--misses")
    assert result.exit_code == 0
    assert "a\tnames 0.500\tdirectives 1.000" in result.stdout
    assert "name missed" in result.stdout
    assert json.loads(run("evaluate", gold, predicted, "--json").stdout)["scores"]["names"]["f1"] == 0.5


def test_evaluate_tells_what_is_missing(tmp_path: Path) -> None:
    """No gold, no folder of records, a records file that is none: a message and 1."""
    gold = folder(tmp_path / "g", a__gold=GOLD)
    broken = folder(tmp_path / "p", a__records=[])
    for arguments, words in [
        ((tmp_path / "no", broken), "no such folder"),
        ((gold, tmp_path / "no"), "no such folder"),
        ((broken, gold), "there is no *.gold.json"),
        ((gold, broken), "counted as no records"),
    ]:
        result = run("evaluate", *arguments)
        assert result.exit_code == 1
        assert words in result.stderr
        assert "Traceback" not in result.output


def test_view_writes_a_page_beside_the_records(good: Path) -> None:
    """STEM.view.html; the same page may be written again, another file is not replaced unasked."""
    page = good.with_name("石桥.view.html")
    assert run("view", good).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run("view", good).exit_code == 0
    page.write_text("mine", encoding="utf-8")
    refused = run("view", good)
    assert refused.exit_code == 1
    assert "is there already" in refused.stderr
    assert page.read_text(encoding="utf-8") == "mine"
    assert run("view", good, "-o", page).exit_code == 0
    assert page.read_text(encoding="utf-8") != "mine"


def test_view_prints_the_page_where_asked(good: Path) -> None:
    """`-o -` is standard output."""
    result = run("view", good, "-o", "-")
    assert result.stdout.startswith("<!doctype html>")
    assert not good.with_name("石桥.view.html").exists()


def test_view_of_what_is_no_records_file_says_so(tmp_path: Path) -> None:
    """Missing or broken: one line, 1."""
    broken = tmp_path / "x.json"
    broken.write_text("{", encoding="utf-8")
    for file in (broken, tmp_path / "none.json", tmp_path):
        result = run("view", file)
        assert result.exit_code == 1
        assert len(result.stderr.splitlines()) == 1, result.stderr


def test_the_commands_are_defined_without_heavy_imports() -> None:
    """Help needs neither pydantic nor jsonschema."""
    code = "import sys, minutes.cli_check; print(sorted({'pydantic', 'jsonschema', 'openpyxl'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
