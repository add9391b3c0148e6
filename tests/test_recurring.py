"""Names that show by standing in a document twice."""

from __future__ import annotations

import pytest

from minutes.grammar import load_grammar
from minutes.recurring import RecurringNames
from tests.told import roles

RECURRING = RecurringNames(load_grammar())


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("县长尉迟昭眉头一皱。尉迟昭扭头就走。", ["尉迟昭"]),
        ("县长骆远航眉头一皱。骆远航扭头就走。", ["骆远航"]),
        ("县长尉迟昭眉头一皱。尉迟昭眉头一皱。", []),
        ("县长尉迟昭眉头一皱。", []),
        ("教师尉迟昭眉头一皱。尉迟昭扭头就走。", []),
    ],
)
def test_two_places_with_different_words_behind_settle_a_name(page: str, wanted: list[str]) -> None:
    """The same words twice settle nothing, and a post that many hold vouches for none."""
    assert list(RECURRING.names(page, 0, page.index("。") + 1, ())) == wanted


def test_a_name_known_elsewhere_is_none_again() -> None:
    """What is known already needs no second look."""
    page = "县长尉迟昭眉头一皱。尉迟昭扭头就走。"
    assert list(RECURRING.names(page, 0, 10, ("尉迟昭",))) == []


def test_who_is_so_found_takes_part() -> None:
    """The post before the name is theirs wherever the name stands."""
    found = roles("3月5日，青禾县召开防汛工作会议，县长尉迟昭眉头一皱。尉迟昭要求，要守好堤坝。")
    assert found == {"尉迟昭": "speaker"}
