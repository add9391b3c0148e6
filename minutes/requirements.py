"""Does this stretch require something? A unit of a passage as requirement, hope, narration, or nothing of the kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from minutes.bodies import is_plain, split_list
from minutes.compiled import Match
from minutes.document import Span
from minutes.framing import FrameIndex


class Force(Enum):
    """How strongly a reporting verb asks: what it lets pass as a requirement without 要 or 必须."""

    DECIDE = "decide"
    """决定、同意、议定: what follows is decided."""
    ORDER = "order"
    """要求、叮嘱、部署: what follows is required unless it only states a fact."""
    STRESS = "stress"
    """强调、指出、提出: an imperative is a requirement."""
    SAY = "say"
    """说、表示、认为: only 要, 必须 and the like make a requirement."""
    HOPE = "hope"
    """希望、建议: a requirement only with 要 in it."""
    TELL = "tell"
    """汇报、介绍, and reactions of the audience: never a requirement."""
    RELAY = "relay"
    """What a higher level said: never a requirement."""


class Verdict(Enum):
    """What a unit is."""

    REQUIREMENT = "requirement"
    HOPE = "hope"
    PLAN = "plan"
    NARRATION = "narration"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict and the template that decided it (empty where none did)."""

    verdict: Verdict
    template: str = ""


_NOTHING = Judged(Verdict.NOTHING)


def judge(
    frames: FrameIndex,
    start: int,
    end: int,
    force: Force,
    *,
    first: bool = False,
    follows: bool = False,
    after: bool = False,
    names: Sequence[Span] = (),
) -> Judged:
    """What the unit `text[start:end]` is in a passage of `force`.

    `first`: it stands right behind the reporting phrase; `follows`: it is one of a list, and the one before it is a
    requirement; `after`: it stands behind a requirement in the same paragraph; `names`: where persons are named, whose
    names are no cues.
    """
    excluded: dict[str, tuple[int, str]] = {}
    firm = False
    for frame in frames.within("exclusion", start, end):
        reason = str(frame.sets["reason"])
        excluded.setdefault(reason, (frame.start, frame.template))
        firm = firm or bool(frame.sets.get("firm"))
    if firm:
        return Judged(Verdict.NARRATION, excluded["narration"][1])
    if frames.grammar.pattern("aside").fullmatch(frames.text, start, end):
        return _NOTHING
    if force in (Force.TELL, Force.RELAY):
        return Judged(Verdict.NARRATION, excluded["narration"][1]) if "narration" in excluded else _NOTHING
    grammar, text = frames.grammar, frames.text
    cues = frames.within("requirement", start, end)
    cues = [cue for cue in cues if not any(name.start <= cue.start < name.end for name in names)]
    cues = [cue for cue in cues if not _named_so(text, start, cue.start)]
    modal = next((cue for cue in cues if cue.sets["strength"] == "modal"), None)
    task = next((cue for cue in cues if cue.sets["strength"] == "task"), None)
    hope = grammar.pattern("hope_start").match(text, start, end)
    if modal is not None and not ("plan" in excluded and excluded["plan"][0] < modal.start):
        return Judged(Verdict.REQUIREMENT, modal.template)
    if hope or force is Force.HOPE:
        return Judged(Verdict.HOPE, "exclusion.hope")
    if "plan" in excluded:
        return Judged(Verdict.PLAN, excluded["plan"][1])
    weak = next((cue for cue in cues if cue.sets["strength"] == "weak"), None)
    told = (after and (task or weak) is not None) or _tasked(frames, start, end)
    told = told and "narration" not in excluded
    if force is Force.SAY and not told:
        return Judged(Verdict.NARRATION, excluded["narration"][1]) if "narration" in excluded else _NOTHING
    if weak is not None and "narration" not in excluded:
        return Judged(Verdict.REQUIREMENT, weak.template)
    if task is not None and "narration" not in excluded:
        return Judged(Verdict.REQUIREMENT, task.template)
    imperative = grammar.pattern("imperative_start").match(text, start, end)
    if imperative is None:
        imperative = grammar.pattern("manner_acts").match(text, start, end)
    if imperative is None and after:
        imperative = grammar.pattern("subject_acts").match(text, start, end)
    if imperative is None and force in (Force.ORDER, Force.DECIDE, Force.SAY):
        imperative = _units_act(frames, start, end)
    if first and force is Force.ORDER:
        excluded.pop("narration", None)  # 要求干部走进农户: what is required looks like a report of it
    if imperative and "fact" not in excluded and "narration" not in excluded:
        return Judged(Verdict.REQUIREMENT, "requirement.imperative")
    if first and force is Force.DECIDE and ("narration" not in excluded or text[start - 1 : start] in ("，", "：")):
        return Judged(Verdict.REQUIREMENT, "decision.verb")
    if "narration" in excluded:
        return Judged(Verdict.NARRATION, excluded["narration"][1])
    if first and grammar.pattern("addressee").fullmatch(text, start, end):
        return _NOTHING
    if (follows or (first and force is Force.ORDER)) and "fact" not in excluded:
        return Judged(Verdict.REQUIREMENT, "requirement.listed" if follows else "reporting.order")
    return _NOTHING


def _units_act(frames: FrameIndex, start: int, end: int) -> Match | None:
    """The beginning of a stretch that says what offices or firms are to do: 县林草局、各林场加密巡查."""
    found = frames.grammar.pattern("unit_acts").match(frames.text, start, end)
    units = split_list(frames.text, *found.span("units"), frames.grammar) if found else ()
    plain = all(is_plain(frames.text[unit.start : unit.end], frames.grammar) for unit in units)
    return found if units and plain else None


def _tasked(frames: FrameIndex, start: int, end: int) -> bool:
    """Whether named offices are told by when or how to act, in words that tell of nothing done."""
    acting = _units_act(frames, start, end)
    if acting is None:
        return False
    return frames.grammar.pattern("task_said").match(frames.text, acting.end("units"), end) is not None


def _named_so(text: str, start: int, at: int) -> bool:
    """Whether `at` stands inside a quote that is a name or a slogan: 确立“确保产能”的方针."""
    opened = text.rfind("“", start, at)
    return opened > start and text[opened - 1].isalnum() and text.find("”", opened, at) < 0
