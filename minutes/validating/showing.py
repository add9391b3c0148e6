"""Whether a stretch of the page shows a value: the value may be repaired, but not invented.

Repair drops what is not part of the writing: white space anywhere (line breaks in mid-word, blanks inside names), and
whole lines that do not belong to the passage (page numbers, running heads, a line printed a second time).
"""

from __future__ import annotations

import unicodedata
from functools import cache


@cache
def _blank(character: str) -> bool:
    """White space, and the characters of no width that copied pages carry (U+200B, U+FEFF, soft hyphens)."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")


def bare(text: str) -> str:
    """`text` without white space.

    >>> bare("王 磊\\n主持")
    '王磊主持'
    """
    return "".join(c for c in text if not _blank(c))


def shows(page: str, value: str) -> bool:
    """True if `page`, white space aside, is `value`, or is so once whole lines between its first and last are left out.

    >>> shows("紧盯消\\n\\n防、建筑施工", "紧盯消防、建筑施工")
    True
    >>> shows("紧盯消\\n— 3 —\\n防、建筑施工", "紧盯消防、建筑施工")
    True
    >>> shows("紧盯消防、建筑施工", "紧盯消防施工")
    False
    """
    wanted = bare(value)
    if not wanted:
        return False
    if bare(page) == wanted:
        return True
    lines = [line for line in (_content(line) for line in page.split("\n")) if line]
    return len(lines) > 1 and _made_of(lines, wanted)


def _content(line: str) -> str:
    """The line without blanks and without the mark of a Markdown heading, which stands on each line of a split one."""
    stripped = line.strip()
    marks = len(stripped) - len(stripped.lstrip("#"))
    if 0 < marks <= 6 and stripped[marks : marks + 1].isspace():
        stripped = stripped[marks:]
    return bare(stripped)


def _made_of(lines: list[str], wanted: str) -> bool:
    """True if `wanted` is the first line, some of those between, and the last, in their order."""
    first, *between, last = lines
    if not wanted.startswith(first):
        return False
    reached = {len(first)}
    left = sum(map(len, between)) + len(last)
    for line in between:
        left -= len(line)
        reached |= {at + len(line) for at in reached if wanted.startswith(line, at)}
        # What the remaining lines cannot fill any more leads nowhere.
        reached = {at for at in reached if len(wanted) - at <= left}
    return any(wanted.startswith(last, at) and at + len(last) == len(wanted) for at in reached)
