"""The typed records of a document: meetings (会议), attendees (参会人员), directives (督办事项), problems (待核).

All offsets are code points into `Source.text`: the decoded text of the document, BOM dropped, `\\r\\n` read as `\\n`,
nothing else changed. Spans are `[start, end)`.
"""

# Annotations are no strings here: pydantic would have to compile each of them again at every start.

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"
SHA256_PATTERN = "^[0-9a-f]{64}$"

Offset = Annotated[int, Field(ge=0, description="Code points from the start of source.text.")]
Span = Annotated[tuple[int, int], Field(description="[start, end) in code points of source.text.")]
IsoDate = Annotated[
    str,
    Field(
        pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|--[0-9]{2}-[0-9]{2})$",
        description="ISO 8601 date; `--MM-DD` when the document gives no year.",
    ),
]
FullDate = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="ISO 8601 date with its year.")]


class Record(BaseModel):
    """Base of all records: frozen, and a field nobody declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ArticleKind(StrEnum):
    """What an article (稿件) is: a report of events, formal minutes, or something that reports no event."""

    REPORT = "report"
    MINUTES = "minutes"
    OTHER = "other"


class MeetingKind(StrEnum):
    """What kind of event (会议类型) a meeting record stands for; the values are those of `annotation.md`."""

    MEETING = "meeting"
    INSPECTION = "inspection"
    RECEPTION = "reception"
    CEREMONY = "ceremony"
    VISIT = "visit"
    OTHER = "other"


class DateBasis(StrEnum):
    """Where the year of a date comes from (年份依据)."""

    STATED = "stated"
    DOCUMENT = "document"
    ISSUE = "issue"
    NONE = "none"


class Role(StrEnum):
    """How somebody took part (参会形式), in order of rank: the first that fits is kept."""

    CHAIR = "chair"
    LEAD = "lead"
    HOST = "host"
    GUEST = "guest"
    SPEAKER = "speaker"
    PRESENTER = "presenter"
    ATTENDEE = "attendee"
    ACCOMPANYING = "accompanying"
    OBSERVER = "observer"
    ABSENT = "absent"
    RECORDER = "recorder"


class DirectiveKind(StrEnum):
    """Whether a directive is a requirement (要求), a decision (决定), or only a hope (希望), which no tracker lists."""

    REQUIREMENT = "requirement"
    DECISION = "decision"
    EXPECTATION = "expectation"


class Part(StrEnum):
    """The part a unit has in a directive: 牵头, 配合, or 责任单位 with no part told."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"


class ProblemCode(StrEnum):
    """What a person should look at (待核)."""

    SERIES_GAP = "series-gap"
    SERIES_RESTART = "series-restart"
    YEAR_UNKNOWN = "year-unknown"
    DATE_UNKNOWN = "date-unknown"
    DEADLINE_UNDATED = "deadline-undated"
    TEXT_BREAKS_OFF = "text-breaks-off"
    TEXT_REPEATED = "text-repeated"
    STRAY_TEXT = "stray-text"
    NO_EVENT = "no-event"
    UNDECODABLE = "undecodable"
    SPEAKER_UNKNOWN = "speaker-unknown"


class Generator(Record):
    """The program that wrote the records."""

    name: str = Field(description="Always `minutes`.")
    version: str = Field(description="Version of the program.")
    templates: str = Field(
        description="SHA-256 of the template set and lexicon, in hexadecimal.",
        json_schema_extra={"pattern": SHA256_PATTERN},
    )


class Source(Record):
    """The document the records were read from."""

    name: str = Field(description="File name without its folder; `-` for standard input.")
    sha256: str = Field(
        description="SHA-256 of the document's bytes, in hexadecimal.",
        json_schema_extra={"pattern": SHA256_PATTERN},
    )
    media_type: str = Field(description="IANA media type of the input, such as text/plain.")
    encoding: str | None = Field(
        description="Character encoding the bytes were decoded with; null where there is none."
    )
    issue_date: FullDate | None = Field(description="Date of issue given by the caller or printed in the masthead.")
    text: str = Field(description="The decoded text: what every offset points into.")


class Evidence(Record):
    """Where on the page a record stands, and which template recognised it (原文依据)."""

    start: Offset = Field(description="First code point of the place, counted in source.text from 0.")
    end: Offset = Field(description="Code point behind the place; start < end.")
    template: str = Field(description="Id of the pattern template that recognised it.")
    fields: dict[str, Span] = Field(
        default_factory=dict,
        description=(
            "Name of a field of the record to the span that shows it; a value the page does not show has no entry."
        ),
    )


class Article(Record):
    """One article (稿件) of the page."""

    id: str = Field(description="Identifier from content, stable when the file is moved or re-wrapped.")
    title: str | None = Field(description="Headline as printed, lines joined; null without one.")
    kind: ArticleKind = Field(description="Report of events, formal minutes, or neither.")
    reporters: list[str] = Field(description="Names in the byline (记者、通讯员).")
    start: Offset = Field(description="First code point of the article, counted in source.text from 0.")
    end: Offset = Field(description="Code point behind the article; start < end.")


class AgendaItem(Record):
    """An agenda item (议题) with what became of it."""

    text: str = Field(description="The item's heading, repaired.")
    action: str | None = Field(
        description="What the meeting did with it (审议通过、听取、同意 …), as written; null if not told."
    )


class Meeting(Record):
    """An event that the document reports as having taken place (会议、调研、会见 …)."""

    id: str = Field(description="Identifier from the event's date and name.")
    article_id: str = Field(description="The article that reports it.")
    title: str = Field(description="The article's headline; without one, the event's name as written.")
    kind: MeetingKind = Field(description="Kind of event.")
    name: str | None = Field(description="Name of the event as written in the body; null if it has none.")
    date: IsoDate | None = Field(description="First day of the event; null when its month or day is missing.")
    date_text: str | None = Field(description="The date as written.")
    date_basis: DateBasis = Field(description="Where the year of the date comes from.")
    part_of_day: str | None = Field(description="上午, 下午, 晚 … as written; null if not told.")
    venue: str | None = Field(description="Place (地点) as written; null if not told.")
    organizer: str | None = Field(description="Body that held it (主办单位) as written; null if not told.")
    agenda: list[AgendaItem] = Field(description="Agenda items in order.")
    evidence: Evidence = Field(description="Where the event is announced.")


class Attendee(Record):
    """A person named as taking part, or an unnamed group."""

    id: str = Field(description="Identifier from the meeting and the name.")
    meeting_id: str = Field(description="The meeting attended.")
    order: int = Field(ge=1, description="Order of first mention in the meeting, from 1.")
    name: str | None = Field(description="A person's name, blanks removed; null for a group.")
    group: str | None = Field(description="A group as written; null for a person.")
    role: Role = Field(description="How they took part.")
    title: str | None = Field(
        description="Title (职务) as written, stacked ones together; null when the name stands bare."
    )
    titles: list[str] = Field(description="The title split into single posts.")
    organization: str | None = Field(
        description="Unit the person was listed under (单位), as written; null if not told."
    )
    listed_as: str | None = Field(description="Label before a list (区领导), as written; null without one.")
    evidence: Evidence = Field(description="Where the person or group is named.")


class Responsible(Record):
    """A unit that has to act (责任单位)."""

    name: str = Field(description="The unit as written.")
    part: Part = Field(description="lead 牵头, support 配合, or responsible when no part is told.")


class Deadline(Record):
    """A time limit (完成时限)."""

    text: str = Field(description="The phrase as written, without 于, 最迟, 不得晚于.")
    date: FullDate | None = Field(description="Its day; null where it cannot be computed.")
    basis: str = Field(
        description="How the date came about: stated, meeting-date, issue-date, calendar, or none when it has no date."
    )


class Directive(Record):
    """What somebody at the event requires, decides or arranges, and that somebody has to do (督办事项)."""

    id: str = Field(description="Identifier from the meeting, the directive's place and text.")
    meeting_id: str = Field(description="The meeting it was given at.")
    order: int = Field(ge=1, description="Order in the meeting, from 1.")
    parent_id: str | None = Field(description="The directive it is nested in; null at the outermost level.")
    kind: DirectiveKind = Field(description="Requirement, decision or expectation.")
    speaker: str | None = Field(description="会议 or the person's name; null when the page does not tell.")
    verb: str | None = Field(description="The reporting verb (强调, 要求 …); null when the page does not tell.")
    ordinal: int | None = Field(ge=0, description="Its number in the series; null when unnumbered.")
    ordinal_text: str | None = Field(description="The number as written (一要, 第二, (三)); null when unnumbered.")
    headline: str | None = Field(description="Short title right behind the number; null without one.")
    text: str = Field(description="The whole directive, broken lines joined.")
    topic: str | None = Field(description="Agenda topic or subject it stands under; null if not told.")
    responsible: list[Responsible] = Field(description="Who has to do it, in order.")
    deadlines: list[Deadline] = Field(description="By when, in order.")
    evidence: Evidence = Field(description="Where it stands.")


class Problem(Record):
    """Something that a person should look at (待核)."""

    code: ProblemCode = Field(description="Kind of problem.")
    message: str = Field(description="What was seen and what to check.")
    start: Offset | None = Field(description="Start of the place, or null when it concerns the whole document.")
    end: Offset | None = Field(description="End of the place, or null.")


class Records(Record):
    """Everything read from one document: what `STEM.records.json` holds."""

    schema_version: str = Field(
        description="Version of this schema, `major.minor`.", json_schema_extra={"const": SCHEMA_VERSION}
    )
    generator: Generator = Field(description="The program that wrote the file; no clock and no machine in it.")
    source: Source = Field(description="The document the records were read from, with the text all offsets point into.")
    articles: list[Article] = Field(description="Articles (稿件) of the document, in the order of the page.")
    meetings: list[Meeting] = Field(description="Events (会议) that the articles report, in the order of the page.")
    attendees: list[Attendee] = Field(
        description="Persons and groups (参会人员), meeting by meeting, in order of mention."
    )
    directives: list[Directive] = Field(
        description="Directives (督办事项), meeting by meeting, in the order of the page."
    )
    problems: list[Problem] = Field(description="What a person should look at (待核), in the order of the page.")
