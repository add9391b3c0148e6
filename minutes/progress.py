"""How far a run has come, with its rate and the time left, on one line of a terminal."""

from __future__ import annotations

import sys
import time
from typing import TextIO

_QUIET_SECONDS = 1.0  # a run shorter than this says nothing on the way
_STEP_SECONDS = 0.2  # between two updates


class Progress:
    """A line on `stream` that is rewritten in place; silent where `stream` is no terminal."""

    def __init__(self, *, shown: bool = True, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = shown and self._stream.isatty()
        self._began = time.monotonic()
        self._last = self._began
        self._written = False

    @property
    def shown(self) -> bool:
        """Whether anybody sees it; what only serves the line (such as a total) need not be worked out otherwise."""
        return self._shown

    def show(
        self, done: int, total: int | None, *, unit: str, amount: float | None = None, of: float | None = None
    ) -> None:
        """Say that `done` of `total` units are done; `amount` of `of` bytes tell the rate and the time left."""
        now = time.monotonic()
        seconds = now - self._began
        if not self._shown or seconds < _QUIET_SECONDS or now - self._last < _STEP_SECONDS:
            return
        self._last = now
        self._written = True
        line = f"{progress_line(done, total, unit, seconds, amount, of)}"
        self._stream.write(f"\r{line}\x1b[K")
        self._stream.flush()

    def close(self) -> None:
        """Take the line away."""
        if self._written:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def progress_line(
    done: int, total: int | None, unit: str, seconds: float, amount: float | None = None, of: float | None = None
) -> str:
    """The line itself.

    >>> progress_line(1200, 6000, "documents", 10.0)
    '1,200 of 6,000 documents, 120/s, 0:40 left'
    >>> progress_line(1200, None, "documents", 10.0, amount=3e7, of=6e7)
    '1,200 documents, 120/s, 3.0 MB/s, 0:10 left'
    """
    parts = [f"{done:,} of {total:,} {unit}" if total else f"{done:,} {unit}", f"{done / seconds:,.0f}/s"]
    if amount:
        parts.append(f"{amount / seconds / 1e6:.1f} MB/s")
    share = amount / of if amount and of else done / total if total else None
    if share:
        left = round(seconds / min(share, 1.0) - seconds)
        parts.append(
            f"{left // 3600}:{left // 60 % 60:02d}:{left % 60:02d} left"
            if left >= 3600
            else f"{left // 60}:{left % 60:02d} left"
        )
    return ", ".join(parts)
