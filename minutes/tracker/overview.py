"""Counts by unit and status on a given day, overdue first: the overview sheet's figures for people without Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from minutes.tracker.profile import Profile
from minutes.tracker.reading import TrackerRow, units_of


@dataclass
class UnitCount:
    """One unit: rows it leads, how many of them are overdue or due soon, and how many stand in each state."""

    unit: str
    total: int = 0
    overdue: int = 0
    soon: int = 0
    states: dict[str, int] = field(default_factory=dict)


def count_units(rows: Sequence[TrackerRow], profile: Profile, on: date) -> list[UnitCount]:
    """Every leading unit with its counts; the most overdue first, then the most rows, then by name."""
    found: dict[str, UnitCount] = {}
    for row in rows:
        for unit in units_of(row, profile) or [""]:
            count = found.setdefault(unit, UnitCount(unit))
            count.total += 1
            status = row.get("status")
            count.states[status] = count.states.get(status, 0) + 1
            if row.deadline is not None and status not in profile.status.closed:
                days = (row.deadline - on).days
                count.overdue += days < 0
                count.soon += 0 <= days <= profile.lights.days
    return sorted(found.values(), key=lambda count: (-count.overdue, -count.total, count.unit))
