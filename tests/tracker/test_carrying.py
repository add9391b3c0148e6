"""What people and other programs have put into the workbook: every part that is not ours is carried byte for byte."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from minutes.errors import TrackerError
from minutes.tracker import check_tracker, merge_records
from tests.tracker.builder import D, M, build, sample

NEXT = build([M("次月例会", "2023-01-05", [D("把新的事情办好办实", lead=("区水务局",))])], name="乙.txt")
MAIN_SHEET = "xl/worksheets/sheet1.xml"


def parts(path: Path) -> dict[str, bytes]:
    """Every part of a package."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Change the parts of a package."""
    found = parts(path)
    change(found)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)


def put_in(data: bytes, before: str, text: str) -> bytes:
    """Text put in front of the first of a marker."""
    plain = data.decode("utf-8")
    assert before in plain, before
    return plain.replace(before, text + before, 1).encode("utf-8")


def declare(found: dict[str, bytes], part: str, kind: str) -> None:
    """Give a part its content type."""
    override = f'<Override PartName="/{part}" ContentType="{kind}"/>'
    found["[Content_Types].xml"] = put_in(found["[Content_Types].xml"], "</Types>", override)


def relate(found: dict[str, bytes], rels: str, kind: str, target: str) -> None:
    """Add a relationship."""
    if rels not in found:
        found[rels] = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        )
    count = found[rels].count(b"<Relationship ") + 90
    node = f'<Relationship Id="rX{count}" Type="{kind}" Target="{target}"/>'
    found[rels] = put_in(found[rels], "</Relationships>", node)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A tracker of the sample."""
    path = tmp_path / "tracker.xlsx"
    merge_records([sample()], path)
    return path


SPARKLINES = (
    '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup>'
    "<x14:sparklines><x14:sparkline><xm:f>督办台账!D2:D5</xm:f><xm:sqref>Z2</xm:sqref></x14:sparkline></x14:sparklines>"
    "</x14:sparklineGroup></x14:sparklineGroups></ext>"
    '<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
    '<x14:dataValidation type="list"><x14:formula1><xm:f>我的!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>N2:N5</xm:sqref>'
    "</x14:dataValidation></x14:dataValidations></ext></extLst>"
)
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "http://schemas.microsoft.com/office"


def enrich(found: dict[str, bytes]) -> None:
    """Shapes, a picture, sparklines, newer validations, threaded comments, a slicer, a pivot, custom XML."""
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    sheet = found[MAIN_SHEET].decode("utf-8")
    found[MAIN_SHEET] = sheet.replace("</worksheet>", SPARKLINES + "</worksheet>").encode("utf-8")
    extra = {
        "xl/threadedComments/threadedComment1.xml": (
            "threadedcomments+xml",
            f"{OFFICE}/2017/10/relationships/threadedComment",
        ),
        "xl/slicers/slicer1.xml": ("slicer+xml", f"{OFFICE}/2007/relationships/slicer"),
        "xl/pivotTables/pivotTable1.xml": ("pivotTable+xml", f"{RELS}/pivotTable"),
        "xl/drawings/drawing9.xml": ("drawing+xml", f"{RELS}/drawing"),
        "xl/printerSettings/printerSettings1.bin": ("printerSettings", f"{RELS}/printerSettings"),
    }
    for part, (kind, relation) in extra.items():
        found[part] = f"<x>{part}  bytes as they are</x>".encode()
        declare(found, part, f"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}")
        relate(found, rels, relation, f"/{part}")
    found["xl/media/image1.png"] = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", zlib.crc32(b"x"))
    found["customXml/item1.xml"] = b"<office>own</office>"
    found["xl/persons/person.xml"] = b"<personList/>"


def test_every_other_part_is_carried_byte_for_byte(path: Path) -> None:
    """Shapes, pictures, pivots, slicers, threaded comments, custom XML and printer settings come through unchanged."""
    rewrite(path, enrich)
    before = parts(path)
    merge_records([NEXT], path)
    after = parts(path)
    ours = ("xl/worksheets/", "xl/tables/", "xl/workbook.xml", "xl/styles.xml", "xl/calcChain.xml")
    for name, data in before.items():
        assert name in after, name
        if not name.startswith(ours):
            assert after[name] == data, name
    text = after[MAIN_SHEET].decode("utf-8")
    assert "x14:sparklineGroup" in text
    assert "<xm:sqref>Z2</xm:sqref>" in text
    assert "<xm:sqref>N2:N6</xm:sqref>" in text


def test_charts_validations_formats_names_and_filters_are_carried(path: Path) -> None:
    """What a person builds in Excel on our sheet and on others is there afterwards, and reaches the new rows."""
    book = openpyxl.load_workbook(path)
    sheet = book["督办台账"]
    rule = DataValidation(type="whole", formula1="1", showErrorMessage=True)
    rule.add("P2:P5")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add(
        "M2:M5", CellIsRule(operator="equal", formula=["1"], fill=PatternFill(bgColor="00FF00"))
    )
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=1, max_row=5))
    book.create_sheet("图").add_chart(chart, "B2")
    book.defined_names["我的范围"] = openpyxl.workbook.defined_name.DefinedName(
        "我的范围", attr_text="督办台账!$A$2:$A$5"
    )
    sheet.tables["Tracker"].autoFilter.filterColumn.append(
        openpyxl.worksheet.filters.FilterColumn(colId=11, filters=openpyxl.worksheet.filters.Filters(filter=["未启动"]))
    )
    sheet.row_dimensions[3].hidden = True
    sheet.protection.sheet = True
    sheet.protection.password = "x"
    book.save(path)
    before = parts(path)
    merge_records([NEXT], path)
    after = parts(path)
    charts = [name for name in before if "chart" in name or "drawing" in name]
    assert charts
    assert all(after[name] == before[name] for name in charts)
    sheet = openpyxl.load_workbook(path)["督办台账"]
    assert "P2:P6" in {str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    assert "M2:M6" in {str(rule.sqref) for rule in sheet.conditional_formatting}
    assert sheet.tables["Tracker"].autoFilter.ref == "A1:W6"
    assert sheet.tables["Tracker"].autoFilter.filterColumn[0].filters.filter == ["未启动"]
    assert sheet.row_dimensions[3].hidden
    assert sheet.protection.sheet
    assert check_tracker(path) == []


def test_a_macro_workbook_keeps_its_macros(tmp_path: Path) -> None:
    """An .xlsm is merged into, its VBA project untouched."""
    made = tmp_path / "a.xlsx"
    merge_records([sample()], made)
    path = tmp_path / "a.xlsm"
    made.rename(path)

    def add(found: dict[str, bytes]) -> None:
        found["xl/vbaProject.bin"] = bytes(range(256)) * 9
        kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(plain, kind)
        declare(found, "xl/vbaProject.bin", "application/vnd.ms-office.vbaProject")
        relate(found, "xl/_rels/workbook.xml.rels", f"{OFFICE}/2006/relationships/vbaProject", "vbaProject.bin")

    rewrite(path, add)
    report = merge_records([NEXT], path)
    assert report.counts["added"] == 1
    assert parts(path)["xl/vbaProject.bin"] == bytes(range(256)) * 9


@pytest.mark.parametrize(
    ("part", "word"),
    [("_xmlsignatures/sig1.xml", "signature"), ("xl/revisions/revisionHeaders.xml", "shared workbook")],
)
def test_what_a_change_would_break_is_refused_by_name(path: Path, part: str, word: str) -> None:
    """A signature or a shared workbook's history is named; with allow_loss it is dropped, and that is said."""
    rewrite(path, lambda found: found.update({part: b"<x/>"}))
    before = path.read_bytes()
    with pytest.raises(TrackerError, match=word) as caught:
        merge_records([NEXT], path)
    assert "--allow-loss" in str(caught.value)
    assert path.read_bytes() == before
    report = merge_records([NEXT], path, allow_loss=True)
    assert any(word in warning for warning in report.warnings)
    assert part not in parts(path)


def test_a_calculated_column_of_people_goes_on(path: Path) -> None:
    """A person's own calculated table column gets its formula in new rows, as Excel would do."""
    book = openpyxl.load_workbook(path)
    sheet = book["督办台账"]
    sheet["X1"] = "双倍"
    for row in range(2, 6):
        sheet[f"X{row}"] = "=Tracker[[#This Row],[序号]]*2"
    table = sheet.tables["Tracker"]
    table.ref = table.autoFilter.ref = "A1:X5"
    table.tableColumns = []
    table._initialise_columns()
    for column, cell in zip(table.tableColumns, sheet[1], strict=True):
        column.name = cell.value
    formula = openpyxl.worksheet.table.TableFormula(attr_text="Tracker[[#This Row],[序号]]*2")
    table.tableColumns[-1].calculatedColumnFormula = formula
    book.save(path)
    merge_records([NEXT], path)
    sheet = openpyxl.load_workbook(path)["督办台账"]
    assert sheet["X6"].value == "=Tracker[[#This Row],[序号]]*2"
    assert sheet.tables["Tracker"].ref == "A1:X6"


def test_risky_text_gets_a_text_style(path: Path) -> None:
    """A text that begins with = is marked as text, so that editing it makes no formula of it."""
    merge_records([build([M("会", "2023-01-05", [D("=1+1", lead=("@区",))])], name="丙.txt")], path)
    sheet = openpyxl.load_workbook(path)["督办台账"]
    assert sheet["F6"].value == "=1+1"
    assert sheet["F6"].data_type == "s"
    assert sheet["F6"].quotePrefix
    assert sheet["H6"].quotePrefix
    assert not sheet["G6"].quotePrefix
