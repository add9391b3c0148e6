"""Which documents a command's arguments stand for: files, folders, patterns, standard input; and where results go."""

from __future__ import annotations

import glob
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from minutes.errors import MinutesError, ReadError
from minutes.reading.charset import readable_name
from minutes.reading.registry import document_suffixes
from minutes.reading.source import STDIN_NAME

RECORDS_SUFFIX = ".records.json"


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read: its path, or None for standard input; `name` goes into `source.name`."""

    path: Path | None

    @property
    def name(self) -> str:
        return STDIN_NAME if self.path is None else readable_name(self.path.name)

    @property
    def where(self) -> str:
        """How messages name it."""
        return "standard input" if self.path is None else readable_name(str(self.path))


def find_inputs(arguments: Sequence[str | Path]) -> tuple[list[Input], list[ReadError]]:
    """The documents that `arguments` name, each once, in the order given (folders sorted), and what names none.

    A folder stands for the documents in it and below; a pattern with `*`, `?` or `[…]` for the files it fits, so that
    it works where no shell expands it; a file is taken whatever its suffix.
    """
    found: dict[str, Input] = {}
    errors: list[ReadError] = []
    for argument in map(str, arguments):
        try:
            for item in _expand(argument):
                key = STDIN_NAME if item.path is None else os.path.realpath(item.path)
                found.setdefault(key, item)
        except ReadError as error:
            errors.append(error)
    return list(found.values()), errors


def walk_documents(folder: Path, suffixes: frozenset[str] | None = None) -> Iterator[Path]:
    """The documents in `folder` and below, sorted folder by folder, without hidden and lock files (`~$x.docx`)."""
    wanted = document_suffixes() if suffixes is None else suffixes
    for parent, folders, names in os.walk(folder, onerror=_raise_unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and os.path.splitext(name)[1].lower() in wanted:  # noqa: PTH122 - hot
                yield Path(parent, name)


def _raise_unreadable(error: OSError) -> None:
    raise ReadError(f"{error.filename}: may not be read ({error.strerror}); ask for permission to list the folder")


def _expand(argument: str) -> Iterable[Input]:
    if argument == STDIN_NAME:
        return [Input(None)]
    path = Path(argument)
    if path.is_dir():
        inside = [Input(found) for found in walk_documents(path)]
        if not inside:
            kinds = " ".join(sorted(document_suffixes()))
            raise ReadError(f"{argument}: no documents in this folder or below it; looked for {kinds}")
        return inside
    if not path.exists() and glob.has_magic(argument):
        matched = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 - keeps the path as the user wrote it
        files = [Input(Path(name)) for name in matched if Path(name).is_file()]
        if not files:
            raise ReadError(f"{argument}: no file fits this pattern; check the folder and the spelling")
        return files
    return [Input(path)]


def name_outputs(inputs: Sequence[Input], folder: Path) -> list[Path]:
    """The records file of each input: `STEM.records.json`, with the suffix too where two inputs share a STEM.

    >>> [path.name for path in name_outputs([Input(Path("a.txt")), Input(Path("b.docx"))], Path("."))]
    ['a.records.json', 'b.records.json']
    >>> [path.name for path in name_outputs([Input(Path("a.txt")), Input(Path("a.docx"))], Path("."))]
    ['a.txt.records.json', 'a.docx.records.json']

    Inputs of one name from different folders get a number behind it, in the order given. File systems that fold case
    are thought of: `A.txt` and `a.txt` count as one STEM.
    """
    stems = Counter(_stem(item).casefold() for item in inputs)
    bases = [_stem(item) if stems[_stem(item).casefold()] == 1 else _full(item) for item in inputs]
    taken: set[str] = set()
    outputs = []
    for base in bases:
        name, number = base, 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name.casefold())
        outputs.append(folder / f"{name}{RECORDS_SUFFIX}")
    return outputs


def _stem(item: Input) -> str:
    return "stdin" if item.path is None else Path(item.name).stem


def _full(item: Input) -> str:
    return "stdin" if item.path is None else item.name


def check_overwrite(output: Path, source_name: str, *, program: str = "minutes") -> None:
    """Refuse to overwrite `output` unless it is the program's own records file of the same input."""
    if not output.exists():
        return
    advice = "move it away, or choose another folder with -o"
    try:
        kept = json.loads(output.read_bytes())
        own = kept["generator"]["name"] == program
        name = kept["source"]["name"]
    except OSError as error:
        raise MinutesError(f"{output}: cannot be read ({error.strerror or error}); {advice}") from error
    except (ValueError, KeyError, TypeError):
        raise MinutesError(f"{output}: exists and is no records file of minutes; {advice}") from None
    if not own:
        raise MinutesError(f"{output}: exists and was not written by minutes; {advice}")
    if name != source_name:
        raise MinutesError(f"{output}: holds the records of {name}, not of {source_name}; {advice}")


def read_standard_input(read: Callable[[int], bytes], max_bytes: int) -> bytes:
    """All of standard input, but at most one byte more than `max_bytes`, so that an endless stream ends."""
    pieces: list[bytes] = []
    left = max_bytes + 1
    while left > 0 and (piece := read(min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
