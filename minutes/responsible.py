"""Who has to do a directive (责任单位): offices, firms and collectives, each with its part (牵头, 配合)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from minutes.bodies import is_bare, is_plain, split_list
from minutes.document import Span, squeezed
from minutes.grammar import Grammar, Template
from minutes.matching import match_open, open_templates
from minutes.records import Part

_ORDERS: Final = 4  # code points before a directive in which the verb stands that tells somebody: 叮嘱
_PARTS = {"lead": Part.LEAD, "support": Part.SUPPORT, "responsible": Part.RESPONSIBLE}


@dataclass(frozen=True, slots=True)
class ResponsibleDraft:
    """A unit that has to act: where it stands in `clean`, its name without blanks and line ends, and its part."""

    span: Span
    name: str
    part: Part


def find_responsible(
    clean: str,
    text: str,
    start: int,
    end: int,
    grammar: Grammar,
    *,
    formal: bool,
    headline: Span | None = None,
    people: Collection[str] = (),
) -> tuple[ResponsibleDraft, ...]:
    """The units that have to do the directive `clean[start:end]`, once each.

    In formal minutes (`formal`) a subject that acts is a lead, and leads come first; in a report the units come in
    the order of the text, with a part only where the wording tells it. A unit within `headline` counts; a phrase
    with one of `people` in it is a person and does not. Right behind a verb that tells somebody (叮嘱食堂…) a bare noun
    is who was told.

    >>> from minutes.grammar import load_grammar
    >>> text = "由县林草局牵头，县气象局、各林场配合，4月底前完成补植"
    >>> found = find_responsible(text, text, 0, len(text), load_grammar(), formal=True)
    >>> [(unit.name, unit.part.value) for unit in found]
    [('县林草局', 'lead'), ('县气象局', 'support'), ('各林场', 'support')]
    """
    taken: list[ResponsibleDraft] = []
    claimed = bytearray(end - start)
    said = text[start:end]  # patterns take its beginning for that of a clause, whatever stands before it
    verbs = grammar.pattern("resp_ordered").finditer(text, max(0, start - _ORDERS), start)
    told = any(verb.end() == start for verb in verbs)
    for template in open_templates(grammar, "responsibility", said):
        if template.sets.get("addressed") and not told:
            continue
        for (first, last), part in _units(said, template, grammar, formal=formal):
            span = Span(start + first, start + last)
            if any(claimed[first:last]):
                continue
            name = squeezed(clean[span.start : span.end])
            if grammar.pattern("not_responsible").fullmatch(name) or _is_of_person(said, last, name, people, grammar):
                continue
            claimed[first:last] = b"\1" * (last - first)
            taken.append(ResponsibleDraft(span, name, part))
    # a unit that leads or has a task of its own anywhere is no mere support
    rank = (Part.SUPPORT, Part.RESPONSIBLE, Part.LEAD)
    parts: dict[str, Part] = {}
    for draft in taken:
        parts[draft.name] = max(parts.get(draft.name, Part.SUPPORT), draft.part, key=rank.index)
    taken.sort(key=lambda draft: draft.span)
    firsts = {draft.name: draft for draft in reversed(taken)}
    found = [replace(draft, part=parts[draft.name]) for draft in sorted(firsts.values(), key=lambda draft: draft.span)]
    return tuple(_ranked(found) if formal else found)


def responsible_cells(
    clean: str, text: str, cells: Sequence[tuple[Span, str]], grammar: Grammar
) -> tuple[ResponsibleDraft, ...]:
    """The units in the cells of a task table, once each, leads first; of 责任单位's the first leads.

    >>> from minutes.grammar import load_grammar
    >>> row = "清淤 县河道所、河口镇"
    >>> found = responsible_cells(row, row, [(Span(3, 11), "responsible")], load_grammar())
    >>> [(unit.name, unit.part.value) for unit in found]
    [('县河道所', 'lead'), ('河口镇', 'support')]
    """
    found: dict[str, ResponsibleDraft] = {}
    for cell, kind in cells:
        for number, unit in enumerate(_cell_units(text, cell, grammar)):
            name = squeezed(clean[unit.start : unit.end])
            part = Part.SUPPORT if kind == "support" or (kind == "responsible" and number) else Part.LEAD
            if grammar.pattern("not_responsible").fullmatch(name) is None:
                found.setdefault(name, ResponsibleDraft(unit, name, part))
    return tuple(sorted(found.values(), key=lambda draft: draft.part is Part.SUPPORT))


def _cell_units(text: str, cell: Span, grammar: Grammar) -> Iterator[Span]:
    for listed in grammar.pattern("resp_cell_piece").finditer(text, cell.start, cell.end):
        yield from split_list(text, *listed.span(), grammar, trust=True)


def _is_of_person(text: str, end: int, name: str, people: Collection[str], grammar: Grammar) -> bool:
    """Whether a unit that ends at `end` holds one of `people`, or only says where the one behind it works."""
    if any(person in name for person in people) and not is_plain(name, grammar):
        return True
    # 要 is a surname too, but behind a unit it is the modal verb
    return any(text.startswith(person, end) for person in people) and not grammar.pattern("resp_modal").match(text, end)


def _ranked(found: list[ResponsibleDraft]) -> list[ResponsibleDraft]:
    """Leads first; who is only told to act leads."""
    led = [replace(draft, part=Part.LEAD) if draft.part is Part.RESPONSIBLE else draft for draft in found]
    return sorted(led, key=lambda draft: draft.part is Part.SUPPORT)


def _units(text: str, template: Template, grammar: Grammar, *, formal: bool) -> Iterator[tuple[Span, Part]]:
    """Each unit in each slot of the frames that `template` finds."""
    bare, strict, trust = (template.sets.get(key, key == "bare") for key in ("bare", "strict", "trust"))
    for frame in match_open(grammar, template, text, 0, len(text)):
        for slot, listed in sorted(frame.slots.items(), key=lambda item: item[1].start):
            units = tuple(_cell_units(text, listed, grammar)) if trust else split_list(text, *listed, grammar)
            names = [text[unit.start : unit.end] for unit in units]
            if not bare and all(is_bare(name, grammar) for name in names):
                # in minutes 物业公司 and 施工单位 are parties that everybody at the table knows
                party = grammar.pattern("bare_party")
                if not formal or not all(party.fullmatch(name) for name in names):
                    continue
            if not strict or all(is_plain(name, grammar) for name in names):
                yield from ((unit, _PARTS[slot]) for unit in units)
