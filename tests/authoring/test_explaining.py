"""Explanations: what matched, what lost, what nearly matched and where it stopped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from minutes.authoring.explaining import Explanation, explain, explanation_text
from minutes.authoring.near_misses import NearMisses
from minutes.authoring.rivals import contest
from minutes.authoring.sightings import see_document
from minutes.cli import app
from minutes.grammar import Grammar, load_grammar
from minutes.matching import match_frames
from minutes.pattern_tree import Shape, read_pattern
from minutes.reading import read_document
from minutes.template_parts import Template

GRAMMAR = load_grammar()
GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*.txt"))
REPORT = "2024年3月5日上午，县长温如许主持召开春耕调度会。温如许强调，要抓紧春灌，3月底前完成清淤。任远帆到场压阵。\n"


def explained(text: str, **options: object) -> list[Explanation]:
    """The sentences of a text explained with the built-in templates."""
    seen = see_document(read_document(text.encode(), name="report.txt"), GRAMMAR)
    return explain(seen, GRAMMAR, **options)  # type: ignore[arg-type]  # options by name


def template(pattern: str, gate: tuple[str, ...] = (), fills: str = "decision") -> Template:
    """A template by its pattern alone."""
    return Template(f"test.{pattern}", fills, pattern, gate, {}, 0, (), "test")


def test_a_sentence_shows_its_frames_and_records() -> None:
    """The sentence that requires something names the phrase that opened the passage, the cue, and the directive."""
    told = explained(REPORT)[1]
    assert [one.template for one in told.fired if one.kind == "reporting"] == ["reporting.marked"]
    assert any(one.kind == "requirement" and one.said == "要" for one in told.fired)
    assert [(one.kind, one.template) for one in told.records] == [("directive", "requirement.modal")]


def test_a_dropped_frame_names_who_it_lost_to() -> None:
    """What matched and was dropped is told with the template that won."""
    told = explained("会议议定：由县水利局牵头清淤。\n")
    lost = [(one.template, one.lost_to) for sentence in told for one in sentence.dropped]
    assert ("decision.verb", "decision.lead") in lost


def test_a_sentence_that_nothing_matches_says_so() -> None:
    """Nothing matched is an answer too, with the sentence as its people are masked."""
    told = explanation_text(see_document(read_document(REPORT.encode(), name="r.txt"), GRAMMAR), explained(REPORT)[2:])
    assert "no template matches" in told or "did not match" in told


@pytest.mark.parametrize(
    ("pattern", "text", "matched", "wanted", "elsewhere"),
    [
        (
            "(?<verb>亮出) [两三] 张 清单",
            "他亮出三张任务清单",
            "亮出三张",
            "清单",
            "“清单” stands further on; “任务” lies between",
        ),
        ("(?<verb>亮出) [两三] 张 清单", "清单上他亮出三张", "亮出三张", "清单", "“清单” stands before it"),
        ("(?<verb>亮出) 张? 清单", "他亮出台账", "亮出", "清单", ""),
        ("(?<verb>亮出 (?! 了 ) )", "他亮出了清单", "亮出", "(?! 了 )", ""),
        ("(?: 甲 (?<verb>乙) | 亮出 (?<verb>清单) )", "他亮出台账", "亮出", "清单", ""),
    ],
)
def test_a_near_miss_tells_where_the_pattern_stopped(
    pattern: str, text: str, matched: str, wanted: str, elsewhere: str
) -> None:
    """The longest beginning that matches, what was wanted next, and where that stands if it does."""
    miss = NearMisses(GRAMMAR).find(template(pattern), text)
    assert miss is not None
    assert (miss.matched, miss.wanted, miss.elsewhere) == (matched, wanted, elsewhere)


def test_a_template_that_matches_or_whose_gate_is_shut_is_no_near_miss() -> None:
    """There is nothing to explain where it matched, and nothing near where no literal stands."""
    misses = NearMisses(GRAMMAR)
    assert misses.find(template("(?<verb>亮出)"), "他亮出清单") is None
    assert misses.find(template("(?<verb>亮出)", ("压阵",)), "他走了") is None


@pytest.mark.parametrize("name", sorted(GRAMMAR.templates))
def test_every_pattern_can_be_tried_piece_by_piece(name: str) -> None:
    """For each built-in template, a text of its gate and nothing else is explained without an error."""
    one = GRAMMAR.templates[name]
    assert all(NearMisses(GRAMMAR).branches(one))
    NearMisses(GRAMMAR).find(one, "甲乙".join(one.gate[:3]) or "甲乙")
    tree = read_pattern(one.pattern)
    assert {part.name for part in tree.walk() if part.shape is Shape.REFERENCE} <= GRAMMAR.lexicon.keys()


@pytest.mark.parametrize("path", GOLD[::7], ids=lambda path: path.stem)
def test_explanations_keep_what_matching_keeps(path: Path) -> None:
    """The frames told as kept are those that the program keeps."""
    text = read_document(path).text
    for kind in GRAMMAR.kinds.values():
        if not kind.together:
            kept = [one.frame for one in contest(GRAMMAR, kind.name, text) if one.lost_to is None]
            assert kept == match_frames(GRAMMAR, kind.name, text)


def test_the_command_takes_a_line_and_a_template(tmp_path: Path) -> None:
    """FILE:LINE with --template tells of that line and template; --json gives the same as values."""
    path = tmp_path / "report.txt"
    path.write_text("春耕\n" + REPORT, encoding="utf-8")
    run = CliRunner().invoke(app, ["templates", "explain", f"{path}:2", "--template", "attendance.chairs"])
    assert run.exit_code == 0
    assert "+ attendance.chairs  “{P}主持”" in run.output
    run = CliRunner().invoke(app, ["templates", "explain", f"{path}:2", "--json"])
    assert [one["line"] for one in json.loads(run.stdout)] == [2, 2, 2]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["explain", "nowhere.txt"], 1, "no such file"),
        (["explain", "report.txt:99"], 1, "has no text on line 99"),
        (["explain", "report.txt", "--template", "no.such"], 2, "there is no such template"),
        (["explain", "report.txt", "--date", "gestern"], 2, "is no date"),
        (["explain", "report.txt", "--templates", "nowhere"], 2, "no such folder"),
        (["show", "attendance.chair"], 2, "did you mean attendance.chairs"),
        (["list", "--kind", "chairs"], 2, "is none of"),
        (["check", "nowhere"], 1, "not a folder"),
    ],
)
def test_wrong_usage_is_told(
    arguments: list[str], status: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clear message and the right status, and no traceback."""
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    run = CliRunner().invoke(app, ["templates", *arguments])
    assert run.exit_code == status
    assert said in " ".join(run.stderr.split())


def test_list_and_show() -> None:
    """The list has a line for each template; show has its source, its lexicon and its examples with results."""
    listed = CliRunner().invoke(app, ["templates", "list"]).output
    assert all(f"\n{name} " in listed for name in GRAMMAR.templates)
    shown = CliRunner().invoke(app, ["templates", "show", "decision.verb", "--expanded"]).output
    for said in ("[[template]]", "{decision_verb} 决定动词", "1 holds (wanted)", "expanded pattern:"):
        assert said in shown
    assert "spoken of by: " in CliRunner().invoke(app, ["templates", "show", "{p}"]).output


def test_a_grammar_of_ones_own_is_explained(tmp_path: Path) -> None:
    """Templates of a folder take part like the built-in ones."""
    (tmp_path / "mine.toml").write_text(
        '[[template]]\nid = "mine.stands-by"\nfills = "attendance"\npattern = "(?<attendee>{p}) 到场 压阵"\n',
        encoding="utf-8",
    )
    grammar: Grammar = load_grammar(tmp_path)
    seen = see_document(read_document(REPORT.replace("任远帆", "副县长任远帆").encode(), name="r.txt"), grammar)
    told = explain(seen, grammar)[2]
    assert [one.template for one in told.fired if one.kind == "attendance"] == ["mine.stands-by"]
    assert [one.summary for one in told.records] == ["任远帆 attendee 副县长"]
