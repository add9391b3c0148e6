"""The fields of formal minutes (纪要栏目): 时间、地点、主持、出席、列席、请假、记录, in whatever layout they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import regex

from minutes.compiled import Match
from minutes.document import Span, squeezed
from minutes.field_items import named_in, settle_pairs, spaced_pair
from minutes.grammar import Grammar
from minutes.mentions import Mention, MentionFinder
from minutes.records import Role

_SEPARATORS: Final = frozenset("、，；/")
_HAN: Final = regex.compile(r"\p{Han}")
_AFTER: Final = " ；。|"  # what may stand behind a value
FIELD_LINES: Final = 40  # lines from the top in which fields can stand


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its label without blanks, and where its value stands in the document's text."""

    label: str
    span: Span
    value: Span


@dataclass
class BlockReading:
    """What the fields say: people and groups with their roles in order, the value of 时间 and 地点, and their lines."""

    people: list[tuple[Mention, Role]] = field(default_factory=list)
    groups: list[tuple[Span, Role]] = field(default_factory=list)
    time: Span | None = None
    place: Span | None = None
    lines: list[Span] = field(default_factory=list)


def read_block(text: str, lines: Sequence[Span], grammar: Grammar, finder: MentionFinder) -> BlockReading:
    """The fields at the head of minutes (and 记录 at their foot) among `lines`, the paragraphs of the article."""
    reading = BlockReading()
    fields, reading.lines = _fields(text, lines, grammar)
    for found in fields:
        if found.label in grammar.words("block_date_label"):
            reading.time = reading.time or found.value
        elif found.label in grammar.words("block_place_label"):
            reading.place = reading.place or found.value
        else:
            role = _role(found.label, grammar)
            nobody = grammar.pattern("field_nobody").fullmatch(text, *found.value)
            if role is not None and found.value.end > found.value.start and not nobody:
                _read_people(text, found.value, role, finder, reading)
    return reading


def _role(label: str, grammar: Grammar) -> Role | None:
    """The role of the people under a label: by the label itself, else by the word it holds."""
    value = grammar.value("block_role", label)
    if value is None:
        hints = grammar.lexicon["block_role_hint"].values
        value = next((role for word, role in hints.items() if word in label), None)
    return Role(value) if value is not None else None


def _fields(text: str, lines: Sequence[Span], grammar: Grammar) -> tuple[list[Field], list[Span]]:
    pattern = grammar.pattern("block_field")
    item = grammar.pattern("topic_number")
    lead, own = grammar.pattern("field_lead"), grammar.pattern("block_label_own")
    footer = grammar.pattern("block_footer")
    fields: list[Field] = []
    used: list[Span] = []
    open_role = False
    for number, line in enumerate(lines):
        found: list[Match] = list(pattern.finditer(text, line.start, line.end))
        late = number >= FIELD_LINES
        leads = bool(found) and (
            found[0].start() == line.start
            or (own.fullmatch(_label(found[0])) and lead.fullmatch(text, line.start, found[0].start()))
        )
        if leads and not (late and len(text[line.start : line.end]) > 60):
            for at, match in enumerate(found):
                stop = found[at + 1].start() if at + 1 < len(found) else line.end
                label = squeezed(_label(match))
                value = _value(text, match.end(), stop)
                fields.append(Field(label, Span(match.start(), stop), value))
                open_role = _role(label, grammar) is not None
            used.append(line)
        elif (
            open_role
            and (not late or used[-1].end + 2 >= line.start)
            and _is_list(text, line, grammar)
            and not item.match(text, line.start, line.end)
            and not footer.search(text, line.start, line.end)
        ):
            last = fields[-1]
            value = _value(text, last.value.start if len(last.value) else line.start, line.end)
            fields[-1] = replace(last, value=value)
            used.append(line)
        else:
            open_role = False
    return fields, used


def _label(field: Match) -> str:
    """The label of a field; each way of setting it off has a slot of its own."""
    return field["label"] or field["framed"] or field["parted"] or field["spread"] or field["celled"]


def _value(text: str, start: int, end: int) -> Span:
    """A value without what stands behind it: a mark, a blank, the end of a bracket that opens before the label."""
    said = text[start:end].rstrip(_AFTER)
    if said.endswith("）") and said.count("）") > said.count("（"):
        said = said[:-1]
    return Span(start, start + len(said))


_LABELLED: Final = regex.compile(r"[\p{Han}（）]{2,20}\s*：\s*")


def _is_list(text: str, line: Span, grammar: Grammar) -> bool:
    """Whether a line without a label goes on the list of names above it; a unit may label it (市财政局：贝 壳)."""
    said = text[line.start : line.end]
    label = _LABELLED.match(said)
    if label:
        said = said[label.end() :]
    if not said or "。" in said[:-1] or "：" in said or len(said) > 200:
        return False
    words = [w for w in regex.split(r"[\s、，；]+", said) if w]
    return bool(words) and all(len(w) <= 24 for w in words) and not grammar.pattern("not_listing").search(said)


def _read_people(text: str, value: Span, role: Role, finder: MentionFinder, reading: BlockReading) -> None:
    """Reads a value line by line; what labels a line is the unit it is of, or the post of those on it."""
    at = value.start
    for said in text[slice(*value)].split("\n"):
        label = _LABELLED.match(said)
        line = Span(at + (label.end() if label else 0), at + len(said))
        at += len(said) + 1
        first = len(reading.people)
        read_names(text, line, role, finder, reading)
        if label is None:
            continue
        post = Span(at - len(said) - 1, at - len(said) - 1 + len(label[0].rstrip("： ")))
        if finder.titles.ends_in_post(text, *post):
            reading.people[first:] = [(_titled(mention, post), part) for mention, part in reading.people[first:]]


def _titled(mention: Mention, post: Span) -> Mention:
    return mention if mention.titles or mention.organization is not None else mention._replace(titles=(post,))


def read_names(text: str, value: Span, role: Role, finder: MentionFinder, reading: BlockReading) -> None:
    """Adds to `reading` everybody whom a list on one line names, and the groups among them."""
    grammar = finder.grammar
    note, count, post_here = (grammar.pattern(name) for name in ("field_note", "field_count", "field_post"))
    everything = [token for token in _tokens(text, value, finder) if not count.fullmatch(text, *token)]
    tokens = [token for at, token in enumerate(everything) if not (at and note.fullmatch(text, *token))]
    notes = [token for token in everything if token not in tokens]
    named = settle_pairs(text, tokens, [named_in(text, token, finder) for token in tokens], finder)
    if not tokens:
        return  # 应到6人，实到5人
    if not any(named):
        said = text[value.start : value.end]
        if len(said) >= 2 and _HAN.search(said):
            reading.groups.append((value, role))
        return
    posts_first = named[0] is None and (
        finder.titles.ends_in_post(text, *tokens[0]) or post_here.fullmatch(text, *tokens[0]) is not None
    )
    pending: Span | None = None
    shared: Span | None = None
    unit: Span | None = None
    label: Span | None = None
    listing = finder.grammar.pattern("block_list_label")
    before = value.start
    for number, (token, mention) in enumerate(zip(tokens, named, strict=True)):
        gap = text[before : token.start]
        before_gap, before = before, token.end
        if "，" in gap or "；" in gap:
            shared = None
        if mention is not None:
            if pending is not None:
                if not mention.titles:
                    mention = mention._replace(titles=(pending,), span=Span(pending.start, mention.span.end))
                elif gap.strip() == "、":
                    first = mention.titles[0]
                    mention = mention._replace(
                        titles=(Span(pending.start, first.end), *mention.titles[1:]),
                        span=Span(pending.start, mention.span.end),
                    )
                shared = mention.titles[0]
            elif shared is not None and not mention.titles and mention.organization is None and "、" in gap:
                mention = mention._replace(titles=(shared,), shared=True)
            elif mention.titles and mention.titles[0].end <= mention.name_span.start:
                shared = mention.titles[0]
            else:
                shared = None
            if unit is not None and not mention.titles:
                mention = mention._replace(organization=unit)
            if label is not None and not mention.titles:
                mention = mention._replace(label=label)
            pending = unit = None
            reading.people.append((mention, _noted(text, token, notes, role, grammar)))
            continue
        if gap.strip() and finder.titles.is_group(text, token.start, token.end) and not any(named[number + 1 :]):
            # 县直有关部门负责人 at the end: nobody follows who has that post
            reading.groups.append((token, role))
            continue
        if listing.fullmatch(text, token.start, token.end) and any(named[number + 1 :]):
            label = token
            continue
        following = named[number + 1] if number + 1 < len(named) else None
        beside = following is not None and not text[token.end : following.span.start].strip()
        if finder.titles.ends_in_post(text, *token) or (beside and post_here.fullmatch(text, *token)):
            last = reading.people[-1] if reading.people else None
            post = Span(token.start, token.start + len(text[token.start : token.end].split("（")[0]))
            stacked = (
                last is not None and last[0].titles and gap.strip() == "、" and last[0].titles[-1].end == before_gap
            )
            if not posts_first and stacked and last is not None:
                more = Span(last[0].titles[-1].start, post.end)
                grown = last[0]._replace(titles=(*last[0].titles[:-1], more), span=Span(last[0].span.start, token.end))
                reading.people[-1] = (grown, last[1])
                continue
            if not posts_first and last is not None and not last[0].titles and not gap.strip():
                titled = last[0]._replace(titles=(post,), span=Span(last[0].span.start, token.end))
                reading.people[-1] = (titled, last[1])
            else:
                pending = Span(pending.start, token.end) if pending and "、" in gap else token
            continue
        pending = shared = None
        if beside:
            unit = token
            continue
        if len(token) >= 3 and _HAN.search(text[token.start : token.end]):
            reading.groups.append((token, role))


def _noted(text: str, token: Span, notes: Sequence[Span], role: Role, grammar: Grammar) -> Role:
    """The role of whom an item names: what a bracket of it, or a word behind it, says, else that of the field."""
    said = [
        text[slice(*note)] for note in notes if note.start >= token.end and not text[token.end : note.start].strip()
    ]
    if text[token.end - 1] == "）" and "（" in text[slice(*token)]:
        said.append(text[text.rindex("（", *token) : token.end])
    if role is Role.ABSENT:
        return role
    words = grammar.lexicon["field_note"].values
    return next((Role(words[word]) for words_said in said for word in words if word in words_said), role)


def _tokens(text: str, value: Span, finder: MentionFinder) -> list[Span]:
    """The items of a list: parted by marks or blanks, brackets kept whole, 段 威 one item."""
    items: list[Span] = []
    start = None
    depth = 0
    for at in range(value.start, value.end + 1):
        char = text[at] if at < value.end else "、"
        depth += (char in "（〔【") - (char in "）〕】")
        if depth <= 0 and (char in _SEPARATORS or char.isspace()):
            if start is not None:
                items.append(Span(start, at))
                start = None
        elif start is None and char not in "）〕】。":
            start = at
    merged: list[Span] = []
    for item in items:
        gap = text[merged[-1].end : item.start] if merged else "x"
        if merged and not gap.strip() and (text[item.start] == "（" or spaced_pair(text, merged[-1], item, finder)):
            merged[-1] = Span(merged[-1].start, item.end)
        else:
            merged.append(item)
    return merged
