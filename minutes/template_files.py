"""Reads templates (句式模板) and lexicon (词表) from TOML files and says every fault of every file at once.

Both are data, so that whoever knows the reports can extend the tool without touching code:

* a file of templates holds `[[template]]` tables: `id`, `fills` (a frame kind of `frames.toml`), `pattern`, and its
  examples, positive and negative, which are its tests;
* a file of lexicon holds `[lexicon.NAME]` tables with `words` (or `packed`: words parted by blanks), a `map` of words
  to values, or a `pattern`. One file may hold both.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Final

import regex

from minutes.errors import GrammarError
from minutes.template_parts import NOTHING, Entry, Example, FrameKind, Template

_KINDS: Final = "templates/frames.toml"
_SLOT: Final = regex.compile(r"\(\?P?<([A-Za-z_]\w*)>")


@dataclass
class FilesRead:
    """What has been read so far, and every fault met on the way."""

    kinds: Mapping[str, FrameKind] = field(default_factory=dict)
    templates: dict[str, Template] = field(default_factory=dict)
    lexicon: dict[str, Entry] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    digest: str = ""
    _layer: set[tuple[str, str]] = field(default_factory=set)

    def new_layer(self) -> None:
        """What follows may replace what has been read; within one layer nothing stands twice."""
        self._layer.clear()

    def add(self, thing: Template | Entry) -> None:
        """Takes a template or a lexicon entry in; one of the same id or name in the same folder is a fault."""
        known: Template | Entry | None
        if isinstance(thing, Template):
            key, known = ("template", thing.id), self.templates.get(thing.id)
            self.templates[thing.id] = thing
        else:
            key, known = ("lexicon", thing.name), self.lexicon.get(thing.name)
            self.lexicon[thing.name] = thing
        if known is not None and key in self._layer:
            self.problems.append(f"{thing.origin}: {' '.join(key)} stands in {known.origin} already")
        self._layer.add(key)


def read_files(directories: Sequence[Path]) -> FilesRead:
    """The built-in files and those of `directories`, one layer each; raises only for a folder that is none."""
    into = FilesRead()
    builtin = _builtin_files()
    into.kinds = _frame_kinds(dict(builtin)[_KINDS])
    layers = [[(name, name, data) for name, data in builtin]]
    for directory in directories:
        if not directory.is_dir():
            raise GrammarError([f"{directory}: not a folder; give the folder that holds your template files (*.toml)"])
        paths = sorted(directory.rglob("*.toml"))
        layers.append([(str(path), path.name, path.read_bytes()) for path in paths])
    for layer in layers:
        into.new_layer()
        for origin, _, data in layer:
            if origin != _KINDS:
                _read_file(origin, data, into)
    into.digest = _digest((name, data) for layer in layers for _, name, data in layer)
    return into


def builtin_digest() -> str:
    """The digest of the built-in files, without reading what they say."""
    return _digest(_builtin_files())


def _digest(files: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, data in files:
        digest.update(name.encode() + b"\0" + data + b"\0")
    return digest.hexdigest()


def _builtin_files() -> list[tuple[str, bytes]]:
    root = resources.files("minutes")
    return [
        (f"{folder}/{item.name}", item.read_bytes())
        for folder in ("lexicon", "templates")
        for item in sorted((root / folder).iterdir(), key=lambda item: item.name)
        if item.name.endswith(".toml")
    ]


def _frame_kinds(data: bytes) -> dict[str, FrameKind]:
    table = tomllib.loads(data.decode("utf-8"))
    return {
        name: FrameKind(
            name, kind["term"], frozenset(kind["slots"]), kind.get("masked", False), kind.get("together", False)
        )
        for name, kind in table.items()
    }


def _read_file(origin: str, data: bytes, into: FilesRead) -> None:
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        into.problems.append(f"{origin}: not valid TOML in UTF-8: {error}")
        return
    for key in sorted(table.keys() - {"template", "lexicon"}):
        into.problems.append(f"{origin}: unknown table [{key}]; a file holds [[template]] and [lexicon.NAME] tables")
    lexicon, templates = table.get("lexicon", {}), table.get("template", [])
    if not isinstance(lexicon, dict):
        into.problems.append(f"{origin}: lexicon entries are tables [lexicon.NAME]")
        lexicon = {}
    if not isinstance(templates, list) or not all(isinstance(body, dict) for body in templates):
        into.problems.append(f"{origin}: a template is a table [[template]], with two brackets on each side")
        templates = []
    for name, body in lexicon.items():
        entry = _read_entry(origin, name, body, into.problems)
        if entry is not None:
            into.add(entry)
    for number, body in enumerate(templates, 1):
        template = _read_template(origin, number, body, into.kinds, into.problems)
        if template is not None:
            into.add(template)


def _wrong(where: str, body: Mapping[str, Any], wanted: Iterable[tuple[str, type, str]]) -> list[str]:
    """A problem for each key of `body` that is not of its type."""
    return [
        f"{where}: {key} must be {said}"
        for key, kind, said in wanted
        if key in body and (not isinstance(body[key], kind) or (kind is int and isinstance(body[key], bool)))
    ]


def _not_texts(where: str, body: Mapping[str, Any], keys: Iterable[str]) -> list[str]:
    """A problem for each key of `body` that is no list of texts."""
    return [
        f'{where}: {key} must be a list of texts: {key} = ["…", "…"]'
        for key in keys
        if key in body and not (isinstance(body[key], list) and all(isinstance(one, str) for one in body[key]))
    ]


def _read_entry(origin: str, name: str, body: Any, problems: list[str]) -> Entry | None:
    where = f"{origin}: lexicon {name}"
    if not isinstance(body, dict):
        problems.append(f"{where}: must be a table [lexicon.{name}]")
        return None
    for key in sorted(body.keys() - {"term", "words", "packed", "map", "pattern", "examples", "not"}):
        problems.append(f"{where}: unknown key {key}")
    faults = _wrong(
        where,
        body,
        (("term", str, "text"), ("packed", str, "text"), ("pattern", str, "text"), ("map", dict, "a table")),
    )
    faults += _not_texts(where, body, ("words", "examples", "not"))
    if not regex.fullmatch(r"[a-z][a-z_0-9]*", name):
        faults.append(f"{where}: a name is made of a-z, 0-9 and _")
    if not faults and not any(body.get(key) for key in ("words", "packed", "map", "pattern")):
        faults.append(f"{where}: has neither words, packed, map nor pattern")
    problems.extend(faults)
    if faults:
        return None
    values = body.get("map", {})
    words = (*body.get("words", ()), *body.get("packed", "").split(), *values)
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
    origin: str, number: int, body: Mapping[str, Any], kinds: Mapping[str, FrameKind], problems: list[str]
) -> Template | None:
    where = f"{origin}: template {body.get('id', f'number {number}')}"
    faults = []
    missing = [key for key in ("id", "fills", "pattern") if not (isinstance(body.get(key), str) and body[key])]
    if missing:
        faults.append(f"{where}: needs {', '.join(missing)} as text")
    for key in sorted(body.keys() - {"id", "fills", "pattern", "gate", "sets", "priority", "example"}):
        problems.append(f"{where}: unknown key {key}")
    faults += _wrong(where, body, (("sets", dict, "a table: sets = { … }"), ("priority", int, "a whole number")))
    faults += _not_texts(where, body, ("gate",))
    kind = kinds.get(body["fills"]) if isinstance(body.get("fills"), str) else None
    if kind is None and "fills" not in missing:
        faults.append(f"{where}: fills {body['fills']!r}, which is none of {', '.join(sorted(kinds))}")
    if kind is not None and "pattern" not in missing:
        for slot in sorted(set(_SLOT.findall(body["pattern"])) - kind.slots):
            slots = ", ".join(sorted(kind.slots))
            faults.append(f"{where}: slot {slot} is none of a frame of kind {kind.name}, which has {slots}")
    # a faulty example keeps no template from being read: what else is wrong with it is told too
    examples = _read_examples(where, body.get("example", []), kind, problems)
    problems.extend(faults)
    if faults or kind is None:
        return None
    return Template(
        id=body["id"],
        fills=kind.name,
        pattern=body["pattern"],
        gate=tuple(body.get("gate", ())),
        sets=body.get("sets", {}),
        priority=body.get("priority", 0),
        examples=tuple(examples),
        origin=origin,
    )


def _read_examples(where: str, listed: Any, kind: FrameKind | None, faults: list[str]) -> list[Example]:
    if not isinstance(listed, list):
        faults.append(f"{where}: an example is a table [[template.example]], with two brackets on each side")
        return []
    found = []
    for number, example in enumerate(listed, 1):
        here = f"{where}: example {number}"
        if not isinstance(example, dict) or not isinstance(example.get("text"), str) or not example["text"]:
            faults.append(f"{here} needs text")
            continue
        want = example.get("want")
        slots = isinstance(want, dict) and all(isinstance(said, str) for said in want.values())
        if want != NOTHING and not slots:
            faults.append(f'{here} needs want = {{ slot = "…" }} or want = "{NOTHING}"')
            continue
        for key in sorted(example.keys() - {"text", "want", "why"}):
            faults.append(f"{here} has an unknown key {key}")
        if kind is not None and isinstance(want, dict):
            for slot in sorted(want.keys() - kind.slots):
                faults.append(f"{here} wants slot {slot}, which a frame of kind {kind.name} does not have")
        found.append(Example(example["text"], None if want == NOTHING else want, str(example.get("why", ""))))
    return found
