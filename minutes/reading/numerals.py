"""A number written as Word's automatic numbering shows it: 三, (二), ④, iv, B."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files


def write_number(value: int, style: str) -> str:
    """`value` in the `w:numFmt` style; a style nobody lists is written in plain digits.

    >>> [write_number(12, style) for style in ("chineseCounting", "lowerRoman", "upperLetter", "decimalZero")]
    ['十二', 'xii', 'L', '12']
    """
    signs, digits, counting = _styles()
    if style in ("bullet", "none"):
        return ""
    if style == "decimalZero":
        return f"{value:02d}"
    if style in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        return _roman(value) if style == "upperRoman" else _roman(value).lower()
    if style in ("upperLetter", "lowerLetter") and value > 0:
        letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if style == "upperLetter" else letter.lower()
    if style in signs and 0 < value <= len(signs[style]):
        return signs[style][value - 1]
    if style in digits:
        return "".join(digits[style][int(digit)] for digit in str(value))
    if style in counting and 0 <= value < 10_000:
        return _count(value, counting[style])
    return str(value)


def _roman(value: int) -> str:
    written = ""
    for worth, sign in (
        *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
        *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
    ):
        count, value = divmod(value, worth)
        written += sign * count
    return written


def _count(value: int, signs: str) -> str:
    """Counting notation with units: 305 is three-hundred-zero-five; 12 leaves out the leading one, as Word does."""
    if value == 0:
        return signs[0]
    written = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit == 0:
            gap = bool(written)
            continue
        written += (signs[0] if gap else "") + signs[digit] + (signs[9 + power] if power else "")
        gap = False
    return written[1:] if 10 <= value < 20 else written


@functools.cache
def _styles() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    data = files("minutes.reading").joinpath("data", "numbering.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(data)
    return tables["signs"], tables["digits"], tables["counting"]
