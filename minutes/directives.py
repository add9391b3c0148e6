"""Directives (督办事项): the passages of one event read left to right, and in each what is required or decided.

A reporting phrase opens a passage; its numbered items are one directive each; elsewhere each unit that requires
something is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from minutes.discourse import Body, Discourse
from minutes.document import Document, Note, Span
from minutes.drafting import DirectiveDraft, Drafter
from minutes.framing import FrameIndex
from minutes.grammar import Grammar
from minutes.paragraphs import read_paragraph
from minutes.passages import Opening, Passage
from minutes.series import read_numbers
from minutes.speakers import Speakers, Subject
from minutes.tables import read_table
from minutes.topics import Topic

__all__ = ["DirectiveDraft", "DirectiveReading", "read_directives"]


@dataclass(frozen=True, slots=True)
class DirectiveReading:
    """What the stretches of one event say: directives with nested ones behind their parent, passages, notes, topics."""

    directives: tuple[DirectiveDraft, ...]
    passages: tuple[Passage, ...]
    notes: tuple[Note, ...]
    topics: tuple[Topic, ...]


def read_directives(
    document: Document,
    stretches: Sequence[Span],
    speakers: Mapping[str, str],
    grammar: Grammar,
    *,
    formal: bool,
    default_speaker: str | None = None,
) -> DirectiveReading:
    """The directives of one event, whose paragraphs are `stretches` (offsets into `document.text`, in order).

    `speakers` maps each way a participant is named to the canonical name; `formal` tells that the document is formal
    minutes, where numbered headings are topics; `default_speaker` speaks where nobody is named (in formal minutes, the
    meeting unless told otherwise).

    >>> from minutes.grammar import load_grammar
    >>> page = Document.of_text("段青禾强调，一要清淤，6月底前完工；二要护堤。希望保重。")
    >>> reading = read_directives(page, page.paragraphs, {"段青禾": "段青禾"}, load_grammar(), formal=False)
    >>> [(d.speaker, d.ordinal, page.clean[d.span.start : d.span.end]) for d in reading.directives]
    [('段青禾', 1, '一要清淤，6月底前完工'), ('段青禾', 2, '二要护堤'), ('段青禾', None, '保重')]
    """
    if not stretches:
        return DirectiveReading((), (), (), ())
    who = Speakers(grammar, document.text, speakers, stretches[0].start, stretches[-1].end)
    nobody = default_speaker or (who.meeting_name if formal else None)
    frames = FrameIndex(grammar, document.text, stretches[0].start, stretches[-1].end)
    numbers = read_numbers(frames, stretches)
    discourse = Discourse(document, grammar, frames, who, formal, nobody, numbers)
    _read(discourse, stretches)
    drafter = Drafter(discourse)
    for body in discourse.bodies:
        drafter.write(body)
    passages = tuple(passage for body in discourse.bodies if (passage := body.passage()) is not None)
    return DirectiveReading(tuple(drafter.drafts), passages, tuple(drafter.notes), tuple(discourse.topics))


def _read(discourse: Discourse, stretches: Sequence[Span]) -> None:
    index = 0
    while index < len(stretches):
        table = read_table(discourse.grammar, discourse.document.clean, stretches, index)
        if table is None:
            following = stretches[index + 1] if index + 1 < len(stretches) else None
            read_paragraph(discourse, stretches[index], following)
            index += 1
            continue
        rows, index = table
        opening = _tabled(discourse)
        discourse.open = None
        discourse.bodies.append(Body(opening, discourse.topic, rows=tuple(rows)))


def _tabled(discourse: Discourse) -> Opening | None:
    """Whose table it is: theirs whose passage leads to it, else the meeting's."""
    opening = discourse.open.opening if discourse.open is not None else None
    if opening is not None and opening.subject is Subject.PERSON and not discourse.leads():
        return discourse.lead
    return opening or discourse.lead
