"""How many items that report no event yield a meeting all the same: python benchmarks/no_event.py [RAW]

RAW (../shared/raw unless given) holds real items as *.jsonl.gz with id, title and text; they are not part of the
project. benchmarks/no_event.tsv has the ids of 300 of them, drawn at random from all files alike, that a reader judged
to report no event: profiles, notices, statistics, essays, comments, adverts, features. The first 200 were looked at to
mend what was wrong; the other 100 were judged after that. Prints a Markdown table, and each meeting found with the
template that announced it. Exit status 1 if more than 2 in 100 of a sample yield one.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

JUDGED = Path(__file__).with_suffix(".tsv")
ALLOWED = 0.02  # of the items of a sample


@dataclass(frozen=True)
class Item:
    """A real item: its text begins with its headline, where it has one."""

    id: str
    text: str


def read_judged() -> dict[str, str]:
    """The sample of each id that is judged to report no event."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return {
            row["id"]: row["sample"] for row in csv.DictReader(file, delimiter="\t") if row["judgement"] == "no event"
        }


def read_items(folder: Path, wanted: dict[str, str]) -> Iterator[Item]:
    """The items with the ids wanted, in the order of the files."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                if row["id"] in wanted:
                    yield Item(row["id"], f"{row['title']}\n\n{row['text']}" if row["title"] else row["text"])


def main() -> int:
    """Extract every item, print the counts and the meetings."""
    import minutes

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", nargs="?", type=Path, default=Path("../shared/raw"))
    asked = parser.parse_args()
    judged = read_judged()
    items = list(read_items(asked.raw, judged)) if asked.raw.is_dir() else []
    if not items:
        print(f"skipped: {asked.raw} has none of the judged items", file=sys.stderr)
        return 0
    missing = judged.keys() - {item.id for item in items}
    if missing:
        print(f"{len(missing)} judged items are not in {asked.raw}: {', '.join(sorted(missing))}", file=sys.stderr)
    false: dict[str, list[str]] = {sample: [] for sample in judged.values()}
    for item in items:
        records = minutes.extract_text(item.text)
        if not records.meetings:
            continue
        told = [f"{meeting.kind} by `{meeting.evidence.template}`" for meeting in records.meetings]
        false[judged[item.id]].append(f"- {item.id}: {', '.join(told)}")
    print("| sample | items | yield a meeting | in 100 |\n|---|---|---|---|")
    worst = 0.0
    for sample, lines in false.items():
        number = sum(judged[item.id] == sample for item in items)
        worst = max(worst, len(lines) / number if number else 0.0)
        print(f"| {sample} | {number} | {len(lines)} | {100 * len(lines) / number if number else 0:.1f} |")
    print("\n" + "\n".join(line for lines in false.values() for line in lines))
    return int(worst > ALLOWED)


if __name__ == "__main__":
    raise SystemExit(main())
