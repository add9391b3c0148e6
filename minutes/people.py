"""Who was at one event: every part in every sentence brought together to one attendance a person (参会人员)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from minutes.attendance import role_of
from minutes.blocks import BlockReading
from minutes.document import Span, squeezed
from minutes.events import EventDraft
from minutes.grammar import Grammar
from minutes.groups import GroupFinder
from minutes.mentions import Mention
from minutes.records import MeetingKind, Role

_RANK: Final = {role: rank for rank, role in enumerate(Role)}
_FAINT: Final = "subject"
_COMES: Final = frozenset({"attendee", "chair", "lead"})  # parts that nobody has who is only spoken of
_SHARED_ORGANIZATION: Final = 4  # characters two titles must share for their holders to be of one body


@dataclass(slots=True)
class Participant:
    """A person or group at an event: the first mention, the mention that shows the title, the best role."""

    name: str | None
    mention: Mention | None
    span: Span
    role: Role
    template: str
    titled: Mention | None = None
    faint: bool = False
    """Only seen to do something there; any part that is told counts before."""


@dataclass(slots=True)
class Roll:
    """The people and groups of one event, in order of first mention."""

    people: dict[str, Participant] = field(default_factory=dict)
    groups: list[Participant] = field(default_factory=list)

    def speakers(self, text: str, grammar: Grammar) -> dict[str, str]:
        """Every way in which a participant may be named, to the name: full name, and surname with a post."""
        ways: dict[str, str] = {}
        for name, person in self.people.items():
            ways[name] = name
            if person.mention is None or person.mention.surname_only:
                continue
            surname = name[:2] if name[:2] in grammar.words("compound_surname") else name[0]
            titles = _title(person, text)
            if not titles:
                continue
            for address in grammar.words("address"):
                if address in titles:
                    ways.setdefault(surname + address, name)
        return ways

    def hear(self, name: str, verb: str, kind: str, template: str, grammar: Grammar) -> None:
        """Enters that somebody known speaks who is not named at the `verb`: 他强调."""
        slot = "speaker" if verb in grammar.words("saying") else "declared"
        if slot == "declared" and verb not in grammar.words("declaring"):
            return
        person, role = self.people[name], role_of(slot, kind)
        if person.role not in (Role.ABSENT, Role.ACCOMPANYING) and _RANK[role] < _RANK[person.role]:
            person.role, person.template, person.faint = role, template, False


def call_roll(event: EventDraft, block: BlockReading | None, text: str, grammar: Grammar, groups: GroupFinder) -> Roll:
    """Everybody who took part in `event`."""
    roll = Roll()
    kind = event.kind.value
    titles: dict[str, Mention] = {}
    if block is not None:
        for mention, role in block.people:
            _enter(roll, mention, role, "layout.label")
            if mention.titles:
                titles.setdefault(squeezed(mention.name), mention)
        for span, role in block.groups:
            roll.groups.append(Participant(None, None, span, role, "layout.label"))
    for sentence in event.sentences:
        announcing = sentence.span.start <= event.announced.start
        for mention in sentence.masked.mentions:
            parts = [a for a in sentence.attendance if a.mention is mention]
            name = _resolved(roll, mention, grammar)
            if mention.titles:
                titles.setdefault(name, mention)
            if any(a.slot == "absent" for a in parts):
                parts = [a for a in parts if a.slot == "absent"]
            if name not in roll.people and name not in event.headed_names and _is_far(mention, text, grammar):
                parts = [a for a in parts if announcing or a.slot in _COMES]
            told = [a for a in parts if a.slot != _FAINT]
            if told or not (mention.sure and name in titles):
                parts = told
            if parts:
                site = event.formal and grammar.pattern("on_site").search(sentence.masked.text) is not None
                where = MeetingKind.INSPECTION.value if site and parts[0].slot in ("lead", "visitor") else kind
                role, template = min(
                    ((role_of(a.slot, where, announcing=announcing), a.template) for a in parts),
                    key=lambda part: (_RANK[part[0]], part[1]),
                )
                _enter(roll, mention, role, template, name, faint=not told)
        if grammar.pattern("group_act_word").search(sentence.masked.text):
            for group in groups.find(sentence.masked):
                roll.groups.append(
                    Participant(None, None, group.span, role_of(group.slot, kind), "attendance.takes-part")
                )
    for name, person in roll.people.items():
        # the first mention that has a title counts, whatever part it tells
        person.titled = titles.get(name) or person.titled
    _guests_of_one_body(roll, event.kind, text, grammar)
    return roll


def _is_far(mention: Mention, text: str, grammar: Grammar) -> bool:
    """Whether the person is of those who are spoken of at every meeting and come to few: heads of party and state."""
    far = grammar.pattern("far_person")
    return far.search(mention.name) is not None or any(far.search(text, *span) for span in mention.titles)


def _resolved(roll: Roll, mention: Mention, grammar: Grammar) -> str:
    """The full name a surname with a post stands for, where the roll knows one; else the mention's own name."""
    if not mention.surname_only:
        return squeezed(mention.name)
    surname = mention.name[:2] if mention.name[:2] in grammar.words("compound_surname") else mention.name[0]
    candidates = [
        name
        for name, p in roll.people.items()
        if name.startswith(surname) and not (p.mention and p.mention.surname_only)
    ]
    return candidates[0] if len(candidates) == 1 else mention.name


def _enter(
    roll: Roll, mention: Mention, role: Role, template: str, name: str | None = None, *, faint: bool = False
) -> None:
    name = name or squeezed(mention.name)
    known = roll.people.get(name)
    if known is None:
        titled = mention if mention.titles else None
        roll.people[name] = Participant(name, mention, mention.span, role, template, titled, faint)
        return
    if faint <= known.faint and (faint < known.faint or _RANK[role] < _RANK[known.role]):
        known.role, known.template, known.faint = role, template, faint
    if known.titled is None and mention.titles:
        known.titled = mention


def _guests_of_one_body(roll: Roll, kind: MeetingKind, text: str, grammar: Grammar) -> None:
    """At a reception, those of the guests' own body are guests, however they are said to take part."""
    if kind is not MeetingKind.RECEPTION:
        return
    bodies = [_title(p, text) for p in roll.people.values() if p.role is Role.GUEST]
    inside = False
    own_side, places = grammar.pattern("own_unit"), grammar.words("place_char")
    for person in roll.people.values():
        if (
            person.mention is not None
            and own_side.match(text, person.mention.span.start)
            and person.role is not Role.CHAIR
        ):
            person.role = Role.HOST
    for person in roll.people.values():
        title = _title(person, text)
        if person.role not in (Role.ATTENDEE, Role.ACCOMPANYING):
            inside = False
            continue
        own = any(len(_common(title, body)) >= _SHARED_ORGANIZATION for body in bodies if body)
        inside = own or (inside and bool(title) and places.isdisjoint(title))
        if inside:
            person.role = Role.GUEST


def _title(person: Participant, text: str) -> str:
    return (person.titled.title(text) if person.titled else None) or ""


def _common(one: str, other: str) -> str:
    size = 0
    while size < min(len(one), len(other)) and one[size] == other[size]:
        size += 1
    return one[:size]
