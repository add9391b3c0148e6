"""What an extraction tells of a text, in the short forms that tests compare."""

from __future__ import annotations

from minutes import Records, extract_text


def events(text: str) -> list[tuple[str, str | None]]:
    """Kind and date of each event."""
    return [(meeting.kind.value, meeting.date) for meeting in extract_text(text).meetings]


def roles(text: str) -> dict[str, str]:
    """Everybody's name and role, over all events."""
    return roles_of(extract_text(text))


def roles_of(records: Records) -> dict[str, str]:
    """Everybody's name and role, in the order of the records."""
    return {person.name: person.role.value for person in records.attendees if person.name}


def titles(text: str) -> dict[str, str | None]:
    """Everybody's name and title."""
    return {person.name: person.title for person in extract_text(text).attendees if person.name}


def groups(text: str) -> list[str]:
    """The unnamed who took part."""
    return [person.group for person in extract_text(text).attendees if person.group]


def codes(text: str) -> list[str]:
    """What a person should look at."""
    return [problem.code.value for problem in extract_text(text).problems]
