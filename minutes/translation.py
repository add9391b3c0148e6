"""Patterns of the `regex` module said in the syntax of `re`, which finds the same several times as fast.

What `re` has no way to say is taken apart: a look-behind whose branches differ in length becomes one look-behind a
length, a class that is a difference of sets becomes its ranges, a slot that stands twice gets a number behind its name.
Before a choice of many words and a look-behind of many ends stands a test of one character, so that most places are
turned down at once. A pattern with anything else in it is `UntranslatableError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from minutes.character_sets import (
    EVERYTHING,
    NOTHING,
    RARE,
    CharacterSet,
    UntranslatableError,
    read_class,
    read_escape,
    single,
)
from minutes.look_behinds import EMPTY, MOST_LENGTHS, Stretch, Stretches, in_a_row, look_behind, merged
from minutes.pattern_tree import Piece, Shape, read_pattern

__all__ = ["Translator", "UntranslatableError"]

_ANCHORS: Final = {"^": "^", "$": "$", r"\A": r"\A", r"\Z": r"\Z"}
_MULTILINE: Final = "(?m)"
_LOOKS: Final = {"=": "(?=", "!": "(?!"}
_MOST_LEADS: Final = 160  # characters that the branches of a choice begin with, for each to be a branch of its own
_MANY: Final = 4  # branches from which on a test of one character before them pays


_ANCHOR: Final = Piece(Shape.ANCHOR, "", 0)


@dataclass(slots=True)
class Translator:
    """Translates patterns that may speak of entries; `entry` gives the pattern of each."""

    entry: Callable[[str], str]
    _trees: dict[str, Piece] = field(default_factory=dict)
    _said: dict[str, str] = field(default_factory=dict)
    _firsts: dict[str, tuple[CharacterSet, bool]] = field(default_factory=dict)
    _behinds: dict[str, Stretches] = field(default_factory=dict)
    _slots: dict[str, int] = field(default_factory=dict)
    _multiline: bool = False
    _open: Piece | None = None
    """The choice with which the pattern begins, until it is said."""

    def translate(self, source: str) -> str:
        """`source`, a pattern of `regex` in verbose mode, for `re` without flags.

        >>> Translator({"mark": "[，。]"}.__getitem__).translate(r"(?<= 会议 | {mark} ) (?<verb> 强调 ) (?! 、 )")
        '(?:(?<=[。，])|(?<=会议))(?P<verb>强调)(?!、)'
        """
        self._slots.clear()
        self._multiline, self._open = False, None
        tree = read_pattern(source)
        return self._led(tree) or self._guarded(tree) + self._scoped(tree)

    def _led(self, tree: Piece) -> str:
        """The pattern with the first character of a match before the tests at its place, since `re` looks for places by
        what a pattern begins with: `X(?<=…X)` for `(?<=…)X`. Nothing where it begins otherwise.
        """
        parts = tree.parts if tree.shape is Shape.SEQUENCE else ()
        tests = 0
        while tests < len(parts) and parts[tests].shape in (Shape.LOOK, Shape.ANCHOR):
            tests += 1
        if not 0 < tests < len(parts) or parts[tests].shape not in (Shape.LITERAL, Shape.CLASS) or parts[tests].counted:
            return ""
        before = self._multiline
        said = "".join(self._piece(part) for part in parts[:tests])
        first, *rest = (self._piece(part) for part in parts[tests:])
        self._multiline = before
        return f"{first}(?<={said}{EVERYTHING.source()}){''.join(rest)}"

    def _guarded(self, tree: Piece) -> str:
        """A test of the first character for a pattern in whose beginning `re` sees none."""
        begins = self._beginning(tree)
        if begins.shape in (Shape.LITERAL, Shape.CLASS) and begins.least:
            return ""
        if begins.shape is Shape.CHOICE:
            leads = [self._lead(part) for part in begins.parts]
            if all(leads) and sum(map(len, leads)) <= _MOST_LEADS:
                self._open = begins  # `re` looks for what each branch begins with, if that is a single character
                return ""
            if len(begins.parts) >= _MANY:
                return ""  # it has a test of its own
        return self._guard(tree)

    def _beginning(self, piece: Piece) -> Piece:
        """What stands first in a piece, whatever it is wrapped in."""
        while not piece.counted and piece.shape in (Shape.SEQUENCE, Shape.GROUP, Shape.REFERENCE):
            if piece.shape is Shape.REFERENCE:
                piece = self._tree(piece.name)
            else:
                piece = piece.parts[0] if piece.parts else _ANCHOR
        return piece

    def _lead(self, branch: Piece) -> str:
        """The characters that a branch can begin with, where it begins with one of a few; else none."""
        first = branch.parts[0] if branch.shape is Shape.SEQUENCE and branch.parts else branch
        if first.counted or first.shape not in (Shape.LITERAL, Shape.CLASS):
            return ""
        chars = _chars(first)
        if len(chars) > 1 and any(piece.name.isidentifier() for piece in branch.walk()):
            return ""  # a slot in it would stand there more than once
        return chars.members() if len(chars) <= _MOST_LEADS else ""

    def _led_branches(self, piece: Piece) -> str:
        """The branches of a choice, each as often as it can begin differently."""
        said = []
        for branch in piece.parts:
            rest = "".join(self._piece(part) for part in branch.parts[1:]) if branch.shape is Shape.SEQUENCE else ""
            said += [re.escape(char) + rest for char in self._lead(branch)]
        return "|".join(said)

    def _guard(self, piece: Piece) -> str:
        """A test that what stands next can begin `piece`; nothing where most characters can."""
        first, empty = self._first(piece)
        if empty or len(first) > len(EVERYTHING) // 2:
            return ""
        if first.ranges[-1][1] >= RARE.ranges[0][0]:
            first |= RARE  # one range instead of many: `re` looks for rare characters range by range
        return f"(?={first.source()})"

    def _scoped(self, piece: Piece) -> str:
        """A piece in which a flag that it sets ends with it."""
        before = self._multiline
        said = self._piece(piece)
        self._multiline = before
        return said

    def _piece(self, piece: Piece) -> str:
        """A piece with its count."""
        if not piece.counted:
            return self._once(piece)
        if piece.shape in (Shape.LOOK, Shape.ANCHOR) or piece.name == ">":
            raise UntranslatableError(piece.source)
        slots = len(self._slots)
        once = self._once(piece)
        if piece.possessive and piece.shape not in (Shape.LITERAL, Shape.CLASS):
            if len(self._slots) > slots:
                raise UntranslatableError(piece.source)
            return f"(?>{once}{_count(piece)})"
        return once + _count(piece) + ("?" if piece.lazy else "+" if piece.possessive else "")

    def _once(self, piece: Piece) -> str:
        match piece.shape:
            case Shape.LITERAL:
                return re.escape(_char(piece))
            case Shape.CLASS:
                return _chars(piece).source()
            case Shape.ANCHOR:
                return self._anchor(piece)
            case Shape.SEQUENCE:
                return "".join(self._piece(part) for part in piece.parts)
            case Shape.CHOICE:
                return self._choice(piece)
            case Shape.GROUP:
                return self._group(piece)
            case Shape.REFERENCE:
                return self._reference(piece.name)
            case Shape.LOOK:
                inner = piece.parts[0]
                if piece.name in _LOOKS:
                    return f"{_LOOKS[piece.name]}{self._scoped(inner)})"
                return look_behind(self._stretches(inner), negative=piece.name == "<!")

    def _anchor(self, piece: Piece) -> str:
        if piece.source == _MULTILINE:
            self._multiline = True
            return ""
        if piece.source == r"\b":
            word = read_escape(r"\w").source()  # the word characters of `regex`, not those of `re`
            return f"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))"
        if piece.source not in _ANCHORS:
            raise UntranslatableError(piece.source)
        return f"(?m:{piece.source})" if self._multiline and piece.source in "^$" else piece.source

    def _choice(self, piece: Piece) -> str:
        if piece is self._open:
            self._open = None
            return self._led_branches(piece)
        branches = "|".join(self._piece(part) for part in piece.parts)  # a flag holds for the later ones too
        if len(piece.parts) < _MANY:
            return branches
        guard = self._guard(piece)
        return f"{guard}(?:{branches})" if guard else branches

    def _group(self, piece: Piece) -> str:
        inner = self._scoped(piece.parts[0])
        if piece.name == ">":
            return f"(?>{inner})"
        if _unnamed(piece):
            return f"(?:{inner})"
        self._slots[piece.name] = number = self._slots.get(piece.name, 0) + 1
        return f"(?P<{piece.name}{f'__{number}' if number > 1 else ''}>{inner})"

    def _tree(self, name: str) -> Piece:
        if name not in self._trees:
            self._trees[name] = read_pattern(self.entry(name))
        return self._trees[name]

    def _reference(self, name: str) -> str:
        """A lexicon entry; one with slots is said anew each time, since they need names of their own."""
        own = self._multiline or self._open is not None
        if name in self._said and not own:
            return self._said[name]
        slots = sum(self._slots.values())
        said = f"(?:{self._scoped(self._tree(name))})"
        if sum(self._slots.values()) == slots and not own:
            self._said[name] = said
        return said

    # -- what a look-behind looks back at --------------------------------------------------------------------------

    def _stretches(self, piece: Piece) -> Stretches:
        """A piece unfolded by length."""
        once = self._stretches_once(piece)
        if not piece.counted:
            return once
        if piece.most is None or piece.possessive or piece.most > MOST_LENGTHS:
            raise UntranslatableError(piece.source)
        if piece.shape in (Shape.LITERAL, Shape.CLASS):
            last, source = once[1]
            lengths = {
                times: Stretch(last, f"{source}{{{times}}}") for times in range(max(piece.least, 1), piece.most + 1)
            }
            return lengths if piece.least else EMPTY | lengths
        return merged(in_a_row([once] * times) for times in range(piece.least, piece.most + 1))

    def _stretches_once(self, piece: Piece) -> Stretches:
        match piece.shape:
            case Shape.LITERAL | Shape.CLASS:
                return {1: Stretch(_chars(piece), self._once(piece))}
            case Shape.ANCHOR | Shape.LOOK:
                return {0: Stretch(NOTHING, self._once(piece))}
            case Shape.GROUP if _unnamed(piece):
                return self._stretches(piece.parts[0])
            case Shape.CHOICE:
                return merged(self._stretches(part) for part in piece.parts)
            case Shape.SEQUENCE:
                return in_a_row(self._stretches(part) for part in piece.parts)
            case Shape.REFERENCE:
                if piece.name not in self._behinds:
                    self._behinds[piece.name] = self._stretches(self._tree(piece.name))
                return self._behinds[piece.name]
        raise UntranslatableError(piece.source)

    # -- what a piece can begin with -------------------------------------------------------------------------------

    def _first(self, piece: Piece) -> tuple[CharacterSet, bool]:
        """The characters that a match of `piece` can begin with, and whether it may be empty."""
        first, empty = self._first_once(piece)
        return first, empty or piece.least == 0

    def _first_once(self, piece: Piece) -> tuple[CharacterSet, bool]:
        match piece.shape:
            case Shape.LITERAL | Shape.CLASS:
                return _chars(piece), False
            case Shape.ANCHOR | Shape.LOOK:
                return NOTHING, True
            case Shape.GROUP:
                return self._first(piece.parts[0])
            case Shape.CHOICE:
                firsts = [self._first(part) for part in piece.parts]
                return CharacterSet.of(r for chars, _ in firsts for r in chars.ranges), any(
                    empty for _, empty in firsts
                )
            case Shape.REFERENCE:
                if piece.name not in self._firsts:
                    self._firsts[piece.name] = self._first(self._tree(piece.name))
                return self._firsts[piece.name]
            case Shape.SEQUENCE:
                found = NOTHING
                for part in piece.parts:
                    chars, empty = self._first(part)
                    found |= chars
                    if not empty:
                        return found, False
                return found, True


def _unnamed(piece: Piece) -> bool:
    """Whether the group is no slot; what changes how its inside is matched is not translated."""
    if piece.name.isidentifier():
        return False
    if piece.name == ":" or not piece.source.startswith("(?"):
        return True  # nothing asks for a group by its number
    raise UntranslatableError(piece.source)


def _char(piece: Piece) -> str:
    return chr(read_escape(piece.bare).ranges[0][0]) if piece.bare.startswith("\\") else piece.bare


def _chars(piece: Piece) -> CharacterSet:
    if piece.shape is Shape.LITERAL:
        return single(_char(piece))
    if piece.bare == ".":
        return ~single("\n")
    return read_class(piece.bare) if piece.bare.startswith("[") else read_escape(piece.bare)


def _count(piece: Piece) -> str:
    least, most = piece.least, piece.most
    sign = {(0, 1): "?", (0, None): "*", (1, None): "+"}.get((least, most))
    return sign or (f"{{{least}}}" if least == most else f"{{{least},{'' if most is None else most}}}")
