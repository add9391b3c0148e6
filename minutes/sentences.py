"""The sentences of an article (句子): the people of each, the parts they have in it, the events it announces."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from minutes.articles import HEADLINE_LENGTH, ArticleDraft
from minutes.attendance import Attendance, AttendanceReader, MaskedSentence, mask
from minutes.document import Document, Span, squeezed
from minutes.grammar import Grammar
from minutes.matching import Frame, match_frames, open_templates
from minutes.recurring import RecurringNames

_SENTENCE: Final = re.compile(r"[^。！？\n]+[。！？]?[”）]?")
LEAD_SENTENCES: Final = 4  # an event is announced in the first sentences of its article
FORMAL_LEAD_SENTENCES: Final = 12  # minutes have their letterhead before


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: masked, with the frames that announce an event and the parts people have in it."""

    masked: MaskedSentence
    convening: tuple[Frame, ...]
    attendance: tuple[Attendance, ...] = ()
    cited: frozenset[int] = frozenset()
    """Where the names of those begin who are only cited."""

    @property
    def span(self) -> Span:
        """Where it stands in the document's text."""
        return self.masked.span


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """The headline and the body sentences of an article; neither where it announces no event."""

    headline: Sentence | None
    sentences: tuple[Sentence, ...]


class SentenceReader:
    """Reads sentences with one grammar."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.attendance = grammar.tool(AttendanceReader)
        self._recurring = grammar.tool(RecurringNames)

    def read(self, document: Document, article: ArticleDraft, known: set[str]) -> ArticleReading:
        """The sentences of `article`. Names that a post shows to be names are added to `known` and then recognised
        wherever they stand bare.
        """
        text = document.text
        found = (Span(*m.span()) for p in article.body for m in _SENTENCE.finditer(text, *p))
        spans = [body for body in (self.attendance.body(text, span) for span in found) if len(body)]
        lead = FORMAL_LEAD_SENTENCES if article.formal else LEAD_SENTENCES
        # without a gate literal in the text there is none in it masked
        open_spans = {span for span in spans[:lead] if open_templates(self.grammar, "convening", text, *span)}
        if not article.formal and not open_spans:
            return ArticleReading(None, ())
        if not article.formal and self._headed(text, article, "no_report_headline"):
            return ArticleReading(None, ())
        honour = self._headed(text, article, "honour_headline")
        first = {span: self._announcing(self._masked(text, span, known), honour=honour) for span in open_spans}
        if not article.formal and not any(sentence.convening for sentence in first.values()):
            return ArticleReading(None, ())
        masked = [first[span].masked if span in first else self._masked(text, span, known) for span in spans]
        for sentence in masked:
            known.update(_names_shown(sentence))
        for span in spans:
            known.update(self._recurring.names(text, span.start, span.end, known))
        headline = None
        if article.headlines:
            above = self._masked(text, Span(article.headlines[0].start, article.headlines[-1].end), known)
            headline = replace(self._announcing(above), cited=self.attendance.cited(above))
        masked = [self._again(text, sentence, known) for sentence in masked]
        read = [
            first[sentence.span]
            if sentence.span in first and sentence is first[sentence.span].masked
            else self._announcing(sentence, honour=honour)
            for sentence in masked
        ]
        return ArticleReading(headline, tuple(map(self._attended, read)))

    def _attended(self, sentence: Sentence) -> Sentence:
        """The sentence with the parts people have in it."""
        masked = sentence.masked
        cited = self.attendance.cited(masked)
        return Sentence(masked, sentence.convening, tuple(self.attendance.attendance(masked, cited)), cited)

    def _headed(self, text: str, article: ArticleDraft, entry: str) -> bool:
        """Whether a headline of the article is of the sort that an entry of the lexicon describes."""
        pattern = self.grammar.pattern(entry)
        # what is printed above and again as the first line is read as that line
        lines = article.headlines or [line for line in article.body[:1] if len(line) <= HEADLINE_LENGTH]
        return any(pattern.match(text[line.start : line.end].rstrip("。")) for line in lines)

    def _announcing(self, masked: MaskedSentence, *, honour: bool = False) -> Sentence:
        """The sentence with its announcements; under the headline of an honour (获奖) only those that name an event."""
        frames = match_frames(self.grammar, "convening", masked.text)
        return Sentence(masked, tuple(f for f in frames if not (honour and f.sets.get("weak"))))

    def _masked(self, text: str, span: Span, known: Collection[str]) -> MaskedSentence:
        return mask(text, span, self.attendance.finder.find(text, span.start, span.end, known))

    def _again(self, text: str, sentence: MaskedSentence, known: Collection[str]) -> MaskedSentence:
        """The sentence read with the names of the whole document, where one of them stands unrecognised."""
        if any(name in sentence.text for name in known):
            return self._masked(text, sentence.span, known)
        if any(squeezed(m.name) not in known for m in sentence.mentions):
            return self._masked(text, sentence.span, known)
        return sentence


def _names_shown(sentence: MaskedSentence) -> list[str]:
    """The names of a sentence that stand with a post or under a label: names wherever they stand in the document."""
    shown = [
        m.name for m in sentence.mentions if m.sure and (m.titles or m.label) and not m.surname_only and len(m.name) > 1
    ]
    # a Latin name keeps its blank where it stands bare
    return [*map(squeezed, shown), *(name for name in shown if " " in name and name.isascii())]
