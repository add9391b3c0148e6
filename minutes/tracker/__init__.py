"""The tracker workbook (督办台账): made once, merged into for a year, never at the cost of what people typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minutes.tracker.checking import TrackerProblem, check_tracker
    from minutes.tracker.joining import merge_records
    from minutes.tracker.report import MergeReport

__all__ = ["MergeReport", "TrackerProblem", "check_tracker", "merge_records"]

_HOMES = {
    "MergeReport": "minutes.tracker.report",
    "TrackerProblem": "minutes.tracker.checking",
    "check_tracker": "minutes.tracker.checking",
    "merge_records": "minutes.tracker.joining",
}


def __getattr__(name: str) -> object:
    """Import on first use, so that `import minutes.tracker` does no work."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
