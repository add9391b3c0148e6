"""Every template and lexicon entry proves itself by its examples, and the set as a whole is sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from minutes.authoring.checking import check_directories, check_grammar
from minutes.authoring.examples import try_example
from minutes.authoring.timing import find_slowness
from minutes.authoring.vocabulary import entry_example_fault
from minutes.errors import GrammarError
from minutes.grammar import load_grammar, read_grammar
from minutes.template_parts import Entry, Template

GRAMMAR = load_grammar()


def template_examples() -> Iterator[ParameterSet]:
    """Each example of each template, named by the template's id and its number."""
    for name, template in sorted(GRAMMAR.templates.items()):
        for number in range(len(template.examples)):
            yield pytest.param(template, number, id=f"{name}-{number + 1}")


def entry_examples() -> Iterator[ParameterSet]:
    """Each example of each lexicon entry, positive and negative."""
    for name, entry in sorted(GRAMMAR.lexicon.items()):
        for number, text in enumerate(entry.examples):
            yield pytest.param(entry, text, True, id=f"{name}-{number + 1}")
        for number, text in enumerate(entry.counterexamples):
            yield pytest.param(entry, text, False, id=f"{name}-not-{number + 1}")


@pytest.mark.parametrize(("template", "number"), list(template_examples()))
def test_a_template_does_what_its_example_says(template: Template, number: int) -> None:
    """A positive example gives exactly the wanted slots; a negative one passes the gate and gives nothing."""
    assert try_example(GRAMMAR, template, template.examples[number]).fault is None


@pytest.mark.parametrize(("entry", "text", "wanted"), list(entry_examples()))
def test_a_lexicon_entry_does_what_its_example_says(entry: Entry, text: str, wanted: bool) -> None:
    """An entry matches the whole of each of its examples, and of none under `not`."""
    assert entry_example_fault(GRAMMAR, entry, text, wanted=wanted) is None


def test_the_builtin_set_has_no_problem() -> None:
    """Examples on both sides, patterns that compile, gates that fit them, no ties, no entry that nothing uses."""
    assert check_grammar(GRAMMAR, timed=False) == []


@pytest.mark.parametrize("kind", sorted(GRAMMAR.kinds))
def test_no_builtin_pattern_is_slow_on_hostile_text(kind: str) -> None:
    """A page of one phrase over and over takes no template of the kind more than moments."""
    assert [(one.id, str(slow)) for one in GRAMMAR.of_kind(kind) if (slow := find_slowness(GRAMMAR, one))] == []


GOOD = '''
[[template]]
id = "mine.stresses"
fills = "reporting"
gate = ["着重讲"]
pattern = """(?<verb>着重讲) (?: ， | ： )"""
[[template.example]]
text = "任远帆着重讲：汛期要守在堤上。"
want = { verb = "着重讲" }
[[template.example]]
why = "an object follows"
text = "任远帆着重讲了纪律。"
want = "nothing"
'''


def test_a_folder_adds_a_template(tmp_path: Path) -> None:
    """A user's template stands beside the built-in ones, and a folder without fault has no problem."""
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    grammar = load_grammar(tmp_path)
    assert grammar.templates.keys() - GRAMMAR.templates.keys() == {"mine.stresses"}
    assert grammar.digest != GRAMMAR.digest
    assert check_directories(tmp_path) == []


def test_a_folder_replaces_a_template_and_an_entry(tmp_path: Path) -> None:
    """A user's template of a built-in id takes its place, and an entry of a built-in name is what its patterns see."""
    (tmp_path / "mine.toml").write_text(
        GOOD.replace("mine.stresses", "reporting.marked")
        + '\n[lexicon.decision_verb]\nterm = "决定动词"\nwords = ["敲定"]\n',
        encoding="utf-8",
    )
    grammar = load_grammar(tmp_path)
    assert grammar.templates.keys() == GRAMMAR.templates.keys()
    assert grammar.templates["reporting.marked"].gate == ("着重讲",)
    assert grammar.compiled(grammar.templates["decision.verb"]).search("会议敲定《方案》")
    assert not grammar.compiled(grammar.templates["decision.verb"]).search("会议议定《方案》")


HEAD = '[[template]]\nid = "it"\nfills = "decision"\n'
POSITIVE = '[[template.example]]\ntext = "甲"\nwant = { verb = "甲" }\n'

# a file's name: what stands in it, and what its problems say
FAULTY: dict[str, tuple[str, list[str]]] = {}
FAULTY["broken.toml"] = "[[template]\n", ["not valid TOML"]
FAULTY["kinds.toml"] = (
    '[[template]]\nid = "a"\nfills = "meetings"\npattern = "甲"\n[other]\nx = 1\n',
    ["unknown table [other]", "fills 'meetings', which is none of"],
)
FAULTY["slots.toml"] = (
    HEAD + 'pattern = "(?<boss>甲)"\n' + POSITIVE.replace("verb", "boss"),
    ["slot boss is none of a frame of kind decision", "wants slot boss"],
)
FAULTY["types.toml"] = (
    HEAD + 'gate = "甲"\npattern = "甲"\npriority = "high"\nsets = 1\ncolour = 2\n',
    ["gate must be a list of texts", "priority must be a whole", "sets must be a table", "unknown key colour"],
)
FAULTY["needs.toml"] = '[[template]]\nfills = "decision"\n', ["template number 1: needs id, pattern as text"]
FAULTY["single.toml"] = (
    HEAD.replace("[[", "[").replace("]]", "]") + 'pattern = "甲"\n',
    ["with two brackets on each side"],
)
FAULTY["twice.toml"] = (
    (HEAD.replace("it", "twin") + 'pattern = "甲"\n') * 2,
    ["template twin stands in", "has no positive example", "has no negative example"],
)
FAULTY["pattern.toml"] = (
    HEAD.replace("it", "cut") + 'gate = ["甲"]\npattern = "(?<verb>甲"\n',
    ["template cut: pattern does not compile", "at character"],
)
FAULTY["names.toml"] = (
    HEAD.replace("it", "lost") + 'pattern = "{nobody_knows}"\n',
    ["speaks of {nobody_knows}, and no lexicon entry is called so"],
)
FAULTY["circle.toml"] = (
    '[lexicon.ring_a]\npattern = "{ring_b}"\n[lexicon.ring_b]\npattern = "{ring_a}"\n',
    ["lexicon ring_a: speaks of itself", "lexicon ring_b: nothing uses it"],
)
FAULTY["entry.toml"] = (
    '[lexicon.empty]\nterm = "空"\n[lexicon.listed]\nwords = "甲乙"\n[lexicon.Big]\nwords = ["甲"]\n',
    ["lexicon empty: has neither", "lexicon listed: words must be a list", "lexicon Big: a name is made of"],
)
FAULTY["examples.toml"] = (
    HEAD.replace("it", "wrong")
    + 'gate = ["甲"]\npattern = "(?<verb>甲)"\n'
    + POSITIVE.replace('= "甲" }', '= "乙" }')
    + POSITIVE.replace('{ verb = "甲" }', '"nothing"')
    + POSITIVE.replace('{ verb = "甲" }', '"nothing"').replace("甲", "丙")
    + POSITIVE.replace('{ verb = "甲" }', '"none"'),
    [
        "example 1, “甲”: finds { verb = “甲” }, and { verb = “乙” } is wanted",
        "example 2, “甲”: finds { verb = “甲” }, and nothing is wanted",
        "example 3, “丙”: holds no literal of the gate",
        "example 4 needs want",
    ],
)
FAULTY["gates.toml"] = (
    HEAD.replace("it", "gated") + 'gate = ["甲", "甲乙", "丁"]\npattern = "(?<verb>甲乙|丙戊)"\n',
    [
        "gate literal 甲乙 is not needed: 甲 is a literal too",
        "gate literal 丁 is not needed: 丁 stands nowhere in the pattern",
        "gate shuts out matches: “丙戊”",
    ],
)
FAULTY["slow.toml"] = (
    HEAD.replace("it", "heavy") + 'pattern = "(?:[^。]+ [^，]+)+ (?<verb>甲)"\n',
    ["an endless count stands within an endless one", "template heavy: slow:"],
)
FAULTY["wide.toml"] = (
    HEAD.replace("it", "broad") + 'pattern = "[^。]* (?<verb>甲)"\n',
    ["pattern begins with [^。]*, which has no end"],
)
FAULTY["ties.toml"] = (
    GOOD + GOOD.replace("mine.stresses", "mine.too"),
    ["mine.too claims “着重讲：” too, with the same priority"],
)
FAULTY["harm.toml"] = (
    '[lexicon.decision_verb]\nterm = "决定动词"\nwords = ["敲定"]\n',
    ["lexicon decision_verb: with it, example 1 of decision.verb, “"],
)
FAULTY["words.toml"] = (
    '[lexicon.greeting]\nwords = ["你好"]\nexamples = ["你好", "您好"]\nnot = ["你好", "说«你好»吧"]\n',
    ["does not match “您好” as a whole", "matches “你好”, which it should not", "matches “说«你好»吧”"],
)


@pytest.mark.parametrize("name", sorted(FAULTY))
def test_a_faulty_file_is_told_with_its_path(name: str, tmp_path: Path) -> None:
    """Each fault of a file is a problem that names the file and says what is wrong."""
    text, wanted = FAULTY[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    problems = check_directories(tmp_path)
    assert all(problem.startswith(f"{tmp_path / name}: ") for problem in problems), problems
    for said in wanted:
        assert any(said in problem for problem in problems), (said, problems)


def test_all_faults_of_a_folder_are_listed_at_once(tmp_path: Path) -> None:
    """One run says what is wrong in every file, those that do not load and those that do."""
    for name, (text, _) in FAULTY.items():
        if name not in ("ties.toml", "slow.toml"):
            (tmp_path / name).write_text(text, encoding="utf-8")
    problems = check_directories(tmp_path, timed=False)
    for name, (_, wanted) in FAULTY.items():
        if name not in ("ties.toml", "slow.toml"):
            for said in wanted:
                assert any(name in problem and said in problem for problem in problems), (name, said)


def test_loading_a_faulty_folder_raises_with_all_that_keeps_it_from_loading(tmp_path: Path) -> None:
    """The error lists the faults of both files; what could be read is there for the checker all the same."""
    (tmp_path / "a.toml").write_text(FAULTY["broken.toml"][0], encoding="utf-8")
    (tmp_path / "b.toml").write_text(FAULTY["kinds.toml"][0], encoding="utf-8")
    (tmp_path / "c.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(GrammarError) as caught:
        load_grammar(tmp_path)
    assert len(caught.value.problems) == 3
    grammar, problems = read_grammar(tmp_path)
    assert "mine.stresses" in grammar.templates
    assert problems == caught.value.problems


def test_a_folder_that_is_none_is_an_error(tmp_path: Path) -> None:
    """A path that is no folder is told as such."""
    with pytest.raises(GrammarError, match="not a folder"):
        check_directories(tmp_path / "nowhere")
