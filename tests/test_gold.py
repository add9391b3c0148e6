"""Every gold file of the project is well formed and agrees with its document."""

from __future__ import annotations

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from minutes.evaluating.gold import Gold, read_gold
from minutes.records import DirectiveKind, MeetingKind, Role

FOLDERS = [Path(__file__).parent / "gold", Path(__file__).parent / "later_gold"]
FILES = sorted(file for folder in FOLDERS for file in folder.glob("*.gold.json"))
EACH = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".gold.json"))

UNITS = ("responsible", "lead", "support")
KEYS = {
    "": {"chars", "sha256", "meetings", "ignore"},
    "meetings": {"kind", "title", "date", "part_of_day", "attendees", "groups", "directives"},
    "attendees": {"name", "role", "title", "listed_as"},
    "directives": {"level", "kind", "span", "speaker", "verb", "ordinal", "headline", *UNITS, "deadlines"},
    "deadlines": {"text", "date"},
}


def raw(file: Path) -> dict[str, Any]:
    """The gold as JSON values."""
    value: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return value


def document(file: Path) -> str:
    """The document that gold speaks of, decoded as the offsets want it: no BOM, line ends as one character."""
    data = file.with_name(file.name.replace(".gold.json", ".txt")).read_bytes()
    return data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


def squeezed(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


def unfurnished(text: str) -> str:
    """Without white space and without lines of a page number, which may stand inside a passage."""
    return squeezed("".join(line for line in text.split("\n") if not re.fullmatch(r"\W*\d*\W*", line.strip())))


def test_there_are_at_least_forty_documents() -> None:
    """Enough for a figure to mean something."""
    assert len(FILES) >= 40


def test_every_document_has_gold_and_every_gold_its_document() -> None:
    """Neither stands alone."""
    names = {file.name.removesuffix(".gold.json") for file in FILES}
    assert names == {file.stem for folder in FOLDERS for file in folder.glob("*.txt")}


@EACH
def test_it_has_known_keys_only(file: Path) -> None:
    """A key misspelt would be gold that nobody scores."""

    def check(value: dict[str, Any], section: str) -> None:
        assert set(value) <= KEYS[section], f"{section}: {set(value) - KEYS[section]}"
        for key, inner in value.items():
            if key in KEYS:
                for one in inner:
                    check(one, key)

    check(raw(file), "")


@EACH
def test_it_is_about_this_text(file: Path) -> None:
    """Digest of the bytes and number of code points are those of the document."""
    gold = read_gold(file)
    data = file.with_name(file.name.replace(".gold.json", ".txt")).read_bytes()
    assert gold.sha256 == hashlib.sha256(data).hexdigest()
    assert gold.chars == len(document(file))


@EACH
def test_values_are_from_the_lists(file: Path) -> None:
    """Kinds and roles, dates that exist in form, and levels 1 and 2."""
    for meeting in raw(file)["meetings"]:
        assert meeting["kind"] in set(MeetingKind)
        assert meeting["date"] is None or re.fullmatch(r"(\d{4}|-)-\d\d-\d\d", meeting["date"])
        assert {one["role"] for one in meeting["attendees"]} <= set(Role)
        for directive in meeting["directives"]:
            assert directive["kind"] in set(DirectiveKind)
            assert directive["level"] in (1, 2)
            days = [one["date"] for one in directive["deadlines"]]
            assert all(day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)


@EACH
def test_spans_lie_in_the_text(file: Path) -> None:
    """Each holds characters, begins and ends with one that is no blank; `ignore` likewise."""
    gold, text = read_gold(file), document(file)
    spans = [one.span for meeting in gold.meetings for one in meeting.directives] + list(gold.ignore)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip(), text[start:end]


@EACH
def test_directives_do_not_overlap_but_by_level(file: Path) -> None:
    """Outermost directives stand side by side; an inner one lies within one of them."""
    gold = read_gold(file)
    directives = [one for meeting in gold.meetings for one in meeting.directives]
    outer = sorted(one.span for one in directives if one.level == 1)
    assert all(a[1] <= b[0] for a, b in pairwise(outer)), outer
    for inner in (one.span for one in directives if one.level == 2):
        assert any(start <= inner[0] and inner[1] <= end for start, end in outer), inner


@EACH
def test_what_is_named_stands_on_the_page(file: Path) -> None:
    """Names, groups and titles' parts occur in the text, blanks aside; nobody is named twice at one event."""
    gold, page = read_gold(file), squeezed(document(file))
    for meeting in gold.meetings:
        names = [one.name for one in meeting.attendees]
        assert len(set(names)) == len(names)
        assert [name for name in names if squeezed(name) not in page] == []
        assert [group for group in meeting.groups if squeezed(group) not in page] == []


@EACH
def test_who_and_when_stand_in_the_directive(file: Path) -> None:
    """Responsible units and deadlines are phrases of the span; lead and support are of the responsible."""
    gold, text = read_gold(file), document(file)
    for directive in (one for meeting in gold.meetings for one in meeting.directives):
        place = text[slice(*directive.span)]
        shown = squeezed(place) + "\n" + unfurnished(place)
        assert [unit for unit in directive.responsible if squeezed(unit) not in shown] == []
        assert [one.text for one in directive.deadlines if squeezed(one.text) not in shown] == []
        if directive.headline is not None:
            assert squeezed(directive.headline) in shown
        if directive.lead is not None:
            assert set(directive.lead) | set(directive.support) == set(directive.responsible)
            assert not set(directive.lead) & set(directive.support)


@EACH
def test_who_speaks_is_there(file: Path) -> None:
    """A speaker is the meeting itself or one of those named at it."""
    gold: Gold = read_gold(file)
    for meeting in gold.meetings:
        present = {one.name for one in meeting.attendees}
        speakers = {one.speaker for one in meeting.directives if one.speaker is not None}
        assert speakers - present <= {"会议"}
