"""A template's examples, tried: what the template finds in each, and whether that is what the example says."""

from __future__ import annotations

from dataclasses import dataclass

from minutes.attendance import PERSON
from minutes.document import fold
from minutes.grammar import Grammar
from minutes.matching import Frame, match_template
from minutes.template_parts import Example, FrameKind, Template

WRITTEN_PERSON = "{P}"  # how an example writes the mark that stands for a person


@dataclass(frozen=True, slots=True)
class Trial:
    """One example tried: the text as the template sees it, the frames found there, and the fault, or None."""

    example: Example
    text: str
    frames: tuple[Frame, ...]
    fault: str | None


def seen_text(kind: FrameKind, text: str) -> str:
    """`text` as templates of `kind` see it: folded, and with {P} as the mark of a person where people are masked.

    >>> seen_text(FrameKind("attendance", "", frozenset(), masked=True), "{P}出席(会议)").encode("unicode_escape")
    b'\\\\ue000\\\\u51fa\\\\u5e2d\\\\uff08\\\\u4f1a\\\\u8bae\\\\uff09'
    """
    return fold(text).replace(WRITTEN_PERSON, PERSON) if kind.masked else fold(text)


def written(text: str) -> str:
    """`text` with the mark of a person as examples write it."""
    return text.replace(PERSON, WRITTEN_PERSON)


def slots_said(frame: Frame, text: str) -> dict[str, str]:
    """Each slot of the frame with what stands in it."""
    return {slot: text[span.start : span.end] for slot, span in frame.slots.items()}


def try_example(grammar: Grammar, template: Template, example: Example) -> Trial:
    """The example as the template alone sees it.

    A positive example holds when a frame has exactly the wanted slots; a negative one when nothing is found, though a
    literal of the gate stands in it.
    """
    kind = grammar.kinds[template.fills]
    text = seen_text(kind, example.text)
    frames = tuple(match_template(grammar, template, text))
    return Trial(example, text, frames, _fault(template, kind, example, text, frames))


def _fault(template: Template, kind: FrameKind, example: Example, text: str, frames: tuple[Frame, ...]) -> str | None:
    if template.gate and not any(literal in text for literal in template.gate):
        return "holds no literal of the gate, so the pattern is never tried"
    found = [slots_said(frame, text) for frame in frames]
    if example.want is None:
        return f"finds {_told(found[0])}, and nothing is wanted" if found else None
    wanted = {slot: seen_text(kind, said) for slot, said in example.want.items()}
    if wanted in found:
        return None
    if not found:
        return f"finds nothing, and {_told(wanted)} is wanted"
    return f"finds {' and '.join(map(_told, found))}, and {_told(wanted)} is wanted"


def _told(slots: dict[str, str]) -> str:
    said = ", ".join(f"{slot} = “{written(text)}”" for slot, text in sorted(slots.items()))
    return f"{{ {said} }}" if said else "{ }"
