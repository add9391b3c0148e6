"""Templates (句式模板) and lexicon (词表), compiled on first use. `minutes.template_files` reads them.

Patterns are in the syntax of the `regex` module, verbose mode: blanks mean nothing, `#` starts a comment. A pattern
speaks of a lexicon entry as `{NAME}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import regex

from minutes.compiled import Keepable, Matcher, Pattern, Traits, compile_keepable, slot_of
from minutes.errors import GrammarError
from minutes.pattern_store import PatternStore
from minutes.template_files import FilesRead, builtin_digest, read_files
from minutes.template_parts import NOTHING, Entry, Example, FrameKind, Template

__all__ = [
    "NOTHING",
    "Entry",
    "Example",
    "FrameKind",
    "Grammar",
    "Template",
    "load_grammar",
    "read_grammar",
    "trie_pattern",
]

if TYPE_CHECKING:
    from minutes.translation import Translator

Tool = TypeVar("Tool")
_PIECE: Final = regex.compile(r"\{([a-z][a-z_0-9]*)\}")
_FLAGS: Final = regex.VERSION1 | regex.VERBOSE


def trie_pattern(words: tuple[str, ...]) -> str:
    """A pattern that matches exactly `words`, longest first, with common beginnings shared.

    Sharing beginnings lets the engine reject a position after one character instead of once a word.

    >>> trie_pattern(("区长", "区委书记", "区"))
    '区(?:委书记|长)?'
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _trie(root)


def _trie(node: dict[str, Any]) -> str:
    ends = "" in node
    branches: dict[str, list[str]] = {}
    for char in sorted(k for k in node if k):
        branches.setdefault(_trie(node[char]), []).append(char)
    if not branches:
        return ""
    parts = []
    for tail, chars in branches.items():
        if len(chars) == 1:
            parts.append(_literal(chars[0]) + tail)
        else:
            parts.append("[" + "".join(_in_class(c) for c in chars) + "]" + tail)
    single = len(parts) == 1
    joined = "|".join(sorted(parts, key=lambda p: (-len(p), p)))
    if single and not ends:
        return joined
    if single and len(joined) == 1:
        return joined + "?"
    return f"(?:{joined})" + ("?" if ends else "")


def _literal(char: str) -> str:
    return regex.escape(char, special_only=True) if not char.isspace() and char != "#" else "\\" + char


def _in_class(char: str) -> str:
    return "\\" + char if char in "\\]^-[&|~ #" else char


class Grammar:
    """A loaded set of templates and lexicon.

    Frames are found with `minutes.matching`; lexicon entries are read with `words`, `value` and `pattern`.
    """

    def __init__(
        self,
        templates: Mapping[str, Template],
        lexicon: Mapping[str, Entry],
        kinds: Mapping[str, FrameKind],
        digest: str,
        store: PatternStore | None = None,
    ) -> None:
        self.templates = templates
        self.lexicon = lexicon
        self.kinds = kinds
        self.digest = digest
        self._store = store or PatternStore(digest)
        self._compiled: dict[str, Pattern] = {}
        self._pieces: dict[str, Pattern] = {}
        self._sources: dict[str, str] = {}
        self._matchers: dict[str, Matcher] = {}
        self._by_kind: dict[str, tuple[Template, ...]] = {}
        self._translator: Translator | None = None
        self._tools: dict[Callable[[Grammar], object], object] = {}

    def of_kind(self, kind: str) -> tuple[Template, ...]:
        """The templates that fill `kind`, highest priority first, then by id."""
        if kind not in self._by_kind:
            found = (t for t in self.templates.values() if t.fills == kind)
            self._by_kind[kind] = tuple(sorted(found, key=lambda t: (-t.priority, t.id)))
        return self._by_kind[kind]

    def compiled(self, template: Template) -> Pattern:
        """The template's pattern, compiled when first asked for; `matcher` tells its groups."""
        if template.id not in self._compiled:
            self._compiled[template.id] = self._compile(template.pattern, again=True)
        return self._compiled[template.id]

    def matcher(self, template: Template) -> Matcher:
        """The template's pattern with what speeds its search up, made when first asked for."""
        if template.id not in self._matchers:
            pattern = self.compiled(template)
            traits = self._traits(template.pattern)
            self._matchers[template.id] = Matcher(
                pattern,
                tuple((slot_of(name), number) for name, number in pattern.groupindex.items()),
                None if traits.needed is None else self._compile(traits.needed, again=True),
                traits.anchored,
            )
        return self._matchers[template.id]

    def _traits(self, pattern: str) -> Traits:
        key = f"traits {pattern}"
        found: Traits | None = self._store.get(key)
        if found is None:
            from minutes.traits import read_traits  # only where nothing is kept

            found = read_traits(pattern, self._unexpanded)
            self._store.put(key, found)
        return found

    def compile(self, pattern: str) -> Pattern:
        """`pattern`, which may speak of lexicon entries, compiled once and kept for the runs to come."""
        return self._compile(pattern, again=False)

    def _compile(self, pattern: str, *, again: bool) -> Pattern:
        """`pattern` compiled by `re`, or else by `regex`; `again`: a slot may have several groups."""
        key = f"{again} {pattern}"
        found: Pattern | None = self._store.get(key)
        if found is None:
            expanded = self.expand(pattern)  # which tells of entries that are not there
            keepable = self._translated(pattern)
            if keepable is None or (not again and any(slot_of(name) != name for name in keepable.pattern.groupindex)):
                found = regex.compile(expanded, _FLAGS)
                self._store.put(key, found)
            else:
                found = keepable.pattern
                self._store.put(key, keepable)
        return found

    def _translated(self, pattern: str) -> Keepable | None:
        """`pattern` compiled by `re`, or None where that cannot say it."""
        from minutes.translation import Translator, UntranslatableError  # only where nothing is kept

        if self._translator is None:
            self._translator = Translator(self._unexpanded)
        try:
            return compile_keepable(self._translator.translate(pattern))
        except (UntranslatableError, re.error):
            return None

    def keep(self) -> None:
        """Stores what was compiled since the last time for the runs to come."""
        self._store.keep()

    def tool(self, factory: Callable[[Grammar], Tool]) -> Tool:
        """What `factory` makes of this grammar, made once."""
        if factory not in self._tools:
            self._tools[factory] = factory(self)
        return cast(Tool, self._tools[factory])

    def words(self, name: str) -> frozenset[str]:
        """The words of lexicon entry `name`."""
        return self.lexicon[name].members

    def value(self, name: str, word: str) -> Any:
        """The value that the map of entry `name` gives `word`, or None."""
        return self.lexicon[name].values.get(word)

    def pattern(self, name: str) -> Pattern:
        """Lexicon entry `name` as a compiled pattern."""
        if name not in self._pieces:
            self._pieces[name] = self.compile(f"{{{name}}}")
        return self._pieces[name]

    def expand(self, pattern: str, stack: tuple[str, ...] = ()) -> str:
        """`pattern` with every `{NAME}` replaced by the lexicon entry of that name, in a group of its own."""
        return _PIECE.sub(lambda m: f"(?:{self._source(m[1], stack)})", pattern)

    def _source(self, name: str, stack: tuple[str, ...]) -> str:
        if name in self._sources:
            return self._sources[name]
        if name in stack:
            raise GrammarError([f"lexicon {name}: speaks of itself through {' → '.join(stack)}"])
        self._sources[name] = self.expand(self._unexpanded(name), (*stack, name))
        return self._sources[name]

    def _unexpanded(self, name: str) -> str:
        """Lexicon entry `name` as a pattern that may speak of others."""
        if name not in self.lexicon:
            raise GrammarError([f"no lexicon entry is called {{{name}}}"])
        entry = self.lexicon[name]
        parts = [trie_pattern(entry.words)] if entry.words else []
        return "|".join([*parts, *([entry.pattern] if entry.pattern is not None else [])])


def load_grammar(*directories: Path) -> Grammar:
    """The built-in templates and lexicon, with those of `directories` added; a same id or name replaces.

    Raises `GrammarError` with every problem of every file at once.
    """
    if not directories:
        return _builtin()
    grammar, problems = read_grammar(*directories)
    if not problems:
        built_in = _builtin()
        # a template that never compiles would otherwise fail on the first document with its gate literal
        own = [t for t in grammar.templates.values() if built_in.templates.get(t.id) != t]
        problems = [fault for template in own for fault in _compile_faults(grammar, template)]
    if problems:
        raise GrammarError(problems)
    return grammar


def _compile_faults(grammar: Grammar, template: Template) -> list[str]:
    """What keeps the template's pattern from being compiled, if anything."""
    try:
        regex.compile(grammar.expand(template.pattern), _FLAGS)  # which tells more of what is wrong than `re` does
    except GrammarError as error:
        return [f"{template.origin}: {template.id}: {problem}" for problem in error.problems]
    except regex.error as error:
        return [f"{template.origin}: {template.id}: the pattern does not compile: {error}"]
    return []


@cache
def _builtin() -> Grammar:
    store = PatternStore(builtin_digest())
    # a store of another version of these classes is none
    key = f"files {[field.name for kind in (Template, Entry, FrameKind, Example) for field in fields(kind)]}"
    read: FilesRead | None = store.get(key)
    if read is None:
        read = read_files(())
        if read.problems:
            raise GrammarError(read.problems)
        store.put(key, read)
    return Grammar(read.templates, read.lexicon, read.kinds, read.digest, store)


def read_grammar(*directories: Path) -> tuple[Grammar, list[str]]:
    """What can be read of the templates and lexicon, and every problem as `path: message`."""
    read = read_files(directories)
    return Grammar(read.templates, read.lexicon, read.kinds, read.digest), read.problems
