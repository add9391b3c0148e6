"""Batches of work handed to processes: bounded memory, and a process that dies takes no other batch with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Done(Generic[Batch, Result]):
    """A batch with its result; None when the process died of it, which happened to it alone, twice."""

    batch: Batch
    result: Result | None


def run_batches(
    batches: Iterable[Batch], load: Callable[[], Callable[[Batch], Result]], *, workers: int
) -> Iterator[Done[Batch, Result]]:
    """Work off `batches` in `workers` processes, in the order in which they are done; one worker means this process.

    `load` makes the function that does a batch: once in each process, so that what it loads is loaded once. It must be
    importable there (a module's function, or a `functools.partial` of one).
    """
    if workers <= 1:
        work = load()
        for batch in batches:
            yield Done(batch, work(batch))
        return
    from minutes.worker_pool import run_alone, run_until_broken

    remaining = iter(batches)
    while True:
        lost: list[Batch] = []
        yield from run_until_broken(remaining, load, workers, lost)
        if not lost:
            return
        for batch in lost:
            yield run_alone(batch, load)
