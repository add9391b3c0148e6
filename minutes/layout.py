"""What a line of the page is (版式): heading, stamp, caption, furniture, numbered item, or running text."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final

from minutes.grammar import Grammar
from minutes.matching import match_frames

LONGEST_LINE: Final = 120  # code points; no furniture, stamp or caption is longer


_REMEMBERED: Final = 4096  # lines; a page's lines are asked for twice, while repairing and while splitting


def line_kind(text: str, grammar: Grammar) -> str:
    """What the line `text` (folded, white space at its ends left out) is: the `line` that its layout template sets.

    >>> from minutes.grammar import load_grammar
    >>> [line_kind(t, load_grammar()) for t in ("# 青禾镇开会", "- 2 -", "会议强调，要抓实。", "（一）关于春灌")]
    ['heading', 'furniture', 'opening', 'item']
    """
    return grammar.tool(_line_kinds)(text)


def _line_kinds(grammar: Grammar) -> Callable[[str], str]:
    return lru_cache(_REMEMBERED)(partial(_line_kind, grammar))


def _line_kind(grammar: Grammar, text: str) -> str:
    if len(text) > LONGEST_LINE:
        frames = [
            f for f in match_frames(grammar, "layout", text[:40]) if f.sets["line"] in ("item", "opening", "heading")
        ]
    else:
        frames = match_frames(grammar, "layout", text)
    return str(frames[0].sets["line"]) if frames else "text"
