"""What speeds a search up never changes what is found."""

from __future__ import annotations

import pytest

from minutes.document import Span
from minutes.grammar import load_grammar
from minutes.matching import match_open
from minutes.traits import read_traits

ENTRIES = {"word": "[^，。]", "party": "(?! 的 ) {word}{2,80}? (?<= 局 | 委 )"}

TRAITS = [
    ("(?<who> {party} ) (?= 要 )", "(?<= 局 | 委 ) (?= 要 )", False),
    ("(?<= ， ) (?<event> {word}{0,50} 大会 )", "大 会", False),
    ("{word}{0,50} (?! 人 )", None, False),
    ("由 (?<who> {party} ) 牵头", None, False),
    ("(?: {word}{0,50} 会 | 召开 )", "(?: 会 | 召开 )", False),
    ("(?: {word}{0,50} 会 | {word}{0,50} )", None, False),
    ("(?: 举行 | 召开 ) {word}{0,50} 会", None, False),
    ("由 {word}{0,50}? 作 {word}{0,50}? 报告", "作 {word}{0,50}? 报 告", False),
    (r"\A (?: 甲 | 乙 ) {word}{0,50} 丙", None, True),
    (r"(?: \A 甲 | \A 乙 )", None, True),
    (r"\A 甲 | 乙", None, False),
    (r"(?m) {word}{0,50} 会 $", None, False),
]


@pytest.mark.parametrize(("pattern", "needed", "anchored"), TRAITS)
def test_what_is_read_off_a_pattern(pattern: str, needed: str | None, anchored: bool) -> None:
    """What stands behind a run with which a match can begin is needed; a pattern bound to the beginning is anchored."""
    assert read_traits(pattern, ENTRIES.__getitem__) == (needed, anchored)


def test_a_template_finds_the_same_with_and_without() -> None:
    """The frames of every template in its examples and in those of its kind are those of its bare pattern."""
    grammar = load_grammar()
    skipped = 0
    for template in grammar.templates.values():
        matcher = grammar.matcher(template)
        texts = [e.text.replace("{P}", "\ue000") for t in grammar.of_kind(template.fills) for e in t.examples]
        for text in texts:
            bare = [
                (*m.span(), {slot: Span(*m.span(group)) for slot, group in matcher.slots if m.start(group) >= 0})
                for m in matcher.pattern.finditer(text)
                if m.end() > m.start()
            ]
            frames = match_open(grammar, template, text, 0, len(text))
            assert [(f.start, f.end, f.slots) for f in frames] == bare, (template.id, text)
            skipped += matcher.needed is not None and not bare
    assert skipped > 100
