# ruff: noqa: E501
"""A small builder of records about invented people and places."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from minutes.records import (
    AgendaItem,
    Article,
    Attendee,
    Deadline,
    Directive,
    Evidence,
    Generator,
    Meeting,
    Problem,
    Records,
    Responsible,
    Source,
)


@dataclass
class D:
    """A directive to build."""

    text: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    deadlines: tuple[tuple[str, str | None], ...] = ()
    kind: str = "requirement"
    headline: str | None = None
    speaker: str | None = "会议"
    parent: int | None = None
    id: str | None = None


@dataclass
class M:
    """A meeting to build."""

    name: str
    date: str | None = "2022-12-05"
    directives: list[D] = field(default_factory=list)
    people: list[tuple[str, str, str | None]] = field(default_factory=list)
    title: str | None = None


def digest(*parts: object) -> str:
    """A short id from content."""
    text = "\x1f".join(map(str, parts)).encode("utf-8", "replace")
    return hashlib.sha256(text).hexdigest()[:12]


def build(
    meetings: list[M],
    name: str = "甲报.txt",
    issue_date: str | None = None,
    problems: list[tuple[str, str]] | None = None,
    sha: str | None = None,
) -> Records:
    """Records of one document; ids come from content as the real ones do."""
    text = ""
    made_m, made_a, made_d, articles = [], [], [], []
    for meeting in meetings:
        start = len(text)
        text += f"{meeting.title or meeting.name}\n"
        mid = "m-" + digest(meeting.date, meeting.name)
        aid = "a-" + digest(meeting.title or meeting.name)
        made_m.append(
            Meeting(
                id=mid, article_id=aid, title=meeting.title or meeting.name, kind="meeting", name=meeting.name,
                date=meeting.date, date_text=None if meeting.date is None else "当日",
                date_basis="stated" if meeting.date else "none", part_of_day="上午", venue="云岭厅",
                organizer=None, agenda=[AgendaItem(text="听取汇报", action="同意")],
                evidence=Evidence(start=start, end=len(text), template="convening.plain"),
            )
        )  # fmt: skip
        for order, (person, role, title) in enumerate(meeting.people, 1):
            at = len(text)
            text += person + "、"
            group = person.startswith("各")
            made_a.append(
                Attendee(
                    id="p-" + digest(mid, person), meeting_id=mid, order=order, name=None if group else person,
                    group=person if group else None, role=role, title=title, titles=[title] if title else [],
                    organization=None, listed_as=None,
                    evidence=Evidence(start=at, end=len(text) - 1, template="attendance.plain"),
                )
            )  # fmt: skip
        own: list[str] = []
        for order, directive in enumerate(meeting.directives, 1):
            at = len(text)
            text += directive.text + "。\n"
            did = directive.id or "d-" + digest(mid, order, directive.text)
            own.append(did)
            units = [Responsible(name=unit, part="lead") for unit in directive.lead]
            units += [Responsible(name=unit, part="responsible") for unit in directive.responsible]
            units += [Responsible(name=unit, part="support") for unit in directive.support]
            made_d.append(
                Directive(
                    id=did, meeting_id=mid, order=order,
                    parent_id=None if directive.parent is None else own[directive.parent],
                    kind=directive.kind, speaker=directive.speaker, verb="强调", ordinal=None, ordinal_text=None,
                    headline=directive.headline, text=directive.text, topic=None, responsible=units,
                    deadlines=[Deadline(text=t, date=d, basis="stated" if d else "none") for t, d in directive.deadlines],
                    evidence=Evidence(start=at, end=len(text) - 1, template="reporting.plain"),
                )
            )  # fmt: skip
        articles.append(
            Article(
                id=aid, title=meeting.title or meeting.name, kind="report", reporters=[], start=start, end=len(text)
            )
        )
    made_p = [Problem(code=code, message=message, start=0, end=2) for code, message in problems or []]
    return Records(
        schema_version="1.0",
        generator=Generator(name="minutes", version="0", templates="0" * 64),
        source=Source(
            name=name, sha256=sha or hashlib.sha256((name + text).encode("utf-8", "replace")).hexdigest(), media_type="text/plain",
            encoding="utf-8", issue_date=issue_date, text=text,
        ),
        articles=articles, meetings=made_m, attendees=made_a, directives=made_d, problems=made_p,
    )  # fmt: skip


def sample() -> Records:
    """Two meetings of an invented district."""
    return build(
        [
            M(
                "云岭区安全生产调度会",
                "2022-12-05",
                [
                    D("各镇街要紧盯危化品、建筑施工等重点行业,逐企业逐环节排查隐患,建立台账,销号管理,做到不留死角、不走过场",
                      lead=("区应急管理局",), support=("区住建局", "区消防救援大队"), deadlines=(("年底前", "2022-12-31"),), headline="全面排查隐患"),
                    D("要落实值班值守制度,重要情况第一时间报告", responsible=("各镇街",), deadlines=(("春节前", "2023-01-21"), ("每周五前", None))),
                    D("区财政局要保障经费", lead=("区财政局",), speaker="陈牧之"),
                    D("希望大家携手同心", kind="expectation"),
                ],
                [("陈牧之", "chair", "区委书记"), ("林疏影", "speaker", "区委副书记、区长"), ("各镇街主要负责同志", "attendee", None)],
            ),
            M(
                "星河镇供水工程现场会",
                "--12-06",
                [
                    D("区水务局牵头,12月底前完成管网改造,区发改局、星河镇配合,确保春节期间群众用水无忧",
                      lead=("区水务局",), support=("区发改局", "星河镇"), deadlines=(("12月底前", None),)),
                ],
                [("陈牧之", "lead", "区委书记"), ("苏砚", "accompanying", "副区长")],
            ),
        ],
        issue_date="2022-12-07",
        problems=[("year-unknown", "12月6日没有写明年份"), ("series-gap", "二是之后缺三是")],
    )  # fmt: skip
