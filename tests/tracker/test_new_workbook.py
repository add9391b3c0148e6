"""A new tracker: what the contract promises about its sheets, columns, types and look."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from minutes.records import ProblemCode
from minutes.tracker import check_tracker, merge_records
from minutes.tracker.profile import load_profile
from tests.tracker.builder import D, M, build, sample

COLUMNS = (
    "督办编号·会议名称·会议日期·序号·督办事项·具体要求·提出人·牵头单位·配合单位·完成时限(原文)·完成时限·办理状态·"
    "办理进展·责任人·办结日期·备注·剩余天数·预警·原文出处·模板"
)


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """A tracker of the sample."""
    path = tmp_path / "tracker.xlsx"
    merge_records([sample()], path)
    return path


def cells(path: Path, sheet: str = "督办台账") -> list[list[object]]:
    """All values of a sheet."""
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


def test_columns_stand_in_the_contract_order(tracker: Path) -> None:
    """督办台账 begins with the twenty columns of the contract."""
    assert cells(tracker)[0][:20] == COLUMNS.split("·")


def test_sheets_of_the_contract_are_there_and_one_is_hidden(tracker: Path) -> None:
    """督办台账, 会议, 参会人员, 待核 and 说明 are visible; what was last written is on the one hidden sheet."""
    book = openpyxl.load_workbook(tracker)
    assert {"督办台账", "会议", "参会人员", "待核", "说明"} <= set(book.sheetnames)
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["_程序记录"]
    for sheet in book:
        assert len(sheet.tables) == (0 if sheet.sheet_state == "hidden" else 1)
        assert not sheet.merged_cells.ranges


def test_rows_hold_what_the_records_say(tracker: Path) -> None:
    """One row a directive: numbers issued in order, leads and supports apart, the latest date, a real date."""
    first, second = cells(tracker)[1:3]
    assert first[0] == "DB-2022-0001"
    assert first[7:9] == ["区应急管理局", "区住建局、区消防救援大队"]
    assert first[10] == datetime(2022, 12, 31)
    assert second[7] == "各镇街"
    assert second[9] == "春节前;每周五前"
    assert second[10] == datetime(2023, 1, 21)
    assert first[11] == "未启动"
    assert str(first[16]).startswith("=")
    assert str(first[17]).startswith("=")


def test_hopes_have_no_row(tracker: Path) -> None:
    """An expectation is not in the tracker."""
    assert len(cells(tracker)) == 1 + 4


def test_nested_directives_lend_their_units_to_the_outermost() -> None:
    """A nested directive has no row; its units and deadlines stand with the directive it lies in."""
    from minutes.tracker.profile import load_profile
    from minutes.tracker.rows import rows_of

    records = build(
        [M("甲会", directives=[D("总的要求", lead=("甲局",)), D("其中一项", lead=("乙局",), parent=0,
                                                        deadlines=(("月底", "2022-12-31"),))])]
    )  # fmt: skip
    (row,) = rows_of(records, load_profile()).directives
    assert row.values["lead"] == "甲局、乙局"
    assert row.values["deadline"] == "2022-12-31"


def test_status_list_refuses_other_values(tracker: Path) -> None:
    """The drop-down of 办理状态 shows an error for anything else."""
    rules = openpyxl.load_workbook(tracker)["督办台账"].data_validations.dataValidation
    (rule,) = [rule for rule in rules if rule.type == "list"]
    assert rule.formula1 == '"未启动,办理中,已办结,暂缓"'
    assert rule.showErrorMessage
    assert str(rule.sqref) == "L2:L5"


def test_page_is_a3_landscape_with_repeated_header(tracker: Path) -> None:
    """Header row and id columns are frozen, the page is A3 landscape, one page wide, the header repeated."""
    sheet = openpyxl.load_workbook(tracker)["督办台账"]
    assert sheet.freeze_panes == "C2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (
        "landscape",
        8,
        1,
    )
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.conditional_formatting
    assert sheet.tables["Tracker"].ref == "A1:W5"


def test_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    """Two runs write the same bytes, and no time of day is inside."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        merge_records([sample()], tmp_path / name / "tracker.xlsx")
    data = [(tmp_path / name / "tracker.xlsx").read_bytes() for name in ("a", "b")]
    assert data[0] == data[1]
    with zipfile.ZipFile(tmp_path / "a" / "tracker.xlsx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_merging_twice_leaves_the_file_alone(tracker: Path) -> None:
    """The same records again: same bytes, no backup, nothing changed."""
    before = tracker.read_bytes()
    report = merge_records([sample()], tracker)
    assert not report.changed
    assert report.counts["unchanged"] == 4
    assert tracker.read_bytes() == before
    assert [file.name for file in tracker.parent.iterdir()] == ["tracker.xlsx"]


def test_a_new_tracker_has_no_problems(tracker: Path) -> None:
    """What the program writes passes its own check."""
    assert check_tracker(tracker) == []


HOSTILE = [
    '=HYPERLINK("http://x.example","点我")',
    "+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(A1)",
    "\tx",
    "a\x00b\x1f",
    "\ud800半个",
    "字" * 40000,
    "😀" * 20000,
    "_x0041_ 与 _x000D_",
    " 前后有空格 ",
    "两行\n文字",
    "]]><&\"'",
    "\ufffe\uffff",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_stored_as_text(text: str, tmp_path: Path) -> None:
    """No text becomes a formula or breaks the file, and a second merge finds it unchanged."""
    path = tmp_path / "tracker.xlsx"
    records = build(
        [M(text, directives=[D(text, lead=(text,), headline=text)], people=[(text, "chair", text)])], name="a.txt"
    )
    merge_records([records], path)
    sheet = openpyxl.load_workbook(path)["督办台账"]
    for column in (2, 5, 6, 8):
        cell = sheet.cell(2, column)
        assert cell.data_type in ("s", "inlineStr"), cell.value
    assert check_tracker(path) == []
    assert not merge_records([records], path).changed


def test_cut_text_is_listed_for_review(tmp_path: Path) -> None:
    """A text too long for a cell is cut, and 待核 says so."""
    path = tmp_path / "tracker.xlsx"
    merge_records([build([M("会", directives=[D("长" * 40000)])])], path)
    assert len(str(cells(path)[1][5])) == 32767
    assert any("32767" in str(row[1]) for row in cells(path, "待核"))


def test_old_dates_are_kept_as_text(tmp_path: Path) -> None:
    """A day before March 1900 has no number that all spreadsheet programs agree on; it stays text."""
    path = tmp_path / "tracker.xlsx"
    merge_records([build([M("会", "1899-12-31", directives=[D("事", deadlines=(("当日", "1899-12-31"),))])])], path)
    row = cells(path)[1]
    assert (row[2], row[10]) == ("1899-12-31", "1899-12-31")
    assert check_tracker(path) == []


def test_every_problem_is_explained_in_the_language_of_the_workbook() -> None:
    """A clerk reads what is odd and what to do in Chinese; the records say it in English."""
    profile = load_profile()
    assert set(profile.values["problem_meaning"]) == {code.value for code in ProblemCode}
