"""Lexicon entries: their examples, and whether anything uses them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

import regex

from minutes.grammar import Grammar
from minutes.template_parts import Entry

_REFERENCE: Final = regex.compile(r"\{([a-z][a-z_0-9]*)\}")
_MARKED: Final = regex.compile("([^«»]*)«([^«»]*)»([^«»]*)")


def entry_example_fault(grammar: Grammar, entry: Entry, text: str, *, wanted: bool) -> str | None:
    """Why an example of an entry does not hold, or None.

    The entry has to match all of `text`, or, where `text` marks a stretch with «», that stretch among its neighbours;
    an example of `not` holds when it does not.
    """
    fits = entry_fits(grammar, entry, text)
    if fits and not wanted:
        return f"matches “{text}”, which it should not"
    if wanted and not fits:
        return f"does not match “{text}” as a whole; a stretch among its neighbours is marked so: 要求«各镇»加强巡查"
    return None


def entry_fits(grammar: Grammar, entry: Entry, text: str) -> bool:
    """Whether the entry matches all of `text`, or the stretch that «» marks in it."""
    pattern = grammar.pattern(entry.name)
    marked = _MARKED.fullmatch(text)
    if marked is None:
        return pattern.fullmatch(text) is not None
    before, inner, after = marked.groups()
    found = pattern.match(before + inner + after, len(before))
    return found is not None and found.end() == len(before) + len(inner)


def reached(grammar: Grammar, pattern: str) -> frozenset[str]:
    """The names of all entries that `pattern` speaks of, itself or through other entries."""
    found: set[str] = set()
    pending = _REFERENCE.findall(pattern)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            entry = grammar.lexicon.get(name)
            pending += _REFERENCE.findall(entry.pattern or "") if entry is not None else []
    return frozenset(found)


def unused_entries(grammar: Grammar) -> Iterator[Entry]:
    """The entries that no pattern speaks of and no module reads, nor any entry that is used."""
    used = set(_names_in_code())
    pending = [name for template in grammar.templates.values() for name in _REFERENCE.findall(template.pattern)]
    pending += [name for name in used if name in grammar.lexicon]
    while pending:
        name = pending.pop()
        used.add(name)
        entry = grammar.lexicon.get(name)
        if entry is not None and entry.pattern is not None:
            pending += [other for other in _REFERENCE.findall(entry.pattern) if other not in used]
    return (entry for name, entry in sorted(grammar.lexicon.items()) if name not in used)


@cache
def _names_in_code() -> frozenset[str]:
    """Every word in quotes or in braces in the modules of this package: among them the entries they read."""
    found: set[str] = set()
    pending = [resources.files("minutes")]
    while pending:
        for item in pending.pop().iterdir():
            if item.is_dir():
                pending.append(item)
            elif item.name.endswith(".py"):
                found.update(regex.findall(r"[\"'{]([a-z][a-z_0-9]*)[\"'}]", item.read_text(encoding="utf-8")))
    return frozenset(found)
