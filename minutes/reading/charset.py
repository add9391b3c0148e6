"""Bytes to text in the encoding they were written in: UTF-8, UTF-16, UTF-32, GB18030 (GBK, GB2312) or Big5.

A byte order mark decides; else strict UTF-8; else the reading whose characters are the likeliest in Chinese official
prose. The likelihood is a sum of logarithms over the same bytes for every candidate, so twelve characters are enough.
"""

from __future__ import annotations

import codecs
import functools
import math
import re
from importlib.resources import files

from minutes.errors import ReadError
from minutes.reading.source import Extracted, find_replaced, unify_line_ends

# A UTF-32 mark begins with the UTF-16 one, so it is asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
# Windows and Hong Kong write more characters than the standard, and Windows reads some marks (～, ‧) differently: its
# reading is the common one, the standard's name is kept where both agree.
_BIG5 = ("cp950", "big5hkscs", "big5")
# GB18030 reads everything that its forerunners wrote.
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "hz": "hz"}

# Natural logarithms of a character's probability; beyond the table only orders of magnitude matter.
_ASCII_TEXT, _UNLISTED, _PRIVATE, _CONTROL, _REPLACEMENT = -5.0, -12.0, -15.0, -20.0, -25.0
_SAMPLES = (400, 4_000, 40_000)  # bytes looked at, until one reading is ahead
_AHEAD = 25.0  # nats by which the best reading must lead to end the search early
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CONTROL_SHARE = 0.05  # of the first characters; damaged text stays well below, machine code far above
_REPLACED_SHARE = 0.3
_NO_PROSE = -10.5  # mean log probability of a character; prose has about -6.5, lists of rare names -8, noise -12
_BINARY_SAMPLE = 65_536


def decode(data: bytes, encoding: str | None = None) -> Extracted:
    """Decode `data`, in `encoding` if given; bytes that mean nothing become U+FFFD and are told by `damaged`.

    >>> decode("区政府召开常务会议".encode("gb18030")).encoding
    'gb18030'
    >>> decode("區政府召開常務會議".encode("big5")).text
    '區政府召開常務會議'
    """
    if encoding is not None:
        return _decode_as(data, known_encoding(encoding))
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, name)
    if b"\x00" not in data:
        try:
            return Extracted(unify_line_ends(data.decode("utf-8")), "utf-8")
        except UnicodeDecodeError:
            pass
    found = _decode_as(data, detect_unmarked(data))
    sample = found.text[:4_000]
    if _text_likelihood(sample) < _NO_PROSE * len(sample):
        raise ReadError(
            "is binary data, or text in no encoding known for Chinese; "
            "give a .txt, .docx or .html document, or name its encoding with --encoding"
        )
    return found


def known_encoding(name: str) -> str:
    """The codec that `name` stands for; GB2312 and GBK are read as GB18030, which contains them.

    >>> known_encoding("GBK")
    'gb18030'
    """
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
        b"".decode(found.name)
    except (LookupError, UnicodeError, ValueError):
        raise ReadError(
            f"unknown encoding {name!r}; use one of utf-8, gb18030, big5, utf-16, utf-16-le, utf-16-be"
        ) from None
    return _ALIASES.get(found.name, found.name)


def detect_unmarked(data: bytes) -> str:
    """The likeliest encoding of bytes that carry no byte order mark.

    >>> detect_unmarked("关于".encode("utf-16-le"))
    'utf-16-le'
    """
    start = _first_high_byte(data)
    for size in _SAMPLES:
        sample = data[start : start + size]
        cut = start + size < len(data)
        scores = sorted(((_likelihood(sample, name, cut), name) for name in _CANDIDATES), reverse=True)
        if not cut or scores[0][0] - scores[1][0] >= _AHEAD:
            break
    return scores[0][1]


def readable_name(name: str) -> str:
    """A file name as it was meant: one in GBK, as old archives unpack, reaches Python in half characters.

    >>> readable_name("会议纪要.txt".encode("gbk").decode("utf-8", "surrogateescape"))
    '会议纪要.txt'
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        # On Windows half characters are no bytes; there is nothing to tell there.
        data = name.encode("utf-8", "surrogateescape" if _ESCAPED.search(name) else "replace")
        return data.decode(detect_unmarked(data), errors="replace")
    return name


def looks_binary(text: str) -> bool:
    """Whether `text` holds so many control or replacement characters that its bytes were no text at all.

    >>> looks_binary("会议\\x00"), looks_binary("\\x00\\x01\\x02会")
    (True, True)
    >>> looks_binary("会议" * 50 + "\\x0c")
    False
    """
    sample = text[:_BINARY_SAMPLE]
    return len(_CONTROLS.findall(sample)) > _CONTROL_SHARE * len(sample) or sample.count(
        "\ufffd"
    ) > _REPLACED_SHARE * len(sample)


def _decode_as(data: bytes, encoding: str) -> Extracted:
    for name in _BIG5 if encoding == "big5" else (encoding,):
        try:
            text = data.decode(name)
        except UnicodeError:
            continue
        if name == "cp950" and text == data.decode("big5", errors="replace"):
            name = "big5"
        return Extracted(_without_mark(unify_line_ends(text)), name)
    text = _without_mark(unify_line_ends(data.decode(encoding, errors="replace")))
    return Extracted(text, encoding, find_replaced(text))


def _without_mark(text: str) -> str:
    return text.removeprefix("\ufeff")


_ESCAPED = re.compile("^(?:[^\ud800-\udfff]|[\udc80-\udcff])*$")
_HIGH = re.compile(rb"[\x80-\xff]")


def _first_high_byte(data: bytes) -> int:
    """Where the sample starts: a mostly ASCII head (of a web page) tells nothing. Even, for the sake of UTF-16."""
    if b"\x00" in data:
        return 0
    found = _HIGH.search(data)
    return found.start() // 2 * 2 if found else 0


def _likelihood(sample: bytes, encoding: str, cut: bool) -> float:
    text = sample.decode(encoding, errors="replace")
    if cut:
        text = text.removesuffix("\ufffd")
    return _text_likelihood(text)


def _text_likelihood(text: str) -> float:
    return math.fsum(map(_log_probabilities().__getitem__, text))


class _LogProbabilities(dict[str, float]):
    """Log probability by character; one that is not listed gets a floor by its kind, remembered."""

    def __missing__(self, character: str) -> float:
        value = _floor(ord(character))
        if len(self) < 100_000:
            self[character] = value
        return value


def _floor(point: int) -> float:
    if point == 0xFFFD:
        return _REPLACEMENT
    if point < 0x20 or 0x7F <= point < 0xA0:
        return _CONTROL
    if point < 0x80:
        return _ASCII_TEXT
    if 0xE000 <= point < 0xF900 or point > 0xF0000:
        return _PRIVATE
    return _UNLISTED


@functools.cache
def _log_probabilities() -> _LogProbabilities:
    table = _LogProbabilities({"\n": -4.0, "\r": -4.0, "\t": -5.0, " ": -4.0, "\u3000": -4.0})
    data = files("minutes.reading").joinpath("data", "frequent_characters.txt").read_text(encoding="utf-8")
    for line in data.splitlines():
        if line.startswith("#"):
            continue
        _, _, characters = line.partition(" ")
        for rank, character in enumerate(characters):
            # Zipf's law with a shoulder: 1/(rank + 30), normalised over some 4,000 characters.
            table[character] = max(table.get(character, -math.inf), -math.log(rank + 30) - 1.6)
    return table
