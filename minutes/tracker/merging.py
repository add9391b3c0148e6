"""The three-way merge over values: what was last written, what stands there, what the records say. No files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from minutes.tracker.base import RowState, SourceState, State
from minutes.tracker.cells import clean_text
from minutes.tracker.linking import TWICE_TOLD, bare, find_source, pair_meeting, pair_rows
from minutes.tracker.profile import Profile, SheetSpec
from minutes.tracker.report import CellChange, Outcome, RowChange
from minutes.tracker.rows import Document, Row

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


class Merge:
    """One merge; `take` every document, then `finish`. State and view are changed in place."""

    def __init__(self, state: State, view: View, profile: Profile) -> None:
        self.state = state
        self.view = view
        self.profile = profile
        self.changes: dict[tuple[str, str], RowChange] = {}
        self.warnings: list[str] = []
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

    def take(self, document: Document) -> None:
        """Merge one document's rows."""
        source = find_source(self.state, document, self.known.get("tracker", {}))
        if source is None:
            sid = str(len(self.state.sources) + 1)
            source = SourceState(sid, document.name, document.sha)
            self.state.sources[sid] = source
        source.sha = document.sha
        source.ids = sorted(document.ids)
        touched: set[tuple[str, str]] = set()
        meeting_keys = self._take_meetings(document, source, touched)
        self._take_directives(document, source, meeting_keys, touched)
        self._take_attendees(document, source, meeting_keys, touched)
        for row in document.problems:
            touched.add(self._upsert("review", row, self._known("review", row.id), source, "", document))
        for place, row_state in list(self._by_source.get(source.sid, {}).items()):
            if place not in touched and source.sid in row_state.sources:
                self._withdraw(row_state, source)

    def _known(self, sheet: str, name: str) -> RowState | None:
        key = self.known.get(sheet, {}).get(name)
        return None if key is None else self.state.rows[sheet, key]

    def _take_meetings(self, document: Document, source: SourceState, touched: set[tuple[str, str]]) -> dict[str, str]:
        keys: dict[str, str] = {}
        present = {row.id for row in document.meetings}
        own: dict[str, list[Row]] = {}
        for directive in document.directives:
            own.setdefault(directive.meeting, []).append(directive)
        for row in document.meetings:
            target = self._known("meetings", row.id)
            mark = ""
            if target is None:
                free = (
                    (state, list(self._by_meeting.get(state.key, {}).values()), source.sid in state.sources)
                    for state in self._meetings_near(row, source)
                    if ("meetings", state.key) not in touched and not present.intersection(state.ids)
                )
                target = pair_meeting(row, own.get(row.id, []), free)
                if target is not None:
                    mark = "similar" if source.sid in target.sources else "same_meeting"
            elif source.sid not in target.sources and target.sources:
                mark = "same_meeting"
            place = self._upsert("meetings", row, target, source, "", document, mark)
            touched.add(place)
            keys[row.id] = place[1]
        return keys

    def _meetings_near(self, row: Row, source: SourceState) -> Iterable[RowState]:
        """Meetings of the same day, of the same name, or of the same document."""
        keys: dict[str, None] = {}
        for name in ("d:" + row.values.get("meeting_date", ""), "n:" + bare(row.text)):
            keys.update(self._meetings.get(name, {}))
        keys.update({key: None for sheet, key in self._by_source.get(source.sid, {}) if sheet == "meetings"})
        return [self.state.rows["meetings", key] for key in keys]

    def _take_directives(
        self, document: Document, source: SourceState, meetings: Mapping[str, str], touched: set[tuple[str, str]]
    ) -> None:
        targets: dict[str, RowState] = {}
        loose: dict[str, list[Row]] = {}
        for row in document.directives:
            target = self._known("tracker", row.id)
            if target is not None:
                targets[row.id] = target
            else:
                loose.setdefault(meetings.get(row.meeting, row.meeting), []).append(row)
        claimed = {target.key for target in targets.values()}
        marks: dict[str, str] = {}
        for meeting, rows in loose.items():
            free = [state for key, state in self._by_meeting.get(meeting, {}).items() if key not in claimed]
            own = [state for state in free if source.sid in state.sources]
            pairs = pair_rows(rows, own)
            others = [state for state in free if source.sid not in state.sources]
            left = [row for row in rows if row.id not in pairs]
            pairs.update(pair_rows(left, others, TWICE_TOLD, TWICE_TOLD))
            for name, state in pairs.items():
                targets[name] = state
                claimed.add(state.key)
                marks[name] = "similar" if source.sid in state.sources else "same_meeting"
        rest = [row for rows in loose.values() for row in rows if row.id not in targets]
        if rest:
            # A directive may have been moved to another meeting of the same document.
            held = self._by_source.get(source.sid, {})
            free = [state for (sheet, key), state in held.items() if sheet == "tracker" and key not in claimed]
            for name, state in pair_rows(rest, free, 0.9, 0.9).items():
                targets[name] = state
                marks[name] = "similar"
        for row in document.directives:
            meeting = meetings.get(row.meeting, row.meeting)
            touched.add(
                self._upsert("tracker", row, targets.get(row.id), source, meeting, document, marks.get(row.id, ""))
            )

    def _take_attendees(
        self, document: Document, source: SourceState, meetings: Mapping[str, str], touched: set[tuple[str, str]]
    ) -> None:
        by_name: dict[tuple[str, str], RowState] = {}
        if any(self._known("attendees", row.id) is None for row in document.attendees):
            for state in self.state.of("attendees"):
                by_name.setdefault((state.meeting, state.text), state)
        for row in document.attendees:
            meeting = meetings.get(row.meeting, row.meeting)
            target = self._known("attendees", row.id)
            if target is None:
                target = by_name.get((meeting, row.text))
                if target is not None and ("attendees", target.key) in touched:
                    target = None
            touched.add(self._upsert("attendees", row, target, source, meeting, document))

    def _upsert(
        self,
        sheet: str,
        row: Row,
        target: RowState | None,
        source: SourceState,
        meeting: str,
        document: Document,
        mark: str = "",
    ) -> tuple[str, str]:
        if target is None:
            return self._add(sheet, row, source, meeting, document)
        place = (sheet, target.key)
        if row.id not in target.ids:
            target.ids.append(row.id)
            self.known.setdefault(sheet, {}).setdefault(row.id, target.key)
        primary = not target.sources or next(iter(target.sources)) == source.sid
        target.sources[source.sid] = row.place
        self._index(target)
        change = self._change(target)
        returned, target.gone = target.gone, False
        wanted = dict(row.values) if primary else {}
        wanted["source"] = self._source_text(target)
        conflicts = self._three_way(target, wanted, change)
        if primary:
            target.text, target.order = row.text, row.order
            target.meeting = meeting or target.meeting
            self._index(target)
        if returned:
            self._clear_mark(target, "gone")
        words = ""
        if mark:
            words = self.profile.notes[mark].format(source=document.name)
            change.remark = self.profile.marks[mark]
        if conflicts or mark:
            self._mark(target, "changed" if conflicts else mark, words, conflicts)
        return place

    def _add(self, sheet: str, row: Row, source: SourceState, meeting: str, document: Document) -> tuple[str, str]:
        key = row.id
        while (sheet, key) in self.state.rows:
            key += "+"
        state = RowState(sheet, key, ids=[row.id], sources={source.sid: row.place}, meeting=meeting)
        state.text, state.order = row.text, row.order
        if sheet == "tracker":
            state.number = self._issue(document.years.get(row.meeting, document.year))
        self.known.setdefault(sheet, {}).setdefault(row.id, key)
        self._put(state, {**row.values, "source": self._source_text(state)})
        return sheet, key

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
            for copy in copies:
                now = copy.cells.get(name)
                if now is None:
                    continue
                outcome = decide(old, now, new)
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
            del state.sources[source.sid]
            conflicts = self._three_way(state, {"source": self._source_text(state)}, self._change(state))
            if conflicts:
                self._mark(state, "changed", "", conflicts)
            return
        if state.gone:
            return
        state.gone = True
        change = self._change(state)
        change.outcome = _heavier(change.outcome, Outcome.GONE)
        self._mark(state, "gone", "")

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

    def finish(self) -> None:
        """Bring the sheets that follow from the others up to date: units of the overview, the attendance matrix."""
        for unit in self._units():
            if ("overview", unit) not in self.state.rows:
                self._put(RowState("overview", unit, ids=[unit], text=unit), {})
        self._fill_matrix()

    def _units(self) -> Iterable[str]:
        units: dict[str, None] = {}
        for state in self.state.of("tracker"):
            for unit in state.values.get("lead", "").split(self.profile.joiner):
                if unit.strip() and len(unit) <= 200:
                    units[unit.strip()] = None
        return units

    def _fill_matrix(self) -> None:
        wanted: dict[str, dict[str, str]] = {}
        for state in self.state.of("attendees"):
            name = state.values.get("person_name", "")
            if name and state.meeting:
                mark = "" if state.gone else state.values.get("role", "")
                cells = wanted.setdefault(name, {})
                field_name = MATRIX_PREFIX + state.meeting
                cells[field_name] = mark or cells.get(field_name, "")
        for name, cells in wanted.items():
            target = self.state.rows.get(("matrix", name))
            if target is None:
                self._put(RowState("matrix", name, ids=[name], text=name), {"person_name": name, **cells})
            else:
                for copy in self._copies(target):
                    for field_name in cells:
                        if field_name not in self.view.absent.get("matrix", set()):
                            copy.cells.setdefault(field_name, "")
                conflicts = self._three_way(target, cells, self._change(target))
                for words in conflicts.values():
                    self._warn(target, self.profile.marks["changed"], words)


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
