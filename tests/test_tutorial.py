"""The tutorial on writing templates is true: its files are written and its commands run, in order."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest
import regex
from typer.testing import CliRunner

from minutes.cli import app
from minutes.grammar import load_grammar

PAGE = Path(__file__).parents[1] / "docs" / "writing-templates.md"
BLOCK = regex.compile(r"^```(?<info>[^\n]*)\n(?<body>.*?)^```$", regex.M | regex.S)
ELLIPSIS = "…"


@dataclass(frozen=True)
class Step:
    """A command of the page and what it prints there; a line … stands for any lines."""

    command: str
    printed: tuple[str, ...]


def run_page(folder: Path) -> list[tuple[Step, str]]:
    """Writes each file of the page into `folder` and runs each command there; commands with all they printed."""
    done: list[tuple[Step, str]] = []
    for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        info, body = block["info"], block["body"]
        named = regex.search(r"file=(\S+)", info)
        if named:
            path = folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
        elif info == "console":
            for part in regex.split(r"^\$ ", body, flags=regex.M)[1:]:
                command, _, printed = part.partition("\n")
                result = CliRunner().invoke(app, shlex.split(command)[1:])
                done.append((Step(command, tuple(printed.rstrip("\n").split("\n"))), result.output))
        else:
            raise AssertionError(f"a block of the page is neither a file nor commands: {info!r}")
    return done


def fits(printed: tuple[str, ...], lines: list[str]) -> bool:
    """Whether `lines` are what the page prints, with … for any number of lines."""
    if not printed:
        return not lines
    if printed[0] == ELLIPSIS:
        return any(fits(printed[1:], lines[at:]) for at in range(len(lines) + 1))
    return bool(lines) and lines[0] == printed[0] and fits(printed[1:], lines[1:])


def test_each_command_prints_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who types the commands sees what the page says."""
    monkeypatch.chdir(tmp_path)
    done = run_page(tmp_path)
    assert len(done) >= 6
    for step, output in done:
        assert fits(step.printed, output.rstrip("\n").split("\n")), f"$ {step.command}\n{output}"


def test_the_last_run_reads_what_the_first_one_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reader's templates the report yields the person and the directive, and says which template saw him."""
    monkeypatch.chdir(tmp_path)
    run_page(tmp_path)
    records = json.loads((tmp_path / "records" / "report.records.json").read_text(encoding="utf-8"))
    people = {one["name"]: one["evidence"]["template"] for one in records["attendees"]}
    assert people["任远帆"] == "mine.stands-by"
    assert [(one["speaker"], one["verb"]) for one in records["directives"]] == [("温如许", "亮出")]
    assert records["generator"]["templates"] == load_grammar(tmp_path / "mine").digest
