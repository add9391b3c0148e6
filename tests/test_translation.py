"""Patterns said in the syntax of `re`: the same matches as with `regex`."""

from __future__ import annotations

import re

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.character_sets import CharacterSet, read_class
from minutes.compiled import slot_of
from minutes.grammar import Grammar, load_grammar
from minutes.template_parts import Template
from minutes.translation import Translator, UntranslatableError

ENTRIES = {
    "b": r"\s",
    "mark": "[，。；]",
    "post": "县长|书记|副(?:县长|书记)",
    "dated": r"(?<month>\d{1,2})月",
    "loop": "甲{0,3}乙",
}
PATTERNS = [
    "(?<= 会议 | ， ) (?<verb> 强调 | 要求 | 指出 | 希望 ) (?! 、 )",
    "(?<! 不 | 没有 | 并未 ) 召开",
    r"(?<= \A | {mark} \s{0,3} ) (?<who> [\p{Han}]{2,4}? ) (?= {post} )",
    r"[[\p{Han}A-Z]--[的了县]]{2,6}+ 长",
    r"(?: {dated} | (?<month>本) 月 ) 底?",
    r"(?<= (?: [于在] [^，。]{1,12} )? ，) {post}",
    r"(?<! 年 {b}? ) {post}",
    r"(?: 、 | 和 ){0,2} {loop} \b",
    r"(?m) ^ \s{0,4} (?<number> \d+ ) [、.．] | 县 $",
    r"\A (?: 甲 | [乙丙] 丁 )",
    r"(?: 县长 | 书记 | 局长 | 处长 | 科长 ) (?: 强调 | 说 )? ，?",
    r"(?> 甲+ ) 乙 | (?: 甲 | 乙 | 丙 | 丁 ){1,3}+ 县",
    r"(?<= [^\n]{0,40} 会议 ) (?<verb> 强调 )",
]
CHARACTERS = "会议强调要求，。；不没有并未召开县长书记副月本底0１9年甲乙丙丁 \n、和于在局A的𠀀"


def by_regex(pattern: str) -> regex.Pattern[str]:
    """The pattern as `regex` has it."""
    said = pattern
    for _ in range(3):
        said = re.sub(r"\{([a-z]+)\}", lambda m: f"(?:{ENTRIES[m[1]]})", said)
    return regex.compile(said, regex.VERSION1 | regex.VERBOSE)


def found(pattern: re.Pattern[str] | regex.Pattern[str], text: str) -> list[tuple[object, object]]:
    """Where the pattern and its slots match."""
    groups = [(slot_of(name), number) for name, number in pattern.groupindex.items()]
    return [
        (match.span(), {slot: match.span(number) for slot, number in groups if match.start(number) >= 0})
        for match in pattern.finditer(text)
    ]


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=150, deadline=None)
@given(text=st.text(st.sampled_from(CHARACTERS), max_size=40))
def test_a_translated_pattern_matches_the_same(pattern: str, text: str) -> None:
    """Spans and slots are those of `regex`."""
    translated = re.compile(Translator(ENTRIES.__getitem__).translate(pattern))
    assert found(translated, text) == found(by_regex(pattern), text)


@pytest.mark.parametrize("pattern", [r"\G 甲", r"(甲) \1", "(?<= 甲+ ) 乙", "(?i) a", "[[:alpha:]]", r"\g<x> 甲"])
def test_what_re_cannot_say_is_not_translated(pattern: str) -> None:
    """Such a pattern stays with `regex`; none is translated to something else."""
    with pytest.raises(UntranslatableError):
        Translator(ENTRIES.__getitem__).translate(pattern)


def test_most_patterns_of_the_grammar_are_found_by_re() -> None:
    """Nineteen of twenty templates are said in the syntax of `re`."""
    grammar = load_grammar()
    said = [isinstance(grammar.compiled(template), re.Pattern) for template in grammar.templates.values()]
    assert sum(said) >= 0.95 * len(said)


def _expanded(grammar: Grammar, template: Template) -> regex.Pattern[str]:
    return regex.compile(grammar.expand(template.pattern), regex.VERSION1 | regex.VERBOSE)


def test_every_template_matches_its_examples_as_with_regex() -> None:
    """Every example text of a template has the same frames, whichever module finds them."""
    grammar = load_grammar()
    for template in grammar.templates.values():
        whole, slots = _expanded(grammar, template), grammar.matcher(template).slots
        for example in template.examples:
            text = example.text.replace("{P}", "\ue000")
            wanted = [
                (m.span(), {s: m.span(s) for s in whole.groupindex if m.start(s) >= 0}) for m in whole.finditer(text)
            ]
            got = [
                (m.span(), {slot: m.span(group) for slot, group in slots if m.start(group) >= 0})
                for m in grammar.compiled(template).finditer(text)
            ]
            assert got == wanted, (template.id, text)


CLASSES = [r"\d", r"\s", r"[\p{Han}A-Za-z]", "[^，。\\n]", r"[[\p{Han}\d]--[一二三]--[会]]", r"[\]\-^]"]
RANGES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=6)


@pytest.mark.parametrize("source", CLASSES)
def test_a_class_holds_what_it_holds_in_regex(source: str) -> None:
    """Of all characters, the same."""
    everything = "".join(map(chr, range(0x110000)))
    chars = read_class(source) if source.startswith("[") else read_class(f"[{source}]")
    assert re.findall(chars.source(), everything) == regex.findall(source, everything, regex.VERSION1)


@given(RANGES, RANGES)
def test_sets_of_characters_behave_as_sets(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    """Union, difference and complement are those of sets."""
    a, b = (CharacterSet.of((low, low + more) for low, more in pairs) for pairs in (one, other))
    for char in map(chr, range(72)):
        assert (char in (a | b)) == (char in a or char in b)
        assert (char in (a - b)) == (char in a and char not in b)
        assert (char in ~a) == (char not in a)
    assert len(a) == len(a.members())
