"""Everything that can be wrong with templates and lexicon, all of it at once, each as `path: message`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from minutes.authoring.examples import try_example
from minutes.authoring.linting import lint_gate, lint_pattern, pattern_faults
from minutes.authoring.rivals import undecided
from minutes.authoring.timing import find_slowness
from minutes.authoring.vocabulary import entry_example_fault, reached, unused_entries
from minutes.grammar import Grammar, read_grammar
from minutes.template_parts import Entry, Template


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
    broken: set[str] = set()
    own = [one for _, one in sorted(grammar.lexicon.items()) if origins is None or one.origin in origins]
    for entry in own:
        faults = pattern_faults(grammar, entry)
        if faults:
            broken.add(entry.name)
        problems += _told(entry, faults or _entry_faults(grammar, entry))
    unused = {entry.name for entry in unused_entries(grammar)}
    problems += [f"{one.origin}: lexicon {one.name}: nothing uses it" for one in own if one.name in unused]
    asked = [one for _, one in sorted(grammar.templates.items()) if origins is None or one.origin in origins]
    faulty = {one.id: faults for one in asked if (faults := pattern_faults(grammar, one))}
    sound = {
        name: one
        for name, one in grammar.templates.items()
        if name not in faulty and not (broken and broken & reached(grammar, one.pattern))
    }
    whole = Grammar(sound, grammar.lexicon, grammar.kinds, grammar.digest)
    for template in asked:
        if template.id in faulty:
            problems += _told(template, faulty[template.id])
        elif template.id in sound:
            problems += _told(template, _template_faults(whole, template, timed=timed))
    if origins is not None:
        problems += _harm(whole, [one for one in own if one.name not in broken], origins)
    return problems


def _told(thing: Template | Entry, faults: Iterable[str]) -> list[str]:
    said = f"template {thing.id}" if isinstance(thing, Template) else f"lexicon {thing.name}"
    return [f"{thing.origin}: {said}: {fault}" for fault in faults]


def _harm(grammar: Grammar, entries: Iterable[Entry], origins: frozenset[str]) -> Iterator[str]:
    """What entries that take the place of others do to the examples of templates from elsewhere."""
    names = {entry.name: entry for entry in entries}
    for _, template in sorted(grammar.templates.items()):
        touched = sorted(names.keys() & reached(grammar, template.pattern)) if template.origin not in origins else []
        for number, example in enumerate(template.examples if touched else (), 1):
            fault = try_example(grammar, template, example).fault
            if fault is not None:
                entry = names[touched[0]]
                yield (
                    f"{entry.origin}: lexicon {entry.name}: with it, example {number} of {template.id}, "
                    f"“{example.text}”, {fault}"
                )


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
