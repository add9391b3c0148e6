"""A file that is generated: what it should hold, and whether it does."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_SHOWN = 30  # lines of a difference that are told


@dataclass(frozen=True, slots=True)
class Generated:
    """A path below the checkout and the text that belongs there."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        """The path as it stands in the checkout, with forward slashes."""
        return self.path.relative_to(ROOT).as_posix() if self.path.is_relative_to(ROOT) else str(self.path)

    def difference(self) -> list[str]:
        """Lines of a unified diff from what stands there to what should; empty when they agree."""
        standing = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        if standing == self.text:
            return []
        lines = list(
            difflib.unified_diff(
                standing.splitlines(), self.text.splitlines(), self.name, f"{self.name} as generated", lineterm="", n=1
            )
        )
        return lines[:_SHOWN] + ([f"… {len(lines) - _SHOWN} lines more"] if len(lines) > _SHOWN else [])

    def write(self) -> bool:
        """Bring the file up to date; whether it had to be."""
        if not self.difference():
            return False
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.text, encoding="utf-8", newline="\n")
        return True
