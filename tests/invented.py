"""Records and an extraction that need no engine: a document's lines become directives of one meeting."""

from __future__ import annotations

import os
from datetime import date

from minutes.reading import ReadSource
from minutes.records import (
    AgendaItem,
    Article,
    ArticleKind,
    Attendee,
    DateBasis,
    Deadline,
    Directive,
    DirectiveKind,
    Evidence,
    Generator,
    Meeting,
    MeetingKind,
    Part,
    Problem,
    ProblemCode,
    Records,
    Responsible,
    Role,
    Source,
)
from minutes.running import Extractor

FAULT = "FAULT"  # a document with this word makes the stub fail as a program fault would
DEATH = "DEATH"  # and with this one it kills its process


def invented_extractor() -> Extractor:
    """Stands in for `minutes.running.load_extractor`; importable by worker processes."""
    return Extractor(invented_records, "0" * 64)


def invented_records(source: ReadSource, issue_date: date | None) -> Records:
    """One meeting, one attendee and one group, and a directive for each line that has 要 in it."""
    if FAULT in source.text:
        raise ValueError("invented")
    if DEATH in source.text:
        os._exit(9)
    text = source.text
    whole = Evidence(start=0, end=len(text), template="stub", fields={})
    directives: list[Directive] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if "要" in line:
            number = len(directives) + 1
            directives.append(
                Directive(
                    id=f"d{number}",
                    meeting_id="m1",
                    order=number,
                    parent_id=None,
                    kind=DirectiveKind.REQUIREMENT,
                    speaker="会议",
                    verb="要求",
                    ordinal=number,
                    ordinal_text=None,
                    headline=None,
                    text=line,
                    topic=None,
                    responsible=[
                        Responsible(name="水务局", part=Part.LEAD),
                        Responsible(name="各镇街", part=Part.SUPPORT),
                    ],
                    deadlines=[Deadline(text="月底前", date=None, basis="none")],
                    evidence=Evidence(start=start, end=end, template="stub", fields={"verb": (start, start)}),
                )
            )
        start = end + 1
    return Records(
        schema_version="1.0",
        generator=Generator(name="minutes", version="0.1.0", templates="0" * 64),
        source=Source(
            name=source.name,
            sha256=source.sha256,
            media_type=source.media_type,
            encoding=source.encoding,
            issue_date=issue_date.isoformat() if issue_date else None,
            text=text,
        ),
        articles=[Article(id="a1", title="题", kind=ArticleKind.REPORT, reporters=["尹禾"], start=0, end=len(text))],
        meetings=[
            Meeting(
                id="m1",
                article_id="a1",
                title="题",
                kind=MeetingKind.MEETING,
                name=None,
                date=issue_date.isoformat() if issue_date else None,
                date_text=None,
                date_basis=DateBasis.ISSUE if issue_date else DateBasis.NONE,
                part_of_day=None,
                venue=None,
                organizer=None,
                agenda=[AgendaItem(text="供水", action="听取")],
                evidence=whole,
            )
        ],
        attendees=[
            _attendee("p1", 1, "简书禾", None, Role.CHAIR, whole),
            _attendee("g1", 2, None, "各镇街负责人", Role.ATTENDEE, whole),
        ],
        directives=directives,
        problems=[
            Problem(code=ProblemCode.YEAR_UNKNOWN, message="No year.", start=0, end=min(1, len(text))),
            *source.problems,
        ],
    )


def _attendee(own_id: str, order: int, name: str | None, group: str | None, role: Role, where: Evidence) -> Attendee:
    title = "副局长" if name else None
    return Attendee(
        id=own_id,
        meeting_id="m1",
        order=order,
        name=name,
        group=group,
        role=role,
        title=title,
        titles=[title] if title else [],
        organization=None,
        listed_as=None,
        evidence=where,
    )
