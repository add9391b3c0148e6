"""The records as cards: a meeting with its persons and directives, then the problems; every value escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from minutes.records import Attendee, Deadline, Directive, Meeting, Problem, Records
from minutes.writing.view.labels import Labels
from minutes.writing.view.marks import numbered
from minutes.writing.view.markup import Html, element, joined

_NOTHING = Html("")


class Cards:
    """Makes the cards of `records` in the words of `labels`."""

    def __init__(self, records: Records, labels: Labels) -> None:
        self.records = records
        self.labels = labels
        self.page = labels["page"]
        self.starts = numbered(records)

    def meetings(self) -> Html:
        """All meetings, and at the end whatever belongs to none."""
        cards = [self._meeting(number, meeting) for number, meeting in enumerate(self.records.meetings)]
        known = {one.id for one in self.records.meetings}
        named = {one.meeting_id for one in self.records.attendees} | {one.meeting_id for one in self.records.directives}
        if named - known:
            head = element("h2", {}, self.page["other"])
            cards.append(element("section", {"class": "meeting"}, head, *self._inner(None, known)))
        return joined(*cards) if cards else element("p", {"class": "empty"}, self.page["none"])

    def problems(self) -> Html:
        """The problems as a list."""
        if not self.records.problems:
            return element("p", {"class": "empty"}, self.page["no_problems"])
        items = [self._problem(number, problem) for number, problem in enumerate(self.records.problems)]
        return element("ol", {"class": "problems"}, *items)

    def _meeting(self, number: int, meeting: Meeting) -> Html:
        at = self.starts["meetings"] + number
        kind = self._word("meeting_kind", meeting.kind.value)
        head = element("h2", {}, self._tag("m", number, kind), " ", _value(at, "title", meeting.title))
        when = joined(
            _value(at, "date", meeting.date or self.page["undated"]),
            " ",
            _value(at, "part_of_day", meeting.part_of_day),
            element("small", {}, f" {self._word('date_basis', meeting.date_basis.value)}"),
        )
        rows = [
            ("name", _value(at, "name", meeting.name)),
            ("date", when),
            ("venue", _value(at, "venue", meeting.venue)),
            ("organizer", _value(at, "organizer", meeting.organizer)),
        ]
        if meeting.agenda:
            items = [
                element(
                    "li", {}, _value(at, f"agenda.{i}", one.text), " ", _value(at, f"agenda.{i}.action", one.action)
                )
                for i, one in enumerate(meeting.agenda)
            ]
            rows.append(("agenda", element("ol", {}, *items)))
        card = _record(at, "m", head, self._rows(rows), self._template(meeting.evidence.template))
        return element("section", {"class": "meeting"}, card, *self._inner(meeting.id, set()))

    def _inner(self, meeting_id: str | None, known: set[str]) -> list[Html]:
        """Persons and directives of a meeting; for None those of meetings not `known`."""

        def belongs(item: Attendee | Directive) -> bool:
            return item.meeting_id == meeting_id if meeting_id is not None else item.meeting_id not in known

        people = [(n, one) for n, one in enumerate(self.records.attendees) if belongs(one)]
        tasks = [(n, one) for n, one in enumerate(self.records.directives) if belongs(one)]
        parts: list[Html] = []
        if people:
            parts.append(element("h3", {}, f"{self.page['attendees']} {len(people)}"))
            parts.append(element("ul", {"class": "people"}, *(self._attendee(n, one) for n, one in people)))
        if tasks:
            parts.append(element("h3", {}, f"{self.page['directives']} {len(tasks)}"))
            parts += [self._directive(n, one) for n, one in tasks]
        return parts

    def _attendee(self, number: int, attendee: Attendee) -> Html:
        at = self.starts["attendees"] + number
        who = _value(at, "name", attendee.name) if attendee.name is not None else _value(at, "group", attendee.group)
        notes = [
            element("small", {}, self.page[field], " ", _value(at, field, value))
            for field, value in (("organization", attendee.organization), ("listed_as", attendee.listed_as))
            if value is not None
        ]
        role = element("b", {"class": "role"}, _value(at, "role", self._word("role", attendee.role.value)))
        inner = joined(role, element("span", {"class": "who"}, who), _value(at, "title", attendee.title), *notes)
        return _record(at, "a", inner, self._template(attendee.evidence.template), name="li")

    def _directive(self, number: int, directive: Directive) -> Html:
        at = self.starts["directives"] + number
        kind = self._word("directive_kind", directive.kind.value)
        head = joined(
            self._tag("d", number, kind),
            " ",
            _value(at, "ordinal_text", directive.ordinal_text),
            " ",
            element("b", {}, _value(at, "headline", directive.headline)) if directive.headline else _NOTHING,
        )
        units = [
            joined(_value(at, f"responsible.{i}", one.name), element("small", {}, self._word("part", one.part.value)))
            for i, one in enumerate(directive.responsible)
        ]
        days = [self._deadline(at, i, one) for i, one in enumerate(directive.deadlines)]
        said = joined(_value(at, "speaker", directive.speaker), " ", _value(at, "verb", directive.verb))
        rows = [
            ("speaker", said if directive.speaker or directive.verb else _NOTHING),
            ("topic", _value(at, "topic", directive.topic)),
            ("responsible", _listed(units)),
            ("deadlines", _listed(days)),
        ]
        body = element("p", {"class": "text"}, _value(at, "text", directive.text))
        inner = joined(element("div", {"class": "head"}, head), body, self._rows(rows))
        nested = " nested" if directive.parent_id is not None else ""
        return _record(at, f"d{nested}", inner, self._template(directive.evidence.template))

    def _deadline(self, at: int, number: int, deadline: Deadline) -> Html:
        day = deadline.date or self.page["undated"]
        return joined(_value(at, f"deadlines.{number}", deadline.text), element("small", {}, day))

    def _problem(self, number: int, problem: Problem) -> Html:
        at = self.starts["problems"] + number
        kind = self._word("problem", problem.code.value)
        place = _NOTHING if problem.start is not None else element("small", {}, self.page["whole"])
        return _record(at, "p", joined(self._tag("p", number, kind), " ", problem.message, " ", place), name="li")

    def _tag(self, kind: str, number: int, word: str) -> Html:
        """The record's mark on the page, as the text has it in its margin, and what kind of record it is."""
        return element("span", {"class": f"tag {kind}"}, f"{self.page[f'mark_{kind}']}{number + 1} {word}")

    def _template(self, identifier: str) -> Html:
        return element("span", {"class": "template"}, f"{self.page['template']} {identifier}")

    def _word(self, table: str, value: str) -> str:
        return self.labels[table].get(value, value)

    def _rows(self, rows: Iterable[tuple[str, Html]]) -> Html:
        """Label and value, where there is a value."""
        pairs = [
            joined(element("dt", {}, self.page[label]), element("dd", {}, value)) for label, value in rows if value
        ]
        return element("dl", {}, *pairs) if pairs else _NOTHING


def _value(at: int, field: str, text: str | None) -> Html:
    """A value that, clicked, shows its own place."""
    return element("span", {"class": "v", "data-f": f"{at}:{field}"}, text) if text else _NOTHING


def _listed(items: Sequence[Html]) -> Html:
    return element("ul", {}, *(element("li", {}, item) for item in items)) if items else _NOTHING


def _record(at: int, kind: str, *inner: Html, name: str = "div") -> Html:
    return element(name, {"class": f"rec {kind}", "id": f"r{at}", "data-r": str(at), "tabindex": "0"}, *inner)
