"""Records gained and lost over a corpus between two revisions, as Markdown.

    python benchmarks/compare.py BASE [PATH…] [--head REVISION] [--first N] [--templates DIR] [--limit N] > report.md

BASE is a git revision; it is compared with the working tree, or with `--head`. PATH are documents, folders or corpus
files; the project's own gold texts unless given. Each revision is checked out into a folder of its own and extracts
with its own code and templates, in a process of its own. A record is the same when what it says is the same.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
KINDS = ("meetings", "attendees", "directives")

# What a revision is asked to do: older ones know nothing of this script, so it is sent to them as text.
PROGRAM = """
import gzip, json, sys
from datetime import date
from pathlib import Path
from minutes import extract_text

def documents(path):
    if path.is_dir():
        for one in sorted(path.rglob("*")):
            if one.is_file() and one.name.endswith((".txt", ".md", ".jsonl", ".jsonl.gz")):
                yield from documents(one)
    elif path.name.endswith((".jsonl", ".jsonl.gz")):
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                row = json.loads(line)
                text, title = row.get("text") or "", row.get("title")
                if title and not text.lstrip().startswith(title.strip()):
                    text = title.strip() + chr(10) + text
                yield str(row.get("id") or f"{path.name}:{number}"), text
    else:
        yield path.stem, path.read_text(encoding="utf-8-sig")

def said(records):
    for one in records.meetings:
        yield "meetings", [one.kind.value, one.date, one.part_of_day, one.name]
    for one in records.attendees:
        yield "attendees", [one.name or one.group, one.role.value, one.title]
    for one in records.directives:
        units = ["/".join((unit.name, unit.part.value)) for unit in one.responsible]
        limits = [" ".join(filter(None, (limit.text, str(limit.date or "")))) for limit in one.deadlines]
        yield "directives", [one.speaker, one.verb, one.ordinal, one.text, units, limits]

paths, first, templates = json.loads(sys.argv[1])
number = 0
for path in map(Path, paths):
    for name, text in documents(path):
        if first is not None and number >= first:
            break
        number += 1
        try:
            found = list(said(extract_text(text, templates=Path(templates) if templates else None)))
        except Exception as error:
            found = [["failures", [f"{type(error).__name__}: {error}"]]]
        print(json.dumps([name, found], ensure_ascii=False))
"""

Said = tuple[str, str]  # a kind of record and what it says


@dataclass(frozen=True)
class Change:
    """A document whose records differ: what the later revision gained and what it lost."""

    document: str
    gained: tuple[Said, ...]
    lost: tuple[Said, ...]


def main() -> None:
    """Prints the comparison."""
    parser = argparse.ArgumentParser(description="Records gained and lost between two revisions, as Markdown.")
    parser.add_argument("base", help="git revision to compare with")
    parser.add_argument("paths", nargs="*", type=Path, default=[GOLD], help="documents, folders, .jsonl[.gz]")
    parser.add_argument("--head", help="git revision; the working tree unless given")
    parser.add_argument("--first", type=int, help="only the first N documents")
    parser.add_argument("--templates", type=Path, help="folder of templates given to both")
    parser.add_argument("--limit", type=int, default=40, help="documents listed one by one")
    options = parser.parse_args()
    templates = str(options.templates.resolve()) if options.templates else None
    task = json.dumps([[str(path.resolve()) for path in options.paths], options.first, templates])
    with revision(options.base) as folder:
        before = extract(folder, task)
    if options.head:
        with revision(options.head) as folder:
            after = extract(folder, task)
    else:
        after = extract(ROOT, task)
    names = (described(options.base), described(options.head) if options.head else "the working tree")
    sys.stdout.buffer.write(report(before, after, names, options.limit).encode())


@contextmanager
def revision(name: str) -> Iterator[Path]:
    """A folder that holds the revision, for as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="minutes-") as parent:
        folder = Path(parent) / "tree"
        git("worktree", "add", "--detach", "--quiet", str(folder), name)
        try:
            yield folder
        finally:
            git("worktree", "remove", "--force", str(folder))


def git(*arguments: str) -> str:
    """What git prints; its own message where it fails."""
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"git {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout.strip()


def described(name: str) -> str:
    """The revision's short hash and subject."""
    return git("log", "-1", "--format=%h %s", name)


def extract(tree: Path, task: str) -> dict[str, Counter[Said]]:
    """What the code in `tree` makes of each document."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, task],
        cwd=tree,
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"extraction with the code in {tree} failed (see above)")
    found: dict[str, Counter[Said]] = {}
    for line in done.stdout.splitlines():
        name, records = json.loads(line)
        found.setdefault(name, Counter()).update((kind, shown(values)) for kind, values in records)
    return found


def shown(values: Sequence[object]) -> str:
    """A record's values on one line."""
    told = ["、".join(map(str, value)) if isinstance(value, list) else str(value) for value in values if value]
    return " · ".join(" ".join(one.split()) for one in told)


def report(
    before: dict[str, Counter[Said]], after: dict[str, Counter[Said]], names: tuple[str, str], limit: int
) -> str:
    """The comparison: a table of counts, then each document that changed."""
    changes = []
    for document in dict.fromkeys([*before, *after]):
        old, new = before.get(document, Counter()), after.get(document, Counter())
        change = Change(document, tuple(sorted((new - old).elements())), tuple(sorted((old - new).elements())))
        if change.gained or change.lost:
            changes.append(change)
    lines = [f"# Records from {names[0]} to {names[1]}", ""]
    lines += [f"{len(after)} documents, {len(changes)} with other records.", ""]
    lines += ["| records | before | after | gained | lost |", "|---|--:|--:|--:|--:|"]
    failed = any(kind == "failures" for found in (*before.values(), *after.values()) for kind, _ in found)
    for kind in (*KINDS, "failures") if failed else KINDS:
        counts = [sum(count(found, kind) for found in side.values()) for side in (before, after)]
        gained = sum(one == kind for change in changes for one, _ in change.gained)
        lost = sum(one == kind for change in changes for one, _ in change.lost)
        lines.append(f"| {kind} | {counts[0]} | {counts[1]} | +{gained} | -{lost} |")
    for change in changes[:limit]:
        lines += ["", f"## {change.document}", "", "```diff"]
        lines += [f"- {kind[:-1]}: {said}" for kind, said in change.lost]
        lines += [f"+ {kind[:-1]}: {said}" for kind, said in change.gained]
        lines.append("```")
    if len(changes) > limit:
        lines += ["", f"{len(changes) - limit} more documents changed; see them with --limit {len(changes)}."]
    return "\n".join(lines) + "\n"


def count(found: Counter[Said], kind: str) -> int:
    """How many records of a kind a document has."""
    return sum(number for (one, _), number in found.items() if one == kind)


if __name__ == "__main__":
    main()
