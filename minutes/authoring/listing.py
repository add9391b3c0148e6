"""The templates as a table, and one template whole: its source, its expanded pattern, its examples tried."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import resources
from pathlib import Path

import regex

from minutes.authoring.columns import aligned
from minutes.authoring.examples import Trial, slots_said, try_example, written
from minutes.grammar import Grammar
from minutes.template_parts import Entry, Template

_TABLE = regex.compile(r"^\[\[?(?<name>[^\]\n]+?)\]?\][ \t]*(?:#[^\n]*)?$", regex.M)


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of templates."""

    id: str
    fills: str
    term: str
    gate: tuple[str, ...]
    positive: int
    negative: int
    priority: int
    origin: str


def list_templates(grammar: Grammar, kind: str | None = None) -> list[Listed]:
    """The templates by kind and id; only those that fill `kind`, if given."""
    chosen = (one for one in grammar.templates.values() if kind is None or one.fills == kind)
    order = {name: number for number, name in enumerate(grammar.kinds)}
    return [
        Listed(
            id=one.id,
            fills=one.fills,
            term=grammar.kinds[one.fills].term,
            gate=one.gate,
            positive=sum(example.want is not None for example in one.examples),
            negative=sum(example.want is None for example in one.examples),
            priority=one.priority,
            origin=one.origin,
        )
        for one in sorted(chosen, key=lambda one: (order[one.fills], one.id))
    ]


def list_text(listed: Sequence[Listed]) -> str:
    """The list as a table: id, kind, how many literals the gate has and the first of them, examples, file."""
    rows = [("id", "kind", "gate", "examples", "file")]
    for one in listed:
        shown = " ".join(one.gate[:3]) + (f" … ({len(one.gate)})" if len(one.gate) > 3 else "")
        rows.append((one.id, f"{one.fills} {one.term}", shown or "-", f"{one.positive} + {one.negative}", one.origin))
    counted = f"{len(listed)} templates; examples: positive + negative"
    return "\n".join([*aligned(rows), "", counted])


def similar(grammar: Grammar, wanted: str) -> list[str]:
    """Ids and entry names that look like `wanted`, best first."""
    names = [*grammar.templates, *grammar.lexicon]
    holding = [name for name in names if wanted in name] if wanted else []
    near = [*get_close_matches(wanted, grammar.templates, 3, 0.5), *get_close_matches(wanted, grammar.lexicon, 2, 0.7)]
    return list(dict.fromkeys([*holding[:4], *near]))


def show_text(grammar: Grammar, name: str, *, expanded: bool = False) -> str:
    """A template or a lexicon entry whole: file, source, what it speaks of, and its examples with their results."""
    template = grammar.templates.get(name)
    if template is not None:
        return "\n".join(_template_lines(grammar, template, expanded=expanded))
    return "\n".join(_entry_lines(grammar, grammar.lexicon[name], expanded=expanded))


def _template_lines(grammar: Grammar, template: Template, *, expanded: bool) -> Iterable[str]:
    kind = grammar.kinds[template.fills]
    yield f"{template.id} fills {kind.name} ({kind.term}), slots {', '.join(sorted(kind.slots))}"
    yield f"in {_where(template.origin, 'template', template.id)}"
    if kind.masked:
        yield "sees a sentence in which every person, with posts and label, is one mark: {P}"
    yield ""
    yield source_of(template.origin, "template", template.id) or template.pattern
    names = list(dict.fromkeys(regex.findall(r"\{([a-z][a-z_0-9]*)\}", template.pattern)))
    if names:
        yield ""
        yield "lexicon entries it speaks of:"
        for name in names:
            entry = grammar.lexicon[name]
            yield f"  {{{name}}} {entry.term}: {_entry_brief(entry)} ({entry.origin})"
    if expanded:
        yield ""
        yield "expanded pattern:"
        yield "  " + grammar.expand(template.pattern)
    yield ""
    yield "examples:"
    for number, example in enumerate(template.examples, 1):
        yield from _trial_lines(number, try_example(grammar, template, example))


def _trial_lines(number: int, trial: Trial) -> Iterable[str]:
    wanted = "nothing wanted" if trial.example.want is None else "wanted"
    yield f"  {number} {'holds' if trial.fault is None else 'FAILS'} ({wanted}): {trial.example.text}"
    if trial.example.why:
        yield f"      why: {trial.example.why}"
    if trial.fault is not None:
        yield f"      {trial.fault}"
    for frame in trial.frames:
        said = ", ".join(f"{slot} = “{written(text)}”" for slot, text in slots_said(frame, trial.text).items())
        yield f"      found “{written(trial.text[frame.start : frame.end])}”{': ' + said if said else ''}"


def _entry_lines(grammar: Grammar, entry: Entry, *, expanded: bool) -> Iterable[str]:
    yield f"{{{entry.name}}} {entry.term}"
    yield f"in {_where(entry.origin, 'lexicon', entry.name)}"
    yield ""
    yield source_of(entry.origin, "lexicon", entry.name) or _entry_brief(entry)
    if expanded:
        yield ""
        yield "expanded pattern:"
        yield "  " + grammar.expand(f"{{{entry.name}}}")
    users = sorted(one.id for one in grammar.templates.values() if f"{{{entry.name}}}" in one.pattern)
    users += sorted(f"{{{one.name}}}" for one in grammar.lexicon.values() if f"{{{entry.name}}}" in (one.pattern or ""))
    yield ""
    yield f"spoken of by: {', '.join(users) or 'no pattern; the program reads it'}"


def _entry_brief(entry: Entry) -> str:
    if entry.pattern is not None:
        said = " ".join(entry.pattern.split())
        return said if len(said) <= 60 else said[:59] + "…"
    shown = " ".join(entry.words[:6])
    return f"{shown} … ({len(entry.words)} words)" if len(entry.words) > 6 else shown


def _where(origin: str, kind: str, name: str) -> str:
    line = _find(read_origin(origin), kind, name)
    return origin if line is None else f"{origin}:{line[0]}"


def read_origin(origin: str) -> str:
    """The text of the file a template comes from: one of the package's own, or a user's; empty when it is gone."""
    own = resources.files("minutes") / origin
    try:
        if not Path(origin).is_absolute() and own.is_file():
            return own.read_text(encoding="utf-8")
        return Path(origin).read_text(encoding="utf-8-sig")
    except OSError:
        return ""


def source_of(origin: str, kind: str, name: str) -> str:
    """The TOML of one template or entry as it stands in its file, comments in it included."""
    found = _find(read_origin(origin), kind, name)
    return "" if found is None else found[1]


def _find(text: str, kind: str, name: str) -> tuple[int, str] | None:
    """The line number (from 1) at which the table begins, and its text."""
    heads = [head for head in _TABLE.finditer(text) if _opens(head["name"])]
    for number, head in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        body = text[head.start() : end]
        if kind == "lexicon":
            mine = head["name"].strip() == f"lexicon.{name}"
        else:
            mine = head["name"].strip() == "template" and regex.search(
                rf"^\s*id\s*=\s*[\"']{regex.escape(name, special_only=True)}[\"']\s*(?:#|$)", body, regex.M
            )
        if mine:
            return text.count("\n", 0, head.start()) + 1, _without_tail(body)
    return None


def _opens(name: str) -> bool:
    """Whether a table begins a template or an entry, and is not one of its examples."""
    return name.strip() == "template" or name.strip().startswith("lexicon.")


def _without_tail(body: str) -> str:
    """The table without the blank lines and comments behind it, which belong to the next one."""
    lines = body.rstrip().split("\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return "\n".join(lines)
