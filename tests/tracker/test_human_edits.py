"""Random human edits between merges of a changing source: no human value is lost or changed, no row doubled.

`MINUTES_EDIT_SEQUENCES` sets how many random sequences are played (16 here; thousands before a release).
"""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import openpyxl
import pytest

from minutes.records import Records
from minutes.tracker import merge_records
from minutes.tracker.profile import load_profile
from minutes.tracker.rows import rows_of
from tests.tracker.builder import D, M, build
from tests.tracker.editing import EDITS, SHEETS, Person

SEQUENCES = int(os.environ.get("MINUTES_EDIT_SEQUENCES", "16"))
OURS = ("变化标记", "变化说明")
STEMS = [
    "逐企业逐环节排查危化品安全隐患并建立台账",
    "重要节点执行领导带班和重大情况报告制度",
    "统筹安排专项经费,不得挤占挪用",
    "对农村饮用水管网进行全面检修",
    "组织干部下沉社区开展入户走访",
    "严肃查处违规审批和吃拿卡要问题",
    "加快推进老旧小区改造工程进度",
    "抓好春耕备耕物资储备调运工作",
]


class World:
    """Documents that change from week to week."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.documents: dict[str, list[M]] = {}
        self.serial = 0

    def directive(self) -> D:
        self.serial += 1
        stem = self.rng.choice(STEMS)
        unit = self.rng.choice(["区水务局", "区住建局", "区财政局"])
        day = f"2023-{self.rng.randint(1, 12):02d}-15"
        # Words in the middle keep two directives of one stem apart.
        return D(
            f"{stem},{self._filler()}", lead=(unit,), deadlines=(("限期", day),) if self.rng.random() < 0.6 else ()
        )

    def _filler(self) -> str:
        return "".join(chr(self.rng.randint(0x4E00, 0x8FFF)) for _ in range(30)) + str(self.serial)

    def meeting(self) -> M:
        self.serial += 1
        people = [(name, "attendee", None) for name in self.rng.sample(["陈牧之", "林疏影", "苏砚", "顾长风"], 2)]
        directives = [self.directive() for _ in range(self.rng.randint(0, 4))]
        return M(
            f"第{self.serial}次{self._filler()[:6]}会议", f"2022-{self.rng.randint(1, 12):02d}-08", directives, people
        )

    def change(self) -> list[Records]:
        """One week: new documents, and old ones read again with differences."""
        for _ in range(self.rng.randint(0, 1)):
            self.serial += 1
            self.documents[f"第{self.serial}期.txt"] = [self.meeting() for _ in range(self.rng.randint(1, 2))]
        if not self.documents:
            self.documents["首期.txt"] = [self.meeting()]
        for meetings in self.documents.values():
            for meeting in meetings:
                self._alter(meeting)
        return [build(meetings, name=name) for name, meetings in self.documents.items()]

    def _alter(self, meeting: M) -> None:
        for place, directive in enumerate(list(meeting.directives)):
            dice = self.rng.random()
            if dice < 0.1:
                at = self.rng.randrange(len(directive.text))
                directive.text = directive.text[:at] + "△" + directive.text[at + 1 :]
            elif dice < 0.2:
                directive.deadlines = (("改期", f"2023-{self.rng.randint(1, 12):02d}-20"),)
            elif dice < 0.25:
                directive.lead = (*directive.lead[:1], "区新增局")
            elif dice < 0.3 and len(meeting.directives) > 1:
                meeting.directives.pop(min(place, len(meeting.directives) - 1))
        if self.rng.random() < 0.15:
            meeting.directives.insert(self.rng.randint(0, len(meeting.directives)), self.directive())


Cells = dict[tuple[str, str, str], list[object]]


def by_row(path: Path) -> tuple[Cells, dict[str, dict[tuple[int, int], tuple[object, ...]]]]:
    """Cells by (sheet, row's identity, heading), and every cell by place with value, fill, format and comment."""
    book = openpyxl.load_workbook(path)
    cells: Cells = {}
    places: dict[str, dict[tuple[int, int], tuple[object, ...]]] = {}
    for sheet in book:
        if sheet.sheet_state != "visible":
            continue
        found = places.setdefault(sheet.title, {})
        heads = {cell.column: str(cell.value) for cell in sheet[1]} if sheet.title in SHEETS else {}
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is not None and cell.value == cell.hyperlink.target:
                    cell.value = None  # the reading library fills empty linked cells
            names = {heads.get(cell.column, ""): cell.value for cell in row}
            identity = str(names.get("督办编号") or names.get("内部键") or "")
            for cell in row:
                fill = (cell.fill.fill_type, cell.fill.start_color.rgb, cell.number_format)
                comment = None if cell.comment is None else cell.comment.text
                found[cell.row, cell.column] = (cell.value, fill, comment, identity, heads.get(cell.column, ""))
                if sheet.title in SHEETS and cell.row > 1 and identity:
                    cells.setdefault((sheet.title, identity, heads.get(cell.column, "")), []).append(cell.value)
    return cells, places


def check_merge(written: Cells, before: Path, after: Path) -> None:
    """Between the file as people left it and the merged one, only cells that nobody had touched may differ."""
    _, left = by_row(before)
    _, right = by_row(after)
    for sheet, cells in left.items():
        assert sheet in right, f"sheet {sheet} is lost"
        for place, (value, look, comment, identity, heading) in cells.items():
            now = right[sheet].get(place, (None, look, None, identity, heading))
            assert now[2] == comment, (sheet, place)
            if value is not None:
                assert now[1] == look, (sheet, place)
            if now[0] == value or sheet == "参会矩阵" or heading == "内部键":
                continue
            if value is None and not identity:
                continue  # a row that nobody had filled
            if value is None and heading in OURS:
                continue  # a mark that somebody had cleared, and a new event
            last = written.get((sheet, identity, heading), [None])
            assert value in last, (sheet, place, heading, value, now[0], last)
            if heading in OURS:
                continue
            assert sheet in SHEETS, (sheet, place, value, now[0])


def play(seed: int, folder: Path) -> None:
    """One sequence: a source that changes, a person who works, merges in between."""
    rng = random.Random(seed)
    world, person = World(rng), Person(seed)
    path, before = folder / "tracker.xlsx", folder / "before.xlsx"
    merge_records(world.change(), path)
    ever: set[str] = set()
    for _ in range(rng.randint(1, 4)):
        written, _ = by_row(path)
        numbers = {identity for sheet, identity, _ in written if sheet == "督办台账"}
        ever |= numbers
        person.work(path, [rng.choice(EDITS) for _ in range(rng.randint(1, 8))])
        before.write_bytes(path.read_bytes())
        here = {identity for sheet, identity, _ in by_row(before)[0] if sheet == "督办台账"}
        records = world.change() if rng.random() < 0.8 else world.change()[:1]
        report = merge_records(records, path)
        check_merge(written, before, path)
        merged, _ = by_row(path)
        now = {identity for sheet, identity, _ in merged if sheet == "督办台账"}
        assert here <= now
        fresh = {number for number in now - here if number.startswith("DB-")}
        assert not fresh & ever, "a number was issued twice, or a deleted row came back"
        assert len(fresh) == report.counts["added"]
        for number in fresh:
            assert len(merged["督办台账", number, "督办编号"]) == 1
        again = path.read_bytes()
        assert not merge_records(records, path).changed
        assert path.read_bytes() == again


@pytest.mark.parametrize("block", range(4))
def test_no_human_value_is_lost_and_no_row_doubled(block: int) -> None:
    """Whatever people do between merges, what they typed stands where they typed it, and rows stay single."""
    for seed in range(block, SEQUENCES, 4):
        with tempfile.TemporaryDirectory() as folder:
            try:
                play(seed, Path(folder))
            except Exception as error:
                raise AssertionError(f"sequence {seed}: {error}") from error


def test_texts_of_the_source_have_one_row_each() -> None:
    """Without any human edit, after many changes each directive of the last reading has exactly one row."""
    for seed in range(20):
        world = World(random.Random(seed))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tracker.xlsx"
            for _ in range(4):
                records = world.change()
                merge_records(records, path)
            sheet = openpyxl.load_workbook(path)["督办台账"]
            heads = [cell.value for cell in sheet[1]]
            at, mark = heads.index("具体要求"), heads.index("变化标记")
            rows = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] and row[mark] != "原文已无"]
            wanted = [row.values["requirement"] for one in records for row in rows_of(one, load_profile()).directives]
            assert sorted(str(row[at]) for row in rows) == sorted(wanted), seed
