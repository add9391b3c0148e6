"""The items of a field's list (名单项): a name with a blank inside, with a bracket, with posts or a unit beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from minutes.document import Span
from minutes.mentions import Mention, MentionFinder

_HAN: Final = regex.compile(r"\p{Han}")


def spaced_pair(text: str, first: Span, second: Span, finder: MentionFinder) -> bool:
    """Whether two items parted by a blank are one: 段 威, 欧阳 敏, 海 燕（护理部主任）, 副院长诸 侯, Kevin Lau."""
    head, tail = text[first.start : first.end], text[second.start : second.end].split("（")[0]
    if head[-1:].isascii() and head[-1:].isalpha() and tail[:1].isascii() and tail.isalpha():
        return True
    if len(tail) != 1 or not _HAN.match(tail) or not _HAN.match(head):
        return False
    if len(head) == 1 or head in finder.names.compounds:
        return True
    if head[-1] == "）":
        return False
    stop = first.end - 1
    if finder.titles.is_unit(text, first.start, stop) and not finder.titles.ends_in_post(text, first.start, first.end):
        return True
    return finder.titles.ends_in_post(text, first.start, stop) and head[-1] in finder.names.surnames


def _spaced_name(text: str, start: int, end: int, finder: MentionFinder) -> str | None:
    """The name that is printed with a blank between its two characters, whatever word the two would make."""
    first, gap, second = text[start : start + 1], text[start + 1 : end - 1], text[end - 1 : end]
    if end - start < 3 or gap.strip() or first not in finder.names.surnames or not _HAN.match(second):
        return None
    return first + second


def _addressed(text: str, start: int, end: int, finder: MentionFinder) -> Mention | None:
    """A name with a post behind it that fills the item: 冯涛总会计师."""
    for size in (2, 3, 4):
        place = start + size
        name = text[start:place]
        if size == 4 and name[:2] not in finder.names.compounds:
            continue
        post = finder.titles.post.fullmatch(text, place, end) if place < end else None
        words = {name[at : at + 2] for at in range(size - 1)}
        if (
            post is None
            or name[0] not in finder.names.surnames
            or not words.isdisjoint(finder.names.vocabulary)
            or not words.isdisjoint(finder.names.common)
        ):
            continue
        if finder.grammar.pattern("bare_unit").fullmatch(name) or finder.titles.is_group(text, start, place):
            continue
        if finder.titles.ends_in_post(text, start, place):
            continue
        return Mention(Span(start, end), name, Span(start, place), (Span(place, end),))
    return None


def named_in(text: str, token: Span, finder: MentionFinder) -> Mention | None:
    """The person an item names: a bare name, a name with a bracket, or posts or a unit with a name."""
    stop = token.end
    for suffix in finder.grammar.lexicon["list_item_suffix"].words:
        if text.startswith(suffix, stop - len(suffix), stop) and stop - len(suffix) > token.start:
            stop -= len(suffix)
    core = stop
    bracket: Span | None = None
    if text[stop - 1] == "）" and "（" in text[token.start : stop]:
        open_at = text.index("（", token.start, stop)
        core = token.start + len(text[token.start : open_at].rstrip())
        bracket = finder.titles.in_bracket(text, open_at + 1, stop - 1)
    spaced = _spaced_name(text, token.start, core, finder)
    if spaced is not None:
        return Mention(Span(token.start, stop), spaced, Span(token.start, core), (bracket,) if bracket else ())
    reading = finder.names.read(
        text, token.start, core, trusted=True, certain=core - token.start <= 5 or " " in text[token.start : core]
    )
    plain = (
        reading is not None
        and not finder.titles.ends_in_post(text, token.start, core)
        and not finder.titles.is_group(text, token.start, core)
    )
    if reading is not None and plain and reading.span.end == core:
        titles = (bracket,) if bracket else ()
        return Mention(Span(token.start, stop), reading.name, reading.span, titles)
    if reading is not None and plain and finder.names.ends.absent(text, reading.span.end, core):
        return Mention(Span(token.start, reading.span.end), reading.name, reading.span)
    found = finder.find(text, token.start, core)
    if found and found[-1].span == (token.start, core) and found[-1].titles and not bracket:
        return found[-1]
    addressed = _addressed(text, token.start, core, finder)
    if addressed is not None:
        return addressed
    if found and found[-1].name_span.end == core:
        mention = found[-1]
        return mention._replace(titles=(*mention.titles, bracket), span=Span(token.start, stop)) if bracket else mention
    listed = finder.lists.unit_listed(text, token.start, core, (), rhythm=True)
    if listed is not None and listed.span.end == core:
        return listed._replace(titles=(bracket,) if bracket else (), span=Span(token.start, stop))
    return None


def settle_pairs(
    text: str, tokens: Sequence[Span], named: Sequence[Mention | None], finder: MentionFinder
) -> list[Mention | None]:
    """`named`, what each item names, set right where an item stands beside another one.

    What is parted by a blank and stands alone between two marks is a post or unit with a name (董秘 温如许, 所长 文书).
    A word before a group belongs to the group (监理、施工单位代表).
    """
    settled = list(named)
    post = finder.grammar.pattern("field_post")
    for at in range(len(tokens) - 1):
        first, second = tokens[at], tokens[at + 1]
        before = text[tokens[at - 1].end : first.start].strip() if at else "、"
        after = text[second.end : tokens[at + 2].start].strip() if at + 2 < len(tokens) else "、"
        gap = text[first.end : second.start].strip()
        if gap:
            head = settled[at]
            group = (
                gap == "、" and before and after and settled[at + 1] is None and finder.titles.is_group(text, *second)
            )
            if head is not None and group and _is_word(text, first, head, finder):
                settled[at] = None
            continue
        if before and not after and _is_post(text, second, finder) and settled[at + 1] is None:
            third = text[tokens[at + 2].end : tokens[at + 3].start].strip() if at + 3 < len(tokens) else "、"
            head = settled[at]
            if third and head is not None and settled[at + 2] is not None and not head.titles:
                settled[at] = None  # 恒信监理 总监 温如许: the unit, its post, who has it
            continue
        if not before or not after:
            continue
        titled = post.fullmatch(text, *first) is not None
        if settled[at] is not None and settled[at + 1] is not None and titled:
            settled[at] = None
        leads = titled or finder.titles.ends_in_post(text, *first) or finder.titles.is_unit(text, *first)
        if settled[at] is None and settled[at + 1] is None and leads:
            settled[at + 1] = _sure_name(text, second, finder)
    return settled


def _is_post(text: str, token: Span, finder: MentionFinder) -> bool:
    """Whether an item is a post, or what firms and villages call those whom they send."""
    own = finder.grammar.pattern("field_post").fullmatch(text, *token) is not None
    return own or finder.titles.ends_in_post(text, *token)


def _is_word(text: str, token: Span, mention: Mention, finder: MentionFinder) -> bool:
    """Whether an item that was read as a bare name is a word as well."""
    if mention.span != token or mention.titles or mention.organization is not None:
        return False
    return mention.name in finder.names.common or mention.name[0] not in finder.names.surnames


def _sure_name(text: str, token: Span, finder: MentionFinder) -> Mention | None:
    """The name that fills an item behind a post, whatever word it makes: 常在, 文书."""
    name = text[slice(*token)]
    size = 4 if name[:2] in finder.names.compounds else 3
    if not 2 <= len(name) <= size or name[0] not in finder.names.surnames or not all(map(_HAN.match, name)):
        return None
    return Mention(token, name, token)
