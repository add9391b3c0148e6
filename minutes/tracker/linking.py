"""Finding the row that a record belongs to when its id has changed: re-read text, or the same meeting told twice."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from minutes.tracker.base import RowState, SourceState, State
from minutes.tracker.rows import Document, Row

SAME_PLACE = 0.6
"""Likeness (0 to 1) from which two texts at one place of a series are the same directive."""

ANY_PLACE = 0.75
"""Likeness from which two texts of one meeting are the same directive wherever they stand."""

TWICE_TOLD = 0.85
"""Likeness from which directives of two reports show that the meeting is one."""

HALF = 0.5
"""Share of the smaller document's articles, meetings or directives that makes two documents of one name the same."""

_FIGURES = re.compile("[0-9\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e]+")

COMPARED = 400
"""Characters of a text that are compared; what differs only further on counts as alike."""


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The text without blanks, marks and width differences.

    >>> bare("一要 抓紧,抓实!") == bare("一要抓紧,抓实")
    True
    """
    kept = (char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char)[0] in "LN")
    return "".join(kept)[:COMPARED]


def likeness(first: str, second: str, least: float = 0.0) -> float:
    """How alike two texts are, 0 to 1; 0 when certainly below `least`.

    >>> likeness("全面排查隐患", "全面排查隐患。")
    1.0
    """
    one, two = bare(first), bare(second)
    if one == two:
        return 1.0 if one else 0.0
    # The characters in common bound the ratio; counting them is far cheaper than matching.
    if not one or not two or 2 * _common(_counted(one), _counted(two)) < least * (len(one) + len(two)):
        return 0.0
    from difflib import SequenceMatcher  # most texts are told apart without it

    return SequenceMatcher(None, one, two, autojunk=False).ratio()


@lru_cache(maxsize=65536)
def _counted(text: str) -> Counter[str]:
    return Counter(text)


def _common(one: Counter[str], two: Counter[str]) -> int:
    if len(one) > len(two):
        one, two = two, one
    return sum(min(count, two[char]) for char, count in one.items() if char in two)


def find_source(state: State, document: Document, known: dict[str, str]) -> SourceState | None:
    """The document as merged before: the same bytes, or the same name and something in common.

    A name alone proves nothing: `news.txt` may hold another page every week.
    """
    for source in state.sources.values():
        if source.sha == document.sha:
            return source
    best: tuple[float, SourceState] | None = None
    for source in state.sources.values():
        if source.name != document.name:
            continue
        common = _share(len(document.ids.intersection(source.ids)), len(document.ids), len(source.ids))
        if common < HALF:
            rows = [row for row in state.of("tracker") if source.sid in row.sources]
            keys = {known[row.id] for row in document.directives if row.id in known}
            found = sum(1 for row in rows if row.key in keys)
            if found * 2 < min(len(rows), len(document.directives)):
                found = len(pair_rows(document.directives, rows, ANY_PLACE, ANY_PLACE))
            common = max(common, _share(found, len(rows), len(document.directives)))
        if common >= HALF and (best is None or common > best[0]):
            best = (common, source)
    return None if best is None else best[1]


def _share(common: int, one: int, two: int) -> float:
    return common / min(one, two) if one and two else 0.0


def pair_rows(
    incoming: Sequence[Row], rows: Iterable[RowState], same_place: float = SAME_PLACE, any_place: float = ANY_PLACE
) -> dict[str, RowState]:
    """Incoming id to the row it most resembles, each row once; the best pairs first."""
    candidates = list(rows)
    exact: dict[str, list[RowState]] = {}
    for row in candidates:
        exact.setdefault(bare(row.text), []).append(row)
    pairs: dict[str, RowState] = {}
    used: set[str] = set()
    rest = []
    for item in incoming:
        twins = [row for row in exact.get(bare(item.text), []) if row.key not in used]
        if twins and bare(item.text):
            twin = min(twins, key=lambda row: (row.order != item.order, row.order, row.key))
            pairs[item.id] = twin
            used.add(twin.key)
        else:
            rest.append(item)
    scored = []
    for position, item in enumerate(rest):
        for place, row in enumerate(candidates):
            if row.key in used:
                continue
            least = same_place if row.order == item.order else any_place
            score = likeness(item.text, row.text, least)
            if score >= least:
                scored.append((-score, abs(row.order - item.order), position, place))
    for _, _, position, place in sorted(scored):
        item, row = rest[position], candidates[place]
        if item.id not in pairs and row.key not in used:
            pairs[item.id] = row
            used.add(row.key)
    return pairs


def pair_meeting(
    meeting: Row, directives: Sequence[Row], candidates: Iterable[tuple[RowState, Sequence[RowState], bool]]
) -> RowState | None:
    """The meeting row that an unknown meeting id stands for; None when it is a meeting of its own.

    A candidate comes with its directives, and whether the same document held it before. It is the same meeting when
    the day agrees and half of the directives do, or when the names nearly do, figures included: 第3次会 is not 第4次会.
    A day that only one of them tells counts as agreeing when the names are the same.
    """
    best: tuple[float, RowState] | None = None
    for row, rows, same_document in candidates:
        theirs, ours = row.values.get("meeting_date", ""), meeting.values.get("meeting_date", "")
        least = SAME_PLACE if same_document else TWICE_TOLD
        if theirs != ours:
            if (theirs and ours) and not same_document:
                continue
            least = 0.95
        score = max(
            _name_likeness(meeting.text, row.text, least),
            _name_likeness(meeting.values.get("title", ""), row.values.get("title", ""), least),
        )
        if score < least and theirs == ours and rows and directives:
            alike = len(pair_rows(directives, rows, TWICE_TOLD, TWICE_TOLD))
            score = alike / max(len(rows), len(directives)) if alike * 2 >= min(len(rows), len(directives)) else 0.0
        elif score < least:
            score = 0.0
        if score > 0 and (best is None or score > best[0]):
            best = (score, row)
    return None if best is None else best[1]


def _name_likeness(one: str, two: str, least: float) -> float:
    figures = "".join(_FIGURES.findall(bare(one))) == "".join(_FIGURES.findall(bare(two)))
    return likeness(one, two, least) if figures else 0.0
