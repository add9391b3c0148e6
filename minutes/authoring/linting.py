"""What is wrong or dangerous about a pattern or a gate, told without any example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from minutes.authoring.sampling import sample_texts
from minutes.errors import GrammarError
from minutes.grammar import Grammar
from minutes.pattern_tree import Piece, Shape, read_pattern
from minutes.template_parts import Entry, Template

_FLAGS: Final = regex.VERSION1 | regex.VERBOSE
_REFERENCE: Final = regex.compile(r"\{([a-z][a-z_0-9]*)\}")
_LISTED: Final = 6  # matches that a gate shuts out, shown
_CONTEXT: Final = 24  # code points of a pattern shown on each side of a fault


def pattern_faults(grammar: Grammar, thing: Template | Entry) -> list[str]:
    """Why the pattern does not compile: syntax with its place, unknown entries, entries that speak of themselves."""
    if thing.pattern is None:
        return []
    unknown = [name for name in dict.fromkeys(_REFERENCE.findall(thing.pattern)) if name not in grammar.lexicon]
    faults = [f"pattern speaks of {{{name}}}, and no lexicon entry is called so" for name in unknown]
    try:
        # each entry as a blank-free stand-in of its own length, so that places are those of the source
        regex.compile(_REFERENCE.sub(lambda found: "x" * len(found[0]), thing.pattern), _FLAGS)
    except regex.error as error:
        message, at = getattr(error, "msg", str(error)), getattr(error, "pos", None)
        return [*faults, f"pattern does not compile: {message} {_place(thing.pattern, at)}"]
    if faults:
        return faults
    try:
        regex.compile(grammar.expand(thing.pattern), _FLAGS)
    except GrammarError as error:
        return error.problems
    except regex.error as error:
        return [f"pattern does not compile with the entries it speaks of: {error}"]
    return []


def _place(pattern: str, at: int | None) -> str:
    if at is None:
        return ""
    before = " ".join(pattern[max(0, at - _CONTEXT) : at].split("\n"))
    after = " ".join(pattern[at : at + _CONTEXT].split("\n"))
    line = pattern.count("\n", 0, at) + 1
    return f"at character {at} (line {line} of the pattern): …{before}▸{after}…"


def lint_pattern(grammar: Grammar, template: Template) -> Iterator[str]:
    """What makes the pattern slow on some text: an endless class at its start, endless counts within endless counts."""
    tree = read_pattern(template.pattern)
    for branch in tree.parts if tree.shape is Shape.CHOICE else (tree,):
        first = _first(grammar, branch)
        if first is not None:
            yield f"pattern begins with {first.source}, which has no end: begin with what is rare, or bound it"
    outer = _endless_in_endless(grammar, tree, inside=None, seen=frozenset())
    if outer is not None:
        said = _short(outer.source)
        yield f"an endless count stands within an endless one, in {said}: bound one, or make it possessive: *+"


def _first(grammar: Grammar, piece: Piece) -> Piece | None:
    """The endless class that a match may begin with, or None."""
    if piece.shape is Shape.CLASS:
        return piece if piece.most is None and not piece.possessive else None
    if piece.shape is Shape.REFERENCE:
        entry = grammar.lexicon.get(piece.name)
        if entry is None or entry.pattern is None or entry.words:
            return None
        inner = _first(grammar, read_pattern(entry.pattern))
        if inner is None and piece.most is None and not piece.possessive:
            tree = read_pattern(entry.pattern)
            inner = piece if any(part.shape is Shape.CLASS for part in tree.walk()) and len(tree.parts) <= 1 else None
        return inner
    if piece.shape is Shape.SEQUENCE:
        for part in piece.parts:
            if part.shape is Shape.LOOK or part.shape is Shape.ANCHOR:
                return None  # where it may begin is fixed already
            found = _first(grammar, part)
            if found is not None or part.least > 0:
                return found
        return None
    return next((found for part in piece.parts if (found := _first(grammar, part)) is not None), None)


def _endless_in_endless(grammar: Grammar, piece: Piece, inside: Piece | None, seen: frozenset[str]) -> Piece | None:
    endless = piece.most is None and not piece.possessive
    if endless and inside is not None:
        return inside
    if piece.possessive:
        inside = None
    elif endless:
        inside = piece
    parts = piece.parts
    if piece.shape is Shape.REFERENCE and piece.name not in seen:
        entry = grammar.lexicon.get(piece.name)
        seen = seen | {piece.name}
        parts = (read_pattern(entry.pattern),) if entry is not None and entry.pattern is not None else ()
    for part in parts:
        found = _endless_in_endless(grammar, part, inside, seen)
        if found is not None:
            return found
    return None


def _short(source: str) -> str:
    said = " ".join(source.split())
    return said if len(said) <= 60 else said[:57] + "…"


def lint_gate(grammar: Grammar, template: Template) -> Iterator[str]:
    """Literals of the gate that are of no use, and matches that the gate shuts out."""
    if not template.gate:
        return
    for literal in template.gate:
        others = [other for other in template.gate if other != literal and other in literal]
        if others:
            yield f"gate literal {literal} is not needed: {others[0]} is a literal too and stands in it"
    for literal in dict.fromkeys(one for one in template.gate if template.gate.count(one) > 1):
        yield f"gate literal {literal} is given twice"
    expanded = grammar.expand(template.pattern)
    for literal in template.gate:
        missing = [char for char in literal if char not in expanded]
        if missing and not _general(expanded):
            yield f"gate literal {literal} is not needed: {missing[0]} stands nowhere in the pattern"
    shut = [text for text in sample_texts(grammar, template) if not any(literal in text for literal in template.gate)]
    if shut:
        said = "”, “".join(map(_shown, shut[:_LISTED]))
        more = f" and {len(shut) - _LISTED} more" if len(shut) > _LISTED else ""
        yield f"gate shuts out matches: “{said}”{more} fit the pattern and hold none of its literals"


def _general(expanded: str) -> bool:
    """Whether nothing but classes may match the literal: never for patterns of words."""
    return not regex.search(r"\p{Han}", expanded.replace(r"\p{Han}", ""))


def _shown(text: str) -> str:
    return text.replace("\n", "⏎").replace("\ue000", "{P}")
