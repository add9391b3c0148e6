"""Word's automatic numbers, which stand nowhere in the text: worked out from `numbering.xml` and the styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

from minutes.reading.numerals import write_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers look (`%1、`), where they start, what stands behind them."""

    style: str
    pattern: str
    start: int
    suffix: str
    legal: bool


@dataclass(slots=True)
class Numbering:
    """The lists of one document, and how far each has counted; ask it paragraph by paragraph, in reading order."""

    abstract_of: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    style_lists: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def number_paragraph(self, properties: ElementTree.Element | None) -> str:
        """The number Word shows before a paragraph with these `w:pPr`, or an empty string."""
        place = self._place(properties)
        if place is None:
            return ""
        list_id, depth = place
        abstract = self.abstract_of.get(list_id)
        level = self._level(list_id, depth)
        if abstract is None or level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        restart = self.restarts.get(list_id, {}).get(depth)
        if restart is not None and (list_id, depth) not in self._begun:
            counts[depth] = restart
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1
        self._begun.add((list_id, depth))
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return self._write(list_id, depth, level, counts)

    def _place(self, properties: ElementTree.Element | None) -> tuple[str, int] | None:
        if properties is None:
            return None
        style = properties.find(f"{W}pStyle")
        inherited = self.style_lists.get(style.get(f"{W}val", "")) if style is not None else None
        own = properties.find(f"{W}numPr")
        if own is None:
            return inherited
        list_id = _value(own, "numId") or (inherited[0] if inherited else None)
        depth = _value(own, "ilvl")
        if list_id is None or list_id == "0":
            return None
        return list_id, int(depth) if depth is not None else inherited[1] if inherited else 0

    def _level(self, list_id: str, depth: int) -> Level | None:
        own = self.overrides.get(list_id, {}).get(depth)
        return own or self.levels.get(self.abstract_of.get(list_id, ""), {}).get(depth)

    def _write(self, list_id: str, depth: int, level: Level, counts: dict[int, int]) -> str:
        if level.style == "bullet":
            return ""

        def fill(match: re.Match[str]) -> str:
            of = int(match.group(1)) - 1
            other = self._level(list_id, of) or level
            style = "decimal" if level.legal and of != depth else other.style
            return write_number(counts.get(of, other.start), style)

        shown = re.sub(r"%([1-9])", fill, level.pattern)
        if not shown or level.suffix == "nothing":
            return shown
        # A tab stop behind "1." shows as a narrow gap that nobody would type; behind a bare number it parts words.
        return f"{shown} " if level.suffix == "space" or shown[-1].isalnum() else shown


def read_numbering(numbering: ElementTree.Element | None, styles: ElementTree.Element | None) -> Numbering:
    """Read the lists from the roots of `word/numbering.xml` and `word/styles.xml`; either may be missing."""
    found = Numbering()
    if numbering is not None:
        for abstract in numbering.iter(f"{W}abstractNum"):
            found.levels[abstract.get(f"{W}abstractNumId", "")] = dict(map(_read_level, abstract.iter(f"{W}lvl")))
        for number in numbering.iter(f"{W}num"):
            _read_list(number, found)
    if styles is not None:
        _read_style_lists(styles, found)
    return found


def _read_list(number: ElementTree.Element, found: Numbering) -> None:
    list_id = number.get(f"{W}numId", "")
    found.abstract_of[list_id] = _value(number, "abstractNumId") or ""
    for override in number.iter(f"{W}lvlOverride"):
        depth = _integer(override.get(f"{W}ilvl"), 0)
        if (start := _value(override, "startOverride")) is not None:
            found.restarts.setdefault(list_id, {})[depth] = _integer(start, 1)
        for level in override.iter(f"{W}lvl"):
            found.overrides.setdefault(list_id, {}).update([_read_level(level)])


def _read_level(level: ElementTree.Element) -> tuple[int, Level]:
    return _integer(level.get(f"{W}ilvl"), 0), Level(
        style=_value(level, "numFmt") or "decimal",
        pattern=_value(level, "lvlText") or "",
        start=_integer(_value(level, "start"), 1),
        suffix=_value(level, "suff") or "tab",
        legal=level.find(f"{W}isLgl") is not None,
    )


def _read_style_lists(styles: ElementTree.Element, found: Numbering) -> None:
    based_on: dict[str, str] = {}
    own: dict[str, tuple[str | None, int | None]] = {}
    for style in styles.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        based_on[name] = _value(style, "basedOn") or ""
        numbered = style.find(f"{W}pPr/{W}numPr")
        if numbered is not None:
            depth = _value(numbered, "ilvl")
            own[name] = (_value(numbered, "numId"), _integer(depth, 0) if depth is not None else None)
    for name in based_on:
        list_id: str | None = None
        depth_found: int | None = None
        seen: set[str] = set()
        ancestor = name
        while ancestor and ancestor not in seen:
            seen.add(ancestor)
            inherited = own.get(ancestor, (None, None))
            list_id = list_id if list_id is not None else inherited[0]
            depth_found = depth_found if depth_found is not None else inherited[1]
            ancestor = based_on.get(ancestor, "")
        if list_id is not None and list_id != "0":
            found.style_lists[name] = (list_id, depth_found or 0)


def _value(parent: ElementTree.Element, tag: str) -> str | None:
    child = parent.find(f"{W}{tag}")
    return None if child is None else child.get(f"{W}val")


def _integer(written: str | None, default: int) -> int:
    try:
        return int(written) if written is not None else default
    except ValueError:
        return default
