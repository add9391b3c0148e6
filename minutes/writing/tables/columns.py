"""The tables, their columns and keys; `docs/tables.md` is generated from this."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is `text` or `integer`; every column but those of the key may be empty."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what a row stands for, its key, and the tables its keys refer to."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[tuple[tuple[str, ...], str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)


def _text(name: str, description: str) -> Column:
    return Column(name, "text", description)


def _integer(name: str, description: str) -> Column:
    return Column(name, "integer", description)


_DOCUMENT = _text("document_id", "The document, as in table documents.")
_MEETING = _text("meeting_id", "The meeting, as in table meetings; unique within the document.")
_DIRECTIVE = _text("directive_id", "The directive, as in table directives.")
_PLACE = (
    _integer("text_start", "Where its evidence begins, in code points of the document's text."),
    _integer("text_end", "Where its evidence ends."),
    _text("template", "Pattern template that recognised it."),
)
_TO_DOCUMENT = (("document_id",), "documents")
_TO_MEETING = (("document_id", "meeting_id"), "meetings")
_TO_DIRECTIVE = (("document_id", "directive_id"), "directives")

_ALL = (
    Table(
        "documents",
        "a document that was read",
        (
            _text("document_id", "The identifier column of the corpus; for files the path below the folder given."),
            _text("name", "File name, or the identifier."),
            _text("issue_date", "Date of issue, YYYY-MM-DD."),
            _text("sha256", "SHA-256 of the file's bytes; of the text in UTF-8 for rows of a corpus file."),
            _text("encoding", "Encoding of the file."),
            _integer("characters", "Length of the text in code points."),
            _integer("meetings", "Meetings found."),
            _integer("directives", "Directives found."),
            _integer("problems", "Problems found."),
        ),
        ("document_id",),
    ),
    Table(
        "articles",
        "an article of a document",
        (
            _DOCUMENT,
            _text("article_id", "The article."),
            _text("title", "Headline."),
            _text("kind", "report, minutes or other."),
            _text("reporters", "Names in the byline, joined by 、."),
            _integer("text_start", "Where it begins, in code points of the document's text."),
            _integer("text_end", "Where it ends."),
        ),
        ("document_id", "article_id"),
        (_TO_DOCUMENT,),
    ),
    Table(
        "meetings",
        "an event that the document reports",
        (
            _DOCUMENT,
            _MEETING,
            _text("article_id", "The article that reports it."),
            _text("title", "Headline, or the event's name."),
            _text("kind", "meeting, inspection, reception, ceremony, visit or other."),
            _text("name", "Name of the event as written."),
            _text("date", "First day, YYYY-MM-DD; --MM-DD where the year is unknown."),
            _text("date_text", "The date as written."),
            _text("date_basis", "Where the year comes from: stated, document, issue or none."),
            _text("part_of_day", "上午, 下午, 晚 … as written."),
            _text("venue", "Place as written."),
            _text("organizer", "Body that held it."),
            *_PLACE,
        ),
        ("document_id", "meeting_id"),
        (_TO_DOCUMENT, (("document_id", "article_id"), "articles")),
    ),
    Table(
        "agenda",
        "an agenda item of a meeting",
        (
            _DOCUMENT,
            _MEETING,
            _integer("item", "Its place, from 1."),
            _text("text", "The item's heading."),
            _text("action", "What the meeting did with it."),
        ),
        ("document_id", "meeting_id", "item"),
        (_TO_MEETING,),
    ),
    Table(
        "attendees",
        "a person or group taking part in a meeting",
        (
            _DOCUMENT,
            _text("attendee_id", "The attendance."),
            _MEETING,
            _integer("position", "Order of first mention in the meeting, from 1."),
            _text("name", "A person's name; empty for a group."),
            _text("group_name", "A group as written; empty for a person."),
            _text("role", "How they took part: chair, lead, host, guest, speaker …"),
            _text("title", "Title as written."),
            _text("titles", "The title split into posts, joined by 、."),
            _text("organization", "Unit the person was listed under."),
            _text("listed_as", "Label before the list, such as 区领导."),
            *_PLACE,
        ),
        ("document_id", "attendee_id"),
        (_TO_MEETING,),
    ),
    Table(
        "directives",
        "something that somebody at a meeting requires, decides or hopes for",
        (
            _DOCUMENT,
            _DIRECTIVE,
            _MEETING,
            _integer("position", "Order in the meeting, from 1."),
            _text("parent_id", "The directive it is nested in."),
            _text("kind", "requirement, decision or expectation."),
            _text("speaker", "会议, or a person's name."),
            _text("verb", "Reporting verb as written."),
            _integer("ordinal", "Its number in the series."),
            _text("ordinal_text", "The number as written."),
            _text("headline", "Short title behind the number."),
            _text("text", "The whole directive, broken lines joined."),
            _text("topic", "Agenda topic it stands under."),
            *_PLACE,
        ),
        ("document_id", "directive_id"),
        (_TO_MEETING,),
    ),
    Table(
        "responsible",
        "a unit that has to act on a directive",
        (
            _DOCUMENT,
            _DIRECTIVE,
            _integer("item", "Its place, from 1."),
            _text("name", "The unit as written."),
            _text("part", "lead, support or responsible."),
        ),
        ("document_id", "directive_id", "item"),
        (_TO_DIRECTIVE,),
    ),
    Table(
        "deadlines",
        "a time limit of a directive",
        (
            _DOCUMENT,
            _DIRECTIVE,
            _integer("item", "Its place, from 1."),
            _text("text", "The phrase as written."),
            _text("date", "Its day, YYYY-MM-DD."),
            _text("basis", "How the day came about."),
        ),
        ("document_id", "directive_id", "item"),
        (_TO_DIRECTIVE,),
    ),
    Table(
        "problems",
        "something in a document that a person should look at",
        (
            _DOCUMENT,
            _integer("item", "Its place, from 1."),
            _text("code", "Kind of problem."),
            _text("message", "What was seen and what to check."),
            _integer("text_start", "Where it begins, in code points of the document's text."),
            _integer("text_end", "Where it ends."),
        ),
        ("document_id", "item"),
        (_TO_DOCUMENT,),
    ),
    Table(
        "skipped",
        "a document that could not be read; it stands in no other table",
        (
            _text("document_id", "The document, as it would stand in table documents."),
            _text("reason", "Kind of reason, in a word."),
            _text("message", "What was wrong and what to do."),
        ),
        ("document_id",),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}
"""All tables by name, each after those it refers to."""
