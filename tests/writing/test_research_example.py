"""The example that asks the tables a researcher's question runs on what `--to sqlite` writes."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from minutes.reading import ReadSource
from minutes.writing.tables import write_tables
from tests.invented import invented_records

EXAMPLE = Path(__file__).parents[2] / "examples" / "research.py"


def test_the_example_names_pairs_and_draws_months(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """People of one meeting are a pair, counted by meetings; each month has its bar."""
    records = []
    for number in range(4):
        made = invented_records(ReadSource.of_text("要清淤。\n要巡查。"), date(2023, number % 2 + 1, 5))
        second = made.attendees[0].model_copy(update={"id": "p2", "name": "欧阳澍"})
        records.append((f"d{number}", made.model_copy(update={"attendees": [*made.attendees, second]})))
    write_tables(records, tmp_path, ["sqlite"])
    runpy.run_path(str(EXAMPLE))["main"](str(tmp_path / "minutes.sqlite"), str(tmp_path / "plot.svg"))
    assert capsys.readouterr().out == "   4  欧阳澍  简书禾\n"
    plot = (tmp_path / "plot.svg").read_text(encoding="utf-8")
    ElementTree.fromstring(plot)
    assert "2023-01 requirement: 4" in plot
    assert "2023-02 requirement: 4" in plot
