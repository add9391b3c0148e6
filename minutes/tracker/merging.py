"""The three-way merge over values: what was last written, what stands there, what the records say. No files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from minutes.tracker.base import RowState, SourceState
from minutes.tracker.ledger import MATRIX_PREFIX, Ledger
from minutes.tracker.linking import TWICE_TOLD, bare, find_source, pair_meeting, pair_rows
from minutes.tracker.rows import Document, Row


class Merge(Ledger):
    """One merge; `take` every document, then `finish`. State and view are changed in place."""

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
        self.taken[source.sid, sheet, target.key] = (row, meeting)
        if target.gone and source.sid not in target.sources:
            target.sources = {}
        primary = not target.sources or next(iter(target.sources)) == source.sid
        target.sources[source.sid] = row.place
        self._index(target)
        change = self._change(target)
        returned, target.gone = target.gone, False
        conflicts = self._three_way(target, {"source": self._source_text(target)}, change)
        if primary:
            conflicts |= self._follow(target, row, meeting)
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
        self.taken[source.sid, sheet, key] = (row, meeting)
        self._put(state, {**row.values, "source": self._source_text(state)})
        return sheet, key

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
