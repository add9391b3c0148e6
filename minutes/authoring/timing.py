"""How long a pattern takes on text made to be hostile to it, and whether that grows faster than the text."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from minutes.attendance import PERSON
from minutes.compiled import Pattern
from minutes.grammar import Grammar
from minutes.template_parts import Template

SHORT: Final = 1_000  # code points of the first try; a pattern that is quick there is tried no further
LONG: Final = 16_000  # code points of the text that must be done in time
LIMIT: Final = 2.0  # seconds of processor time for LONG; most patterns take a few hundredths
_STEP: Final = 4  # times as long as the try before
_QUICK: Final = 0.004  # seconds for SHORT within which a pattern is far from LIMIT
_STEEP: Final = 9.0  # a linear pattern takes four times as long for four times the text, a square one sixteen times


@dataclass(frozen=True, slots=True)
class Slowness:
    """A hostile text that a pattern is too slow on: what it repeats, its length, and the seconds it took."""

    repeated: str
    length: int
    seconds: float
    growth: float

    def __str__(self) -> str:
        said = self.repeated.replace(PERSON, "{P}").replace("\n", "⏎")
        growth = f", and {self.growth:.0f} times as long for {_STEP} times as many" if self.growth else ""
        return (
            f"slow: {self.seconds:.1f} s for {self.length} characters of “{said}” repeated{growth}; bound the counts "
            "({0,40}), and begin with what is rare"
        )


def hostile_pieces(template: Template) -> Iterator[str]:
    """What is repeated: literals of the gate alone and with words between, lists of names, brackets, people."""
    yield from dict.fromkeys(template.gate)
    for literal in template.gate[:2]:
        yield f"{literal}甲乙丙"
        yield f"甲{literal}，"
        yield f"{PERSON}{literal}"
    gate = template.gate[0] if template.gate else ""
    for piece in ("、张三", "（", "“", "《", "（）", PERSON, f"{PERSON}、", "12月", "一", " ", "\n", "，甲", "甲乙"):
        yield piece
        yield gate + piece


def find_slowness(grammar: Grammar, template: Template) -> Slowness | None:
    """The first hostile text on which the template takes too long, or None.

    The time is that of the processor, so that other programs do not count. A text is tried at four times its length
    while it is not done quickly and the next length cannot be foretold from this one.
    """
    pattern = grammar.compiled(template)
    lead = template.gate[0] if template.gate else ""
    for piece in hostile_pieces(template):
        length, before = SHORT, 0.0
        while length <= LONG:
            taken = _seconds(pattern, lead + (piece * (length // len(piece) + 1))[:length])
            growth = taken / before if before else 0.0
            if taken > LIMIT or (growth > _STEEP and taken > LIMIT / 20):
                return Slowness(piece, length, taken, growth)
            if taken < _QUICK * length / SHORT or (
                before and taken * LONG / length < LIMIT / 2 and growth < _STEEP / 2
            ):
                break
            before, length = taken, _STEP * length
    return None


def _seconds(pattern: Pattern, text: str) -> float:
    start = time.process_time()
    try:
        with _time_limit():
            for _ in pattern.finditer(text):
                pass
    except TimeoutError:
        return 1.5 * LIMIT
    return time.process_time() - start


@contextmanager
def _time_limit() -> Iterator[None]:
    """Ends a search that takes much too long, where the system has timers and this is the main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, 1.5 * LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _too_long(*_: object) -> None:
    raise TimeoutError
