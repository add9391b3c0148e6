"""Counts which characters practically never stand side by side: `python -m tools.count_adjacency FILE.jsonl.gz…`.

Reads the field `text` of each line and writes `minutes/lexicon/never_adjacent.txt`. It is no part of what is
regenerated on a change: the corpus is not in the repository.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tools.generated import ROOT

FILE: Final = ROOT / "minutes" / "lexicon" / "never_adjacent.txt"
EXPECTED: Final = 12.0  # times two characters would meet by chance: below that, never meeting tells nothing
SHARE: Final = 0.02  # of what chance would give: slips and quotations of broken lines are in every corpus
_RUN: Final = re.compile("[\u4e00-\u9fff]+")


def count_pairs(texts: Iterable[str]) -> Counter[str]:
    """How often each two Chinese characters stand side by side.

    >>> sorted(count_pairs(["开会，会开"]).items())
    [('会开', 1), ('开会', 1)]
    """
    pairs: Counter[str] = Counter()
    for text in texts:
        for run in _RUN.findall(text):
            pairs.update(map(str.__add__, run, run[1:]))
    return pairs


def strangers(pairs: Counter[str]) -> dict[str, str]:
    """Each first character with all that practically never follow it, in the order of the characters."""
    total = pairs.total()
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for pair, count in pairs.items():
        first[pair[0]] += count
        second[pair[1]] += count
    found = {}
    for left in sorted(first):
        chances = ((right, first[left] * second[right] / total) for right in sorted(second))
        never = [right for right, chance in chances if chance >= EXPECTED and pairs[left + right] <= SHARE * chance]
        if never:
            found[left] = "".join(never)
    return found


def _texts(paths: Iterable[Path]) -> Iterable[str]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


if __name__ == "__main__":
    table = strangers(count_pairs(_texts(Path(name) for name in sys.argv[1:])))
    FILE.write_text("".join(f"{left}{rights}\n" for left, rights in table.items()), encoding="utf-8")
