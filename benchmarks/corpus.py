"""Rate and memory of a corpus run: python benchmarks/corpus.py [--documents N] [--workers 1,2] [--to jsonl] [--dask]

The corpus is made by repeating the reports of tests/gold with other surnames. Each run is a process of its own, so that
its memory is its own; `machinery` runs the same without extraction, which is the floor. Prints a Markdown table, and
fails if any two runs give different tables.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import hashlib
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minutes.reading import ReadSource
    from minutes.records import Records
    from minutes.running import Extractor

TEXTS = Path(__file__).parents[1] / "tests" / "gold"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
SHARD = 100_000  # documents to a file


def load_nothing() -> Extractor:
    """An extractor that finds nothing: what a run costs beside extraction."""
    from minutes.records import Generator, Records, Source
    from minutes.running import Extractor

    def extract(source: ReadSource, issue_date: date | None) -> Records:
        return Records(
            schema_version="",
            generator=Generator(name="minutes", version="", templates=""),
            source=Source(
                name=source.name,
                sha256=source.sha256,
                media_type=source.media_type,
                encoding=source.encoding,
                issue_date=None,
                text=source.text,
            ),
            articles=[],
            meetings=[],
            attendees=[],
            directives=[],
            problems=[],
        )

    return Extractor(extract, "")


def make_corpus(folder: Path, documents: int) -> int:
    """Write `documents` reports of some 1,000 characters as JSON Lines; returns the bytes of text."""
    pieces = []
    for path in sorted(TEXTS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        pieces += [text[at : at + 2_000] for at in range(0, len(text), 2_000)]
    total = 0
    for first in range(0, documents, SHARD):
        with (folder / f"{first // SHARD:04}.jsonl").open("w", encoding="utf-8") as file:
            for number in range(first, min(first + SHARD, documents)):
                text = pieces[number % len(pieces)]
                old, new = SURNAMES[number % 7], SURNAMES[number % len(SURNAMES)]
                text = text.replace(old, new)
                total += len(text.encode())
                row = {"id": f"n{number}", "date": f"2023-{number % 12 + 1:02}-01", "text": text}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return total


def run_one(corpus: str, out: str, workers: int, formats: str, mode: str) -> None:
    """One run in this process; prints what it took as JSON."""
    from minutes.corpus import CorpusOptions, extract_corpus
    from minutes.running import load_extractor

    load: Callable[[], Extractor] = load_nothing if mode == "machinery" else functools.partial(load_extractor, ())
    options = CorpusOptions((corpus,), Path(out), tuple(formats.split(",")), load, workers=workers)
    peaks: dict[int, float] = {}
    threading.Thread(target=watch_children, args=(peaks,), daemon=True).start()
    began = time.perf_counter()
    if mode == "dask":
        from minutes.cluster import extract_on_dask

        report = extract_on_dask(options)
    else:
        report = extract_corpus(options)
    seconds = time.perf_counter() - began
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "own": own, "worker": max(peaks.values(), default=0), **report.as_object()}))


def watch_children(peaks: dict[int, float]) -> None:
    """Note the peak memory of each child process in MB (Linux); what it inherits before its start does not count."""
    while Path("/proc/self/task").exists():
        for children in Path("/proc/self/task").glob("*/children"):
            with contextlib.suppress(OSError):
                for child in map(int, children.read_text().split()):
                    told = Path(f"/proc/{child}/status").read_text()
                    peak = next((line for line in told.splitlines() if line.startswith("VmHWM")), "VmHWM: 0 kB")
                    peaks[child] = max(peaks.get(child, 0.0), int(peak.split()[1]) / 1024)
        time.sleep(0.05)


def digest_tables(folder: Path) -> str:
    """One hash over all tables that hold the same bytes however a run was done."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        digest.update(path.name.encode())
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()


def main() -> None:
    """Make the corpus, run it each way, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--workers", default=f"1,{os.cpu_count() or 1}")
    parser.add_argument("--to", default="jsonl")
    parser.add_argument("--dask", action="store_true")
    parser.add_argument("--one", nargs=5, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        corpus, out, workers, formats, mode = asked.one
        run_one(corpus, out, int(workers), formats, mode)
        return
    counts = [int(count) for count in asked.workers.split(",")]
    runs = [("machinery", counts[0]), *(("local", count) for count in counts)]
    if asked.dask:
        runs.append(("dask", counts[-1]))
    with tempfile.TemporaryDirectory() as temporary:
        corpus = Path(temporary) / "corpus"
        corpus.mkdir()
        size = make_corpus(corpus, asked.documents)
        print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; ", end="")
        print(f"{asked.documents:,} documents, {size / 1e6:,.0f} MB of text, tables as {asked.to}\n")
        header = ["run", "workers", "s", "MB/s", "documents/s", "main MB", "worker MB", "directives"]
        print(f"| {' | '.join(header)} |\n|{'---|' * len(header)}")
        digests = set()
        for mode, count in runs:
            out = Path(temporary) / f"{mode}-{count}"
            command = [sys.executable, __file__, "--one", str(corpus), str(out), str(count), asked.to, mode]
            told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            seconds = told["seconds"]
            worker = f"{told['worker']:.0f}" if count > 1 or mode == "dask" else "–"
            print(
                f"| {mode} | {count} | {seconds:.1f} | {size / 1e6 / seconds:.1f} | {told['read'] / seconds:,.0f} "
                f"| {told['own']:.0f} | {worker} | {told['rows'].get('directives', 0):,} |",
                flush=True,
            )
            if mode != "machinery":
                digests.add(digest_tables(out))
        print("\nTables of all runs are " + ("the same." if len(digests) <= 1 else "DIFFERENT."))
        sys.exit(len(digests) > 1)


if __name__ == "__main__":
    main()
