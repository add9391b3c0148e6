"""The generated figures of the accuracy page."""

from __future__ import annotations

from pathlib import Path

import pytest

from minutes import accuracy
from minutes.accuracy import PAGE as PAGE_OF_THE_PROJECT
from minutes.accuracy import chosen_gold, filled, main, tables
from minutes.errors import MinutesError
from minutes.evaluating import Evaluation, evaluate
from minutes.evaluating.gold import GoldError
from tests.evaluating.test_evaluating import GOLD, RECORDS, folder

PAGE = "# 准\n\nby hand\n<!-- figures: own -->\nold\n<!-- end of figures -->\nbehind\n"


def small(tmp_path: Path) -> Evaluation:
    """Two documents, one of them without records."""
    gold = folder(tmp_path / "g", min01__gold=GOLD, news01__gold=GOLD)
    return evaluate(gold, folder(tmp_path / "p", min01__records=RECORDS))


def test_the_tables_hold_each_score_and_each_kind(tmp_path: Path) -> None:
    """A row a score, a row a kind, a row a sort of difference."""
    text = tables(small(tmp_path))
    assert "2 documents." in text
    assert "| names | 0.500 | 0.250 | 0.333 | 1 | 4 | 2 |" in text
    assert "| min | 1 | 0.000 | 0.500 |" in text
    assert "| name missed | 3 | 2 |" in text
    assert "| meeting missed | 1 | 1 |" in text


def test_text_by_hand_stays() -> None:
    """Only what stands between the marks is replaced."""
    page = filled(PAGE, "own", r"new \1 figures")
    assert page == PAGE.replace("\nold\n", "\n\nnew \\1 figures\n\n")
    assert filled(page, "own", r"new \1 figures") == page


def test_a_page_without_marks_is_told_so() -> None:
    """The message has the lines to add."""
    with pytest.raises(MinutesError, match="<!-- figures: other -->"):
        filled(PAGE, "other", "x")


def test_the_command_writes_and_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` fails before `--write` and passes after it."""
    found = small(tmp_path)
    monkeypatch.setattr(accuracy, "evaluate_folder", lambda path: found)
    page = tmp_path / "accuracy.md"
    page.write_text(PAGE, encoding="utf-8")
    arguments = ["own=x", "--page", str(page)]
    assert main(["--check", *arguments]) == 1
    assert 'minutes.accuracy --write "own=x"' in capsys.readouterr().err
    assert main(["--write", *arguments]) == 0
    assert main(["--check", *arguments]) == 0
    assert "| names | 0.500 |" in page.read_text(encoding="utf-8")


def test_a_pattern_chooses_documents_by_name(tmp_path: Path) -> None:
    """The last part of a path that is no folder is matched against names of documents."""
    gold = folder(tmp_path / "g", min01__gold=GOLD, min03__gold=GOLD, news01__gold=GOLD)
    assert [file.name for file in chosen_gold(gold / "*1")] == ["min01.gold.json", "news01.gold.json"]
    assert [file.name for file in chosen_gold(gold / "*[!3]")] == ["min01.gold.json", "news01.gold.json"]
    assert len(chosen_gold(gold)) == 3


def test_a_pattern_that_chooses_nothing_is_told_so(tmp_path: Path) -> None:
    """Figures over no document at all are none."""
    gold = folder(tmp_path / "g", min01__gold=GOLD)
    with pytest.raises(GoldError, match=r"there is no \*\.gold\.json"):
        chosen_gold(gold / "news*")


def test_the_page_has_a_place_for_the_own_gold(tmp_path: Path) -> None:
    """The command runs on the gold of the project as it is and fills the page's own marks."""
    root = Path(__file__).parents[2]
    source = root / PAGE_OF_THE_PROJECT
    if not source.is_file():
        pytest.skip(f"{source} is not there")
    page = tmp_path / "accuracy.md"
    page.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    arguments = [f"own gold={root / 'tests' / 'gold'}", "--page", str(page)]
    assert main(["--write", *arguments]) == 0
    assert main(["--check", *arguments]) == 0
    documents = len(list((root / "tests" / "gold").glob("*.gold.json")))
    assert f"<!-- figures: own gold -->\n\n{documents} documents." in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("mark", "end"),
    [
        ("<!-- figures: own gold -->", "<!-- end of figures -->"),
        ("<!-- figures: development, read -->", "<!-- end of figures -->"),
        ("<!-- figures: development, not read -->", "<!-- end of figures -->"),
        ("<!-- names: beside taggers -->", "<!-- end of names -->"),
    ],
)
def test_what_is_generated_stands_between_marks(mark: str, end: str) -> None:
    """Every block has been filled once, and its marks are still there to fill it again."""
    source = Path(__file__).parents[2] / PAGE_OF_THE_PROJECT
    if not source.is_file():
        pytest.skip(f"{source} is not there")
    _, found, behind = source.read_text(encoding="utf-8").partition(mark + "\n")
    block, ends, _ = behind.partition(end)
    assert found
    assert ends
    assert "| " in block
