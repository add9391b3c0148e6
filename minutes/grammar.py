"""Loads templates (句式模板) and lexicon (词表), checks them, and compiles them on first use.

Both are TOML data, so that whoever knows the reports can extend the tool without touching code:

* a file of templates holds `[[template]]` tables: `id`, `fills` (a frame kind of `frames.toml`), `pattern`, and its
  examples, positive and negative, which are its tests;
* a file of lexicon holds `[lexicon.NAME]` tables with `words` (or `packed`: words parted by blanks), a `map` of words
  to values, or a `pattern`. A pattern
  speaks of a lexicon entry as `{NAME}`.

Patterns are in the syntax of the `regex` module, verbose mode: blanks mean nothing, `#` starts a comment.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any, Final

import regex

from minutes.errors import GrammarError

_PIECE: Final = regex.compile(r"\{([a-z][a-z_0-9]*)\}")
_FLAGS: Final = regex.VERSION1 | regex.VERBOSE
NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True)
class Example:
    """A template's example: the text, and the slots wanted of it, or `None` where nothing may match."""

    text: str
    want: Mapping[str, str] | None
    why: str = ""


@dataclass(frozen=True)
class Template:
    """One pattern template: recognises a frame of kind `fills` where one of the literals of `gate` stands."""

    id: str
    fills: str
    pattern: str
    gate: tuple[str, ...]
    sets: Mapping[str, Any]
    priority: int
    examples: tuple[Example, ...]
    origin: str


@dataclass(frozen=True)
class Entry:
    """One lexicon entry: literal words, words with a value each, or a piece of pattern."""

    name: str
    term: str
    words: tuple[str, ...]
    values: Mapping[str, Any]
    pattern: str | None
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    origin: str

    @cached_property
    def members(self) -> frozenset[str]:
        """The words as a set."""
        return frozenset(self.words)


@dataclass(frozen=True, slots=True)
class FrameKind:
    """What a template may fill: a kind of frame and the slots it has."""

    name: str
    term: str
    slots: frozenset[str]


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
    ) -> None:
        self.templates = templates
        self.lexicon = lexicon
        self.kinds = kinds
        self.digest = digest
        self._compiled: dict[str, regex.Pattern[str]] = {}
        self._pieces: dict[str, regex.Pattern[str]] = {}
        self._sources: dict[str, str] = {}
        self._by_kind: dict[str, tuple[Template, ...]] = {}

    def of_kind(self, kind: str) -> tuple[Template, ...]:
        """The templates that fill `kind`, highest priority first, then by id."""
        if kind not in self._by_kind:
            found = (t for t in self.templates.values() if t.fills == kind)
            self._by_kind[kind] = tuple(sorted(found, key=lambda t: (-t.priority, t.id)))
        return self._by_kind[kind]

    def compiled(self, template: Template) -> regex.Pattern[str]:
        """The template's pattern, compiled when first asked for."""
        if template.id not in self._compiled:
            self._compiled[template.id] = regex.compile(self.expand(template.pattern), _FLAGS)
        return self._compiled[template.id]

    def words(self, name: str) -> frozenset[str]:
        """The words of lexicon entry `name`."""
        return self.lexicon[name].members

    def value(self, name: str, word: str) -> Any:
        """The value that the map of entry `name` gives `word`, or None."""
        return self.lexicon[name].values.get(word)

    def pattern(self, name: str) -> regex.Pattern[str]:
        """Lexicon entry `name` as a compiled pattern."""
        if name not in self._pieces:
            self._pieces[name] = regex.compile(self._source(name, ()), _FLAGS)
        return self._pieces[name]

    def expand(self, pattern: str, stack: tuple[str, ...] = ()) -> str:
        """`pattern` with every `{NAME}` replaced by the lexicon entry of that name, in a group of its own."""
        return _PIECE.sub(lambda m: f"(?:{self._source(m[1], stack)})", pattern)

    def _source(self, name: str, stack: tuple[str, ...]) -> str:
        if name in self._sources:
            return self._sources[name]
        if name in stack:
            raise GrammarError([f"lexicon {name}: speaks of itself through {' → '.join(stack)}"])
        if name not in self.lexicon:
            raise GrammarError([f"no lexicon entry is called {{{name}}}"])
        entry = self.lexicon[name]
        parts = [trie_pattern(entry.words)] if entry.words else []
        if entry.pattern is not None:
            parts.append(self.expand(entry.pattern, (*stack, name)))
        self._sources[name] = "|".join(parts)
        return self._sources[name]


@dataclass
class _Collected:
    """What has been read so far, and every fault met on the way."""

    templates: dict[str, Template] = field(default_factory=dict)
    lexicon: dict[str, Entry] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def load_grammar(*directories: Path) -> Grammar:
    """The built-in templates and lexicon, with those of `directories` added; a same id or name replaces.

    Raises `GrammarError` with every problem of every file at once.
    """
    if not directories:
        return _builtin()
    return _load(tuple(directories))


@cache
def _builtin() -> Grammar:
    return _load(())


def _load(directories: tuple[Path, ...]) -> Grammar:
    root = resources.files("minutes")
    files: list[tuple[str, bytes]] = []
    for folder in ("lexicon", "templates"):
        for item in sorted((root / folder).iterdir(), key=lambda p: p.name):
            if item.name.endswith(".toml"):
                files.append((f"{folder}/{item.name}", item.read_bytes()))
    kinds = _frame_kinds(next(data for name, data in files if name == "templates/frames.toml"))
    collected = _Collected()
    digest = hashlib.sha256()
    for name, data in files:
        digest.update(name.encode() + b"\0" + data + b"\0")
        if name != "templates/frames.toml":
            _read_file(name, data, kinds, collected, replace=False)
    for directory in directories:
        if not directory.is_dir():
            raise GrammarError([f"{directory}: not a folder; give the folder that holds your template files (*.toml)"])
        for path in sorted(directory.rglob("*.toml")):
            data = path.read_bytes()
            digest.update(path.name.encode() + b"\0" + data + b"\0")
            _read_file(str(path), data, kinds, collected, replace=True)
    if collected.problems:
        raise GrammarError(collected.problems)
    return Grammar(collected.templates, collected.lexicon, kinds, digest.hexdigest())


def _frame_kinds(data: bytes) -> dict[str, FrameKind]:
    table = tomllib.loads(data.decode("utf-8"))
    return {name: FrameKind(name, kind["term"], frozenset(kind["slots"])) for name, kind in table.items()}


def _read_file(
    name: str, data: bytes, kinds: Mapping[str, FrameKind], into: _Collected, *, replace: bool
) -> None:
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        into.problems.append(f"{name}: not valid TOML in UTF-8: {error}")
        return
    for key in table.keys() - {"template", "lexicon"}:
        into.problems.append(f"{name}: unknown table [{key}]; a file holds [[template]] and [lexicon.NAME] tables")
    for entry_name, body in table.get("lexicon", {}).items():
        entry = _read_entry(name, entry_name, body, into.problems)
        if entry is None:
            continue
        if entry_name in into.lexicon and not replace:
            into.problems.append(f"{name}: lexicon {entry_name} stands in {into.lexicon[entry_name].origin} already")
        into.lexicon[entry_name] = entry
    for body in table.get("template", []):
        template = _read_template(name, body, kinds, into.problems)
        if template is None:
            continue
        if template.id in into.templates and not replace:
            into.problems.append(f"{name}: template {template.id} stands in {into.templates[template.id].origin} already")
        into.templates[template.id] = template


def _read_entry(origin: str, name: str, body: Any, problems: list[str]) -> Entry | None:
    where = f"{origin}: lexicon {name}"
    if not isinstance(body, dict):
        problems.append(f"{where}: must be a table")
        return None
    for key in body.keys() - {"term", "words", "packed", "map", "pattern", "examples", "not"}:
        problems.append(f"{where}: unknown key {key}")
    values = body.get("map", {})
    words = (*body.get("words", ()), *body.get("packed", "").split(), *values)
    if not words and "pattern" not in body:
        problems.append(f"{where}: has neither words, packed, map nor pattern")
        return None
    return Entry(
        name=name,
        term=body.get("term", ""),
        words=tuple(dict.fromkeys(words)),
        values=values,
        pattern=body.get("pattern"),
        examples=tuple(body.get("examples", ())),
        counterexamples=tuple(body.get("not", ())),
        origin=origin,
    )


def _read_template(
    origin: str, body: Mapping[str, Any], kinds: Mapping[str, FrameKind], problems: list[str]
) -> Template | None:
    template_id = body.get("id", "?")
    where = f"{origin}: template {template_id}"
    missing = [key for key in ("id", "fills", "pattern") if not isinstance(body.get(key), str)]
    if missing:
        problems.append(f"{where}: needs {', '.join(missing)} as text")
        return None
    for key in body.keys() - {"id", "fills", "pattern", "gate", "sets", "priority", "example"}:
        problems.append(f"{where}: unknown key {key}")
    if body["fills"] not in kinds:
        problems.append(f"{where}: fills {body['fills']!r}, which is none of {', '.join(sorted(kinds))}")
        return None
    for slot in set(regex.findall(r"\(\?P?<([A-Za-z_]\w*)>", body["pattern"])) - kinds[body["fills"]].slots:
        problems.append(f"{where}: slot {slot} is none of a frame of kind {body['fills']}")
    examples = []
    for example in body.get("example", ()):
        want = example.get("want")
        if "text" not in example or not (want == NOTHING or isinstance(want, dict)):
            problems.append(f'{where}: an example needs text, and want = {{…}} or want = "{NOTHING}"')
            continue
        examples.append(Example(example["text"], None if want == NOTHING else want, example.get("why", "")))
    return Template(
        id=template_id,
        fills=body["fills"],
        pattern=body["pattern"],
        gate=tuple(body.get("gate", ())),
        sets=body.get("sets", {}),
        priority=body.get("priority", 0),
        examples=tuple(examples),
        origin=origin,
    )


def entries(grammar: Grammar) -> Iterator[Entry]:
    """The lexicon entries in order of their names."""
    return iter(sorted(grammar.lexicon.values(), key=lambda entry: entry.name))
