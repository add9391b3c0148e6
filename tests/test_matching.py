"""Frames: slots, gates, and which of several that overlap wins."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.grammar import Grammar, load_grammar
from minutes.matching import Gates, match_frames, match_template, open_templates

OWN = """
[[template]]
id = "{id}"
fills = "exclusion"
gate = ["{gate}"]
priority = {priority}
pattern = '''{pattern}'''
[[template.example]]
text = "{gate}"
want = {{}}
[[template.example]]
text = "无{gate}"
want = "nothing"
"""


@pytest.fixture
def own(tmp_path: Path) -> Grammar:
    """A grammar with three templates of one kind that claim the same characters."""
    text = "".join(
        OWN.format(id=name, gate=gate, priority=priority, pattern=pattern)
        for name, gate, priority, pattern in [
            ("own.long", "甲乙", 0, "(?<!无)甲乙丙?"),
            ("own.short", "乙", 0, "(?<!无)乙"),
            ("own.first", "丙", 9, "(?<!无)丙丁?"),
        ]
    )
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    return load_grammar(tmp_path)


def frames(grammar: Grammar, text: str) -> list[tuple[str, str]]:
    """The own frames of a text: template and what it matched."""
    found = match_frames(grammar, "exclusion", text)
    return [(f.template, text[f.start : f.end]) for f in found if f.template.startswith("own.")]


WINNERS = [
    ("甲乙", [("own.long", "甲乙")]),
    ("乙甲", [("own.short", "乙")]),
    ("甲乙丙丁", [("own.short", "乙"), ("own.first", "丙丁")]),
    ("甲乙丙", [("own.short", "乙"), ("own.first", "丙")]),
    ("甲乙戊乙", [("own.long", "甲乙"), ("own.short", "乙")]),
    ("戊己", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "wanted"), WINNERS)
def test_the_higher_priority_wins_then_the_longer(own: Grammar, text: str, wanted: list[tuple[str, str]]) -> None:
    """Of frames that overlap one is kept; those that lost leave their place to others."""
    assert frames(own, text) == wanted


def test_frames_come_left_to_right_and_do_not_overlap() -> None:
    """Whatever templates match, the characters of a frame belong to it alone."""
    text = "会议强调，要守好堤坝。温如许指出，要备足砂石。会议还要求，各镇街要落实责任。"
    found = match_frames(load_grammar(), "reporting", text)
    assert len(found) >= 3
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_frame_says_what_stands_in_a_slot() -> None:
    """An empty slot is None."""
    text = "发布时间：2022-11-18"
    (frame,) = match_frames(load_grammar(), "stamp", text)
    assert frame.said(text, "year") == "2022"
    assert frame.said(text, "nothing") is None


def test_a_stretch_is_searched_and_no_more() -> None:
    """Frames lie within the bounds given."""
    text = "发布时间：2022-11-18"
    grammar = load_grammar()
    assert match_frames(grammar, "stamp", text, 0, 8) == []
    assert len(match_frames(grammar, "stamp", text, 0)) == 1


def test_without_a_gate_literal_nothing_is_searched() -> None:
    """The gate of a template is asked before its pattern."""
    grammar = load_grammar()
    for template in grammar.of_kind("stamp"):
        if template.gate:
            assert list(match_template(grammar, template, "今天开会")) == []


@given(st.text(alphabet="甲乙丙丁主持召开会议出席", max_size=30))
def test_gates_open_exactly_for_the_literals_that_stand_there(text: str) -> None:
    """One search for all literals tells the same as a search for each."""
    grammar = load_grammar()
    for kind in ("convening", "reporting"):
        templates = grammar.of_kind(kind)
        plain = [t for t in templates if not t.gate or any(literal in text for literal in t.gate)]
        assert list(Gates(templates).open(text, 0, len(text))) == plain
        assert list(open_templates(grammar, kind, text)) == plain
