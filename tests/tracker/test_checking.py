"""Checking a tracker: thirty ways to break one, each found with its sheet and cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from minutes.tracker import check_tracker, merge_records
from tests.tracker.builder import sample

Break = Callable[[openpyxl.Workbook], object]


def put(ref: str, value: object, sheet: str = "督办台账") -> Break:
    """Type into a cell."""
    return lambda book: book[sheet].__setitem__(ref, value)


def without(sheet: str) -> Break:
    """Delete a sheet."""
    return lambda book: book.remove(book[sheet])


def repeat(book: openpyxl.Workbook) -> None:
    """Append a copy of a row."""
    sheet = book["督办台账"]
    sheet.append([cell.value for cell in sheet[3]])


def loosen(book: openpyxl.Workbook) -> None:
    """Let the list pass other values."""
    for rule in book["督办台账"].data_validations.dataValidation:
        rule.showErrorMessage = False


def unlist(book: openpyxl.Workbook) -> None:
    """Take all validations away."""
    book["督办台账"].data_validations.dataValidation = []


BROKEN: list[tuple[str, Break, str]] = [
    ("督办台账!K2", put("K2", "年底"), "not a date"),
    ("督办台账!K3", put("K3", "2022-13-40"), "not a date"),
    ("督办台账!K2", put("K2", "2023-01-05"), "not a date"),
    ("督办台账!C2", put("C2", "上周"), "not a date"),
    ("督办台账!C3", put("C3", 0.5), "not a date"),
    ("督办台账!O2", put("O2", "快了"), "not a date"),
    ("督办台账!D2", put("D2", "一"), "not a number"),
    ("督办台账!L2", put("L2", "办理"), "not one of"),
    ("督办台账!L3", put("L3", "已办结 "), "not one of"),
    ("督办台账!L4", put("L4", 3), "not one of"),
    ("督办台账!Q2", put("Q2", 5), "formula"),
    ("督办台账!R2", put("R2", None), "formula"),
    ("督办台账!A2", put("A2", None), "missing"),
    ("督办台账!A2", put("A2", "DB-22-1"), "does not look like"),
    ("督办台账!A3", put("A3", "DB-2022-0001"), "twice"),
    ("督办台账!A4", put("A4", "DB-2022-0099"), "was issued"),
    ("督办台账!A2", put("A2", "督办一号"), "does not look like"),
    ("督办台账!W2", put("W2", "x"), "not one the program"),
    ("督办台账!W6", repeat, "twice"),
    ("督办台账!F1", put("F1", "改名"), "具体要求"),
    ("督办台账!A1", put("L1", None), "办理状态"),
    ("督办台账!P1", put("M1", "备注"), "twice"),
    ("督办台账!L2", loosen, "lets other values"),
    ("督办台账!L2", unlist, "gone"),
    ("会议", without("会议"), "missing"),
    ("参会人员", without("参会人员"), "missing"),
    ("待核", without("待核"), "missing"),
    ("督办台账", without("督办台账"), "missing"),
    ("_程序记录", without("_程序记录"), "missing"),
    ("会议!D2", put("D2", "某日", "会议"), "not a date"),
    ("会议!K2", put("K2", "许多", "会议"), "not a number"),
    ("参会人员!I2", put("I2", "首位", "参会人员"), "not a number"),
    ("会议!Q3", put("Q3", "=1", "会议"), "not one the program"),
    ("_程序记录", put("C1", '{"format":1,', "_程序记录"), "damaged"),
    ("_程序记录", put("C4", "{", "_程序记录"), "damaged"),
]


@pytest.mark.parametrize(("place", "change", "word"), BROKEN, ids=range(len(BROKEN)))
def test_each_fault_is_found_where_it_is(tmp_path: Path, place: str, change: Break, word: str) -> None:
    """A located message for each broken variant."""
    path = tmp_path / "tracker.xlsx"
    merge_records([sample()], path)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    found = [str(problem) for problem in check_tracker(path)]
    assert any(line.startswith(place) and word in line for line in found), found


def test_peoples_own_rows_and_columns_are_no_problem(tmp_path: Path) -> None:
    """Rows without a number, further columns and sheets, a real date, a listed state: nothing to report."""
    path = tmp_path / "tracker.xlsx"
    merge_records([sample()], path)
    book = openpyxl.load_workbook(path)
    sheet = book["督办台账"]
    sheet["F7"] = "自己加的"
    sheet["Y1"] = "电话"
    sheet["L2"] = "暂缓"
    book.create_sheet("另表")["A1"] = "x"
    book.save(path)
    assert check_tracker(path) == []


def test_a_missing_file_is_one_problem(tmp_path: Path) -> None:
    """No exception for a file that is not there."""
    assert len(check_tracker(tmp_path / "nix.xlsx")) == 1
