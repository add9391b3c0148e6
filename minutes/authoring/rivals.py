"""Templates of one kind that claim the same characters: who wins, who loses to whom, and whether anything decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from minutes.authoring.examples import seen_text
from minutes.grammar import Grammar
from minutes.matching import Frame, match_template
from minutes.template_parts import Template


@dataclass(frozen=True, slots=True)
class Claim:
    """A frame that a template found, its priority, and the frame it lost to (None where it was kept)."""

    frame: Frame
    priority: int
    lost_to: Frame | None = None


def contest(grammar: Grammar, kind: str, text: str, start: int = 0, end: int | None = None) -> list[Claim]:
    """Every frame of `kind` in `text[start:end]`, kept or dropped, in order of the text.

    The same rule as in `minutes.matching`: the higher priority wins, then the longer, then the one further left, then
    the smaller template id. In a kind whose templates hold together nothing is dropped.
    """
    claims = [
        Claim(frame, template.priority)
        for template in grammar.of_kind(kind)
        for frame in match_template(grammar, template, text, start, end)
    ]
    if not grammar.kinds[kind].together:
        claims = list(_settled(claims))
    return sorted(claims, key=lambda claim: (claim.frame.start, claim.frame.end, claim.frame.template))


def _settled(claims: Iterable[Claim]) -> Iterator[Claim]:
    kept: list[Frame] = []
    order = sorted(
        claims,
        key=lambda one: (-one.priority, one.frame.start - one.frame.end, one.frame.start, one.frame.template),
    )
    for claim in order:
        winner = next((other for other in kept if _overlap(claim.frame, other)), None)
        if winner is None:
            kept.append(claim.frame)
        yield Claim(claim.frame, claim.priority, winner)


def _overlap(one: Frame, other: Frame) -> bool:
    return one.start < other.end and other.start < one.end


def undecided(grammar: Grammar, template: Template) -> Iterator[str]:
    """The examples of `template` in which another template of its priority claims the same characters as it does.

    Where one frame is longer, the longer wins, and nothing is left open; of two of the same length only the smaller id
    decides, which nobody has meant.
    """
    kind = grammar.kinds[template.fills]
    if kind.together:
        return
    told: set[str] = set()
    for number, example in enumerate(template.examples, 1):
        text = seen_text(kind, example.text)
        own = list(match_template(grammar, template, text))
        if not own:
            continue
        for rival in grammar.of_kind(kind.name):
            if rival.id == template.id or rival.priority != template.priority or rival.id in told:
                continue
            for frame in match_template(grammar, rival, text):
                clash = next((one for one in own if _overlap(one, frame)), None)
                if clash is not None and len_of(clash) == len_of(frame):
                    told.add(rival.id)
                    said = text[clash.start : clash.end]
                    yield (
                        f"example {number}: {rival.id} claims “{said}” too, with the same priority; "
                        f"give the one that should win one above {template.priority}"
                    )
                    break


def len_of(frame: Frame) -> int:
    """How many characters a frame covers."""
    return frame.end - frame.start
