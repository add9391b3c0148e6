"""Who was there, beside name taggers: python benchmarks/names.py [LABEL=]FOLDER… [--write] [--venvs FOLDER]

Each FOLDER holds NAME.txt beside NAME.gold.json; its last part may be a pattern of names (`tests/gold/min*`), and the
label before it names its column. Every tagger runs for real: in this Python where it is installed, else in a virtual
environment of its own, made for the run (or in the folder `--venvs`, where it stays for the next). One that cannot be
installed or run is named with the reason. Prints a Markdown table; `--write` puts it between the marks of the page.

For each document the set of names a tagger finds is compared with the set of those that gold has as taking part; the
figures are micro-averages over the documents. A tagger cannot know who was present: whom it names and who is only
quoted, or who wrote the report, counts as wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from name_taggers import MINUTES, TAGGERS, Tagger

BEGIN, END = "<!-- names: beside taggers -->", "<!-- end of names -->"
PATIENCE = 1800  # seconds for an installation or a run
SCRIPT = Path(__file__).with_name("name_taggers.py").resolve()


@dataclass(frozen=True)
class Document:
    """A document of one of the folders, with the names of those who were there."""

    column: str
    text: str
    present: frozenset[str]


@dataclass(frozen=True)
class Found:
    """What one tool found in all documents, and the seconds it took."""

    tool: Tagger
    version: str
    names: tuple[frozenset[str], ...]
    seconds: float


def read_documents(column: str, folder: Path) -> list[Document]:
    """The documents of a folder that have gold, in the order of their names."""
    from minutes.accuracy import chosen_gold
    from minutes.evaluating.gold import GOLD_SUFFIX, read_gold

    documents = []
    for file in chosen_gold(folder):
        text = file.with_name(file.name.removesuffix(GOLD_SUFFIX) + ".txt").read_text(encoding="utf-8-sig")
        present = {"".join(a.name.split()) for meeting in read_gold(file).meetings for a in meeting.attendees}
        documents.append(Document(column, text, frozenset(present)))
    return documents


def last_line(text: str) -> str:
    """The last line that says something, for a reason."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:160] if lines else "it said nothing"


def python_with(tagger: Tagger, folder: Path) -> tuple[str, str] | str:
    """A Python that has the tagger and the version it has, or the reason why there is none."""
    own = tagger.version(sys.executable)
    if own is not None or not tagger.installs:
        return sys.executable, own or "this checkout"
    home = folder / tagger.package
    python = str(home / ("Scripts" if os.name == "nt" else "bin") / "python")
    if not Path(python).exists():
        venv.create(home, with_pip=True)
    version = tagger.version(python)
    if version is None:
        for arguments in tagger.installs:
            command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
            try:
                told = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
            except subprocess.TimeoutExpired:
                return f"installing it took more than {PATIENCE} s"
            if told.returncode:
                return f"cannot be installed: {last_line(told.stderr)}"
        version = tagger.version(python)
    return (python, version) if version else "cannot be installed: pip says it did, and it is not there"


def run(tagger: Tagger, documents: Sequence[Document], folder: Path) -> Found | str:
    """What the tool finds in the documents, or the reason why it was not run."""
    ready = python_with(tagger, folder)
    if isinstance(ready, str):
        return ready
    python, version = ready
    source, target = folder / "texts.json", folder / "names.json"
    source.write_text(json.dumps([document.text for document in documents]), encoding="utf-8")
    alone = ["-I"] if python != sys.executable else []  # what lies about here is none of its business
    command = [python, *alone, str(SCRIPT), tagger.name, str(source), str(target)]
    one_core = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    try:
        told = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, env={**os.environ, **one_core}, check=False
        )
    except subprocess.TimeoutExpired:
        return f"running it took more than {PATIENCE} s"
    if told.returncode:
        return f"does not run: {last_line(told.stderr)}"
    result = json.loads(target.read_text(encoding="utf-8"))
    return Found(tagger, version, tuple(frozenset(names) for names in result["names"]), result["seconds"])


def rates(found: Found, documents: Sequence[Document], column: str) -> str:
    """Precision, recall and F1 over the documents of one column."""
    pairs = [(names, d.present) for names, d in zip(found.names, documents, strict=True) if d.column == column]
    right = sum(len(names & present) for names, present in pairs)
    predicted = sum(len(names) for names, _ in pairs)
    gold = sum(len(present) for _, present in pairs)
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"{precision:.3f} · {recall:.3f} · **{f1:.3f}**"


def make_table(results: Sequence[Found | tuple[Tagger, str]], documents: Sequence[Document]) -> str:
    """The Markdown table with its note."""
    columns = list(dict.fromkeys(document.column for document in documents))
    size = sum(len(document.text.encode()) for document in documents)
    found = [result for result in results if isinstance(result, Found)]
    base = next((one.seconds for one in found if one.tool is MINUTES), None)
    lines = [
        f"| who was there: P · R · **F1** | version | licence | {' | '.join(columns)} | speed |",
        f"|---|---|---|{'---|' * len(columns)}---|",
    ]
    for one in sorted(found, key=lambda one: one.tool is not MINUTES):
        speed = (
            f"{base / one.seconds:.2g} ×"
            if base and one.tool is not MINUTES
            else f"{size / 1e6 / one.seconds:.2g} MB/s"
        )
        cells = " | ".join(rates(one, documents, column) for column in columns)
        name = f"{one.tool.name} ({one.tool.how})"
        lines.append(f"| {name} | {one.version} | {one.tool.licence} | {cells} | {speed} |")
    lines.append("")
    people = "; ".join(
        f"{column}: {sum(d.column == column for d in documents)} documents, "
        f"{sum(len(d.present) for d in documents if d.column == column)} people"
        for column in columns
    )
    lines.append(
        f"{people}. A tagger finds names, not who was present: it cannot know that a reporter or somebody quoted was "
        "not there, and so pays in precision; recall compares what both set out to do. Lone surnames (徐书记) are "
        "counted for minutes only. Speed: MB of UTF-8 for a second of processor time, loading not counted, and for the "
        "others the multiple of it, all in one run "
        f"(Python {platform.python_version()}, {platform.machine()}); only the ratios mean much."
    )
    lines += [f"\nNot run: {tool.name}: {reason}." for tool, reason in (r for r in results if isinstance(r, tuple))]
    return "\n".join(lines)


def write_table(page: Path, table: str) -> None:
    """Put the table between the marks of the page."""
    text = page.read_text(encoding="utf-8")
    pattern = re.compile(re.escape(BEGIN) + r"\n.*?" + re.escape(END), re.DOTALL)
    if not pattern.search(text):
        raise SystemExit(f"{page} has no place for the table: add the lines {BEGIN} and {END}")
    page.write_text(pattern.sub(lambda _: f"{BEGIN}\n\n{table}\n\n{END}", text), encoding="utf-8", newline="\n")


def main() -> None:
    """Run every tool on every document, print the table, write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", metavar="[LABEL=]FOLDER", default=["tests/gold"])
    parser.add_argument("--write", nargs="?", type=Path, const=Path("docs/accuracy.md"), metavar="PAGE")
    parser.add_argument("--venvs", type=Path, metavar="FOLDER", help="where environments are made, and kept")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this tagger; may be repeated")
    asked = parser.parse_args()
    documents: list[Document] = []
    for given in asked.folders:
        label, _, folder = given.rpartition("=")
        path = Path(folder)
        if not path.parent.is_dir():
            print(f"skipped: {folder} is not there", file=sys.stderr)
            continue
        documents += read_documents(label or folder, path)
    if not documents:
        parser.error("none of the folders is there")
    results: list[Found | tuple[Tagger, str]] = []
    with tempfile.TemporaryDirectory() as temporary:
        home = asked.venvs or Path(temporary)
        home.mkdir(parents=True, exist_ok=True)
        for tool in (MINUTES, *TAGGERS):
            if asked.only and tool is not MINUTES and tool.name not in asked.only:
                continue
            result = run(tool, documents, home)
            print(f"{tool.name}: {result if isinstance(result, str) else f'{result.seconds:.1f} s'}", file=sys.stderr)
            results.append((tool, result) if isinstance(result, str) else result)
    table = make_table(results, documents)
    print(table)
    if asked.write:
        write_table(asked.write, table)


if __name__ == "__main__":
    main()
