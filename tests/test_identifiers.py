"""Ids come from content, and each is given once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.identifiers import Identifiers, content_id

SAME = [
    (["2024-03-05", "春耕调度会"], ["2024-03-05", "春耕 调度会"]),
    (["会议强调，要抓实"], ["会议强调,要抓实"]),
    (["(一)守好堤坝"], ["（一）守好堤坝"]),
    (["12月"], ["１２月"]),
    ([None, "甲"], ["", "甲"]),
    ([1, "甲"], ["1", "甲"]),
    (["紧盯消\n\n防"], ["紧盯消防"]),
]
DIFFERENT = [
    (["甲", "乙"], ["甲乙"]),
    (["甲", "乙"], ["乙", "甲"]),
    (["甲", None], ["甲"]),
    (["2024-03-05", "春耕调度会"], ["2024-03-06", "春耕调度会"]),
    (["守好堤坝。"], ["守好堤坝"]),
    (["甲", 1], ["甲", 2]),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_blanks_and_widths_make_no_other_id(one: list[str | int | None], other: list[str | int | None]) -> None:
    """The same words printed otherwise, line ends included, are the same content."""
    assert content_id("x", one) == content_id("x", other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_content_has_another_id(one: list[str | int | None], other: list[str | int | None]) -> None:
    """Other words, another order or another division give another id."""
    assert content_id("x", one) != content_id("x", other)


def test_a_prefix_is_part_of_the_id() -> None:
    """Meetings and directives of the same words differ."""
    assert content_id("mtg", ["甲"]).startswith("mtg-")
    assert content_id("mtg", ["甲"]) != content_id("dir", ["甲"])


def test_the_second_of_the_same_content_gets_a_number() -> None:
    """What is issued is never issued again."""
    ids = Identifiers()
    first = ids.issue("dir", ["甲"])
    assert [ids.issue("dir", ["甲"]), ids.issue("dir", ["甲"])] == [f"{first}-2", f"{first}-3"]
    assert Identifiers().issue("dir", ["甲"]) == first


@given(st.lists(st.text(max_size=8), max_size=4))
def test_any_text_has_an_id_of_one_form(parts: list[str]) -> None:
    """Twelve hexadecimal digits behind the prefix."""
    assert re.fullmatch("x-[0-9a-f]{12}", content_id("x", parts))


def test_half_a_character_is_no_error() -> None:
    """Lone surrogates, which a broken page may hold, have an id too."""
    assert content_id("x", ["\ud800"]) != content_id("x", ["\ud801"])
