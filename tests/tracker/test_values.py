"""The merge over values alone, thousands of random sequences: what people typed is never written over.

`MINUTES_VALUE_EXAMPLES` sets how many sequences are tried (500 here).
"""

from __future__ import annotations

import os
from copy import deepcopy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutes.tracker.base import State, dump_state, load_state
from minutes.tracker.ledger import Copy, View
from minutes.tracker.merging import Merge
from minutes.tracker.profile import load_profile
from minutes.tracker.report import Outcome
from minutes.tracker.rows import rows_of
from tests.tracker.builder import D, M, build

EXAMPLES = int(os.environ.get("MINUTES_VALUE_EXAMPLES", "500"))
PROFILE = load_profile()
PROGRAM = {column.field for column in PROFILE.sheet("tracker").columns if column.merged}
OURS = {"mark", "note"}

TEXTS = [
    "逐企业逐环节排查危化品安全隐患",
    "逐企业逐环节排查危化品安全隐患并建账",
    "重要节点执行领导带班制度",
    "统筹安排专项经费",
    "统筹安排专项经费,不得挪用",
    "对农村饮用水管网全面检修",
    "组织干部下沉社区走访",
    "严肃查处违规审批问题",
]

days = st.sampled_from([None, "2023-01-15", "2023-02-15"])
directives = st.lists(
    st.tuples(st.sampled_from(TEXTS), days, st.sampled_from(["甲局", "乙局"])),
    max_size=4,
    unique_by=lambda item: item[0],
)
weeks = st.lists(
    st.tuples(st.sampled_from(["一.txt", "二.txt"]), st.sampled_from(["甲会", "乙会"]), directives), max_size=3
)
edits = st.lists(
    st.tuples(
        st.sampled_from(["type", "clear", "delete", "copy"]),
        st.integers(0, 30),
        st.sampled_from(["requirement", "deadline", "lead", "progress", "status", "mark", "note", "source", "item"]),
    ),
    max_size=5,
)


def documents(week: list) -> list:
    """The week's documents as rows."""
    return [
        rows_of(
            build(
                [M(meeting, "2022-12-05", [D(t, lead=(u,), deadlines=(("限", d),) if d else ()) for t, d, u in items])],
                name,
            ),
            PROFILE,
        )
        for name, meeting, items in week
    ]


def merge(state: State, view: View, week: list) -> Merge:
    """One merge of a week."""
    run = Merge(state, view, PROFILE)
    for document in documents(week):
        run.take(document)
    run.finish()
    return run


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(weeks, edits), min_size=1, max_size=4))
def test_what_people_typed_is_never_written_over(story: list) -> None:
    """A cell changes only where it still held what the program last wrote; numbers are unique; again is nothing."""
    state, view = State(), View()
    typed = 0
    for week, person in story:
        written = {place: [dict(copy.cells) for copy in copies] for place, copies in view.copies.items()}
        rows = [place for place in view.copies if place[0] == "tracker"]
        for what, which, name in person:
            if not rows or not view.copies.get(rows[which % len(rows)]):
                continue
            copies = view.copies[rows[which % len(rows)]]
            if what == "type":
                typed += 1
                copies[0].cells[name] = f"人工{typed}"
            elif what == "clear":
                copies[0].cells[name] = ""
            elif what == "copy":
                copies.append(Copy(dict(copies[0].cells), 99))
            else:
                view.copies[rows[which % len(rows)]] = []
        view.copies = {place: copies for place, copies in view.copies.items() if copies}
        for copies in view.copies.values():
            for number, copy in enumerate(copies, 1):
                copy.row = copy.row or number
        left = deepcopy(view)
        state = load_state(dump_state(state))
        run = merge(state, view, week)
        for place, copies in left.copies.items():
            assert len(view.copies[place]) == len(copies)
            for before, after in zip(copies, view.copies[place], strict=True):
                for name, value in after.cells.items():
                    if value == before.cells.get(name, ""):
                        continue
                    last = [cells.get(name, "") for cells in written[place]]
                    assert before.cells.get(name, "") in last or (name in OURS and not before.cells[name]), (
                        place,
                        name,
                    )
                    assert place[0] != "tracker" or name in PROGRAM | OURS
        added = [change for change in run.changes.values() if change.outcome is Outcome.ADDED]
        fresh = [place for place in view.copies if place not in left.copies]
        assert len(fresh) == len(added)
        numbers = [row.number for row in state.of("tracker")]
        assert len(set(numbers)) == len(numbers)
        once, seen = dump_state(state), deepcopy(view.copies)
        if len({name for name, _, _ in week}) == len(week):
            merge(state, view, week)
            assert dump_state(state) == once
            assert view.copies == seen
