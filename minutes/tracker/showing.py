"""Merge reports and due lists as plain text for the terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from minutes.tracker.cells import display_width
from minutes.tracker.due import DueRow
from minutes.tracker.profile import Profile
from minutes.tracker.report import MergeReport, Outcome


def merge_table(report: MergeReport, *, verbose: bool = False) -> str:
    """Counts by outcome; with `verbose` every row and cell that is not unchanged."""
    counts = report.counts
    told = [outcome for outcome in Outcome if counts[outcome.value]] or [Outcome.UNCHANGED]
    lines = [pad(_label(report, outcome), 18) + f"{counts[outcome.value]:>7}" for outcome in told]
    if verbose:
        for row in report.rows:
            if row.outcome is Outcome.UNCHANGED and not row.cells:
                continue
            lines.append(f"{row.sheet} {row.label}: {_label(report, row.outcome)} {row.remark}".rstrip())
            for cell in row.cells:
                lines.append(f"    {cell.column}: {_short(cell.old)} → {_short(cell.new)} [{cell.outcome.value}]")
    action = "would write" if report.dry_run else "wrote"
    lines.append(f"{action} {report.path}" if report.changed else f"{report.path}: nothing to change")
    return "\n".join(lines)


def _label(report: MergeReport, outcome: Outcome) -> str:
    return outcome.value if report.profile is None else report.profile.word("outcome", outcome.value)


def due_table(found: Sequence[DueRow], profile: Profile, on: date) -> str:
    """One line a row, grouped by kind."""
    if not found:
        return f"{on}: {profile.message('nothing_due')}"
    heads = {
        "overdue": profile.lights.overdue.label,
        "soon": profile.lights.soon.label,
        "undated": profile.lights.undated.label,
        "unowned": profile.messages["unowned"],
    }
    lines: list[str] = []
    last = ""
    for due in found:
        if due.kind != last:
            total = sum(1 for other in found if other.kind == due.kind)
            lines.append(f"{heads[due.kind]} ({total})")
            last = due.kind
        row = due.row
        days = "" if due.days is None else f"{due.days:+d}"
        lines.append(
            f"  {pad(row.get('number') or row.cell, 14)} {pad(row.get('deadline'), 11)} {days:>6}  "
            f"{pad(_cut(row.get('lead'), 20), 20)}  {_cut(row.get('item') or row.get('requirement'), 50)}"
        )
    return "\n".join(lines)


def due_json(found: Sequence[DueRow], on: date) -> str:
    """The list for machines."""
    rows = [
        {
            "kind": due.kind.value,
            "days": due.days,
            "cell": due.row.cell,
            "number": due.row.get("number") or None,
            "item": due.row.get("item") or None,
            "lead": due.row.get("lead") or None,
            "deadline": due.row.get("deadline") or None,
            "status": due.row.get("status") or None,
        }
        for due in found
    ]
    return json.dumps({"on": on.isoformat(), "rows": rows}, ensure_ascii=False, indent=2)


def pad(text: str, width: int) -> str:
    """Text filled up with blanks to a width, Chinese characters counting two."""
    return text + " " * max(0, width - display_width(text))


def _cut(text: str, width: int) -> str:
    text = " ".join(text.split())
    while display_width(text) > width:
        text = text[:-2] + "…" if text.endswith("…") else text[:-1] + "…"
    return text


def _short(text: str) -> str:
    return f"“{_cut(text, 60)}”"
