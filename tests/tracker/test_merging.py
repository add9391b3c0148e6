"""Merging into a workbook that people have worked in: theirs stays, ours comes where nobody was."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from minutes.errors import TrackerError
from minutes.tracker import check_tracker, merge_records
from tests.tracker.builder import D, M, build, digest

PEOPLE = [("陈牧之", "chair", "区委书记")]


def one(text: str, deadline: str = "2022-12-31", name: str = "甲报.txt", **more: object):
    """One meeting with three directives, the first of which varies."""
    return build(
        [
            M(
                "云岭区调度会",
                "2022-12-05",
                [
                    D(text, lead=("区应急管理局",), deadlines=(("限期", deadline),)),
                    D("健全值班制度,重要情况第一时间报告", lead=("区府办",)),
                    D("财政部门安排专项经费,专款专用", lead=("区财政局",)),
                ],
                PEOPLE,
            )
        ],
        name=name,
        **more,  # type: ignore[arg-type]
    )


FIRST = "各镇街逐企业逐环节排查安全隐患,建立台账,销号管理"
REREAD = "各镇街逐企业逐环节排查安全隐患,建立台帐,销号管理。"
OTHER = "全区中小学校园开展食堂卫生专项整治"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A tracker of three directives."""
    path = tmp_path / "tracker.xlsx"
    merge_records([one(FIRST)], path)
    return path


def grid(path: Path, sheet: str = "督办台账") -> dict[str, dict[str, object]]:
    """督办编号 (or first column) to the row's cells by heading."""
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    return {str(row[0]): dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:] if row[0]}


def edit(path: Path, **cells: object) -> None:
    """Type into cells of 督办台账."""
    book = openpyxl.load_workbook(path)
    for ref, value in cells.items():
        book["督办台账"][ref] = value
    book.save(path)


def test_untouched_cells_follow_the_source(path: Path) -> None:
    """A new deadline comes into a cell that nobody touched."""
    report = merge_records([one(FIRST, "2023-06-30")], path)
    assert report.counts["updated"] == 1
    assert str(grid(path)["DB-2022-0001"]["完成时限"]).startswith("2023-06-30")
    assert grid(path)["DB-2022-0001"]["变化标记"] is None


def test_touched_cells_stay_when_the_source_is_the_same(path: Path) -> None:
    """What a person typed stays, and is no conflict while the source says what it said."""
    edit(path, F2="人工改写", M2="已召开部署会", L2="办理中", K3="年底")
    report = merge_records([one(FIRST)], path)
    assert report.counts["unchanged"] == 3
    row = grid(path)["DB-2022-0001"]
    assert (row["具体要求"], row["办理进展"], row["办理状态"]) == ("人工改写", "已召开部署会", "办理中")


def test_both_changed_keeps_the_person_and_notes_ours(path: Path) -> None:
    """Both sides changed: theirs stays, the row is marked 有变化, ours stands in the note."""
    edit(path, K2="2023-03-01")
    report = merge_records([one(FIRST, "2023-06-30")], path)
    assert report.counts["conflict"] == 1
    row = grid(path)["DB-2022-0001"]
    assert row["完成时限"] == "2023-03-01"
    assert row["变化标记"] == "有变化"
    assert "2023-06-30" in str(row["变化说明"])
    before = path.read_bytes()
    assert not merge_records([one(FIRST, "2023-06-30")], path).changed
    assert path.read_bytes() == before


def test_a_cleared_mark_stays_cleared(path: Path) -> None:
    """Who has seen the conflict clears the mark; the same source does not set it again."""
    edit(path, K2="延期")
    merge_records([one(FIRST, "2023-06-30")], path)
    edit(path, U2=None, V2=None)
    merge_records([one(FIRST, "2023-06-30")], path)
    assert grid(path)["DB-2022-0001"]["变化标记"] is None
    merge_records([one(FIRST, "2023-07-31")], path)
    assert grid(path)["DB-2022-0001"]["变化标记"] == "有变化"


def test_a_cleared_cell_stays_empty(path: Path) -> None:
    """Emptying a cell is an edit like any other."""
    edit(path, F2=None)
    merge_records([one(REREAD)], path)
    assert grid(path)["DB-2022-0001"]["具体要求"] is None


def test_a_typed_value_that_the_source_says_later_stays_typed(path: Path) -> None:
    """A person was right before the source was: when the source changes again, theirs stays."""
    edit(path, K2="2023-06-30")
    assert merge_records([one(FIRST, "2023-06-30")], path).counts["conflict"] == 0
    assert merge_records([one(FIRST, "2023-09-30")], path).counts["conflict"] == 1
    assert grid(path)["DB-2022-0001"]["完成时限"] == "2023-06-30"


def test_gone_from_the_source_is_marked_not_deleted(path: Path) -> None:
    """A directive that the re-read document no longer holds is 原文已无; when it is back, the mark goes."""
    records = one(FIRST)
    less = records.model_copy(update={"directives": records.directives[:2]})
    assert merge_records([less], path).counts["gone"] == 1
    assert grid(path)["DB-2022-0003"]["变化标记"] == "原文已无"
    merge_records([records], path)
    assert grid(path)["DB-2022-0003"]["变化标记"] is None
    assert len(grid(path)) == 3


def test_other_documents_do_not_make_rows_vanish(path: Path) -> None:
    """A further document adds rows; the first one's are not gone, even when the file has the same name."""
    other = build([M("另一会", "2022-12-12", [D(OTHER)])], name="甲报.txt")
    report = merge_records([other], path)
    assert (report.counts["added"], report.counts["gone"]) == (1, 0)
    assert {row["变化标记"] for row in grid(path).values()} == {None}


def test_a_deleted_row_stays_deleted(path: Path) -> None:
    """A row that a person deleted does not come back, and its number is not given again."""
    book = openpyxl.load_workbook(path)
    book["督办台账"].delete_rows(4)
    book.save(path)
    report = merge_records([one(FIRST), build([M("另一会", "2022-12-12", [D(OTHER)])], name="乙报.txt")], path)
    assert report.counts["deleted"] == 1
    assert sorted(grid(path)) == ["DB-2022-0001", "DB-2022-0002", "DB-2022-0004"]


def test_reread_text_is_the_same_row(path: Path) -> None:
    """After OCR anew the text differs a little and so does the id: the same row, marked 疑似变更."""
    report = merge_records([one(REREAD)], path)
    rows = grid(path)
    assert len(rows) == 3
    assert report.counts["added"] == 0
    assert rows["DB-2022-0001"]["变化标记"] == "疑似变更"
    assert rows["DB-2022-0001"]["具体要求"] == REREAD
    assert not merge_records([one(REREAD)], path).changed


def test_another_text_is_another_row(path: Path) -> None:
    """A different directive at the same place is a new row; the old one is 原文已无."""
    merge_records([one(OTHER)], path)
    rows = grid(path)
    assert len(rows) == 4
    assert rows["DB-2022-0001"]["变化标记"] == "原文已无"
    assert rows["DB-2022-0004"]["具体要求"] == OTHER


def test_the_same_meeting_told_twice_is_one(path: Path) -> None:
    """Paper and web site report one meeting: one row each, both sources named."""
    web = one(REREAD, name="网站.html")
    report = merge_records([web], path)
    rows = grid(path)
    assert len(rows) == 3
    assert report.counts["added"] == 0
    assert "甲报.txt" in str(rows["DB-2022-0001"]["原文出处"])
    assert "网站.html" in str(rows["DB-2022-0001"]["原文出处"])
    assert rows["DB-2022-0001"]["具体要求"] == FIRST
    assert len(grid(path, "会议")) == 1
    for _ in range(2):
        assert not merge_records([one(FIRST), web], path).changed


def test_the_same_meeting_under_another_name_is_one(path: Path) -> None:
    """News and minutes name the meeting differently, but share date and directives."""
    records = one(FIRST, name="纪要.docx")
    meeting = records.meetings[0].model_copy(update={"id": "m-x", "name": "区政府专题会议", "title": "专题会议纪要"})
    directives = [
        directive.model_copy(update={"meeting_id": "m-x", "id": digest("x", directive.id)})
        for directive in records.directives
    ]
    people = [person.model_copy(update={"meeting_id": "m-x", "id": "p-x"}) for person in records.attendees]
    minutes = records.model_copy(update={"meetings": [meeting], "directives": directives, "attendees": people})
    report = merge_records([minutes], path)
    assert report.counts["added"] == 0
    rows = openpyxl.load_workbook(path)["会议"]
    assert rows.max_row == 2
    values = [cell.value for cell in rows[2]]
    assert "多处报道" in values
    assert openpyxl.load_workbook(path)["参会人员"].max_row == 2


def test_sorted_rows_are_recognised(path: Path) -> None:
    """Rows in another order get their own updates."""
    book = openpyxl.load_workbook(path)
    sheet = book["督办台账"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    book.save(path)
    merge_records([one(FIRST, "2023-06-30")], path)
    rows_by_number = grid(path)
    assert list(rows_by_number) == ["DB-2022-0003", "DB-2022-0002", "DB-2022-0001"]
    assert str(rows_by_number["DB-2022-0001"]["完成时限"]).startswith("2023-06-30")


def test_a_row_sorted_without_its_hidden_key_goes_by_its_number(path: Path) -> None:
    """Sorting only the visible columns leaves the keys behind; the number that people see decides."""
    book = openpyxl.load_workbook(path)
    sheet = book["督办台账"]
    rows = [[cell.value for cell in row][:22] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    book.save(path)
    merge_records([one(FIRST, "2023-06-30")], path)
    assert str(grid(path)["DB-2022-0001"]["完成时限"]).startswith("2023-06-30")
    assert grid(path)["DB-2022-0003"]["完成时限"] is None
    assert check_tracker(path) == []


def test_a_row_moved_to_another_sheet_is_recognised_there(path: Path) -> None:
    """A row that people moved to 归档 is not entered again."""
    book = openpyxl.load_workbook(path)
    sheet = book["督办台账"]
    book.create_sheet("归档").append([cell.value for cell in sheet[2]])
    sheet.delete_rows(2)
    book.save(path)
    report = merge_records([one(FIRST, "2023-06-30")], path)
    assert report.counts["moved"] == 1
    assert any("2023-06-30" in warning for warning in report.warnings)
    assert sorted(grid(path)) == ["DB-2022-0002", "DB-2022-0003"]


def test_a_doubled_row_is_not_doubled_again(path: Path) -> None:
    """Each copy of a row is treated like the row; none is added."""
    book = openpyxl.load_workbook(path)
    sheet = book["督办台账"]
    sheet.append([cell.value for cell in sheet[2]])
    book.save(path)
    merge_records([one(FIRST, "2023-06-30")], path)
    sheet = openpyxl.load_workbook(path)["督办台账"]
    assert [str(sheet.cell(row, 11).value)[:10] for row in (2, 5)] == ["2023-06-30", "2023-06-30"]
    assert any("stands twice" in str(problem) for problem in check_tracker(path))


def test_own_rows_columns_sheets_comments_and_colours_stay(path: Path) -> None:
    """A workbook that people made their own is the same after a merge, but for our cells."""
    book = openpyxl.load_workbook(path)
    sheet = book["督办台账"]
    sheet["X1"] = "联系电话"
    sheet["X2"] = "0000-123"
    sheet["F2"].fill = PatternFill("solid", start_color="FFFF00")
    sheet["F2"].comment = Comment("请核", "张")
    sheet["B9"] = "自己加的一行"
    sheet.column_dimensions["F"].width = 77
    sheet.column_dimensions["G"].hidden = True
    book.create_sheet("我的表")["C3"] = "=SUM(1,2)"
    book.save(path)
    merge_records([one(FIRST, "2023-06-30"), build([M("另一会", "2022-12-12", [D(OTHER)])], name="乙.txt")], path)
    book = openpyxl.load_workbook(path)
    sheet = book["督办台账"]
    assert (sheet["X1"].value, sheet["X2"].value, sheet["B9"].value) == ("联系电话", "0000-123", "自己加的一行")
    assert sheet["F2"].fill.start_color.rgb == "00FFFF00"
    assert sheet["F2"].comment.text == "请核"
    assert sheet.column_dimensions["F"].width == 77
    assert sheet.column_dimensions["G"].hidden
    assert book["我的表"]["C3"].value == "=SUM(1,2)"
    assert sheet["A10"].value == "DB-2022-0004"
    assert sheet.tables["Tracker"].ref == "A1:W10"


def test_reordered_and_deleted_columns_are_followed(path: Path) -> None:
    """Values go to their heading's column; a deleted column is not made again."""
    book = openpyxl.load_workbook(path)
    sheet = book["督办台账"]
    del sheet.tables["Tracker"]
    for row in sheet.iter_rows():
        values = [cell.value for cell in row]
        order = [0, *range(10, 23), *range(1, 9)]  # 完成时限 … first, 完成时限(原文) left out
        for cell in row:
            cell.value = None
        for column, place in enumerate(order):
            row[column].value = values[place]
    book.save(path)
    merge_records([one(FIRST, "2023-06-30"), build([M("另一会", "2022-12-12", [D(OTHER)])], name="乙.txt")], path)
    rows = grid(path)
    assert str(rows["DB-2022-0001"]["完成时限"]).startswith("2023-06-30")
    assert rows["DB-2022-0004"]["具体要求"] == OTHER
    assert "完成时限(原文)" not in rows["DB-2022-0001"]


def test_a_renamed_column_is_known_by_what_stands_in_it(path: Path) -> None:
    """牵头单位 under another heading still takes the units of new rows, and keeps its new name."""
    edit(path, H1="责任单位", L1="进度")
    merge_records([one(FIRST), build([M("另一会", "2022-12-12", [D(OTHER, lead=("区教育局",))])], name="乙.txt")], path)
    row = grid(path)["DB-2022-0004"]
    assert (row["责任单位"], row["进度"]) == ("区教育局", "未启动")
    assert [problem.cell for problem in check_tracker(path)] == ["H1", "L1"]
    merge_records([build([M("三会", "2022-12-13", [D("再办一件", lead=("区卫健局",))])], name="丙.txt")], path)
    assert grid(path)["DB-2022-0005"]["责任单位"] == "区卫健局"


def test_a_column_of_peoples_own_is_not_taken_for_a_deleted_one(path: Path) -> None:
    """A deleted column's place taken by another one of people's own: nothing is written there."""
    edit(path, H1="联系人", H2="甲", H3="乙", H4="丙")
    merge_records([build([M("另一会", "2022-12-12", [D(OTHER, lead=("区教育局",))])], name="乙.txt")], path)
    assert grid(path)["DB-2022-0004"]["联系人"] is None


def test_renamed_sheet_and_inserted_title_row_are_found(path: Path) -> None:
    """The sheet may get another name and a title above the table."""
    book = openpyxl.load_workbook(path)
    sheet = book["督办台账"]
    sheet.title = "2022年督办"
    del sheet.tables["Tracker"]
    sheet.insert_rows(1)
    sheet["A1"] = "云岭区督查室"
    book.save(path)
    merge_records([one(FIRST, "2023-06-30")], path)
    sheet = openpyxl.load_workbook(path)["2022年督办"]
    assert str(sheet["K3"].value).startswith("2023-06-30")
    assert sheet["A1"].value == "云岭区督查室"


def test_typed_numbers_are_never_issued_again(path: Path) -> None:
    """The next number comes behind the highest one that stands in the sheet."""
    edit(path, A5="DB-2022-0041", F5="人工加的")
    merge_records([build([M("另一会", "2022-12-12", [D(OTHER)])], name="乙.txt")], path)
    assert "DB-2022-0042" in grid(path)


def test_dry_run_writes_nothing(path: Path) -> None:
    """A dry run reports the same and leaves the folder as it was."""
    before = path.read_bytes()
    report = merge_records([one(FIRST, "2023-06-30")], path, dry_run=True)
    assert report.counts["updated"] == 1
    assert report.changed
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["tracker.xlsx"]


def test_without_memory_everything_counts_as_typed(path: Path) -> None:
    """When the hidden sheet is gone, nothing is overwritten and no row is doubled."""
    book = openpyxl.load_workbook(path)
    del book["_程序记录"]
    book.save(path)
    report = merge_records([one(FIRST, "2023-06-30")], path)
    rows = grid(path)
    assert len(rows) == 3
    assert str(rows["DB-2022-0001"]["完成时限"]).startswith("2022-12-31")
    assert rows["DB-2022-0001"]["变化标记"] == "有变化"
    assert any("hidden sheet" in warning for warning in report.warnings)
    assert "_程序记录" in openpyxl.load_workbook(path).sheetnames


def test_a_foreign_workbook_is_left_alone(tmp_path: Path) -> None:
    """A workbook that is no tracker is refused by name and not touched."""
    path = tmp_path / "other.xlsx"
    book = openpyxl.Workbook()
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(TrackerError, match=r"other\.xlsx"):
        merge_records([one(FIRST)], path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04xx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 512, b"text"])
def test_a_damaged_file_is_refused(data: bytes, tmp_path: Path) -> None:
    """What is no workbook is an error with the file's name, and stays as it is."""
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(data)
    with pytest.raises(TrackerError, match=r"tracker\.xlsx"):
        merge_records([one(FIRST)], path)
    assert path.read_bytes() == data
    assert check_tracker(path)
