"""Records of one document as rows of the flat tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutes.writing.tables.columns import TABLES

if TYPE_CHECKING:
    from minutes.records import Evidence, Records

Row = tuple[str | int | None, ...]
DocumentKey = str

_JOIN = "、"


def document_rows(document_id: DocumentKey, records: Records) -> dict[str, list[Row]]:
    """The rows of each table (only `skipped` stays empty), cells in the order of the table's columns."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    source = records.source
    rows["documents"].append(
        (
            document_id,
            source.name,
            source.issue_date,
            source.sha256,
            source.encoding,
            len(source.text),
            len(records.meetings),
            len(records.directives),
            len(records.problems),
        )
    )
    rows["articles"] = [
        (
            document_id,
            article.id,
            article.title,
            article.kind.value,
            _JOIN.join(article.reporters),
            article.start,
            article.end,
        )
        for article in records.articles
    ]
    for meeting in records.meetings:
        rows["meetings"].append(
            (
                document_id,
                meeting.id,
                meeting.article_id,
                meeting.title,
                meeting.kind.value,
                meeting.name,
                meeting.date,
                meeting.date_text,
                meeting.date_basis.value,
                meeting.part_of_day,
                meeting.venue,
                meeting.organizer,
                *_place(meeting.evidence),
            )
        )
        rows["agenda"].extend(
            (document_id, meeting.id, number, item.text, item.action) for number, item in enumerate(meeting.agenda, 1)
        )
    rows["attendees"] = [
        (
            document_id,
            attendee.id,
            attendee.meeting_id,
            attendee.order,
            attendee.name,
            attendee.group,
            attendee.role.value,
            attendee.title,
            _JOIN.join(attendee.titles),
            attendee.organization,
            attendee.listed_as,
            *_place(attendee.evidence),
        )
        for attendee in records.attendees
    ]
    _add_directives(rows, document_id, records)
    rows["problems"] = [
        (document_id, number, problem.code.value, problem.message, problem.start, problem.end)
        for number, problem in enumerate(records.problems, 1)
    ]
    return rows


def skipped_rows(document_id: DocumentKey, reason: str, message: str) -> dict[str, list[Row]]:
    """The one row that a document leaves which could not be read."""
    return {"skipped": [(document_id, reason, message)]}


def _add_directives(rows: dict[str, list[Row]], document_id: DocumentKey, records: Records) -> None:
    for directive in records.directives:
        rows["directives"].append(
            (
                document_id,
                directive.id,
                directive.meeting_id,
                directive.order,
                directive.parent_id,
                directive.kind.value,
                directive.speaker,
                directive.verb,
                directive.ordinal,
                directive.ordinal_text,
                directive.headline,
                directive.text,
                directive.topic,
                *_place(directive.evidence),
            )
        )
        rows["responsible"].extend(
            (document_id, directive.id, number, unit.name, unit.part.value)
            for number, unit in enumerate(directive.responsible, 1)
        )
        rows["deadlines"].extend(
            (document_id, directive.id, number, deadline.text, deadline.date, deadline.basis)
            for number, deadline in enumerate(directive.deadlines, 1)
        )


def _place(evidence: Evidence) -> tuple[int, int, str]:
    return evidence.start, evidence.end, evidence.template
