"""Whom the opening sentences of formal minutes list (正文里的参会名单): 副县长X，县水利局Y参加。Z因公请假。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from minutes.blocks import FIELD_LINES, BlockReading, read_names
from minutes.document import Span
from minutes.field_items import named_in
from minutes.grammar import Grammar
from minutes.mentions import MentionFinder
from minutes.records import Role

_SENTENCE: Final = regex.compile(r"[^。\n]+")
_ITEM: Final = regex.compile(r"(?:[^，、；（）]|（[^（）]*）)+")
_LONGEST_NAME: Final = 3  # characters
_LONGEST: Final = 30  # code points of one item of a roll


def read_rolls(text: str, lines: Sequence[Span], reading: BlockReading, finder: MentionFinder) -> None:
    """Adds to `reading` whom the sentences before the first topic, and the last ones, list as taking part.

    >>> from minutes.grammar import load_grammar
    >>> text = "副县长温如许、县水利局鱼跃参加会议，县财政局方正因公请假。"
    >>> told = BlockReading()
    >>> read_rolls(text, [Span(0, len(text))], told, MentionFinder(load_grammar()))
    >>> [(mention.name, role.value) for mention, role in told.people]
    [('温如许', 'attendee'), ('鱼跃', 'attendee'), ('方正', 'absent')]
    """
    grammar = finder.grammar
    for line in _opening(text, lines, grammar):
        for sentence in _SENTENCE.finditer(text, *line):
            start = sentence.start()
            for end in grammar.pattern("roll_end").finditer(text, *sentence.span()):
                roll = _roll(text, start, end.start(), finder)
                start = end.end()
                told = BlockReading()
                if roll is not None:
                    read_names(text, roll, Role(grammar.value("roll_role", end["verb"])), finder, told)
                reading.people.extend((m, role) for m, role in told.people if not m.surname_only)


def _is_titled(text: str, item: Span, finder: MentionFinder) -> bool:
    """Whether an item has a post in it and no more behind it than a name."""
    return any(2 <= item.end - post.end() <= _LONGEST_NAME for post in finder.titles.post.finditer(text, *item))


def read_reporters(text: str, lines: Sequence[Span], reading: BlockReading, finder: MentionFinder) -> None:
    """Adds to `reading` who reports on a topic, as a bracket behind its title says: （汇报人：X）."""
    for line in lines:
        for found in finder.grammar.pattern("reports_here").finditer(text, *line):
            read_names(text, Span(*found.span("who")), Role.PRESENTER, finder, reading)


def _opening(text: str, lines: Sequence[Span], grammar: Grammar) -> Iterator[Span]:
    """The paragraphs before the first topic, and the two at the foot, where the recorder is named."""
    topic = grammar.pattern("topic_number")
    first = next((at for at, line in enumerate(lines) if topic.match(text, *line)), len(lines))
    yield from lines[: min(first, FIELD_LINES)]
    yield from lines[max(first, len(lines) - 2) :]


def _roll(text: str, start: int, end: int, finder: MentionFinder) -> Span | None:
    """The list that ends at `end`: back to the first item that is neither somebody named nor a unit or post."""
    items = [Span(*item.span()) for item in _ITEM.finditer(text, start, end)]
    named = missed = 0
    first = end
    for item in reversed(items):
        if len(item) > _LONGEST:
            break
        mention = named_in(text, item, finder)
        if mention is not None and mention.span == item:
            named += 1
            first = item.start
        elif finder.titles.ends_in_post(text, *item) or finder.titles.is_group(text, *item):
            first = item.start if named else first
        elif named and not missed and _is_titled(text, item, finder):
            missed += 1  # 局长 with a name that is none elsewhere: the list goes on before it
        else:
            break
    return Span(first, end) if named else None
