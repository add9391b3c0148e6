"""`minutes tracker`: what each command prints, writes and returns."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from minutes.cli_tracker import app
from minutes.tracker import merge_records
from minutes.tracker.calendar import write_calendar
from minutes.tracker.due import DueKind, list_due
from minutes.tracker.exporting import export_rows
from minutes.tracker.notice import builtin_template, write_notice
from minutes.tracker.overview import count_units
from minutes.tracker.profile import load_profile
from minutes.tracker.reading import read_tracker
from tests.tracker.builder import D, M, build, sample

runner = CliRunner()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A tracker of the sample."""
    path = tmp_path / "tracker.xlsx"
    merge_records([sample()], path)
    return path


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    result = runner.invoke(app, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def words(data: bytes) -> str:
    """The XML of a .docx."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def test_merge_makes_and_then_finds_nothing_to_do(tmp_path: Path) -> None:
    """The first merge adds, the second says that there is nothing to change; both end with 0."""
    records, path = tmp_path / "a.records.json", tmp_path / "t.xlsx"
    records.write_text(sample().model_dump_json(), encoding="utf-8")
    code, _, told = run("merge", records, "--into", path)
    assert code == 0
    assert "新增" in told
    code, _, told = run("merge", records, "--into", path)
    assert code == 0
    assert "nothing to change" in told
    code, out, _ = run("merge", records, "--into", path, "--json")
    assert json.loads(out)["counts"]["unchanged"] == 4


def test_verbose_dry_run_shows_cells_and_writes_nothing(tmp_path: Path) -> None:
    """--dry-run --verbose prints each cell that would change."""
    records, path = tmp_path / "a.records.json", tmp_path / "t.xlsx"
    records.write_text(sample().model_dump_json(), encoding="utf-8")
    code, out, _ = run("merge", records, "--into", path, "--dry-run", "--verbose")
    assert code == 0
    assert "具体要求" in out
    assert "would write" in out
    assert not path.exists()


def test_an_english_tracker_is_told_of_in_english(tmp_path: Path) -> None:
    """Outcomes of rows, that nothing is due, and that a workbook was open: words of its profile, no Chinese."""
    records, path = tmp_path / "a.records.json", tmp_path / "t.xlsx"
    empty = sample().model_copy(update={"directives": []})
    records.write_text(empty.model_dump_json(), encoding="utf-8")
    assert run("merge", records, "--into", path, "--lang", "en")[0] == 0
    assert run("due", path, "--on", "2023-01-18")[1] == "2023-01-18: nothing due\n"
    records.write_text(sample().model_dump_json(), encoding="utf-8")
    (tmp_path / "~$t.xlsx").write_bytes(b"")
    code, _, told = run("merge", records, "--into", path)
    assert code == 1
    assert told.startswith("added ")
    assert all(char < "\u3400" for char in told)


def test_a_workbook_older_than_a_message_has_the_built_in_one() -> None:
    """Its own profile, which it carries along, knows nothing of it."""
    profile = load_profile()
    old = profile.model_copy(update={"messages": {"total": "合计"}, "values": {}})
    assert old.message("nothing_due") == profile.messages["nothing_due"]
    assert old.message("total") == "合计"
    assert old.word("outcome", "added") == "added"


def test_a_bad_records_file_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    """One broken input: exit 1, its name on standard error, the good one merged."""
    good, bad, path = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "t.xlsx"
    good.write_text(sample().model_dump_json(), encoding="utf-8")
    bad.write_text("{}", encoding="utf-8")
    code, _, told = run("merge", good, bad, tmp_path / "c.json", "--into", path)
    assert code == 1
    assert "b.json" in told
    assert "c.json" in told
    assert path.exists()


def test_due_lists_the_longest_overdue_first(path: Path) -> None:
    """Overdue, due soon, no date: grouped in this order, days from the day given."""
    table = read_tracker(path)
    found = list_due(table.rows, table.profile, date(2023, 1, 18))
    kinds = [due.kind for due in found]
    assert kinds == [DueKind.OVERDUE, DueKind.SOON, DueKind.UNDATED, DueKind.UNDATED]
    assert [due.days for due in found[:2]] == [-18, 3]
    code, out, _ = run("due", path, "--on", "2023-01-18")
    assert code == 0
    assert out.index("DB-2022-0001") < out.index("DB-2022-0002")
    code, out, _ = run("due", path, "--on", "2023-01-10", "--within", "1w", "--json")
    assert [row["kind"] for row in json.loads(out)["rows"]] == ["overdue", "undated", "undated"]


def test_due_leaves_out_what_is_done_and_sees_what_people_typed(path: Path) -> None:
    """Closed rows are not listed; a date that a person typed counts; a row without any owner is listed."""
    book = openpyxl.load_workbook(path)
    sheet = book["督办台账"]
    sheet["L2"] = "已办结"
    sheet["K4"] = "2023年1月3日"
    sheet["F6"] = "手工加的一项"
    book.save(path)
    table = read_tracker(path)
    found = [(due.kind.value, due.row.row) for due in list_due(table.rows, table.profile, date(2023, 1, 10))]
    assert ("overdue", 4) in found
    assert ("unowned", 6) in found
    assert not any(row == 2 for _, row in found)


@pytest.mark.parametrize("option", [["--on", "gestern"], ["--within", "bald"], ["--within", "-1d"]])
def test_wrong_usage_ends_with_2(path: Path, option: list[str]) -> None:
    """A day or a span that is none is wrong usage."""
    assert run("due", path, *option)[0] == 2


def test_notices_go_to_each_unit(path: Path, tmp_path: Path) -> None:
    """One .docx a leading unit, with its rows and the day; the same bytes each time."""
    code, out, _ = run("notice", path, "-o", tmp_path / "out", "--on", "2023-01-05")
    assert code == 0
    assert len(out.split()) == 4
    data = (tmp_path / "out" / "督办通知单_区水务局.docx").read_bytes()
    assert "DB-2022-0004" in words(data)
    assert "2023年1月5日" in words(data)
    assert "{{" not in words(data)
    run("notice", path, "-o", tmp_path / "out", "--on", "2023-01-05")
    assert (tmp_path / "out" / "督办通知单_区水务局.docx").read_bytes() == data


def test_a_notice_for_one_unit_counts_support_too(path: Path, tmp_path: Path) -> None:
    """--unit finds rows that the unit leads or supports; a unit without rows is named, exit 1."""
    code, out, _ = run("notice", path, "--unit", "区住建局", "-o", tmp_path, "--on", "2023-01-05")
    assert code == 0
    assert out.count(".docx") == 1
    code, _, told = run("notice", path, "--unit", "无此局", "-o", tmp_path)
    assert code == 1
    assert "无此局" in told


def test_a_users_template_is_filled_even_when_word_split_its_names(path: Path) -> None:
    """Names split over several runs are found; a table row is repeated for each directive."""
    table = read_tracker(path)
    template = builtin_template()
    text = words(template).replace("{{单位}}", "{{单</w:t></w:r><w:r><w:t>位}} 经办 {{ 督办编号 }}", 1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, text if name == "word/document.xml" else old.read(name))
    data = write_notice(table.rows, "区X局&<b>", table.profile, date(2023, 1, 5), buffer.getvalue())
    assert "区X局&amp;&lt;b&gt;" in words(data)
    assert words(data).count("<w:tr>") == 1 + 4


def test_calendar_has_an_event_for_each_open_day(path: Path, tmp_path: Path) -> None:
    """Valid lines of at most 75 octets, one event a dated open row, the same bytes each time."""
    code, out, _ = run("calendar", path)
    assert code == 0
    assert out.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20230121" in out
    table = read_tracker(path)
    text = write_calendar(table.rows, table.profile)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("\n") == text.count("\r\n")
    run("calendar", path, "-o", tmp_path / "a.ics")
    assert (tmp_path / "a.ics").read_bytes().decode() == text


def test_exports(path: Path) -> None:
    """CSV with BOM, JSON by heading, a Markdown table; formulas and the hidden key are left out."""
    table = read_tracker(path)
    text = export_rows(table, "csv")
    assert text.startswith("\ufeff督办编号,")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row[0] for row in rows[1:]] == ["DB-2022-0001", "DB-2022-0002", "DB-2022-0003", "DB-2022-0004"]
    first = json.loads(export_rows(table, "json"))[0]
    assert first["完成时限"] == "2022-12-31"
    assert "预警" not in first
    assert "内部键" not in first
    assert export_rows(table, "md").count("\n") == 6
    assert run("export", path, "--format", "xml")[0] == 2


def test_csv_cells_are_no_formulas(tmp_path: Path) -> None:
    """What begins like a formula gets an apostrophe in a CSV."""
    path = tmp_path / "t.xlsx"
    merge_records([build([M("=1+1", directives=[D('@cmd|"x"', lead=("-a",))])])], path)
    rows = list(csv.reader(io.StringIO(export_rows(read_tracker(path), "csv"))))
    assert rows[1][1] == "'=1+1"
    assert rows[1][5] == '\'@cmd|"x"'
    assert rows[1][7] == "'-a"


def test_counts_by_unit_begin_with_the_most_overdue(path: Path) -> None:
    """The overview's figures for a given day."""
    table = read_tracker(path)
    first, *_ = count_units(table.rows, table.profile, date(2023, 1, 10))
    assert (first.unit, first.overdue, first.total) == ("区应急管理局", 1, 1)


@pytest.mark.parametrize("command", ["due", "notice", "calendar", "export"])
def test_a_missing_tracker_is_a_clear_message(command: str, tmp_path: Path) -> None:
    """No traceback: the file's name and exit 1."""
    code, _, told = run(command, tmp_path / "nix.xlsx")
    assert code == 1
    assert "nix.xlsx" in told
