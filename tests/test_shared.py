"""The facts asked of the documents beside the repository, where they are: `../shared`."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from minutes import Records, extract, extract_text, validate
from minutes.records import DateBasis

SHARED = Path(__file__).parents[2] / "shared"
DEV = SHARED / "dev"
RAW = SHARED / "raw"
RAW_ITEMS = 300

pytestmark = pytest.mark.skipif(not DEV.is_dir(), reason="../shared is not here")


@cache
def of_document(name: str) -> Records:
    """The records of a document of dev."""
    return extract(DEV / f"{name}.txt")


def gold_of(name: str) -> dict[str, Any]:
    """What a careful clerk enters for it."""
    value: dict[str, Any] = json.loads((DEV / f"{name}.gold.json").read_text(encoding="utf-8"))
    return value


def squeezed(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


# -- one page ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page() -> Records:
    """The records of the newspaper page."""
    return of_document("seed")


def test_the_page_has_seven_events_and_no_other(page: Records) -> None:
    """Kinds and days are those of the gold; the feature and the editorial report none."""
    wanted = [(m["kind"], m["date"]) for m in gold_of("seed")["meetings"]]
    assert [(m.kind.value, m.date) for m in page.meetings] == wanted
    assert len(wanted) == 7
    articles = {a.id: a for a in page.articles}
    assert len(articles) > len({m.article_id for m in page.meetings})


def test_the_page_has_thirty_two_attendances_with_their_roles(page: Records) -> None:
    """Everybody, meeting by meeting, in order, with role and title."""
    told = [
        [(a.name, a.role.value, a.title) for a in page.attendees if a.meeting_id == m.id and a.name]
        for m in page.meetings
    ]
    wanted = [[(a["name"], a["role"], a.get("title")) for a in m["attendees"]] for m in gold_of("seed")["meetings"]]
    assert told == wanted
    assert sum(map(len, wanted)) == 32


def ordinals(page: Records, number: int) -> list[int | None]:
    """The numbers of the outermost directives of a meeting."""
    meeting = page.meetings[number].id
    return [d.ordinal for d in page.directives if d.meeting_id == meeting and d.parent_id is None]


def test_the_fourth_meeting_has_four_items(page: Records) -> None:
    """一要 to 四要."""
    assert ordinals(page, 3) == [1, 2, 3, 4]


def test_the_last_meeting_has_items_three_to_five_and_a_gap_before(page: Records) -> None:
    """What stood before 三是 is lost; that is a problem at its place."""
    assert ordinals(page, 6) == [3, 4, 5]
    third = next(d for d in page.directives if d.meeting_id == page.meetings[6].id)
    gaps = [p for p in page.problems if p.code.value == "series-gap"]
    assert [p.start for p in gaps] == [third.evidence.start]


def test_a_deadline_before_the_festival_has_its_day(page: Records) -> None:
    """The day before the festival of the year after the events."""
    assert [(limit.text, limit.date) for d in page.directives for limit in d.deadlines] == [("春节前", "2023-01-21")]


def test_the_year_is_told_with_its_basis(page: Records) -> None:
    """It stands elsewhere in the document, and there is no problem of years."""
    assert {(m.date or "")[:4] for m in page.meetings} == {"2022"}
    assert {m.date_basis for m in page.meetings} == {DateBasis.DOCUMENT}
    assert not {"year-unknown", "date-unknown"} & {p.code.value for p in page.problems}


def test_what_breaks_off_is_reported_once(page: Records) -> None:
    """Of the many broken lines only the one where something is lost."""
    (lost,) = [p for p in page.problems if p.code.value == "text-breaks-off"]
    assert "指 ▯ 监" in lost.message
    assert lost.start is not None
    assert lost.end is not None
    assert "指\n\n监" in page.source.text[lost.start : lost.end]


def test_every_directive_of_the_page_is_found(page: Records) -> None:
    """By speaker, number and place, within a character."""
    wanted = [
        (d["speaker"], d["ordinal"], squeezed(page.source.text[slice(*d["span"])]))
        for m in gold_of("seed")["meetings"]
        for d in m["directives"]
    ]
    told = [
        (d.speaker, d.ordinal, squeezed(d.text).rstrip("。;；"))
        for d in page.directives
        if d.parent_id is None and d.kind.value != "expectation"
    ]
    assert Counter(told) >= Counter((s, o, t.rstrip("。;；")) for s, o, t in wanted)


# -- all documents -----------------------------------------------------------------------------------------------------


def test_scores_over_all_of_dev_reach_what_is_asked(tmp_path: Path) -> None:
    """Names 0.90, meetings 0.85, directives 0.80 at the least, by the reference's own program."""
    for file in DEV.glob("*.txt"):
        (tmp_path / f"{file.stem}.records.json").write_text(of_document(file.stem).model_dump_json(), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(SHARED / "score.py"), str(DEV), str(tmp_path)], capture_output=True, text=True, check=True
    )
    f1 = {
        words[0]: float(words[words.index("F1") + 1])
        for words in map(str.split, done.stdout.splitlines())
        if "F1" in words
    }
    assert f1["names"] >= 0.90
    assert f1["meetings"] >= 0.85
    assert f1["directives"] >= 0.80


def test_every_record_of_dev_is_valid() -> None:
    """Every evidence shows what its record says."""
    assert {
        name: faults for name in sorted(f.stem for f in DEV.glob("*.txt")) if (faults := validate(of_document(name)))
    } == {}


def raw_items() -> list[str]:
    """Some items of raw, the same each time, evenly of each file."""
    chance = random.Random(20)
    files = sorted(RAW.glob("*.jsonl.gz"))
    found = []
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            found += [json.loads(line)["text"] for line in chance.sample(list(lines), RAW_ITEMS // len(files))]
    return found


@pytest.mark.skipif(not RAW.is_dir(), reason="../shared/raw is not here")
def test_every_record_of_raw_items_is_valid() -> None:
    """No traceback, no evidence that shows something else."""
    assert [text[:60] for text in raw_items() if validate(extract_text(text))] == []
