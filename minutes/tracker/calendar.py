"""The deadlines as a calendar (.ics, RFC 5545): one all-day event a row, the same bytes for the same tracker."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

from minutes.tracker.profile import Profile
from minutes.tracker.reading import TrackerRow

LINE = 75
"""Octets that a line may have; longer ones are folded."""

_STAMP = "20000101T000000Z"


def write_calendar(rows: Sequence[TrackerRow], profile: Profile, *, alarm_days: int | None = None) -> str:
    """Open rows with a day as all-day events, an alarm some days ahead; CRLF line ends as the format wants."""
    ahead = profile.lights.days if alarm_days is None else alarm_days
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//minutes//tracker//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    seen: set[str] = set()
    for row in rows:
        deadline = row.deadline
        if deadline is None or row.get("status") in profile.status.closed:
            continue
        uid = _uid(row)
        if uid in seen:
            continue
        seen.add(uid)
        lines += _event(row, deadline, uid, ahead)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _fold(line))


def _event(row: TrackerRow, deadline: date, uid: str, ahead: int) -> list[str]:
    title = " ".join(part for part in (row.get("number"), row.get("item") or row.get("requirement")[:40]) if part)
    notes = [row.get("requirement"), row.get("lead"), row.get("support"), row.get("status"), row.get("source")]
    last = deadline + timedelta(days=1) if deadline < date.max else deadline
    event = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_STAMP}",
        f"DTSTART;VALUE=DATE:{deadline:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last:%Y%m%d}",
        f"SUMMARY:{_escape(title)}",
        f"DESCRIPTION:{_escape(chr(10).join(note for note in notes if note))}",
        "TRANSP:TRANSPARENT",
    ]
    if ahead:
        event += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"TRIGGER:-P{ahead}D",
            f"DESCRIPTION:{_escape(title)}",
            "END:VALARM",
        ]
    return [*event, "END:VEVENT"]


def _uid(row: TrackerRow) -> str:
    name = row.get("key") or row.get("number") or f"{row.get('item')}\x1f{row.get('requirement')}"
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:24] + "@minutes"


def _escape(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, escaped)
    return "".join(char for char in text if char >= " ")


def _fold(line: str) -> list[str]:
    """Parts of at most 75 octets, never cutting a character; the later ones begin with a blank."""
    parts, current, size = [], "", 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > LINE:
            parts.append(current)
            current, size = " ", 1
        current += char
        size += octets
    return [*parts, current]
