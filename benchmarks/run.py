"""Speed, growth, hostile text, memory, start, workbooks: python benchmarks/run.py [--text DIR] [--svg FILE] [--quick]

Prints a Markdown report. Every measurement is a process of its own; rates and starts are medians. Peers are installed
for real or skipped by name. Compare ratios: the figures themselves are those of the machine. `benchmarks/corpus.py`
measures corpora and worker processes, `benchmarks/tracker_merge.py` trackers.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from peers import HOSTILE, PEERS, TEXTS, numbered_page, read_texts

ROOT = Path(__file__).parents[1]
SECONDS = 3.0  # of processor time that a peer is given for one measurement, at least one text
RUNS = 3
MISSING = 3  # exit status: a peer is not installed
OURS = "**minutes, whole extraction**"
BASE = "jieba.lcut"


def in_process(*arguments: str) -> dict[str, float]:
    """What this script prints as JSON when run anew with `arguments`; empty where a package is missing."""
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)
    if done.returncode == MISSING:
        return {}
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}: {done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def environment(**more: str) -> dict[str, str]:
    """The environment of a measured process: bytecode and compiled patterns kept, this package found."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def measure_peer(name: str, place: Path) -> None:
    """Prints the rate of one peer over the texts, each text by itself, and the memory of its process."""
    texts = read_texts(place)
    started = time.process_time()
    try:
        peer = PEERS[name]()
    except ModuleNotFoundError:
        raise SystemExit(MISSING) from None
    peer(texts[0])
    load = time.process_time() - started
    if name == OURS:  # what a first document compiles is told under Start
        for text in texts:
            peer(text)
    rates = []
    for _ in range(RUNS):
        size, started = 0, time.process_time()
        while time.process_time() - started < SECONDS / RUNS:
            for text in texts:
                peer(text)
                size += len(text.encode())
                if time.process_time() - started > SECONDS:
                    break
        rates.append(size / (time.process_time() - started) / 1e6)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rate": statistics.median(rates), "load": load, "memory": memory}))


def measure_page(kind: str, size: int) -> None:
    """Prints the seconds that one page of `size` bytes takes, and the memory it needs."""
    from minutes.extracting import extract_text

    if kind == "page":
        page = numbered_page(read_texts(TEXTS), size)
        extract_text(page[:20000])
    else:
        lead, unit = HOSTILE[kind]
        page = lead + unit * (size // len(unit.encode()))
        extract_text(page[:2000])
    started = time.process_time()
    extract_text(page)
    seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "memory": memory}))


def measure_workbook() -> None:
    """Prints the seconds that extracting the texts and writing their records as JSON and as a workbook take."""
    from minutes.extracting import extract_text
    from minutes.tracker.joining import merge_records

    texts = read_texts(TEXTS)
    records = [extract_text(text) for text in texts]  # what a first document compiles is told under Start
    started = time.process_time()
    records = [extract_text(text) for text in texts]
    extracting = time.process_time() - started
    started = time.process_time()
    for one in records:
        one.model_dump_json()
    dumping = time.process_time() - started
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        merge_records(records, Path(folder) / "tracker.xlsx")
        writing = time.process_time() - started
    rows = sum(len(one.directives) for one in records)
    print(json.dumps({"extracting": extracting, "dumping": dumping, "writing": writing, "rows": rows}))


def seconds_of(command: list[str], *, forgetful: Path | None = None) -> float:
    """The median processor time of a command, over seven runs after a first one.

    `forgetful`: a folder for bytecode, out of which the compiled patterns are taken before each run.
    """
    taken = []
    more = {} if forgetful is None else {"PYTHONPYCACHEPREFIX": str(forgetful)}
    for _ in range(8):
        for store in forgetful.rglob("*.patterns") if forgetful else ():
            store.unlink()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, env=environment(**more), cwd=ROOT, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(taken[1:])


def machine() -> str:
    """The machine in a line."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.split(":")[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0] if names else model
    system = f"{platform.system()} {platform.machine()}"
    return f"{model}, {os.cpu_count()} processors, {system}, Python {platform.python_version()}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table, figures to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def speed(place: Path, svg: Path | None) -> str:
    """Rates beside the peers'."""
    found = {name: in_process("--peer", name, "--text", str(place)) for name in PEERS}
    skipped = [name for name, figures in found.items() if not figures]
    base = found[BASE].get("rate") or 0.0
    rows = []
    for name, figures in found.items():
        if figures:
            ratio = f"{figures['rate'] / base:.3g}" if base else "–"
            rate, load, memory = (f"{figures[key]:.3g}" for key in ("rate", "load", "memory"))
            rows.append([name, rate, ratio, load, memory])
    if svg is not None:
        svg.write_text(plot({name: figures["rate"] for name, figures in found.items() if figures}), encoding="utf-8")
    told = table(["", "MB/s", f"× {BASE}", "load, s", "MB"], rows)
    return told + (f"\n\nNot installed, skipped: {', '.join(skipped)}." if skipped else "")


def plot(rates: dict[str, float]) -> str:
    """The rates as bars on a logarithmic scale, as SVG."""
    import math

    low, row, left, width = 0.001, 26, 210, 420
    height = row * len(rates) + 30
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 90}" height="{height}"']
    parts.append(' font-family="sans-serif" font-size="13">')
    top = max(rates.values())
    for number, (name, rate) in enumerate(sorted(rates.items(), key=lambda pair: -pair[1])):
        long = max(2.0, width * math.log(rate / low) / math.log(top / low))
        y = 10 + row * number
        colour = "#c0392b" if name == OURS else "#7f8c8d"
        parts.append(f'<text x="{left - 8}" y="{y + 14}" text-anchor="end">{name.strip("*").replace("`", "")}</text>')
        parts.append(f'<rect x="{left}" y="{y}" width="{long:.0f}" height="{row - 8}" fill="{colour}"/>')
        parts.append(f'<text x="{left + long + 6:.0f}" y="{y + 14}">{rate:.3g} MB/s</text>')
    parts.append(f'<text x="{left}" y="{height - 4}" fill="#555">logarithmic scale, one core</text></svg>\n')
    return "\n".join(parts)


def growth(quick: bool) -> str:
    """One page of a size, and ten times that."""
    rows = []
    for size in (100_000,) if quick else (30_000, 100_000, 300_000):
        small, large = (in_process("--page", "page", "--size", str(one)) for one in (size, 10 * size))
        ratio = large["seconds"] / small["seconds"]
        rows.append(
            [
                f"{size // 1000} kB → {size // 100} kB",
                f"{small['seconds']:.2f}",
                f"{large['seconds']:.2f}",
                f"{ratio:.1f}",
            ]
        )
        rows[-1].append(f"{large['memory']:.0f}")
    return table(["one page", "s", "10 times, s", "ratio", "MB"], rows)


def hostile(quick: bool) -> str:
    """A megabyte (a tenth of that with `quick`) of each kind, and a tenth of it."""
    size = 100_000 if quick else 1_000_000
    rows = []
    for name in HOSTILE:
        small, large = (in_process("--page", name, "--size", str(one)) for one in (size // 10, size))
        ratio = large["seconds"] / max(small["seconds"], 1e-4)
        rows.append(
            [name, f"{small['seconds']:.2f}", f"{large['seconds']:.2f}", f"{ratio:.1f}", f"{large['memory']:.0f}"]
        )
    return table([f"{size // 1000} kB of", "a tenth, s", "s", "ratio", "MB"], rows)


def start() -> str:
    """How long the shortest commands take."""
    page = str(TEXTS / "min01.txt")
    bare = seconds_of([sys.executable, "-c", "pass"])
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out.json")
        extract = [sys.executable, "-m", "minutes", "extract", page, "-o", out]
        commands: list[tuple[str, Callable[[], float]]] = [
            ("`python -c pass`", lambda: bare),
            ("`minutes --help`", lambda: seconds_of([sys.executable, "-m", "minutes", "--help"])),
            ("`minutes extract` one page", lambda: seconds_of(extract)),
            ("the same, patterns compiled anew", lambda: seconds_of(extract, forgetful=Path(folder) / "bytecode")),
        ]
        measured = [(name, measure()) for name, measure in commands]
    rows = [[name, f"{seconds * 1000:.0f}", f"{seconds / bare:.1f}"] for name, seconds in measured]
    return table(["command", "ms", "× bare Python"], rows)


def workbook() -> str:
    """What writing costs beside extracting."""
    found = in_process("--workbook")
    rows = [
        [name, f"{found[key]:.3f}", f"{found[key] / found['extracting']:.2f}"]
        for name, key in (("extraction", "extracting"), ("JSON", "dumping"), ("tracker workbook", "writing"))
    ]
    return table([f"{found['rows']:.0f} directives", "s", "× extraction"], rows)


def main() -> None:
    """Measure all, or what a process of its own is to measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--text", type=Path, default=TEXTS, help="folder of .txt files, for the speed beside the peers")
    parser.add_argument("--svg", type=Path, help="file for the plot of the rates")
    parser.add_argument("--quick", action="store_true", help="less of growth and hostile text")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    parser.add_argument("--page", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--workbook", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if asked.peer:
        measure_peer(asked.peer, asked.text)
    elif asked.page:
        measure_page(asked.page, asked.size)
    elif asked.workbook:
        measure_workbook()
    else:
        texts = read_texts(asked.text)
        size = sum(len(text.encode()) for text in texts) / 1e6
        print(f"{machine()}.\n\n## Speed\n\n{len(texts)} texts, {size:.2f} MB, one by one, one core.\n")
        for title, part in (
            ("", lambda: speed(asked.text, asked.svg)),
            ("## Start", start),
            ("## Workbook", workbook),
            ("## Growth", lambda: growth(asked.quick)),
            ("## Hostile text", lambda: hostile(asked.quick)),
        ):
            print(f"{title}\n\n{part()}\n".lstrip("\n"), flush=True)


if __name__ == "__main__":
    main()
