"""Cell values: every value travels as text (`canon`), and becomes a date or a number only in the cell."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

MAX_CELL = 32767
"""Characters (UTF-16 units) that one cell holds."""

FORMULA_MARK = "\ue000"
"""Stands before the text of a formula, so that no formula equals a text that merely begins with `=`."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?(?:\.0+)?)?")
_SLASHED = re.compile(r"(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH = date(1899, 12, 30)
_FIRST_SAFE = date(1900, 3, 1)
_EPOCH_1904 = date(1904, 1, 1)


def units(text: str) -> int:
    """Length in UTF-16 units, which is what Excel counts.

    >>> units("督办"), units("😀")
    (2, 2)
    """
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def display_width(text: str) -> int:
    """Width of a line in half-width characters.

    >>> display_width("督办A")
    5
    """
    return sum(1 if char < "\u2e80" else 2 for char in text)


def clean_text(text: str, cut: str = "…") -> tuple[str, set[str]]:
    r"""Text that a cell can hold, and what had to be done to it: `control`, `long`.

    >>> clean_text("a\x01b")
    ('a␁b', {'control'})
    """
    done: set[str] = set()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROL.search(text):
        done.add("control")
        text = _CONTROL.sub(_visible, text)
    if units(text) > MAX_CELL:
        done.add("long")
        room = MAX_CELL - units(cut)
        # Cut in UTF-16, dropping half a pair at the end.
        text = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + cut
    return text, done


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code == 0x7F:
        return "\u2421"
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def escape_xml_text(text: str) -> str:
    """Text for the sheet's XML: a literal `_x0041_` is escaped, or Excel would read it as a character code."""
    return _ESCAPED.sub(lambda match: "_x005F" + match.group(), text) if "_x" in text else text


def unescape_xml_text(text: str) -> str:
    """The text that Excel shows for a string of the sheet's XML."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def parse_date(text: str) -> date | None:
    """The day a text names in figures (2022-12-05, 2022/12/5, 2022年12月5日); None for any other text.

    >>> parse_date("2022年12月5日")
    datetime.date(2022, 12, 5)
    """
    match = _ISO.fullmatch(text.strip()) or _SLASHED.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(int(match.group(1)), int(match.group(2)), int(match.group(3)))
    except ValueError:
        return None


def serial_of(day: date, *, since_1904: bool = False) -> int | None:
    """The number a workbook keeps for a day; None before March 1900, where spreadsheets disagree.

    >>> serial_of(date(2023, 1, 21))
    44947
    """
    if since_1904:
        return (day - _EPOCH_1904).days if day >= _EPOCH_1904 else None
    return (day - _EPOCH).days if day >= _FIRST_SAFE else None


def day_of(serial: float, *, since_1904: bool = False) -> date | None:
    """The day of a workbook's number; None when it is no day, or a time is left over."""
    if serial != int(serial) or not 0 < serial < 2958466:
        return None
    if since_1904:
        return _EPOCH_1904 + timedelta(days=int(serial))
    return _EPOCH + timedelta(days=int(serial)) if serial > 60 else None


def canon_number(text: str) -> str:
    """A number as text, the same for 3, 3.0 and 3E0."""
    try:
        number = float(text)
    except ValueError:
        return text
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number)


def canon_cell(text: str, *, number: bool, kind: str, since_1904: bool = False) -> str:
    """What a cell says, as text, in the form its column compares: ISO for days, plain digits for whole numbers."""
    if kind == "date":
        if number:
            try:
                day = day_of(float(text), since_1904=since_1904)
            except ValueError:
                day = None
            if day is not None:
                return day.isoformat()
        else:
            day = parse_date(text)
            if day is not None:
                return day.isoformat()
    return canon_number(text) if number else text


@lru_cache(maxsize=512)
def column_letter(number: int) -> str:
    """The letters of a column, counted from 1.

    >>> column_letter(28)
    'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The column's number, from 1.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


_REF = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@lru_cache(maxsize=512)
def _letters(letters: str) -> int:
    return column_number(letters)


def split_ref(ref: str) -> tuple[int, int]:
    """Row and column, from 1, of a reference such as `B7`."""
    match = _REF.fullmatch(ref)
    if match is None:
        raise ValueError(ref)
    return int(match.group(2)), _letters(match.group(1))


def split_range(ref: str) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of `A1:B7` or `A1`."""
    first, _, last = ref.partition(":")
    top, left = split_ref(first)
    bottom, right = split_ref(last or first)
    return top, left, bottom, right


def join_range(top: int, left: int, bottom: int, right: int) -> str:
    """`A1:B7`, or `A1` for a single cell."""
    first = f"{column_letter(left)}{top}"
    last = f"{column_letter(right)}{bottom}"
    return first if first == last else f"{first}:{last}"
