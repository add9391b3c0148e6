"""The profile: every office has its own names, order, columns, lights; English as a set of its own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from minutes.errors import TrackerError
from minutes.tracker import check_tracker, merge_records
from minutes.tracker.due import list_due
from minutes.tracker.empty import empty_file, empty_tracker, kept_text
from minutes.tracker.profile import LANGUAGES, load_profile
from minutes.tracker.reading import read_tracker
from minutes.tracker.workbook import new_workbook
from tests.tracker.builder import D, M, build, sample

OWN = """
number = "督字{year}-{serial:03d}号"
[lights]
days = 3
soon = { label = "蓝灯", fill = "DDEBF7", font = "1F4E79" }
[status]
list = ["未开始", "推进中", "完成"]
first = "未开始"
done = ["完成"]
paused = []
[[sheet]]
id = "tracker"
name = "督查台账"
order = ["number", "item", "requirement"]
[[sheet.column]]
field = "person"
header = "经办人"
width = 20
[[sheet.column]]
field = "phone"
header = "联系电话"
after = "person"
[[sheet.column]]
field = "urgency"
header = "紧急程度"
choices = ["一般", "急办", "特急"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An office's own profile."""
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_an_own_profile_shapes_the_workbook(tmp_path: Path, own: Path) -> None:
    """Names, order, extra columns with lists, numbers, states and lights come from the file; the rest stays."""
    path = tmp_path / "t.xlsx"
    merge_records([sample()], path, profile=own)
    sheet = openpyxl.load_workbook(path)["督查台账"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:3] == ["督办编号", "督办事项", "具体要求"]
    assert heads[heads.index("经办人") + 1] == "联系电话"
    assert "紧急程度" in heads
    assert sheet["A2"].value == "督字2022-001号"
    assert sheet.cell(2, heads.index("办理状态") + 1).value == "未开始"
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert lists == {'"未开始,推进中,完成"', '"一般,急办,特急"'}
    assert "蓝灯" in str(sheet.cell(2, heads.index("预警") + 1).value)
    assert check_tracker(path) == []


def test_the_workbook_remembers_its_profile(tmp_path: Path, own: Path) -> None:
    """Later merges need no --profile: the names are kept inside."""
    path = tmp_path / "t.xlsx"
    merge_records([sample()], path, profile=own)
    merge_records([build([M("次会", "2022-12-20", [D("另办一件事情")])], name="b.txt")], path)
    sheet = openpyxl.load_workbook(path)["督查台账"]
    assert sheet["A6"].value == "督字2022-005号"
    assert not merge_records([sample()], path).changed


def test_english(tmp_path: Path) -> None:
    """--lang en gives English sheets, headings, states and wording."""
    path = tmp_path / "t.xlsx"
    merge_records([sample()], path, lang="en")
    book = openpyxl.load_workbook(path)
    names = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert names == ["Tracker", "Overview", "Meetings", "Attendees", "Attendance", "Review", "Notes"]
    assert [cell.value for cell in book["Tracker"][1]][:3] == ["No.", "Meeting", "Meeting date"]
    assert book["Tracker"]["L2"].value == "Not started"
    assert not any("\u4e00" <= char <= "\u9fff" for cell in book["Notes"]["B"] for char in str(cell.value))
    assert check_tracker(path) == []
    table = read_tracker(path)
    assert list_due(table.rows, table.profile, date(2023, 1, 1))[0].days == -1


def test_the_english_set_names_every_column() -> None:
    """No heading of the English set is left in Chinese."""
    for sheet in load_profile(lang="en").sheets:
        for column in sheet.columns:
            assert not any("\u4e00" <= char <= "\u9fff" for char in column.header + sheet.name), column


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[look", "read"),
        ("colour = 1", "colour"),
        ('[[sheet]]\nid = "nix"', "id"),
        ('[[sheet]]\nid = "tracker"\n[[sheet.column]]\nheader = "x"', "field"),
        ('[[sheet]]\nid = "tracker"\n[[sheet.column]]\nfield = "x"\nheader = "备注"', "two columns"),
        ('[[sheet]]\nid = "tracker"\nname = "a/b"', "sheet name"),
        ('[status]\nfirst = "没有"', "status.first"),
        ('number = "{nix}"', "number"),
        ("[lights]\ndays = -1", "days"),
    ],
)
def test_a_broken_profile_is_refused_with_its_place(tmp_path: Path, text: str, word: str) -> None:
    """Each fault is named, and no workbook is made."""
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(TrackerError, match=word):
        merge_records([sample()], tmp_path / "t.xlsx", profile=own)
    assert not (tmp_path / "t.xlsx").exists()


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    """--lang names the languages there are."""
    with pytest.raises(TrackerError, match="zh, en"):
        merge_records([sample()], tmp_path / "t.xlsx", lang="fr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_kept_empty_tracker_is_what_would_be_made(lang: str) -> None:
    """Part by part the same, and it is taken; an office's own profile gets one of its own."""
    profile = load_profile(lang=lang)
    kept, made = empty_tracker(profile), new_workbook(profile)
    assert kept.names() == made.names()
    assert [name for name in kept.names() if kept.data(name) != made.data(name)] == []
    assert json.loads(empty_file(lang).read_bytes()) == json.loads(kept_text(profile))
    own = profile.model_copy(update={"look": profile.look.model_copy(update={"header_fill": "123456"})})
    assert b"123456" in empty_tracker(own).data("xl/styles.xml")
