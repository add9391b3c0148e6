"""The processes behind `minutes.workers`, apart from it because a run in one process need not import them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, Generic

from minutes.workers import Batch, Done, Result

_QUEUED = 2  # batches per process on their way: one in work, one waiting


def run_until_broken(
    remaining: Iterator[Batch], load: Callable[[], Callable[[Batch], Result]], workers: int, lost: list[Batch]
) -> Iterator[Done[Batch, Result]]:
    """Run until all is done or a process dies; the batches that were on their way then go to `lost`."""
    with _Pool(load, workers) as pool:
        waiting: dict[Future[Result], Batch] = {}
        while True:
            if not lost:
                for batch in islice(remaining, workers * _QUEUED - len(waiting)):
                    try:
                        waiting[pool.submit(batch)] = batch
                    except BrokenProcessPool:
                        lost.append(batch)
                        break
            if not waiting:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                batch = waiting.pop(future)
                try:
                    result = future.result()
                except BrokenProcessPool:
                    lost.append(batch)
                else:
                    yield Done(batch, result)


def run_alone(batch: Batch, load: Callable[[], Callable[[Batch], Result]]) -> Done[Batch, Result]:
    """Run a batch in a process of its own, twice if need be."""
    for _ in range(2):
        with _Pool(load, 1) as pool:
            try:
                return Done(batch, pool.submit(batch).result())
            except BrokenProcessPool:
                continue
    return Done(batch, None)


class _Pool(Generic[Batch, Result]):
    def __init__(self, load: Callable[[], Callable[[Batch], Result]], workers: int) -> None:
        # Spawned everywhere: forked processes would inherit locks and open files, and Windows has no fork.
        context = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(workers, context, _begin, (load,))

    def submit(self, batch: Batch) -> Future[Result]:
        return self._executor.submit(_do, batch)

    def __enter__(self) -> _Pool[Batch, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)


_work: Callable[[Any], Any] | None = None


def _begin(load: Callable[[], Callable[[Any], Any]]) -> None:
    global _work
    # Ctrl-C reaches the whole group: the parent alone decides, and the batch in work is finished.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What this process was writing is taken away before it ends.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(143))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = load()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(batch: Any) -> Any:
    assert _work is not None
    return _work(batch)
