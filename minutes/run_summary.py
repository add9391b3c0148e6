"""What a run of `minutes extract` did, told to a person and to machines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minutes.running import RunReport
    from minutes.tracker import MergeReport

_LISTED = 10  # records files named one by one in the summary; more are counted


def summary_lines(report: RunReport, folder: Path) -> list[str]:
    """What a run did, for a person: counts, and where the files are."""
    written = [outcome for outcome in report.outcomes if outcome.output is not None]
    failed = len(report.outcomes) - len(written)
    lines = [
        f"Read {_count(len(written), 'document')}"
        + (f" ({failed} more could not be)" if failed else "")
        + f": {_count(report.total('meetings'), 'meeting')}, {_count(report.total('people'), 'person', 'people')}, "
        + f"{_count(report.total('directives'), 'directive')}."
    ]
    if report.total("problems"):
        lines.append(
            f"To look at: {_count(report.total('problems'), 'problem')}, listed in the records and in sheet 待核."
        )
    kept = sum(outcome.kept for outcome in written)
    if kept:
        lines.append(f"Kept from an earlier run: {_count(kept, 'records file')}.")
    if len(written) > _LISTED:
        lines.append(f"Records: {len(written)} files *.records.json in {folder}")
    else:
        lines.extend(f"Records: {outcome.output}" for outcome in written)
    if report.merged is not None:
        lines.append(f"Tracker: {report.merged.path} ({_merge_words(report.merged)})")
        lines.extend(f"  {warning}" for warning in report.merged.warnings)
    return lines


def _merge_words(merged: MergeReport) -> str:
    if not merged.changed and not merged.created:
        return "unchanged"
    told = [f"{count:,} {outcome}" for outcome, count in merged.counts.items() if count]
    return ", ".join(["new" if merged.created else "merged", *told])


def summary_object(report: RunReport) -> dict[str, object]:
    """The same for machines."""
    return {
        "documents": [
            {
                "input": outcome.where,
                "records": None if outcome.output is None else str(outcome.output),
                "error": outcome.error,
                **outcome.counts,
            }
            for outcome in report.outcomes
        ],
        "totals": {kind: report.total(kind) for kind in ("meetings", "people", "groups", "directives", "problems")},
        "errors": report.errors,
        "tracker": None
        if report.merged is None
        else {"path": str(report.merged.path), "created": report.merged.created, "counts": report.merged.counts},
    }


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
