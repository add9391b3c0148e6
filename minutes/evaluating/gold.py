"""Gold: what a careful clerk would enter by hand for a document, as `NAME.gold.json` holds it."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from minutes.errors import MinutesError
from minutes.records import DirectiveKind, MeetingKind, Role

GOLD_SUFFIX = ".gold.json"


class GoldError(MinutesError):
    """Gold that cannot be read."""


class GoldPart(BaseModel):
    """Base of what gold holds; keys that only the annotator needs are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldAttendee(GoldPart):
    """A person named as taking part."""

    name: str
    role: Role
    title: str | None = None
    listed_as: str | None = None


class GoldDeadline(GoldPart):
    """A time limit as written, and its day where it can be computed."""

    text: str
    date: str | None = None


class GoldDirective(GoldPart):
    """A directive; `lead` and `support` are None where the annotator did not tell parts."""

    level: int
    kind: DirectiveKind
    span: tuple[int, int]
    speaker: str | None = None
    verb: str | None = None
    ordinal: int | None = None
    headline: str | None = None
    responsible: tuple[str, ...] = ()
    lead: tuple[str, ...] | None = None
    support: tuple[str, ...] = ()
    deadlines: tuple[GoldDeadline, ...] = ()


class GoldMeeting(GoldPart):
    """An event with those named at it and what they required."""

    kind: MeetingKind
    title: str
    date: str | None = None
    part_of_day: str | None = None
    attendees: tuple[GoldAttendee, ...] = ()
    groups: tuple[str, ...] = ()
    directives: tuple[GoldDirective, ...] = ()


class Gold(GoldPart):
    """All of one document: `chars` code points of text, and spans in it that are not scored either way."""

    chars: int | None = None
    sha256: str | None = None
    meetings: tuple[GoldMeeting, ...]
    ignore: tuple[tuple[int, int], ...] = Field(default=())


def read_gold(path: Path) -> Gold:
    """The gold in a file.

    Raises GoldError, with the place of the first fault, when there is none.
    """
    try:
        return Gold.model_validate_json(path.read_bytes())
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror or error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(part) for part in first["loc"])
        raise GoldError(f"{path}: /{place}: {first['msg']}; correct the gold there") from None


def gold_files(path: Path) -> list[Path]:
    """The gold files at or below `path`, in the order of their names.

    Raises GoldError when there is none.
    """
    if path.is_file():
        return [path]
    found = sorted(path.rglob(f"*{GOLD_SUFFIX}"))
    if not found:
        raise GoldError(f"{path}: there is no *{GOLD_SUFFIX}: give a folder of gold files, or one of them")
    return found
