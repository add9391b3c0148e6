"""Which characters practically never stand side by side, and how that is counted."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from minutes.adjacency import practically_never
from tools.count_adjacency import count_pairs, strangers


@pytest.mark.parametrize("pair", ["指监", "节领", "的们", "落关", "贯深", "域度", "准议"])
def test_some_frequent_characters_never_meet(pair: str) -> None:
    """Frequent ones that no sentence puts side by side."""
    assert practically_never(pair[0], pair[1])


@pytest.mark.parametrize(
    "pair", ["指标", "消防", "精准", "会议", "的工", "准备", "党委", "领导", "龘龘", "，要", "3月"]
)
def test_words_rare_characters_and_marks_are_no_strangers(pair: str) -> None:
    """Nothing is said of a pair that stands together, nor of what is rare, nor of marks and digits."""
    assert not practically_never(pair[0], pair[1])


def test_the_data_are_small_and_in_order() -> None:
    """At most 300,000 bytes, a line for each first character, its characters once each and sorted."""
    data = files("minutes").joinpath("lexicon/never_adjacent.txt").read_bytes()
    assert len(data) <= 300_000
    lines = data.decode("utf-8").splitlines()
    assert [line[0] for line in lines] == sorted({line[0] for line in lines})
    assert all(list(line[1:]) == sorted(set(line[1:])) for line in lines)


def test_pairs_are_counted_within_runs_of_characters() -> None:
    """A mark, a blank or a digit parts."""
    assert count_pairs(["开会，开 会3会开"]) == Counter({"开会": 1, "会开": 1})


def test_strangers_are_frequent_and_never_meet() -> None:
    """Only where chance alone would have brought two together often enough is their never meeting a sign."""
    meeting = Counter({"甲乙": 100, "丙丁": 100, "戊己": 1})
    found = strangers(meeting)
    assert found["甲"] == "丁"
    assert found["丙"] == "乙"
    assert "戊" not in found
