"""A document as templates see it: its sentences, the frames in each, kept and dropped, and the records made of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import regex

from minutes.articles import ArticleDraft, split_articles
from minutes.attendance import AttendanceReader, MaskedSentence, mask
from minutes.authoring.rivals import Claim, contest
from minutes.document import Document, Span, squeezed
from minutes.events import unmasked
from minutes.extracting import extract_source
from minutes.grammar import Grammar
from minutes.layout import LONGEST_LINE
from minutes.reading import ReadSource
from minutes.records import Records
from minutes.repair import repair

LINES: Final = frozenset({"layout"})  # kinds that see one line at a time
CELLS: Final = frozenset({"deadline_cell"})  # kinds that see one cell of a table, and are not looked for elsewhere
_SENTENCE: Final = regex.compile(r"[^。！？\n]+[。！？]?[”）]?")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A frame in a document: which template saw it where, its slots, and which template it lost to, if it did.

    `span` is in the document's repaired text; slots hold what the template saw there, {P} for a person.
    """

    kind: str
    template: str
    span: Span
    said: str
    slots: Mapping[str, str]
    lost_to: str | None = None


@dataclass(frozen=True, slots=True)
class SeenSentence:
    """A sentence: where it stands, how the masked kinds see it, whether it is body text, and the frames in it."""

    span: Span
    line: int
    masked: MaskedSentence
    body: bool
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True, slots=True)
class SeenDocument:
    """A document read for its author: repaired text, sentences, and the records the program makes of it."""

    name: str
    document: Document
    sentences: tuple[SeenSentence, ...]
    records: Records


def see_document(source: ReadSource, grammar: Grammar, issue_date: date | None = None) -> SeenDocument:
    """The document with every frame that any template sees in it."""
    records = extract_source(source, issue_date=issue_date, grammar=grammar)
    document = repair(source.text, grammar)
    articles = split_articles(document, grammar)
    spans = [
        (Span(*found.span()), body)
        for body, line in _lines(document, articles)
        for found in _SENTENCE.finditer(document.text, *line)
    ]
    masked = _masked(document, [span for span, _ in spans], grammar)
    found: dict[int, list[Sighting]] = defaultdict(list)
    starts = [span.start for span, _ in spans]
    for sighting in _sightings(document, masked, grammar):
        found[max(bisect_right(starts, sighting.span.start) - 1, 0)].append(sighting)
    order = {name: number for number, name in enumerate(grammar.kinds)}
    sentences = tuple(
        SeenSentence(
            span=span,
            line=document.source.count("\n", 0, document.to_source(*span).start) + 1,
            masked=masked[number],
            body=body,
            sightings=tuple(
                sorted(
                    found[number], key=lambda one: (order[one.kind], one.lost_to is not None, one.span, one.template)
                )
            ),
        )
        for number, (span, body) in enumerate(spans)
    )
    return SeenDocument(source.name, document, sentences, records)


def _lines(document: Document, articles: list[ArticleDraft]) -> Iterator[tuple[bool, Span]]:
    """The lines of the document, each with whether it is body text of an article."""
    body = {span for article in articles for span in article.body}
    for line in document.paragraphs:
        yield line in body, line


def _masked(document: Document, spans: list[Span], grammar: Grammar) -> list[MaskedSentence]:
    """The sentences masked as the program does it: names that a post shows anywhere are names everywhere."""
    reader = grammar.tool(AttendanceReader)
    text = document.text
    known: set[str] = set()
    bodies = [reader.body(text, span) for span in spans]
    for span in bodies:
        known.update(
            squeezed(one.name)
            for one in reader.finder.find(text, span.start, span.end, known)
            if one.sure and one.titles and not one.surname_only and len(one.name) > 1
        )
    return [mask(text, span, reader.finder.find(text, span.start, span.end, known)) for span in bodies]


def _sightings(document: Document, masked: list[MaskedSentence], grammar: Grammar) -> Iterator[Sighting]:
    text = document.text
    for kind in grammar.kinds.values():
        if kind.name in CELLS:
            continue
        if kind.masked:
            for sentence in masked:
                for claim in contest(grammar, kind.name, sentence.text):
                    start, end = unmasked(sentence, claim.frame.start), unmasked(sentence, claim.frame.end)
                    yield _sighting(claim, sentence.text, Span(start, end))
        elif kind.name in LINES:
            for line in document.paragraphs:
                said = text[line.start : min(line.end, line.start + LONGEST_LINE)]
                for claim in contest(grammar, kind.name, said):
                    yield _sighting(claim, said, Span(line.start + claim.frame.start, line.start + claim.frame.end))
        else:
            for claim in contest(grammar, kind.name, text):
                yield _sighting(claim, text, Span(claim.frame.start, claim.frame.end))


def _sighting(claim: Claim, text: str, span: Span) -> Sighting:
    frame = claim.frame
    return Sighting(
        kind=frame.kind,
        template=frame.template,
        span=span,
        said=text[frame.start : frame.end],
        slots={slot: text[at.start : at.end] for slot, at in frame.slots.items()},
        lost_to=claim.lost_to.template if claim.lost_to is not None else None,
    )
