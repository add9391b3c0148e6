"""Which predicted item stands for which gold item: by how far their spans or contents agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Span = tuple[int, int]
G = TypeVar("G")
P = TypeVar("P")

# Full-width marks and their ASCII twins are one: which of the two a page prints says nothing.
_FOLD = str.maketrans("，。；：（）“”！？", ',.;:()""!?')


def folded(text: str | None) -> str:
    """`text` without white space, full-width marks as ASCII; empty for None.

    >>> folded("（镇） 党委书记")
    '(镇)党委书记'
    """
    return "".join((text or "").translate(_FOLD).split())


def overlap(a: Span, b: Span) -> int:
    """Characters that two spans share.

    >>> overlap((0, 5), (3, 9))
    2
    """
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def likeness(a: Span, b: Span) -> float:
    """Intersection ÷ union of two spans, 0 to 1.

    >>> likeness((0, 4), (2, 6)) == 2 / 6
    True
    """
    shared = overlap(a, b)
    return shared / ((a[1] - a[0]) + (b[1] - b[0]) - shared or 1)


def paired(
    gold: Sequence[G], predicted: Sequence[P], value: Callable[[G, P], float], least: float
) -> list[tuple[int, int]]:
    """Indices of one-to-one pairs whose value reaches `least`: the best first, earlier items first among equals."""
    cells = sorted(((value(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)), reverse=True)
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for reached, minus_i, minus_j in cells:
        i, j = -minus_i, -minus_j
        if reached < least or i in taken_gold or j in taken_predicted:
            continue
        taken_gold.add(i)
        taken_predicted.add(j)
        pairs.append((i, j))
    return pairs
