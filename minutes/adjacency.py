"""Which Chinese characters practically never stand side by side: what a line that breaks off is told by.

The data are counted from 15.8 million characters of reports and news by `tools/count_adjacency.py`: one line for each
first character, followed by all those that practically never follow it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

_FILE: Final = "lexicon/never_adjacent.txt"


def practically_never(first: str, second: str) -> bool:
    """Whether `second` practically never follows `first`, although both are frequent; of rare ones nothing is said.

    >>> practically_never("指", "监"), practically_never("指", "标"), practically_never("指", "龘")
    (True, False, False)
    """
    return second in _strangers().get(first, "")


@cache
def _strangers() -> Mapping[str, str]:
    """Each first character with all that practically never follow it; read when first asked for."""
    lines = resources.files("minutes").joinpath(_FILE).read_text(encoding="utf-8").split("\n")
    return {line[0]: line[1:] for line in lines if line}
