"""Everything that can be wrong with templates and lexicon, all of it at once, each as `path: message`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from minutes.authoring.examples import try_example
from minutes.authoring.linting import lint_gate, lint_pattern, pattern_faults
from minutes.authoring.rivals import undecided
from minutes.authoring.timing import find_slowness
from minutes.authoring.vocabulary import entry_example_fault, unused_entries
from minutes.grammar import Grammar, read_grammar
from minutes.template_files import Entry, Template


def check_directories(*directories: Path, timed: bool = True) -> list[str]:
    """All problems of the templates in `directories`; of the built-in ones when none is given.

    Raises `GrammarError` for a folder that is none.
    """
    grammar, problems = read_grammar(*directories)
    things: list[Template | Entry] = [*grammar.templates.values(), *grammar.lexicon.values()]
    own = {one.origin for one in things if any(Path(one.origin).is_relative_to(folder) for folder in directories)}
    origins = frozenset(own) if directories else None
    return [*problems, *check_grammar(grammar, origins=origins, timed=timed)]


def check_grammar(grammar: Grammar, *, origins: frozenset[str] | None = None, timed: bool = True) -> list[str]:
    """All problems of a grammar's templates and entries, or only of those that come from the files `origins`.

    `timed` measures patterns on hostile text, which takes most of the time.
    """
    problems: list[str] = []
    sound: dict[str, Template] = {}
    entries = [grammar.lexicon[name] for name in sorted(grammar.lexicon)]
    for entry in entries:
        faults = [*pattern_faults(grammar, entry)] or [*_entry_faults(grammar, entry)]
        if origins is None or entry.origin in origins:
            problems += [f"{entry.origin}: lexicon {entry.name}: {fault}" for fault in faults]
    for entry in unused_entries(grammar):
        if origins is None or entry.origin in origins:
            problems.append(f"{entry.origin}: lexicon {entry.name}: nothing uses it")
    told: dict[str, list[str]] = {}
    for name in sorted(grammar.templates):
        template = grammar.templates[name]
        told[name] = pattern_faults(grammar, template)
        if not told[name]:
            sound[name] = template
    whole = Grammar(sound, grammar.lexicon, grammar.kinds, grammar.digest)
    for name, faults in told.items():
        template = grammar.templates[name]
        if origins is not None and template.origin not in origins:
            continue
        if name in sound:
            faults = [*_template_faults(whole, template, timed=timed)]
        problems += [f"{template.origin}: template {name}: {fault}" for fault in faults]
    return problems


def _entry_faults(grammar: Grammar, entry: Entry) -> Iterator[str]:
    for wanted, texts in ((True, entry.examples), (False, entry.counterexamples)):
        for text in texts:
            fault = entry_example_fault(grammar, entry, text, wanted=wanted)
            if fault is not None:
                yield fault


def _template_faults(grammar: Grammar, template: Template, *, timed: bool) -> Iterator[str]:
    if not any(example.want is not None for example in template.examples):
        yield "has no positive example: [[template.example]] with text and want = { … }"
    if not any(example.want is None for example in template.examples):
        yield 'has no negative example: [[template.example]] with text and want = "nothing"'
    for number, example in enumerate(template.examples, 1):
        fault = try_example(grammar, template, example).fault
        if fault is not None:
            yield f"example {number}, “{example.text}”: {fault}"
    yield from lint_pattern(grammar, template)
    yield from lint_gate(grammar, template)
    yield from undecided(grammar, template)
    if timed:
        slow = find_slowness(grammar, template)
        if slow is not None:
            yield str(slow)
