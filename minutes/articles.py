"""Splits a repaired page into its articles (稿件): headlines, bylines, and the paragraphs that are body text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from minutes.document import Document, Span
from minutes.grammar import Grammar
from minutes.layout import line_kind

_FINAL: Final = frozenset("。！？；：，、”…")
HEADLINE_LENGTH: Final = 60  # code points; a longer line is text
_SHORT_LINE: Final = 20  # code points
HEAD_LINES: Final = 12  # where the letterhead of formal minutes stands


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article as split: the whole stretch, its headline lines, its body paragraphs; offsets into the text."""

    span: Span
    headlines: tuple[Span, ...]
    body: tuple[Span, ...]
    formal: bool

    def title(self, clean: str) -> str | None:
        """The headline as printed, its lines joined with a blank; None without one."""
        lines = [clean[s.start : s.end].strip("# ").strip() for s in self.headlines]
        return " ".join(line for line in lines if line) or None


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    text: str
    kind: str


def split_articles(document: Document, grammar: Grammar) -> list[ArticleDraft]:
    """The articles of the page, in order. Every body paragraph belongs to exactly one."""
    texts = [(span, document.text[span.start : span.end]) for span in document.paragraphs]
    lines = [_Line(span, text, line_kind(text, grammar)) for span, text in texts]
    if not lines:
        return []
    if _is_formal(lines, grammar):
        return [_formal_article(lines, grammar)]
    return _news_articles(lines, grammar)


def _is_formal(lines: Sequence[_Line], grammar: Grammar) -> bool:
    """Whether the page is formal minutes: it calls itself so, or has the fields of minutes."""
    title = grammar.pattern("minutes_title")
    if any(len(line.text) <= HEADLINE_LENGTH and title.search(line.text) for line in lines[:HEAD_LINES]):
        return True
    labels = grammar.pattern("minutes_field")
    people = grammar.pattern("minutes_people_field")
    head = lines[: 2 * HEAD_LINES]
    # a notice has times and places too, but nobody who chairs or takes minutes
    if sum(bool(labels.match(line.text)) for line in head) >= 3 and any(people.match(line.text) for line in head):
        return True
    opening = grammar.pattern("minutes_opening")
    return any(opening.search(line.text[-60:]) for line in lines[:HEAD_LINES])


def _formal_article(lines: Sequence[_Line], grammar: Grammar) -> ArticleDraft:
    head = grammar.pattern("minutes_title")
    headlines = [line.span for line in lines[:HEAD_LINES] if line.kind == "heading"]
    if not headlines:
        named = [line for line in lines[:HEAD_LINES] if len(line.text) <= HEADLINE_LENGTH and head.search(line.text)]
        headlines = [named[-1].span] if named else []
        if named:
            at = lines.index(named[-1])
            before = lines[at - 1] if at else None
            if (
                before
                and len(named) == 1
                and before.kind == "text"
                and len(named[0].text) <= 14
                and _is_headline(before.text)
            ):
                headlines.insert(0, before.span)
    named_field = grammar.pattern("block_field")
    body = tuple(
        line.span
        for line in lines
        if line.span not in headlines
        # 会议时间：2024年4月26日 looks like a stamp, and is a field
        and (line.kind not in ("stamp", "caption") or named_field.search(line.text))
    )
    return ArticleDraft(Span(lines[0].span.start, lines[-1].span.end), tuple(headlines), body, True)


def _is_headline(text: str) -> bool:
    # 青禾县与远澜集团“牵手”: a quoted word at the end, not a quotation that ends
    last = text[-2:-1] if text[-1] == "”" else text[-1]
    return len(text) <= HEADLINE_LENGTH and last not in _FINAL and "。" not in text


def _news_articles(lines: Sequence[_Line], grammar: Grammar) -> list[ArticleDraft]:
    byline = grammar.pattern("byline")
    dateline = grammar.pattern("dateline")
    signature = grammar.pattern("signature")
    page = sum(line.kind == "heading" for line in lines) >= 2 or _is_masthead(lines[0], grammar)
    groups: list[list[_Line]] = [[]]
    for index, line in enumerate(lines):
        current = groups[-1]
        bodied = any(other.kind not in ("heading", "stamp", "caption", "headline") for other in current)
        following = lines[index + 1] if index + 1 < len(lines) else None
        kind = line.kind
        if kind == "text" and _is_headline(line.text) and following is not None and not bodied and index < 6:
            # 11月1日，青禾县- is a line of text broken off: a headline that begins with a day says more
            broken = len(line.text) <= _SHORT_LINE and dateline.match(line.text)
            kind = "text" if broken or byline.match(line.text) else "headline"
        elif kind == "text" and page and _is_headline(line.text) and following is not None:
            opens = following.kind == "text" and (byline.match(following.text) or dateline.match(following.text))
            kind = "headline" if opens or following.kind == "heading" else kind
        starts = kind in ("heading", "headline") and bodied
        if kind in ("text", "opening") and bodied and not starts:
            starts = bool(
                (byline.match(line.text) and (page or not line.text.startswith("（")))
                or (dateline.match(line.text) and (page or signature.search(current[-1].text)))
            )
        if starts:
            groups.append([])
        groups[-1].append(_Line(line.span, line.text, kind))
    return [_news_article(group) for group in groups if group]


def _is_masthead(line: _Line, grammar: Grammar) -> bool:
    return grammar.pattern("masthead").search(line.text) is not None


def _news_article(group: Sequence[_Line]) -> ArticleDraft:
    headlines = tuple(line.span for line in group if line.kind in ("heading", "headline"))
    body = tuple(line.span for line in group if line.kind not in ("heading", "headline", "stamp", "caption"))
    return ArticleDraft(Span(group[0].span.start, group[-1].span.end), headlines, body, False)
