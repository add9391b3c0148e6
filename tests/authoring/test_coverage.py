"""Coverage of a corpus, and drafts made of what nobody claims."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from minutes.authoring.checking import check_directories
from minutes.authoring.coverage import Coverage
from minutes.authoring.sightings import see_document
from minutes.cli import app
from minutes.grammar import load_grammar
from minutes.reading import read_document

GRAMMAR = load_grammar()
HEAD = "2024年3月{}日上午，县长温如许主持召开春耕调度会。"
PEOPLE = ("任远帆", "段青禾", "施见山", "柏如松", "闵慷")


def corpus(folder: Path) -> Path:
    """Reports in which a way of writing recurs that no template knows: somebody 到场压阵."""
    path = folder / "reports.jsonl.gz"
    rows = [
        {"id": f"r{number}", "text": HEAD.format(number) + f"副县长{name}到场压阵。温如许强调，要抓紧春灌。"}
        for number, name in enumerate(PEOPLE, 1)
    ]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return path


def covered(*texts: str) -> Coverage:
    """The coverage of some texts."""
    counted = Coverage(GRAMMAR)
    for number, text in enumerate(texts, 1):
        counted.add(see_document(read_document(text.encode(), name=f"{number}.txt"), GRAMMAR))
    return counted


def test_a_share_is_of_the_characters_of_body_text() -> None:
    """All of a report that becomes a meeting and a directive is claimed but its marks; nothing of an empty tale is."""
    assert covered(HEAD.format(5) + "温如许强调，要抓紧春灌。").share > 80
    counted = covered("河边有树，树上有鸟。")
    assert (counted.with_event, counted.by_records) == (0, 0)
    assert counted.characters == 10


def test_trigger_sentences_that_nobody_claims_are_listed() -> None:
    """A sentence with 出席 in it that yields nothing is told with its place and the word."""
    counted = covered("河边有树。\n出席者寥寥。")
    told = [(one.document, one.line, one.text) for one in counted.misses()]
    assert told == [("1.txt", 2, "出席者寥寥。")]
    assert ("attendance", "出席") in counted.misses()[0].triggers


def test_templates_that_never_fired_and_conflicts_are_told() -> None:
    """What did not fire, what lost to whom and how often."""
    counted = covered("会议议定：由县水利局牵头清淤。")
    assert "attendance.banquet" in counted.never_fired()
    assert ("decision.verb", "decision.lead", 1) in [(c.loser, c.winner, c.count) for c in counted.conflicts()]


def test_the_command_is_deterministic_and_fails_under_a_limit(tmp_path: Path) -> None:
    """Twice the same output; --fail-under decides the status."""
    path = str(corpus(tmp_path))
    runs = [CliRunner().invoke(app, ["templates", "coverage", path]) for _ in range(2)]
    assert runs[0].output == runs[1].output
    assert runs[0].exit_code == 0
    assert "5 documents, 5 with an event" in runs[0].output
    failed = CliRunner().invoke(app, ["templates", "coverage", path, "--fail-under", "99.9", "--json"])
    assert failed.exit_code == 1
    assert json.loads(failed.stdout)["documents"] == 5


def test_coverage_of_what_is_not_there_fails(tmp_path: Path) -> None:
    """A path that names nothing is told, with status 1."""
    run = CliRunner().invoke(app, ["templates", "coverage", str(tmp_path / "nowhere.txt")])
    assert run.exit_code == 1
    assert "nowhere.txt" in run.stderr


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A folder with the drafts of the corpus."""
    folder = tmp_path / "mine"
    folder.mkdir()
    run = CliRunner().invoke(app, ["templates", "draft", str(corpus(tmp_path)), "-o", str(folder / "drafts.toml")])
    assert run.exit_code == 0, run.output
    return folder


def test_a_recurring_phrase_becomes_a_template(drafts: Path) -> None:
    """What recurs in five reports is drafted with its support and examples from them, and finds the people."""
    text = (drafts / "drafts.toml").read_text(encoding="utf-8")
    assert "到场压阵" in text
    assert "# 5 sentences in 5 documents, the first in r1:1" in text
    assert 'text = "{P}到场压阵。"' in text
    grammar = load_grammar(drafts)
    seen = see_document(read_document((HEAD.format(9) + "副县长钱有余到场压阵。").encode(), name="n.txt"), grammar)
    assert "钱有余" in [one.name for one in seen.records.attendees]


def test_drafts_pass_the_check_save_what_is_left_to_be_written(drafts: Path) -> None:
    """The only problem a draft may have is that a negative example is missing."""
    problems = check_directories(drafts)
    assert [problem for problem in problems if "has no negative example" not in problem] == []


def test_a_draft_overwrites_nothing(drafts: Path) -> None:
    """A file that is there is left as it is."""
    path = drafts / "drafts.toml"
    before = path.read_bytes()
    run = CliRunner().invoke(app, ["templates", "draft", str(drafts), "-o", str(path)])
    assert run.exit_code == 2
    assert path.read_bytes() == before
