"""Templates and lexicon: loading, every problem at once, replacing, expanding, words as patterns."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from minutes.errors import GrammarError
from minutes.grammar import Grammar, load_grammar, read_grammar, trie_pattern

TEMPLATE = """
[[template]]
id = "{id}"
fills = "{fills}"
gate = ["{gate}"]
pattern = '''{pattern}'''
{sets}
[[template.example]]
text = "{text}"
want = {want}
[[template.example]]
text = "{other}"
want = "nothing"
"""
GOOD = {
    "id": "own.stamp",
    "fills": "stamp",
    "gate": "签发",
    "pattern": r"签发： (?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)",
    "sets": "sets = { rank = 2 }",
    "text": "签发：2024-03-05",
    "want": '{ year = "2024", month = "03", day = "05" }',
    "other": "由局长签发。",
}


def folder(tmp_path: Path, text: str) -> Path:
    """A folder with one file."""
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    return tmp_path


def template(**changes: str) -> str:
    """The good template with some of its fields changed."""
    return TEMPLATE.format(**(GOOD | changes))


def test_the_built_in_grammar_loads_once_and_without_a_problem() -> None:
    """The same object each time; every frame kind that the engine asks for has templates."""
    grammar = load_grammar()
    assert load_grammar() is grammar
    for kind in ("layout", "convening", "attendance", "citation", "stamp", "reporting", "requirement", "deadline"):
        assert grammar.of_kind(kind), kind


def test_templates_of_a_kind_come_by_priority_then_id() -> None:
    """The order does not depend on the order of files."""
    found = [(-t.priority, t.id) for t in load_grammar().of_kind("convening")]
    assert found == sorted(found)


def test_a_folder_adds_to_the_built_in_templates(tmp_path: Path) -> None:
    """The user's own template works beside the others, and the digest tells that the set is another."""
    own = load_grammar(folder(tmp_path, template()))
    assert "own.stamp" in own.templates
    assert len(own.templates) == len(load_grammar().templates) + 1
    assert own.digest != load_grammar().digest
    assert own.compiled(own.templates["own.stamp"]).search("签发：2024-03-05")


def test_the_same_id_replaces_a_built_in(tmp_path: Path) -> None:
    """A template of the folder stands for the built-in one of its id."""
    replaced = load_grammar().of_kind("stamp")[0].id
    own = load_grammar(folder(tmp_path, template(id=replaced)))
    assert own.templates[replaced].gate == ("签发",)
    assert len(own.templates) == len(load_grammar().templates)


def test_a_lexicon_entry_of_the_folder_replaces_the_built_in(tmp_path: Path) -> None:
    """The words of the folder count, in patterns too."""
    own = load_grammar(folder(tmp_path, '[lexicon.compound_surname]\nterm = "复姓"\nwords = ["欧阳"]\n'))
    assert own.words("compound_surname") == {"欧阳"}
    assert own.pattern("compound_surname").fullmatch("欧阳")
    assert not own.pattern("compound_surname").fullmatch("司马")


FAULTS = [
    (template(pattern="签发(?<year>"), "own.toml"),
    (template(fills="nonsense"), "nonsense"),
    (template(pattern="签发(?<nonsense>甲)"), "nonsense"),
    (template(pattern="签发{no_such_entry}"), "no_such_entry"),
    ("[[template]]\nid = 3\n", "own.toml"),
    ("this is no TOML", "own.toml"),
    (template() + template(), "own.stamp"),
    ('[lexicon.own]\nterm = "甲"\npattern = "{own}"\n' + template(pattern="签发{own}"), "own"),
]


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_what_is_wrong_with_a_file_is_said_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    """Loading fails with a message that names the file, the template or the entry."""
    with pytest.raises(GrammarError) as error:
        load_grammar(folder(tmp_path, text))
    assert said in str(error.value)


def test_all_problems_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    """Two faulty files give the faults of both, and what can be read is read."""
    (tmp_path / "one.toml").write_text("not TOML", encoding="utf-8")
    (tmp_path / "two.toml").write_text(template(fills="nonsense"), encoding="utf-8")
    grammar, problems = read_grammar(tmp_path)
    assert any("one.toml" in problem for problem in problems)
    assert any("nonsense" in problem for problem in problems)
    assert len(grammar.templates) >= len(load_grammar().templates)


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    """A wrong path is a problem, not an empty set."""
    with pytest.raises(GrammarError, match="not a folder"):
        load_grammar(tmp_path / "nowhere")


def test_a_tool_is_made_once() -> None:
    """What costs to build from a grammar is kept with it."""
    grammar = load_grammar()

    def count(given: Grammar) -> list[Grammar]:
        return [given]

    assert grammar.tool(count) is grammar.tool(count)


@given(st.sets(st.text(alphabet="区委书记长.[ #^", min_size=1, max_size=4), min_size=1, max_size=12))
def test_a_trie_matches_its_words_and_nothing_else(words: set[str]) -> None:
    """Common beginnings are shared, the longest word wins, special characters are literal."""
    ordered = tuple(sorted(words))
    pattern = regex.compile(trie_pattern(ordered), regex.V1 | regex.X)
    assert all(pattern.fullmatch(word) for word in ordered)
    for word in ordered:
        other = word + "长"
        found = pattern.match(other)
        longest = max((w for w in ordered if other.startswith(w)), key=len)
        assert found is not None
        assert found[0] == longest
    assert not pattern.fullmatch("甲")
