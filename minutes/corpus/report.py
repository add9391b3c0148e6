"""What a corpus run did: sums over its batches, for a person and for machines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_SHOWN = 3  # messages of each kind of skipped documents


@dataclass(slots=True)
class BatchReport:
    """What became of one batch; it stands as JSON beside the batch's parts."""

    number: int
    fingerprint: str
    read: int = 0
    size: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    messages: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)

    def skip(self, reason: str, message: str) -> None:
        """Count a document that could not be read."""
        self.skipped[reason] += 1
        shown = self.messages.setdefault(reason, [])
        if len(shown) < _SHOWN:
            shown.append(message)

    def as_object(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "number": self.number,
            "fingerprint": self.fingerprint,
            "read": self.read,
            "size": self.size,
            "rows": dict(self.rows),
            "problems": dict(self.problems),
            "skipped": dict(self.skipped),
            "messages": self.messages,
            "parts": self.parts,
        }


def batch_report(told: dict[str, Any]) -> BatchReport:
    """A batch's report out of its plain values."""
    counted = {name: Counter(told[name]) for name in ("rows", "problems", "skipped")}
    return BatchReport(**{**told, **counted})


@dataclass(slots=True)
class CorpusReport:
    """The whole run; `errors` are what concerns no single document."""

    folder: Path
    read: int = 0
    batches: int = 0
    kept: int = 0
    bytes_done: int = 0
    bytes_total: int | None = None
    rows: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    messages: dict[str, list[str]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything could not be done."""
        return bool(self.errors) or bool(self.skipped)

    def add(self, batch: BatchReport, *, kept: bool = False) -> None:
        """Add what a batch did; `kept` if an earlier run did it."""
        self.batches += 1
        self.kept += kept
        self.read += batch.read
        self.bytes_done += batch.size
        self.rows.update(batch.rows)
        self.problems.update(batch.problems)
        self.skipped.update(batch.skipped)
        for reason, messages in sorted(batch.messages.items()):
            shown = self.messages.setdefault(reason, [])
            shown.extend(messages[: _SHOWN - len(shown)])

    def lines(self) -> list[str]:
        """The report for a person."""
        found = ", ".join(f"{self.rows[name]:,} {name}" for name in ("meetings", "attendees", "directives"))
        lines = [f"Read {self.read:,} documents: {found}."]
        if self.kept:
            lines.append(f"Kept from an earlier run: {self.kept:,} of {self.batches:,} batches.")
        if self.skipped:
            lines.append(f"Skipped {self.skipped.total():,} documents, listed in table skipped:")
            for reason, count in sorted(self.skipped.items(), key=lambda item: (-item[1], item[0])):
                lines.append(f"  {count:,} {reason}, such as: {self.messages[reason][0]}")
        if self.problems:
            told = ", ".join(f"{count:,} {code}" for code, count in sorted(self.problems.items(), key=_most_first))
            lines.append(f"To look at, listed in table problems: {told}.")
        lines.append(f"Tables: {', '.join(path.name for path in self.files)} in {self.folder}")
        return lines

    def as_object(self) -> dict[str, Any]:
        """The report for machines; the same for every number of workers."""
        return {
            "read": self.read,
            "rows": dict(sorted(self.rows.items())),
            "skipped": dict(sorted(self.skipped.items())),
            "problems": dict(sorted(self.problems.items())),
            "errors": self.errors,
            "files": [path.name for path in self.files],
        }


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
