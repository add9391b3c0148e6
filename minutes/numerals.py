"""Reads numbers as dates and counts have them: `12`, `十二`, `二〇二四`, `两`."""

from __future__ import annotations

from minutes.grammar import Grammar


def read_number(text: str, grammar: Grammar) -> int | None:
    """The whole number that `text` writes in Arabic or Chinese digits, from 0 to 9999; None if it writes none.

    >>> from minutes.grammar import load_grammar
    >>> [read_number(word, load_grammar()) for word in ("12", "十二", "二十", "二〇二四", "一百零五", "若干")]
    [12, 12, 20, 2024, 105, None]
    """
    word = text.strip()
    if word.isdecimal():
        return int(word)
    digits = grammar.lexicon["digit_values"].values
    scales = grammar.lexicon["scale_values"].values
    if not word or not all(char in digits or char in scales for char in word):
        return None
    if not any(char in scales for char in word):
        return int("".join(str(digits[char]) for char in word))
    total, pending = 0, None
    for char in word:
        if char in digits:
            pending = digits[char]
        else:
            scale: int = scales[char]
            # 廿 and 卅 are 20 and 30 by themselves; 十 and 百 multiply what stands before them.
            total += scale if pending is None or scale % 100 not in (0, 10) else pending * scale
            pending = None
    return total + (pending or 0)
