"""Corpora: rate, memory, what a kill costs, and whether the tables are right. python benchmarks/corpus.py --help

The corpus is made by repeating the reports of tests/gold, cut short, with other people in them. Each run is a process
of its own, so that its memory is its own. Runs: `machinery` does all but extract, which is the floor; `local` and
`dask` with their workers; with --kill also runs in which a worker is killed, and in which everything is killed and
resumed. Prints a Markdown table, and fails if two runs give different tables, if a document is lost or doubled, if a
format has other rows than another, or if the rows of a sample are not those of its documents extracted one by one.

A million documents: python benchmarks/corpus.py --documents 1000000 --characters 200 --workers 2 --no-machinery
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import os
import platform
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_check import digest_tables, faults_of
from corpus_text import Corpus

if TYPE_CHECKING:
    from minutes.corpus import CorpusReport
    from minutes.reading import ReadSource
    from minutes.records import Records
    from minutes.running import Extractor

EARLY = 0.2  # share of the batches done at which memory is noted first, and at which something is killed


def load_nothing() -> Extractor:
    """An extractor that finds nothing: what a run costs beside extraction."""
    from minutes.records import Generator, Records, Source
    from minutes.running import Extractor

    def extract(source: ReadSource, issue_date: date | None) -> Records:
        told = Source(
            name=source.name,
            sha256=source.sha256,
            media_type=source.media_type,
            encoding=source.encoding,
            issue_date=None,
            text=source.text,
        )
        made = Generator(name="minutes", version="", templates="")
        none: dict[str, list[object]] = {name: [] for name in Records.model_fields if name.endswith("s")}
        return Records(schema_version="", generator=made, source=told, **none)  # type: ignore[arg-type]

    return Extractor(extract, "")


class Watch:
    """Notes the memory of each process below this one in MB (Linux), and kills one of them if asked to."""

    def __init__(self, kill: bool) -> None:
        self.now: dict[int, float] = {}
        self.peaks: dict[int, float] = {}
        self.early: float | None = None
        self._kill = kill
        threading.Thread(target=self._look, daemon=True).start()

    def reached(self, done: int, total: int) -> None:
        """The run has come so far."""
        if self.early is not None or done < EARLY * total:
            return
        self.early = max(self.now.values(), default=0.0)
        if self._kill:
            os.kill(max(self.now, key=lambda pid: self.now[pid]), signal.SIGKILL)

    def _look(self) -> None:
        while Path("/proc/self/task").exists():
            for child in _children(os.getpid()):
                with contextlib.suppress(OSError, ValueError):
                    told = dict(line.split(":", 1) for line in Path(f"/proc/{child}/status").read_text().splitlines())
                    if "VmRSS" in told:
                        self.now[child] = int(told["VmRSS"].split()[0]) / 1024
                        self.peaks[child] = max(self.peaks.get(child, 0.0), self.now[child])
            time.sleep(0.05)


def _children(pid: int) -> list[int]:
    found = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(child) for child in children.read_text().split()]
    return found


def run_one(corpus: str, out: str, workers: int, formats: str, mode: str) -> None:
    """One run in this process; prints what it took as JSON."""
    from minutes.corpus import CorpusOptions, extract_corpus
    from minutes.corpus.planning import plan_batches
    from minutes.running import load_extractor

    load: Callable[[], Extractor] = load_nothing if mode == "machinery" else functools.partial(load_extractor, ())
    options = CorpusOptions(
        (corpus,), Path(out), tuple(formats.split(",")), load, workers=workers, resume=mode == "resumed"
    )
    total = sum(1 for _ in plan_batches(options, []))
    watch = Watch("worker killed" in mode)

    def show(report: CorpusReport) -> None:
        watch.reached(report.batches, total)

    began = time.perf_counter()
    if mode.startswith("dask"):
        from minutes.cluster import extract_on_dask

        report = extract_on_dask(options, on_progress=show)
    else:
        report = extract_corpus(options, on_progress=show)
    told = {
        "seconds": time.perf_counter() - began,
        "own": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "early": watch.early or 0.0,
        "worker": max(watch.peaks.values(), default=0.0),
        "kept": report.kept,
    }
    print(json.dumps(told | report.as_object()))


def start(corpus: Path, out: Path, workers: int, formats: str, mode: str) -> subprocess.Popen[str]:
    """One run as a process with its own group."""
    command = [sys.executable, __file__, "--one", str(corpus), str(out), str(workers), formats, mode]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)


def kill_at_work(corpus: Path, out: Path, workers: int, formats: str) -> None:
    """A run that is killed with all its workers once some batches are done."""
    process = start(corpus, out, workers, formats, "local")
    done = out / ".minutes-parts" / "done"
    while process.poll() is None and len(list(done.rglob("*.json"))) < 2:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if not (out / ".minutes-parts" / "run.json").exists():
        raise SystemExit("the run to be killed had ended already: more documents, please")


def main() -> None:
    """Make the corpus, run it each way, print the table, check the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--characters", type=int, default=1_000, help="of a document, at most")
    parser.add_argument("--files", action="store_true", help="a text file for each document in place of JSON Lines")
    parser.add_argument("--workers", default=f"1,{os.cpu_count() or 1}")
    parser.add_argument("--to", default="jsonl", help="jsonl is always among them")
    parser.add_argument("--sample", type=int, default=500, help="documents whose rows are made again one by one")
    parser.add_argument("--dask", action="store_true")
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--no-machinery", action="store_true")
    parser.add_argument("--folder", type=Path, help="where corpus and tables go and stay; else they are temporary")
    parser.add_argument("--one", nargs=5, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        corpus, out, workers, formats, mode = asked.one
        run_one(corpus, out, int(workers), formats, mode)
        return
    formats = ",".join(dict.fromkeys(["jsonl", *asked.to.split(",")]))
    counts = [int(count) for count in asked.workers.split(",")]
    runs = [*([] if asked.no_machinery else [("machinery", counts[0])]), *(("local", count) for count in counts)]
    if asked.kill:
        runs += [("local, worker killed", max(counts[-1], 2)), ("resumed", max(counts[-1], 2))]
    if asked.dask:
        runs.append(("dask, worker killed" if asked.kill else "dask", counts[-1]))
    folder = asked.folder or Path(tempfile.mkdtemp())
    made = Corpus(asked.documents, asked.characters)
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    try:
        size = made.write_files(corpus) if asked.files else made.write_lines(corpus)
        print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; ", end="")
        print(f"{asked.documents:,} documents, {size / 1e6:,.1f} MB of text, tables as {formats}\n")
        header = ["run", "workers", "s", "MB/s", "documents/s", "main MB", "worker MB", "at a fifth", "directives"]
        print(f"| {' | '.join(header)} |\n|{'---|' * len(header)}")
        digests, faults = set(), []
        for mode, count in runs:
            out = folder / f"{mode.replace(', ', '-').replace(' ', '-')}-{count}"
            if mode == "resumed":
                kill_at_work(corpus, out, count, formats)
            process = start(corpus, out, count, formats, mode)
            said, _ = process.communicate()
            if process.returncode:
                raise SystemExit(f"{mode}: ended with {process.returncode}")
            told = json.loads(said)
            seconds = told["seconds"]
            apart = count > 1 or mode.startswith("dask")
            cells = [
                mode,
                str(count),
                f"{seconds:.1f}",
                f"{size / 1e6 / seconds:.2f}",
                f"{told['read'] / seconds:,.0f}",
            ]
            cells += [f"{told['own']:.0f}", f"{told['worker']:.0f}" if apart else "–"]
            cells += [f"{told['early']:.0f}" if apart else "–", f"{told['rows'].get('directives', 0):,}"]
            print(f"| {' | '.join(cells)} |", flush=True)
            if mode != "machinery":
                digests.add(digest_tables(out))
                if len(digests) == 1:  # the others are compared by their digest
                    faults += faults_of(out, made, formats.split(","), asked.sample, files=asked.files)
            if asked.folder is None:
                shutil.rmtree(out)
    finally:
        if asked.folder is None:
            shutil.rmtree(folder)
    print("\nTables of all runs are " + ("the same." if len(digests) <= 1 else "DIFFERENT."))
    print("\n".join(faults) or f"Each document stands once, and a sample of {asked.sample} is as each gives alone.")
    sys.exit(len(digests) > 1 or bool(faults))


if __name__ == "__main__":
    main()
