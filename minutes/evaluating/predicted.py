"""What a records file predicts, reduced to what is scored: meetings with their persons and outermost directives."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from minutes.errors import RecordsError

Span = tuple[int, int]


class _Part(BaseModel):
    """Records of any version: only what is scored is read, and what is missing counts as not predicted."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class PredictedAttendee(_Part):
    """A person as predicted."""

    meeting_id: str
    name: str | None = None
    role: str | None = None
    title: str | None = None


class _Responsible(_Part):
    name: str
    part: str | None = None


class _Deadline(_Part):
    text: str
    date: str | None = None


class _Evidence(_Part):
    start: int
    end: int


class PredictedDirective(_Part):
    """A directive as predicted."""

    meeting_id: str
    parent_id: str | None = None
    kind: str | None = None
    speaker: str | None = None
    ordinal: int | None = None
    text: str = ""
    responsible: tuple[_Responsible, ...] | None = None
    deadlines: tuple[_Deadline, ...] | None = None
    evidence: _Evidence

    @property
    def span(self) -> Span:
        """Where it stands, `[start, end)` in code points."""
        return self.evidence.start, self.evidence.end


class _Meeting(_Part):
    id: str
    kind: str | None = None
    date: str | None = None


class _Records(_Part):
    meetings: tuple[_Meeting, ...] = ()
    attendees: tuple[PredictedAttendee, ...] = ()
    directives: tuple[PredictedDirective, ...] = ()


@dataclass(frozen=True)
class PredictedMeeting:
    """An event as predicted, with those named at it and the directives that a tracker would list."""

    kind: str | None
    date: str | None
    attendees: list[PredictedAttendee] = field(default_factory=list)
    directives: list[PredictedDirective] = field(default_factory=list)


def read_predicted(path: Path) -> list[PredictedMeeting]:
    """The meetings in a records file; none when there is no file.

    Groups, inner directives and hopes (`expectation`) are left out, for gold does not score them.
    Raises RecordsError when the file is no records file.
    """
    try:
        records = _Records.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise RecordsError(f"{path}: cannot be read: {error.strerror or error}") from None
    except ValidationError:
        raise RecordsError(f"{path}: this is no records file; see `minutes validate {path.name}`") from None
    meetings = {one.id: PredictedMeeting(one.kind, one.date) for one in records.meetings}
    for attendee in records.attendees:
        if attendee.name and attendee.meeting_id in meetings:
            meetings[attendee.meeting_id].attendees.append(attendee)
    for directive in records.directives:
        outermost = directive.parent_id is None and directive.kind != "expectation"
        if outermost and directive.meeting_id in meetings:
            meetings[directive.meeting_id].directives.append(directive)
    return list(meetings.values())
