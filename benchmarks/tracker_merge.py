"""How long a merge into a large tracker takes, and how much memory: `python benchmarks/tracker_merge.py [ROWS]`.

Makes a tracker of ROWS rows (20,000 unless given) about invented meetings, lets a person touch some cells, and merges a
changed reading of everything plus a new week into it. Prints seconds and the peak of resident memory in MB.
"""

from __future__ import annotations

import hashlib
import resource
import sys
import tempfile
import time
from pathlib import Path

from minutes.records import Article, Deadline, Directive, Evidence, Generator, Meeting, Records, Responsible, Source
from minutes.tracker import merge_records

PER_MEETING = 20
PER_DOCUMENT = 400
UNITS = [f"云岭区第{number}局" for number in range(60)]


def text_of(number: int) -> str:
    """A directive's text, about 90 characters, no two alike."""
    digest = hashlib.sha256(str(number).encode()).digest()
    words = "".join(chr(0x4E00 + digest[place] * 40 + digest[place + 1]) for place in range(0, 30, 2))
    return (
        f"要围绕{words}抓紧制定方案,明确责任分工和时间节点,逐项推进落实,建立台账并定期通报,确保第{number}项任务取得实效"
        * 2
    )


def documents(rows: int, *, late: bool = False) -> list[Records]:
    """All documents; with `late`, one in fifty deadlines has moved and one in a hundred texts differs a little."""
    found = []
    for first in range(0, rows, PER_DOCUMENT):
        meetings, directives = [], []
        numbers = range(first, min(first + PER_DOCUMENT, rows))
        for number in numbers:
            meeting = f"m-{number // PER_MEETING}"
            if number % PER_MEETING == 0:
                name = f"云岭区第{number // PER_MEETING}次调度会"
                day = f"2022-{first // 2000 % 12 + 1:02d}-{number // 20 % 28 + 1:02d}"
                meetings.append(
                    Meeting(
                        id=meeting, article_id="a", title=name, kind="meeting", name=name, date=day, date_text="当日",
                        date_basis="issue", part_of_day=None, venue=None, organizer=None, agenda=[],
                        evidence=Evidence(start=0, end=1, template="convening.plain"),
                    )
                )  # fmt: skip
            text = text_of(number)
            if late and number % 100 == 7:
                text = text.replace("台账", "台帐", 1)
            until = "2023-06-30" if late and number % 50 == 3 else "2023-03-31"
            identifier = hashlib.sha256(f"{meeting}{text}".encode()).hexdigest()[:12]
            directives.append(
                Directive(
                    id=f"d-{identifier}", meeting_id=meeting, order=number % PER_MEETING + 1, parent_id=None,
                    kind="requirement", speaker="会议", verb="要求", ordinal=None, ordinal_text=None, headline=None,
                    text=text, topic=None, responsible=[Responsible(name=UNITS[number % 60], part="lead")],
                    deadlines=[Deadline(text="限期", date=until, basis="stated")],
                    evidence=Evidence(start=0, end=1, template="reporting.plain"),
                )
            )  # fmt: skip
        name = f"第{first // PER_DOCUMENT}期.txt"
        found.append(
            Records(
                schema_version="1.0", generator=Generator(name="minutes", version="0", templates="0" * 64),
                source=Source(
                    name=name, sha256=hashlib.sha256(f"{name}{late}".encode()).hexdigest(), media_type="text/plain",
                    encoding="utf-8", issue_date="2022-12-06", text="文",
                ),
                articles=[Article(id=f"a-{name}", title=name, kind="report", reporters=[], start=0, end=1)],
                meetings=meetings, attendees=[], directives=directives, problems=[],
            )
        )  # fmt: skip
    return found


def main() -> None:
    """Make, merge, measure."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tracker.xlsx"
        weeks, later = documents(rows), documents(rows + 200, late=True)
        for label, records in (
            ("make", weeks),
            ("merge changed", later),
            ("merge again", later),
            ("merge one", later[-1:]),
        ):
            started = time.perf_counter()
            report = merge_records(records, path)
            seconds = time.perf_counter() - started
            counts = ", ".join(f"{name} {count}" for name, count in report.counts.items() if count)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            size = path.stat().st_size / 1e6
            print(f"{label:14} {seconds:6.1f} s  peak {peak:6.0f} MB  file {size:5.1f} MB  {counts}")


if __name__ == "__main__":
    main()
