"""What is due: overdue, due soon, without a date, without an owner, on a given day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from minutes.tracker.profile import Profile
from minutes.tracker.reading import TrackerRow, units_of


class DueKind(StrEnum):
    """Why a row is listed; in the order of the list."""

    OVERDUE = "overdue"
    SOON = "soon"
    UNDATED = "undated"
    UNOWNED = "unowned"


@dataclass(frozen=True)
class DueRow:
    """One listed row; `days` until its deadline, negative when past, None without a date."""

    kind: DueKind
    row: TrackerRow
    days: int | None


def list_due(rows: Sequence[TrackerRow], profile: Profile, on: date, within: int | None = None) -> list[DueRow]:
    """Open rows that need attention on that day: the longest overdue first; a row may be both undated and unowned.

    `within` is how many days ahead count as soon; without it the profile's.
    """
    ahead = profile.lights.days if within is None else within
    found: list[DueRow] = []
    for row in rows:
        if row.get("status") in profile.status.closed:
            continue
        deadline = row.deadline
        if deadline is None:
            found.append(DueRow(DueKind.UNDATED, row, None))
        else:
            days = (deadline - on).days
            if days < 0:
                found.append(DueRow(DueKind.OVERDUE, row, days))
            elif days <= ahead:
                found.append(DueRow(DueKind.SOON, row, days))
        if not units_of(row, profile) and not row.get("person"):
            found.append(DueRow(DueKind.UNOWNED, row, None))
    kinds = list(DueKind)
    return sorted(found, key=lambda due: (kinds.index(due.kind), due.days or 0, due.row.row))


def parse_within(text: str) -> int:
    """Days of `7d`, `2w` or `10`.

    >>> parse_within("2w")
    14
    """
    number, unit = (text[:-1], text[-1]) if text[-1:].lower() in ("d", "w") else (text, "d")
    days = int(number) * (7 if unit.lower() == "w" else 1)
    if days < 0:
        raise ValueError(text)
    return days
