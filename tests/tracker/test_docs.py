"""docs/tracker.md says what there is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import typer

from minutes.cli_tracker import app
from minutes.tracker.profile import load_profile

DOCS = Path(__file__).parents[2] / "docs" / "tracker.md"
pytestmark = pytest.mark.skipif(not DOCS.exists(), reason="the documentation is not part of the wheel")


def test_every_command_and_option_is_documented() -> None:
    """Each command has its line, and the line names each option."""
    text = DOCS.read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        found = re.search(rf"^- `{name} .*?(?=^- |^## )", text, re.MULTILINE | re.DOTALL)
        assert found, name
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option not in ("--help", "--output", "--no-allow-loss"):
                    assert option in found[0], (name, option)


def test_every_sheet_and_mark_is_documented() -> None:
    """Sheet names and marks of the default profile stand in the text."""
    text = DOCS.read_text(encoding="utf-8")
    profile = load_profile()
    for word in [sheet.name for sheet in profile.sheets] + list(profile.marks.values()) + [profile.base.name]:
        assert word in text, word


def test_the_example_profile_loads(tmp_path: Path) -> None:
    """The TOML in the text is a profile."""
    text = DOCS.read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert example
    assert tomllib.loads(example[1])
    path = tmp_path / "own.toml"
    path.write_text(example[1], encoding="utf-8")
    columns = [column.field for column in load_profile(path).sheet("tracker").columns]
    assert columns[:3] == ["number", "item", "requirement"]
    assert columns[columns.index("person") + 1] == "urgency"
