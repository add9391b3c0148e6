"""Drafts of templates for frequent unclaimed phrasings: ready TOML with examples from the corpus and their support."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import regex

from minutes.attendance import PERSON
from minutes.authoring.examples import slots_said, try_example, written
from minutes.authoring.linting import lint_gate, lint_pattern, pattern_faults
from minutes.authoring.phrasings import NUMBER, SLOTS, TITLE, UNIT, Phrasing, Phrasings, Shape, Support
from minutes.matching import match_template
from minutes.template_parts import Example, Template

LEAST: Final = 3  # documents in which a phrasing has to stand to be worth a draft
_EXAMPLES: Final = 2  # positive examples of a draft
_SHARE: Final = 0.8  # a longer phrasing that stands in this share of the sentences takes the shorter one's place
_LONGEST: Final = 160  # code points of a sentence that is taken as an example
_BELOW: Final = -10  # priority of the first draft
_SLOT: Final[Mapping[str, str]] = {
    "reporting": "verb",
    "decision": "verb",
    "convening": "event",
    "deadline": "phrase",
    "attendance": "attendee",
}
_SETS: Final[Mapping[str, Mapping[str, object]]] = {
    "convening": {"kind": "meeting"},
    "deadline": {"rule": "undated"},
    "reporting": {"strict": True},
}
_MASKS: Final[Mapping[str, str]] = {
    NUMBER: "{figures}",
    UNIT: r"[^，。；：！？\n]{2,24}?",
    TITLE: r"(?: 《[^》\n]{1,60}》 | “[^”\n]{1,60}” )",
    PERSON: r"\uE000{1,9}",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted template with its support; `negative` tells whether a near miss was found in the corpus."""

    template: Template
    phrasing: Phrasing
    sentences: int
    documents: int
    first: str
    negative: bool


def draft_templates(phrasings: Phrasings, *, least: int = LEAST, limit: int = 20) -> list[Draft]:
    """Drafts for the phrasings that stand in at least `least` documents, the best supported first.

    Each loads and passes `minutes templates check`, save that a negative example may be left to be written.
    """
    drafts: list[Draft] = []
    counts: dict[str, int] = {}
    found = {one: support for one, support in phrasings.found.items() if phrasings.telling(one)}
    for phrasing, support in _best(found, least, phrasings.grammar.words("particle")):
        if len(drafts) == limit:
            break
        number = counts.get(phrasing.kind, 0) + 1
        # below all that somebody has written, and none like another
        draft = _draft(phrasings, phrasing, support, f"draft.{phrasing.kind}-{number}", _BELOW - len(drafts))
        if draft is not None:
            counts[phrasing.kind] = number
            drafts.append(draft)
    return drafts


def _best(found: Mapping[Phrasing, Support], least: int, weak: frozenset[str]) -> Iterator[tuple[Phrasing, Support]]:
    """The phrasings with enough support, without those that another one says as well."""
    enough = [
        (one, support) for one, support in found.items() if len(support.documents) >= least and _telling(one, weak)
    ]
    enough.sort(key=lambda pair: (-len(pair[1].documents) * _weight(pair[0]), -pair[1].sentences, pair[0]))
    chosen: list[tuple[Phrasing, Support]] = []
    for phrasing, support in enough:
        longer = (
            (other, held)
            for other, held in enough
            if len(other.words) > len(phrasing.words) and phrasing.words in other.words and _alike(phrasing, other)
        )
        if any(held.sentences >= _SHARE * support.sentences for _, held in longer):
            continue
        if any(
            _alike(phrasing, one) and (phrasing.words in one.words or one.words in phrasing.words) for one, _ in chosen
        ):
            continue
        chosen.append((phrasing, support))
        yield phrasing, support


def _alike(one: Phrasing, other: Phrasing) -> bool:
    return one.kind == other.kind and one.shape == other.shape


def _weight(phrasing: Phrasing) -> int:
    """Longer phrasings say more than short ones that stand anywhere."""
    return min(len(phrasing.words), 5)


def _telling(phrasing: Phrasing, weak: frozenset[str]) -> bool:
    """Whether enough of the phrasing is words rather than slots; `weak` ones begin none."""
    return len(regex.findall(r"\p{Han}", phrasing.words)) >= 2 and phrasing.words[0] not in weak


def _draft(phrasings: Phrasings, phrasing: Phrasing, support: Support, name: str, priority: int) -> Draft | None:
    grammar = phrasings.grammar
    kind = grammar.kinds[phrasing.kind]
    template = Template(
        id=name,
        fills=phrasing.kind,
        pattern=_pattern(phrasing),
        gate=(_gate(phrasing),),
        sets=_SETS.get(phrasing.kind, {}),
        priority=priority,
        examples=(),
        origin="draft",
    )
    if pattern_faults(grammar, template) or any(lint_pattern(grammar, template)) or any(lint_gate(grammar, template)):
        return None
    examples: list[Example] = []
    for place in support.places:
        text = written(place.text.strip())
        frames = list(match_template(grammar, template, place.text.strip()))
        if len(text) > _LONGEST or not frames or any(text == one.text for one in examples):
            continue
        wanted = {slot: written(said) for slot, said in slots_said(frames[0], place.text.strip()).items()}
        example = Example(text, wanted)
        if try_example(grammar, template, example).fault is None and len(examples) < _EXAMPLES:
            examples.append(example)
    if not examples:
        return None
    near = _near_miss(phrasings, template, masked=kind.masked)
    made = replace(template, examples=(*examples, *([near] if near else [])))
    first = f"{support.places[0].document}:{support.places[0].line}"
    return Draft(made, phrasing, support.sentences, len(support.documents), first, near is not None)


def _pattern(phrasing: Phrasing) -> str:
    words = _pieces(phrasing.words)
    slot = _SLOT[phrasing.kind]
    if phrasing.shape == Shape.AFTER.value:
        return f"(?<{slot}>{{p}}) {{with_others}}? {words}"
    if phrasing.shape == Shape.END.value:
        return f"(?<{slot}>{{p}}) {{near}}{{1,24}}? {words} (?= [，。；：！？\\n] | \\Z )"
    if phrasing.shape == Shape.BEFORE.value:
        return f"{words} (?<{slot}>{{p}})"
    if phrasing.kind in ("convening", "deadline"):
        return f"(?<{slot}> {words} )"
    left, _, right = phrasing.words.partition(phrasing.trigger)
    return " ".join(filter(None, (_pieces(left), f"(?<{slot}>{phrasing.trigger})", _pieces(right))))


def _pieces(words: str) -> str:
    parts = regex.findall(f"[{SLOTS}]|[^{SLOTS}]+", words)
    return " ".join(_MASKS.get(part) or regex.escape(part, special_only=True) for part in parts)


def _gate(phrasing: Phrasing) -> str:
    """The trigger word, else the longest run of words in the phrasing."""
    if phrasing.trigger:
        return phrasing.trigger
    runs: list[str] = regex.findall(f"[^{SLOTS}]+", phrasing.words)
    return max(runs, key=len)


def _near_miss(phrasings: Phrasings, template: Template, *, masked: bool) -> Example | None:
    """A sentence of the corpus that passes the gate and does not match, the shortest of them."""
    grammar = phrasings.grammar
    near = (
        text.strip()
        for text in phrasings.sentences[masked]
        if template.gate[0] in text and not any(True for _ in match_template(grammar, template, text.strip()))
    )
    found = min((text for text in near if len(text) <= _LONGEST), key=lambda text: (len(text), text), default=None)
    return (
        Example(written(found), None, "the words in another place: see whether this is a fair one") if found else None
    )


def drafts_toml(drafts: Iterable[Draft]) -> str:
    """The drafts as a file of templates."""
    return (
        "\n\n".join(["# Drafted from a corpus: read, rename and mend each before it is used.", *map(_toml, drafts)])
        + "\n"
    )


def _toml(draft: Draft) -> str:
    template = draft.template
    lines = [
        f"# {draft.sentences} sentences in {draft.documents} documents, the first in {draft.first}",
        "[[template]]",
        f"id = {_text(template.id)}",
        f"fills = {_text(template.fills)}",
        f"gate = [{', '.join(map(_text, template.gate))}]",
        f"pattern = '''{template.pattern}'''",
    ]
    if template.sets:
        said = ", ".join(f"{key} = {json.dumps(value)}" for key, value in template.sets.items())
        lines.append(f"sets = {{ {said} }}")
    lines.append(f"priority = {template.priority}")
    for example in template.examples:
        lines.append("[[template.example]]")
        if example.why:
            lines.append(f"why = {_text(example.why)}")
        lines.append(f"text = {_text(example.text)}")
        if example.want is None:
            lines.append('want = "nothing"')
        else:
            lines.append(
                "want = { " + ", ".join(f"{slot} = {_text(said)}" for slot, said in example.want.items()) + " }"
            )
    if not draft.negative:
        lines.append("# to be written: a negative example, in which the words stand and nothing is wanted")
    return "\n".join(lines)


def _text(said: str) -> str:
    return json.dumps(said, ensure_ascii=False)
