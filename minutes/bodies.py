"""Noun phrases of those who act: offices, firms, collectives (区住建局, 各乡镇（街道）), and lists of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from minutes.document import Span
from minutes.grammar import Grammar

LEAST_FIELDS: Final = 2  # fields of work before 等单位 that are one string


def find_units(text: str, start: int, end: int, grammar: Grammar) -> tuple[Span, ...]:
    """The noun phrases of units in `text[start:end]`, left to right, a list of several split into its members.

    >>> from minutes.grammar import load_grammar
    >>> text = "县林草局、各乡镇（街道）和有关部门"
    >>> [text[a:b] for a, b in find_units(text, 0, len(text), load_grammar())]
    ['县林草局', '各乡镇（街道）', '有关部门']
    """
    found: list[Span] = []
    for match in grammar.pattern("standing_units").finditer(text, start, end):
        found.extend(split_list(text, *match.span(), grammar))
    return tuple(found)


def split_list(text: str, start: int, end: int, grammar: Grammar, *, trust: bool = False) -> tuple[Span, ...]:
    """The single units of a list that fills `text[start:end]`; nothing where a member is no unit.

    With `trust` whatever stands between the joints is a unit, as behind a label (责任单位：).

    A bare noun behind a head that holds for the whole list (各级党委和政府, 广大党员、干部) stays with it, and so do
    the fields of work before 等 (应急管理、消防等部门).

    >>> from minutes.grammar import load_grammar
    >>> text = "各级党委、政府和社会各方面"
    >>> [text[a:b] for a, b in split_list(text, 0, len(text), load_grammar())]
    ['各级党委、政府', '社会各方面']
    >>> split_list("摸清症结所", 0, 5, load_grammar())
    ()
    """
    listed = text[start:end]
    found = tuple(_pieces(listed, grammar)) if trust else ()
    return tuple(Span(start + a, start + b) for a, b in _split(listed, grammar) or found)


@lru_cache(maxsize=4096)
def is_bare(unit: str, grammar: Grammar) -> bool:
    """Whether a unit is a common noun without a name or a head of its own (企业, 教师).

    >>> from minutes.grammar import load_grammar
    >>> is_bare("企业", load_grammar()), is_bare("各企业", load_grammar())
    (True, False)
    """
    return grammar.pattern("bare").fullmatch(unit) is not None and not grammar.pattern("spreading").fullmatch(unit)


@lru_cache(maxsize=4096)
def is_plain(unit: str, grammar: Grammar) -> bool:
    """Whether a unit shows by its own shape that it is one, whatever stands around it.

    >>> from minutes.grammar import load_grammar
    >>> is_plain("县河道所", load_grammar()), is_plain("样板段", load_grammar())
    (True, False)
    """
    return any(grammar.pattern(name).fullmatch(unit) for name in ("spreading", "strict_named"))


@lru_cache(maxsize=4096)
def _split(listed: str, grammar: Grammar) -> tuple[Span, ...]:
    pieces = _pieces(listed, grammar)
    if len(pieces) > 1:
        pieces[-1] = _uncounted(listed, pieces[-1], grammar)
        listed = listed[: pieces[-1].end]
    if len(pieces) == 1:
        return tuple(pieces) if _is_unit(listed, grammar) else ()
    if grammar.pattern("listed_units").fullmatch(listed):
        own = _own_names(listed, pieces, grammar) if "等" in listed else 0
        return (*pieces[:own], Span(pieces[own].start, len(listed)))
    headed = grammar.pattern("collective_head")
    groups: list[Span] = []
    whole = True
    for piece in pieces:
        if groups and whole and _follows(listed, groups[-1], piece, grammar):
            groups[-1] = Span(groups[-1].start, piece.end)
            continue
        if groups and whole and any(_stands_behind(listed, group, piece, grammar) for group in groups):
            groups.append(piece)
            continue
        if groups and not whole and headed.match(listed, piece.start, piece.end):
            return ()  # what stands before 各… belongs to something else
        groups.append(piece if whole else Span(groups.pop().start, piece.end))
        whole = _is_unit(listed[groups[-1].start : groups[-1].end], grammar)
    return tuple(groups) if whole else ()


def _uncounted(listed: str, last: Span, grammar: Grammar) -> Span:
    """The last of a list without what counts the list (门诊部、药剂科、信息科三个科室)."""
    for at in range(last.start + 2, last.end - 1):
        if grammar.pattern("apposition").fullmatch(listed, at, last.end) and _is_unit(listed[last.start : at], grammar):
            return Span(last.start, at)
    return last


def _own_names(listed: str, pieces: list[Span], grammar: Grammar) -> int:
    """How many offices stand by their own names before fields of work that share a noun (移动、联通等单位)."""
    plain = [is_plain(listed[a:b], grammar) for a, b in pieces]
    own = plain.index(False) if False in plain else 0
    return own if len(pieces) - own >= LEAST_FIELDS else 0


def _is_unit(said: str, grammar: Grammar) -> bool:
    if said.count("“") != said.count("”"):
        return False
    return any(grammar.pattern(name).fullmatch(said) for name in ("unit", "spreading"))


def _follows(listed: str, group: Span, piece: Span, grammar: Grammar) -> bool:
    """Whether a bare noun stays with the group before it: its head holds for both, or it names bodies at large."""
    if not _stands_behind(listed, group, piece, grammar):
        return False
    if listed[piece.start : piece.end] in grammar.words("generic_follower"):
        return True
    if grammar.pattern("levels_hold").fullmatch(listed, group.start, piece.end):
        return True
    return grammar.pattern("head_holds").match(listed, group.start, group.end) is not None


def _stands_behind(listed: str, group: Span, piece: Span, grammar: Grammar) -> bool:
    """Whether a bare noun stands behind a collective, so that it names those who act though it has no head."""
    if not grammar.pattern("follower").fullmatch(listed, piece.start, piece.end):
        return False
    return grammar.pattern("spreading").match(listed, group.start, group.end) is not None


def _pieces(listed: str, grammar: Grammar) -> list[Span]:
    """The stretches between the joints of a list, joints within brackets left alone."""
    pieces: list[Span] = []
    at = 0
    for joint in grammar.pattern("unit_joint").finditer(listed):
        before = listed[: joint.start()]
        if at < joint.start() and joint.end() < len(listed) and before.count("（") <= before.count("）"):
            pieces.append(Span(at, joint.start()))
            at = joint.end()
    pieces.append(Span(at, len(listed)))
    return pieces
