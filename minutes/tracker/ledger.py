"""The rows of the tracker while a merge is under way: cells brought up to date, marks set, numbers issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from minutes.tracker.base import RowState, SourceState, State
from minutes.tracker.cells import clean_text
from minutes.tracker.linking import bare
from minutes.tracker.profile import Profile, SheetSpec
from minutes.tracker.report import CellChange, Outcome, RowChange
from minutes.tracker.rows import Row

RANKED_MARKS = ("changed", "gone", "similar", "same_meeting")
"""The marks, the weightiest first: a lighter one never hides a weightier one that nobody has cleared."""

MATRIX_PREFIX = "m:"
"""Field of an attendance-matrix column: this and the meeting's key."""


@dataclass
class Copy:
    """One place where a row stands: what its cells say, by field, and its row in the sheet (0 for one to be appended).

    A `fixed` copy stands on a sheet of people's own: it is recognised, and left alone.
    """

    cells: dict[str, str]
    row: int = 0
    fixed: bool = False


@dataclass
class View:
    """What stands in the workbook: copies of each known row, and the 督办编号 that people may have typed."""

    copies: dict[tuple[str, str], list[Copy]] = field(default_factory=dict)
    serials: dict[str, int] = field(default_factory=dict)
    absent: dict[str, set[str]] = field(default_factory=dict)


class Ledger:
    """State and view of one merge, changed in place, and what was done to each row."""

    def __init__(self, state: State, view: View, profile: Profile) -> None:
        self.state = state
        self.view = view
        self.profile = profile
        self.changes: dict[tuple[str, str], RowChange] = {}
        self.warnings: list[str] = []
        self.taken: dict[tuple[str, str, str], tuple[Row, str]] = {}
        self.known: dict[str, dict[str, str]] = {}
        for row in state.rows.values():
            names = self.known.setdefault(row.sheet, {})
            for name in row.ids:
                names.setdefault(name, row.key)
        self._by_source: dict[str, dict[tuple[str, str], RowState]] = {}
        self._by_meeting: dict[str, dict[str, RowState]] = {}
        self._meetings: dict[str, dict[str, None]] = {}
        for row in state.rows.values():
            self._index(row)

    def _index(self, row: RowState) -> None:
        for sid in row.sources:
            self._by_source.setdefault(sid, {})[row.sheet, row.key] = row
        if row.sheet == "tracker" and row.meeting:
            self._by_meeting.setdefault(row.meeting, {})[row.key] = row
        elif row.sheet == "meetings":
            for name in ("d:" + row.values.get("meeting_date", ""), "n:" + bare(row.text)):
                self._meetings.setdefault(name, {})[row.key] = None

    def _known(self, sheet: str, name: str) -> RowState | None:
        key = self.known.get(sheet, {}).get(name)
        return None if key is None else self.state.rows[sheet, key]

    def _put(self, state: RowState, values: dict[str, str]) -> None:
        """Enter a new row; all its cells are written."""
        spec = self.profile.sheet(state.sheet)
        state.values = {name: value for name, value in values.items() if value}
        self.state.rows[state.sheet, state.key] = state
        self._index(state)
        cells = {column.field: "" for column in spec.columns if column.kind != "formula"} | state.values
        cells["key"] = state.key
        if state.number:
            cells["number"] = state.number
        if spec.column("status") is not None:
            cells["status"] = self.profile.status.first
        self.view.copies[state.sheet, state.key] = [Copy(cells)]
        change = self._change(state)
        change.outcome = Outcome.ADDED
        for name, value in state.values.items():
            change.cells.append(CellChange(self._header(spec, name), "", value, Outcome.ADDED))

    def _issue(self, year: str) -> str:
        serial = max(self.state.serials.get(year, 0), self.view.serials.get(year, 0)) + 1
        self.state.serials[year] = serial
        return self.profile.number.format(year=year, serial=serial)

    def _three_way(self, state: RowState, wanted: Mapping[str, str], change: RowChange) -> dict[str, str]:
        """Bring the cells up to date; the conflicts, field to the words for the row's note."""
        spec = self.profile.sheet(state.sheet)
        conflicts: dict[str, str] = {}
        for name, new in wanted.items():
            old = state.values.get(name, "")
            if new == old:
                continue
            header = self._header(spec, name)
            copies = self._copies(state)
            if not copies and (state.sheet, state.key) in self.view.copies:
                self._warn(state, self.profile.marks["changed"], f"{header}: {new}")
            # What the source last said may never have been written: a person's words stood there.
            written = state.written.get(name, old)
            updated = False
            for copy in copies:
                now = copy.cells.get(name)
                if now is None:
                    continue
                outcome = decide(written, now, new)
                updated |= outcome is Outcome.UPDATED
                if outcome is Outcome.UPDATED:
                    copy.cells[name] = new
                elif outcome is Outcome.CONFLICT:
                    conflicts[name] = self.profile.notes["conflict"].format(column=header, value=new)
                if outcome is not Outcome.UNCHANGED:
                    change.cells.append(CellChange(header, now, new, outcome))
                    change.outcome = _heavier(change.outcome, outcome)
            if new:
                state.values[name] = new
            else:
                state.values.pop(name, None)
            if updated or written == new:
                state.written.pop(name, None)
            else:
                state.written[name] = written
        return conflicts

    def _mark(self, state: RowState, mark: str, words: str, conflicts: Mapping[str, str] | None = None) -> None:
        """Set the row's mark and its note, but only where nobody else has written."""
        marks = [self.profile.marks[name] for name in RANKED_MARKS]
        copies = self._copies(state)
        if not any(copy.cells.get("mark") == self.profile.marks["changed"] for copy in copies):
            state.pending = {}
        state.pending.update(conflicts or {})
        note = self.profile.notes["join"].join([*state.pending.values(), *([words] if words else [])])
        note = clean_text(note, self.profile.notes["cut"])[0]
        old_note = state.values.get("note", "")
        word = self.profile.marks[mark]
        for copy in copies:
            now = copy.cells.get("mark")
            if now is not None and (not now or now in marks):
                if not now or marks.index(word) <= marks.index(now):
                    copy.cells["mark"] = word
            else:
                self._warn(state, word, note)
            if not note:
                continue
            now = copy.cells.get("note")
            if now is None or (now and now != old_note):
                self._warn(state, word, note)
            else:
                copy.cells["note"] = note
        if note:
            state.values["note"] = note

    def _clear_mark(self, state: RowState, mark: str) -> None:
        for copy in self._copies(state):
            if copy.cells.get("mark") == self.profile.marks[mark]:
                copy.cells["mark"] = ""

    def _warn(self, state: RowState, word: str, words: str) -> None:
        text = f"{state.number or state.key} {word}: {words}"
        if words and text not in self.warnings:
            self.warnings.append(text)

    def _withdraw(self, state: RowState, source: SourceState) -> None:
        """The document no longer holds this row: another one may; else it is 原文已无, and stays."""
        if len(state.sources) > 1:
            led = next(iter(state.sources)) == source.sid
            del state.sources[source.sid]
            heir = self.taken.get((next(iter(state.sources)), state.sheet, state.key)) if led else None
            conflicts = self._three_way(state, {"source": self._source_text(state)}, self._change(state))
            if heir is not None:
                # Had the documents come in another order, this one would have led from the start.
                conflicts |= self._follow(state, *heir)
            if conflicts:
                self._mark(state, "changed", "", conflicts)
            return
        if state.gone:
            return
        state.gone = True
        change = self._change(state)
        change.outcome = _heavier(change.outcome, Outcome.GONE)
        self._mark(state, "gone", "")

    def _follow(self, state: RowState, row: Row, meeting: str) -> dict[str, str]:
        """Take the row's words from the document that leads it; the conflicts."""
        conflicts = self._three_way(state, row.values, self._change(state))
        state.text, state.order = row.text, row.order
        state.meeting = meeting or state.meeting
        self._index(state)
        return conflicts

    def _source_text(self, state: RowState) -> str:
        return self.profile.list_joiner.join(dict.fromkeys(state.sources.values()))

    def _copies(self, state: RowState) -> list[Copy]:
        return [copy for copy in self.view.copies.get((state.sheet, state.key), []) if not copy.fixed]

    def _header(self, spec: SheetSpec, name: str) -> str:
        column = spec.column(name)
        return name if column is None else column.header

    def _change(self, state: RowState) -> RowChange:
        place = (state.sheet, state.key)
        if place not in self.changes:
            copies = self.view.copies.get(place, [])
            outcome = Outcome.UNCHANGED
            if not copies and state.values:
                outcome = Outcome.DELETED
            elif copies and all(copy.fixed for copy in copies):
                outcome = Outcome.MOVED
            label = state.number or state.text[:20] or state.key
            self.changes[place] = RowChange(self.profile.sheet(state.sheet).name, state.key, label, outcome)
        return self.changes[place]


def decide(base: str, now: str, new: str) -> Outcome:
    """The heart of the merge, for one cell whose source has changed from `base` to `new`.

    >>> decide("年底前", "年底前", "6月底前").value, decide("年底前", "已延期", "6月底前").value
    ('updated', 'conflict')
    >>> decide("年底前", "6月底前", "6月底前").value
    'unchanged'
    """
    if now == new:
        return Outcome.UNCHANGED
    return Outcome.UPDATED if now == base else Outcome.CONFLICT


_WEIGHT = (Outcome.UNCHANGED, Outcome.GONE, Outcome.UPDATED, Outcome.CONFLICT, Outcome.ADDED)


def _heavier(one: Outcome, two: Outcome) -> Outcome:
    if one in (Outcome.DELETED, Outcome.MOVED):
        return one
    return max(one, two, key=_WEIGHT.index)
