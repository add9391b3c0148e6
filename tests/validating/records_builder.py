"""A small invented document and its records, valid as they stand: what the broken variants are made from."""

from __future__ import annotations

import hashlib
from typing import Any

from minutes.records import SCHEMA_VERSION

# A damaged page on purpose: a page number inside a passage, a word broken by a blank line, a blank inside a name.
TEXT = """石桥镇召开河道清淤推进会
2023年3月9日上午,石桥镇召开河道清淤推进会。镇党委书记、镇长韩 朔主持会议,副镇长顾长亭汇报情况,各村负责人参加。
会议强调,一要抓紧清淤。镇水利站要在4月底前完成主河道清
— 2 —
淤任务;二要落实
责任。一是各村包段到人,二是每周通报进度;三要算好账。
3月12日,韩朔到沙湾村调研,要求开学前修好便桥。
"""


def _span(piece: str, nth: int = 1, base: str = TEXT) -> list[int]:
    """Where the `nth` occurrence of `piece` stands."""
    at = -1
    for _ in range(nth):
        at = base.index(piece, at + 1)
    return [at, at + len(piece)]


def _from_to(first: str, last: str) -> tuple[int, int]:
    return TEXT.index(first), TEXT.index(last) + len(last)


def _evidence(start: int, end: int, template: str, **fields: list[int]) -> dict[str, Any]:
    return {
        "start": start,
        "end": end,
        "template": template,
        "fields": {name.replace("__", "."): place for name, place in fields.items()},
    }


def _attendee(number: int, meeting: str, order: int, evidence: dict[str, Any], **values: Any) -> dict[str, Any]:
    blank = {"name": None, "group": None, "title": None, "titles": [], "organization": None, "listed_as": None}
    own = {"id": f"p{number}", "meeting_id": meeting, "order": order, "evidence": evidence}
    return {**own, **blank, **values}


def _directive(number: int, meeting: str, order: int, evidence: dict[str, Any], **values: Any) -> dict[str, Any]:
    blank = {
        "parent_id": None,
        "kind": "requirement",
        "speaker": "会议",
        "verb": "强调",
        "ordinal": None,
        "ordinal_text": None,
        "headline": None,
        "topic": None,
        "responsible": [],
        "deadlines": [],
    }
    own = {"id": f"d{number}", "meeting_id": meeting, "order": order, "evidence": evidence}
    return {**own, **blank, **values}


def valid_records() -> dict[str, Any]:
    """The records of `TEXT` as JSON values, made anew at each call."""
    visit = TEXT.index("3月12日")
    first = _from_to("一要抓紧", "淤任务")
    second = _from_to("二要落实", "通报进度")
    third = _span("三要算好账")
    inner = [_span("一是各村包段到人"), _span("二是每周通报进度")]
    bridge = _span("开学前修好便桥")
    name = _span("韩 朔")
    return {
        "schema_version": SCHEMA_VERSION,
        "generator": {"name": "minutes", "version": "0.0.0", "templates": "0" * 64},
        "source": {
            "name": "shiqiao.txt",
            "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
            "media_type": "text/plain",
            "encoding": "utf-8",
            "issue_date": "2023-03-15",
            "text": TEXT,
        },
        "articles": [
            {
                "id": "a1",
                "title": "石桥镇召开河道清淤推进会",
                "kind": "report",
                "reporters": [],
                "start": 0,
                "end": len(TEXT),
            }
        ],
        "meetings": [
            {
                "id": "m1",
                "article_id": "a1",
                "title": "石桥镇召开河道清淤推进会",
                "kind": "meeting",
                "name": "河道清淤推进会",
                "date": "2023-03-09",
                "date_text": "2023年3月9日",
                "date_basis": "stated",
                "part_of_day": "上午",
                "venue": None,
                "organizer": "石桥镇",
                "agenda": [{"text": "河道清淤", "action": "汇报"}],
                "evidence": _evidence(
                    *_span("2023年3月9日上午,石桥镇召开河道清淤推进会"),
                    "convening.held",
                    title=_span("石桥镇召开河道清淤推进会"),
                    name=_span("河道清淤推进会", 2),
                    date=_span("2023年3月9日"),
                    date_text=_span("2023年3月9日"),
                    part_of_day=_span("上午"),
                    organizer=_span("石桥镇", 2),
                    agenda__0=_span("河道清淤"),
                    agenda__0__action=_span("汇报"),
                ),
            },
            {
                "id": "m2",
                "article_id": "a1",
                "title": "石桥镇召开河道清淤推进会",
                "kind": "inspection",
                "name": None,
                "date": "--03-12",
                "date_text": "3月12日",
                "date_basis": "none",
                "part_of_day": None,
                "venue": "沙湾村",
                "organizer": None,
                "agenda": [],
                "evidence": _evidence(
                    visit, TEXT.index(",要求"), "convening.visit", date_text=_span("3月12日"), venue=_span("沙湾村")
                ),
            },
        ],
        "attendees": [
            _attendee(
                1,
                "m1",
                1,
                _evidence(
                    *_from_to("镇党委书记", "主持"),
                    "attendance.chair",
                    name=name,
                    role=_span("主持"),
                    title=_span("镇党委书记、镇长"),
                    titles__1=_span("镇长"),
                ),
                name="韩朔",
                role="chair",
                title="镇党委书记、镇长",
                titles=["镇党委书记", "镇长"],
            ),
            _attendee(
                2,
                "m1",
                2,
                _evidence(
                    *_span("副镇长顾长亭汇报"), "attendance.presents", name=_span("顾长亭"), title=_span("副镇长")
                ),
                name="顾长亭",
                role="presenter",
                title="副镇长",
                titles=["副镇长"],
            ),
            _attendee(
                3,
                "m1",
                3,
                _evidence(*_span("各村负责人"), "attendance.group", group=_span("各村负责人")),
                group="各村负责人",
                role="attendee",
            ),
            _attendee(
                4,
                "m2",
                1,
                _evidence(*_span("韩朔到沙湾村调研"), "attendance.lead", name=_span("韩朔")),
                name="韩朔",
                role="lead",
            ),
        ],
        "directives": [
            _directive(
                1,
                "m1",
                1,
                _evidence(
                    *first,
                    "numbering.yao",
                    speaker=_span("会议", 2),
                    verb=_span("强调"),
                    ordinal=_span("一要"),
                    ordinal_text=_span("一要"),
                    headline=_span("抓紧清淤"),
                    responsible__0=_span("镇水利站"),
                    deadlines__0=_span("4月底前"),
                ),
                ordinal=1,
                ordinal_text="一要",
                headline="抓紧清淤",
                text="一要抓紧清淤。镇水利站要在4月底前完成主河道清淤任务",
                responsible=[{"name": "镇水利站", "part": "lead"}],
                deadlines=[{"text": "4月底前", "date": "2023-04-30", "basis": "meeting-date"}],
            ),
            _directive(
                2,
                "m1",
                2,
                _evidence(
                    *second, "numbering.yao", ordinal_text=_span("二要"), headline=list(_from_to("落实\n", "责任"))
                ),
                ordinal=2,
                ordinal_text="二要",
                headline="落实责任",
                text="二要落实责任。一是各村包段到人,二是每周通报进度",
            ),
            _directive(
                3,
                "m1",
                3,
                _evidence(*inner[0], "numbering.shi", ordinal_text=_span("一是")),
                parent_id="d2",
                ordinal=1,
                ordinal_text="一是",
                text="一是各村包段到人",
                responsible=[{"name": "各村", "part": "lead"}],
            ),
            _directive(
                4,
                "m1",
                4,
                _evidence(*inner[1], "numbering.shi"),
                parent_id="d2",
                ordinal=2,
                ordinal_text="二是",
                text="二是每周通报进度",
            ),
            _directive(
                5,
                "m1",
                5,
                _evidence(*third, "numbering.yao"),
                ordinal=3,
                ordinal_text="三要",
                text="三要算好账",
            ),
            _directive(
                6,
                "m2",
                1,
                _evidence(*bridge, "reporting.plain", verb=_span("要求"), deadlines__0=_span("开学前")),
                speaker="韩朔",
                verb="要求",
                text="开学前修好便桥",
                deadlines=[{"text": "开学前", "date": None, "basis": "none"}],
            ),
        ],
        "problems": [
            {"code": "deadline-undated", "message": "开学前没有日期", "start": bridge[0], "end": bridge[0] + 3},
            {"code": "year-unknown", "message": "年份不明", "start": None, "end": None},
        ],
    }
