"""Workbooks that LibreOffice, really, has saved in between merge the same, and print as they should."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from minutes.tracker import check_tracker, merge_records
from tests.tracker.builder import D, M, build, sample

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LibreOffice profile of its own, so that no running office is disturbed."""
    return tmp_path_factory.mktemp("office")


def convert(path: Path, kind: str, office: Path, folder: Path) -> Path:
    """The file as LibreOffice saves it."""
    profile = f"-env:UserInstallation=file://{office}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / (path.stem + "." + kind.partition(":")[0])


def resave(path: Path, office: Path) -> None:
    """Open and save in LibreOffice."""
    folder = path.parent / "saved"
    folder.mkdir(exist_ok=True)
    shutil.move(convert(path, "xlsx:Calc MS Excel 2007 XML", office, folder), path)


def rows(path: Path) -> list[tuple[object, ...]]:
    """督办台账 without its formulas."""
    sheet = openpyxl.load_workbook(path)["督办台账"]
    return [row[:16] + row[18:] for row in sheet.iter_rows(values_only=True)]


def later() -> list:
    """The sample with a moved deadline and without its third directive, and a new week."""
    records = sample()
    directives = list(records.directives)
    first = directives[0]
    deadline = first.deadlines[0].model_copy(update={"date": "2023-02-28"})
    directives[0] = first.model_copy(update={"deadlines": [deadline]})
    del directives[2]
    new = build([M("次月会", "2023-01-05", [D("=把新的一件事办好", lead=("区水务局",))])], name="乙.txt")
    return [records.model_copy(update={"directives": directives}), new]


def test_saved_by_libreoffice_it_merges_the_same(tmp_path: Path, office: Path) -> None:
    """The hidden sheet, keys, tables, lists and lights survive; the merge does what it does without LibreOffice."""
    path, plain = tmp_path / "tracker.xlsx", tmp_path / "plain.xlsx"
    merge_records([sample()], path)
    shutil.copy(path, plain)
    resave(path, office)
    assert check_tracker(path) == []
    assert not merge_records([sample()], path).changed
    for file in (path, plain):
        book = openpyxl.load_workbook(file)
        book["督办台账"]["M3"] = "人工填写"
        book["督办台账"]["F2"] = "人工改写"
        book.save(file)
    resave(path, office)
    one, two = merge_records(later(), path), merge_records(later(), plain)
    assert one.counts == two.counts
    assert rows(path) == rows(plain)
    resave(path, office)
    assert not merge_records(later(), path).changed
    assert check_tracker(path) == []
    sheet = openpyxl.load_workbook(path)["督办台账"]
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert str(lists[0].sqref) == "L2:L6"


def test_formulas_compute(tmp_path: Path, office: Path) -> None:
    """Opened in LibreOffice, no formula gives an error; the overview counts what the rows say."""
    path = tmp_path / "tracker.xlsx"
    merge_records([sample()], path)
    resave(path, office)
    book = openpyxl.load_workbook(path, data_only=True)
    warnings = [row[17].value for row in book["督办台账"].iter_rows(min_row=2)]
    assert warnings == ["逾期", "逾期", "无期限", "无期限"]
    overview = [[cell.value for cell in row[:7]] for row in book["总览"].iter_rows(min_row=8)]
    assert overview[0] == ["区应急管理局", 1, 0, 1, 0, 1, 0]
    assert [cell.value for cell in book["总览"][4]][:7] == [2, 0, 4, 0, 0, 0, 4]
    for sheet in book:
        for row in sheet.iter_rows():
            assert not any(str(cell.value).startswith("#") for cell in row)


@pytest.mark.skipif(sys.platform == "win32" or shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_it_prints(tmp_path: Path, office: Path) -> None:
    """As PDF: A3 landscape, the title on each page, the hidden sheet not printed."""
    path = tmp_path / "tracker.xlsx"
    merge_records([sample()], path)
    pdf = convert(path, "pdf", office, tmp_path)
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    assert "督办台账" in text.replace(" ", "")
    assert "审核人" in text
    assert '"format"' not in text
    info = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True).stdout.decode()
    assert "1190" in info
    assert "Pages:           7" in info
