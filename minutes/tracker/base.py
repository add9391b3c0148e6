"""What the program last wrote: the state that the hidden sheet keeps, one JSON object a row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from minutes.errors import TrackerError

FORMAT = 1
CHUNK = 30000
"""Characters of JSON that one cell of the hidden sheet takes; longer ones go on in the next cell."""

_ESCAPABLE = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")


@dataclass
class RowState:
    """One row: where it comes from, the ids it has been known by, and its values by field as the source last said.

    `written` has what the program last wrote where that is something else, because a person's words stood there.
    """

    sheet: str
    key: str
    number: str = ""
    ids: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    meeting: str = ""
    text: str = ""
    order: int = 0
    written: dict[str, str] = field(default_factory=dict)
    gone: bool = False
    pending: dict[str, str] = field(default_factory=dict)


@dataclass
class SourceState:
    """One document that has been merged."""

    sid: str
    name: str
    sha: str
    ids: list[str] = field(default_factory=list)


@dataclass
class State:
    """All that is remembered between two merges."""

    profile: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    serials: dict[str, int] = field(default_factory=dict)
    sources: dict[str, SourceState] = field(default_factory=dict)
    rows: dict[tuple[str, str], RowState] = field(default_factory=dict)

    def of(self, sheet: str) -> list[RowState]:
        """The rows of one sheet."""
        return [row for (name, _), row in self.rows.items() if name == sheet]


def dump_state(state: State) -> list[list[str]]:
    """The hidden sheet's rows: kind, key, then JSON in as many cells as it needs."""
    meta = {
        "format": FORMAT,
        "profile": state.profile,
        "headers": state.headers,
        "names": state.names,
        "serials": state.serials,
    }
    lines = [["meta", "", *_chunks(meta)]]
    lines += [["source", source.sid, *_chunks(asdict(source))] for source in state.sources.values()]
    for row in state.rows.values():
        content = {name: value for name, value in vars(row).items() if value and name not in ("sheet", "key")}
        lines.append([row.sheet, row.key, *_chunks(content)])
    return lines


def load_state(lines: Iterable[list[str]]) -> State:
    """The state that `dump_state` wrote; a damaged sheet is a TrackerError."""
    state = State()
    found = False
    for number, line in enumerate(lines, 1):
        if not line or not line[0]:
            continue
        try:
            content = json.loads("".join(line[2:]))
            if line[0] == "meta":
                found = True
                if content["format"] > FORMAT:
                    raise TrackerError("This tracker was written by a newer version of minutes; update minutes first.")
                state.profile = content["profile"]
                state.headers = content["headers"]
                state.names = content["names"]
                state.serials = content["serials"]
            elif line[0] == "source":
                state.sources[line[1]] = SourceState(**content)
            else:
                state.rows[line[0], line[1]] = RowState(sheet=line[0], key=line[1], **content)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise TrackerError(f"hidden sheet, row {number}: damaged ({error})") from error
    if not found:
        raise TrackerError("hidden sheet: its first row is missing")
    return state


def _chunks(content: dict[str, Any]) -> list[str]:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # Excel reads _x0041_ in a cell as a character code; JSON can write the x another way.
    text = _ESCAPABLE.sub(r"_\\u0078", text)
    text = re.sub("[\x7f-\x9f\ud800-\udfff\u2028\u2029\ue000-\uf8ff\ufff0-\uffff\U00010000-\U0010ffff]", _escaped, text)
    return [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
