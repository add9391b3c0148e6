"""Scores: by hand on a small case, equal to the reference program's on whole folders."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from minutes.evaluating import SCORES, Count, GoldError, counting, evaluate, evaluation, pairing
from minutes.evaluating.report import json_report, text_report
from tests.evaluating.disturbed import write_predictions

ROOT = Path(__file__).parents[2]
OWN_GOLD = ROOT / "tests" / "gold"
REFERENCE = ROOT.parent / "shared" / "score.py"
OTHER_GOLD = ROOT.parent / "shared" / "dev"

GOLD: dict[str, Any] = {
    "chars": 200,
    "meetings": [
        {
            "kind": "meeting",
            "title": "石桥镇召开清淤会",
            "date": "2023-03-09",
            "attendees": [
                {"name": "韩朔", "role": "chair", "title": "镇长（代）"},
                {"name": "顾长亭", "role": "presenter", "title": None},
            ],
            "groups": ["各村"],
            "directives": [
                {
                    "level": 1,
                    "kind": "requirement",
                    "span": [50, 70],
                    "speaker": "韩朔",
                    "verb": "要求",
                    "ordinal": 1,
                    "headline": None,
                    "responsible": ["镇水利站", "各村"],
                    "lead": ["镇水利站"],
                    "support": ["各村"],
                    "deadlines": [{"text": "4月底前", "date": "2023-04-30"}],
                },
                {
                    "level": 2,
                    "kind": "requirement",
                    "span": [55, 60],
                    "speaker": "韩朔",
                    "verb": "要求",
                    "ordinal": 1,
                    "headline": None,
                    "responsible": [],
                    "deadlines": [],
                },
            ],
        }
    ],
    "ignore": [[100, 120]],
}
RECORDS: dict[str, Any] = {
    "meetings": [{"id": "m", "kind": "meeting", "date": None}],
    "attendees": [
        {"meeting_id": "m", "name": "韩 朔", "role": "chair", "title": "镇长(代)"},
        {"meeting_id": "m", "name": "方远", "role": "attendee", "title": "主任"},
    ],
    "directives": [
        {
            "meeting_id": "m",
            "parent_id": None,
            "kind": "requirement",
            "speaker": "会议",
            "ordinal": 1,
            "text": "清淤",
            "responsible": [{"name": "镇水利站", "part": "lead"}, {"name": "各村", "part": "lead"}],
            "deadlines": [{"text": "4月底前", "date": None}],
            "evidence": {"start": 52, "end": 70},
        },
        {"meeting_id": "m", "kind": "expectation", "evidence": {"start": 80, "end": 90}},
        {"meeting_id": "m", "kind": "requirement", "text": "希望", "evidence": {"start": 101, "end": 119}},
    ],
}


def folder(path: Path, **files: object) -> Path:
    """A folder with these files; `a__gold` is a.gold.json."""
    path.mkdir()
    for name, value in files.items():
        (path / f"{name.replace('__', '.')}.json").write_text(json.dumps(value), encoding="utf-8")
    return path


def test_each_score_of_a_small_case_is_what_a_hand_counts(tmp_path: Path) -> None:
    """Names fold blanks and widths, hopes and ignored stretches do not count, inner directives do not either."""
    total = evaluate(folder(tmp_path / "g", a__gold=GOLD), folder(tmp_path / "p", a__records=RECORDS)).total
    assert {score: (total[score].right, total[score].gold, total[score].predicted) for score in SCORES} == {
        "meetings": (0, 1, 1),
        "names": (1, 2, 2),
        "roles": (1, 2, 2),
        "titles": (1, 1, 2),
        "directives": (1, 1, 1),
        "directives@0.9": (1, 1, 1),
        "speakers": (0, 1, 1),
        "ordinals": (1, 1, 1),
        "responsible": (2, 2, 2),
        "parts": (1, 2, 2),
        "deadlines": (0, 1, 1),
    }


def test_each_difference_is_told(tmp_path: Path) -> None:
    """The misses of the small case, one line each."""
    misses = evaluate(folder(tmp_path / "g", a__gold=GOLD), folder(tmp_path / "p", a__records=RECORDS)).misses
    assert [str(one).split("\t", 1)[1] for one in misses] == [
        "meeting\tgold meeting 2023-03-09\tgot meeting None",
        "name missed\t顾长亭 presenter",
        "name invented\t方远 attendee",
        "speaker\t[50, 70] gold 韩朔, got 会议",
        "deadline\t[50, 70] gold [('4月底前', '2023-04-30')], got [('4月底前', None)]",
    ]


def test_gold_as_prediction_is_perfect(tmp_path: Path) -> None:
    """On the project's own gold, what gold says scores 1 in everything."""
    write_predictions(OWN_GOLD, tmp_path, seed=0, rate=0)
    total = evaluate(OWN_GOLD, tmp_path).total
    # The reference counts groups nowhere, and drops hopes from predictions; gold has none of either.
    assert {score: total[score].f1 for score in SCORES if score != "parts"} == dict.fromkeys(
        (score for score in SCORES if score != "parts"), 1.0
    )
    assert total["parts"].recall == 1.0


def test_no_prediction_is_no_record(tmp_path: Path) -> None:
    """A document without a records file counts with all its gold and nothing predicted."""
    total = evaluate(folder(tmp_path / "g", a__gold=GOLD), folder(tmp_path / "p")).total
    assert total["names"] == Count(0, 2, 0)
    assert total["deadlines"] == Count(0, 1, 0)


def test_a_broken_prediction_is_told_and_counts_as_none(tmp_path: Path) -> None:
    """The other documents are scored all the same."""
    gold = folder(tmp_path / "g", a__gold=GOLD, b__gold=GOLD)
    found = evaluate(gold, folder(tmp_path / "p", a__records=[1], b__records=RECORDS))
    assert [message.count("minutes validate a.records.json") for message in found.unreadable] == [1]
    assert found.total["names"] == Count(1, 4, 2)


@pytest.mark.parametrize(("gold", "words"), [({"meetings": [{}]}, "/meetings/0/kind"), ([], "correct the gold")])
def test_broken_gold_stops_with_its_place(tmp_path: Path, gold: object, words: str) -> None:
    """Without gold no figure can be had."""
    with pytest.raises(GoldError, match=words):
        evaluate(folder(tmp_path / "g", a__gold=gold), tmp_path)


def test_a_folder_without_gold_is_told_so(tmp_path: Path) -> None:
    """The message says what is looked for."""
    with pytest.raises(GoldError, match=r"there is no \*\.gold\.json"):
        evaluate(tmp_path, tmp_path)


def test_kinds_are_told_apart_by_the_letters_of_the_name(tmp_path: Path) -> None:
    """min01 and min02 are one kind, news01 another; the figures of each follow the total."""
    gold = folder(tmp_path / "g", min01__gold=GOLD, min02__gold=GOLD, news01__gold=GOLD)
    found = evaluate(gold, folder(tmp_path / "p", min01__records=RECORDS))
    assert {kind: number for kind, (number, _) in found.kinds.items()} == {"min": 2, "news": 1}
    assert found.kinds["min"][1]["names"] == Count(1, 4, 2)
    assert "F1 by kind of document" in text_report(found)


def test_the_json_report_holds_every_figure(tmp_path: Path) -> None:
    """Totals, kinds, documents and misses, unrounded."""
    gold = folder(tmp_path / "g", a__gold=GOLD)
    found = evaluate(gold, folder(tmp_path / "p", a__records=RECORDS))
    report = json.loads(json_report(found, by_doc=True, misses=True))
    assert set(report["scores"]) == set(SCORES)
    assert report["by_doc"]["a"] == report["scores"] == report["kinds"]["a"]["scores"]
    assert len(report["misses"]) == 5


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference score.py is not there")
@pytest.mark.parametrize("gold", [OWN_GOLD, OTHER_GOLD], ids=["own gold", "other gold"])
@pytest.mark.parametrize(("seed", "rate"), [(1, 0.0), (2, 0.1), (3, 0.4), (4, 0.8)])
def test_the_figures_are_those_of_the_reference(tmp_path: Path, gold: Path, seed: int, rate: float) -> None:
    """On gold spoilt at random both programs print the same lines, differences included."""
    if not gold.is_dir():
        pytest.skip(f"{gold.name} is not there")
    write_predictions(gold, tmp_path, seed=seed, rate=rate)
    command = [sys.executable, str(REFERENCE), str(gold), str(tmp_path), "--by-doc", "--misses"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    ours = text_report(evaluate(gold, tmp_path), by_doc=True, misses=True)
    # The reference prints sets, so the order of the differences is open; for none it prints an empty line.
    assert sorted(filter(None, run.stdout.splitlines())) == sorted(ours.split("\n\n")[0].splitlines())


@pytest.mark.parametrize("module", [counting, pairing, evaluation], ids=lambda module: module.__name__)
def test_the_examples_of_the_docstrings_hold(module: object) -> None:
    """Each example prints what it says."""
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
