"""Topics of formal minutes (会议纪要): numbered headings 一、关于…的问题, and sections of fact."""

from __future__ import annotations

from dataclasses import dataclass

from minutes.document import Span
from minutes.grammar import Grammar


@dataclass(frozen=True, slots=True)
class Topic:
    """An agenda topic: its heading without the number, where that stands, and what the meeting did with it, if told."""

    text: str
    span: Span
    action: str | None
    facts: bool
    named: bool


def read_topic(grammar: Grammar, text: str, line: Span, following: Span | None) -> Topic | None:
    """The topic that the line is the heading of, or None.

    A numbered line is a heading when it names a topic or has no closing mark, and no item of its own kind follows it.
    """
    found = grammar.pattern("topic_heading").match(text, line.start, line.end)
    if found is None or found.end() != line.end:
        return None
    heading = Span(*found.span("heading"))
    facts = grammar.pattern("topic_facts").search(text, heading.start, heading.end) is not None
    named = facts or grammar.pattern("topic_named").search(text, heading.start, heading.end) is not None
    if not named and (following is None or _is_item(grammar, text, line, following)):
        return None
    if grammar.pattern("topic_task").search(text, heading.start, heading.end):
        return None
    action = grammar.pattern("topic_action").match(text, heading.start, heading.end)
    return Topic(text[heading.start : heading.end], heading, action[0] if action else None, facts, named)


def _is_item(grammar: Grammar, text: str, line: Span, following: Span) -> bool:
    """Whether the next line carries a number of the same style, so that this one has nothing under it."""
    pattern = grammar.pattern("topic_number")
    this, then = pattern.match(text, line.start, line.end), pattern.match(text, following.start, following.end)
    return this is not None and then is not None and this.lastgroup == then.lastgroup
