"""What a merge did, row by row and cell by cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from minutes.tracker.profile import Profile


class Outcome(StrEnum):
    """What became of a row or a cell; in order of weight, the heaviest of its cells is the row's."""

    ADDED = "added"
    CONFLICT = "conflict"
    UPDATED = "updated"
    GONE = "gone"
    UNCHANGED = "unchanged"
    DELETED = "deleted"
    MOVED = "moved"


@dataclass(frozen=True)
class CellChange:
    """One cell: its column's heading, what stood there, what the source says now, and which of the two stays."""

    column: str
    old: str
    new: str
    outcome: Outcome


@dataclass
class RowChange:
    """One row; `sheet` is the sheet's name, `label` the 督办编号, or else the row's first words."""

    sheet: str
    key: str
    label: str
    outcome: Outcome
    cells: list[CellChange] = field(default_factory=list)
    remark: str = ""


@dataclass
class MergeReport:
    """The result of a merge; `path` is the file that holds it, `profile` the workbook's.

    `counts` are of rows in 督办台账. `beside` is true when the tracker itself could not be replaced and `path` is a new
    file next to it. `changed` is false when the file was already as it should be, and was not touched.
    """

    path: Path
    created: bool = False
    changed: bool = False
    beside: bool = False
    dry_run: bool = False
    rows: list[RowChange] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    profile: Profile | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Rows of 督办台账 by outcome, every outcome present."""
        main = "" if self.profile is None else self.profile.sheet("tracker").name
        found = Counter(row.outcome for row in self.rows if row.sheet == main)
        return {outcome.value: found[outcome] for outcome in Outcome}

    def as_json(self) -> dict[str, Any]:
        """The report for machines."""
        return {
            "path": str(self.path),
            "created": self.created,
            "changed": self.changed,
            "beside": self.beside,
            "dry_run": self.dry_run,
            "counts": self.counts,
            "warnings": self.warnings,
            "rows": [
                {
                    "sheet": row.sheet,
                    "key": row.key,
                    "label": row.label,
                    "outcome": row.outcome.value,
                    "remark": row.remark,
                    "cells": [
                        {"column": cell.column, "old": cell.old, "new": cell.new, "outcome": cell.outcome.value}
                        for cell in row.cells
                    ],
                }
                for row in self.rows
                if row.outcome is not Outcome.UNCHANGED
            ],
        }
