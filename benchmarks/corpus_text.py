"""A corpus of any size from the documents of tests/gold: cut short, repeated, with other people in them each time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

GOLD = Path(__file__).parents[1] / "tests" / "gold"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
GIVEN = re.findall("..", "砚秋如许伯庸望舒知微怀瑾若谷致远清和维桢思齐允中静姝子衿云舒景行明德亦然书白既白长庚松年")
SHARD = 100_000  # documents to a file of JSON Lines
FOLDER = 1_000  # documents to a folder of text files
_ENDS = re.compile(r"(?<=[。！？\n])")


@dataclass(frozen=True)
class Piece:
    """A stretch of a document that ends with a sentence, and a pattern for the people it names."""

    text: str
    people: re.Pattern[str] | None


class Corpus:
    """Documents by number, each the same whenever it is asked for."""

    def __init__(self, documents: int, characters: int) -> None:
        self.documents = documents
        self._pieces = [piece for path in sorted(GOLD.glob("*.txt")) for piece in _pieces(path, characters)]

    def row(self, number: int) -> dict[str, str]:
        """Identifier, date of issue and text of document `number`, from 0."""
        piece = self._pieces[number % len(self._pieces)]
        text = piece.text if piece.people is None else piece.people.sub(_renaming(number), piece.text)
        return {"id": f"n{number:07d}", "date": f"2023-{number % 12 + 1:02d}-01", "text": text}

    def name(self, number: int) -> str:
        """The document's file below the folder of a corpus of text files."""
        return f"{number // FOLDER:04d}/n{number:07d}.txt"

    def write_lines(self, folder: Path) -> int:
        """All documents as JSON Lines; bytes of text."""
        total = 0
        for first in range(0, self.documents, SHARD):
            with (folder / f"{first // SHARD:04d}.jsonl").open("w", encoding="utf-8") as file:
                for number in range(first, min(first + SHARD, self.documents)):
                    row = self.row(number)
                    total += len(row["text"].encode())
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return total

    def write_files(self, folder: Path) -> int:
        """Each document as a text file; bytes of text."""
        total = 0
        for number in range(self.documents):
            path = folder / self.name(number)
            path.parent.mkdir(exist_ok=True)
            total += path.write_bytes(self.row(number)["text"].encode())
        return total


def _pieces(path: Path, characters: int) -> list[Piece]:
    gold = json.loads(path.with_suffix(".gold.json").read_bytes())
    names = {person["name"] for meeting in gold["meetings"] for person in meeting["attendees"]}
    pieces, held = [], ""
    for sentence in _ENDS.split(path.read_text(encoding="utf-8")):
        if held and len(held) + len(sentence) > characters:
            pieces.append(held)
            held = ""
        held += sentence
    pieces.append(held)
    return [Piece(text, _pattern(name for name in names if name in text)) for text in pieces if text.strip()]


def _pattern(names: object) -> re.Pattern[str] | None:
    known = sorted(names, key=len, reverse=True)  # type: ignore[call-overload]
    return re.compile("|".join(map(re.escape, known))) if known else None


def _renaming(number: int) -> Callable[[re.Match[str]], str]:
    """The same new name for the same person of document `number`."""
    seen: dict[str, str] = {}

    def rename(found: re.Match[str]) -> str:
        at = number + len(seen)
        return seen.setdefault(found[0], SURNAMES[at % len(SURNAMES)] + GIVEN[at // len(SURNAMES) % len(GIVEN)])

    return rename
