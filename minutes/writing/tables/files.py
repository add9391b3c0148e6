"""Records to table files, for any number of records: rows go to the disk in parts and are joined at the end."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from minutes.writing.tables.columns import TABLES
from minutes.writing.tables.format import encode_parts, load_table_format
from minutes.writing.tables.rows import Row, document_rows

if TYPE_CHECKING:
    from minutes.records import Records

_ROWS = 20_000  # rows held in memory before they become a part


class PartFolder:
    """Parts as files below a folder: `TABLE/KIND/part-000000.KIND`."""

    def __init__(self, folder: Path, total: int = 0) -> None:
        self.folder = folder
        self.total = total

    def path(self, table: str, kind: str, number: int) -> Path:
        """Where part `number` stands."""
        return self.folder / table / kind / f"part-{number:06d}.{kind}"

    def paths(self, table: str, kind: str) -> Iterable[Path]:
        """The parts there are, in order; a part without rows has no file."""
        for number in range(self.total):
            path = self.path(table, kind, number)
            if path.exists():
                yield path

    def write(self, number: int, formats: Sequence[str], rows: dict[str, list[Row]]) -> dict[str, int]:
        """Write part `number` of every table; returns the size of each file in bytes by its name below the folder.

        Writing it again replaces it. The first part is written even without rows, so that every table has one.
        """
        sizes: dict[str, int] = {}
        kinds = {load_table_format(name).part for name in formats}
        for name, table in TABLES.items():
            some = rows.get(name, [])
            contents = encode_parts(formats, table, some) if some or number == 0 else {}
            for kind in sorted(kinds):
                path = self.path(name, kind, number)
                if kind not in contents:
                    path.unlink(missing_ok=True)
                    continue
                path.parent.mkdir(parents=True, exist_ok=True)
                # Not `write_whole`: what makes a part valid is the size noted of it, not its being on disk at once.
                beside = path.with_name(f".{path.name}.{_own_number()}")
                beside.write_bytes(contents[kind])
                beside.replace(path)
                sizes[path.relative_to(self.folder).as_posix()] = len(contents[kind])
        return sizes


def _own_number() -> int:
    """Tells the files of this process from those of another that writes the same part."""
    import os

    return os.getpid()


def write_tables(records: Iterable[tuple[str, Records]], folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write the tables of (document id, records) pairs below `folder`; returns the files made.

    Memory stays flat: some 20,000 rows are held at a time.
    """
    for name in formats:
        load_table_format(name).require()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".minutes-parts-", dir=folder) as temporary:
        parts = PartFolder(Path(temporary))
        held: dict[str, list[Row]] = {}
        count = 0
        for document_id, one in records:
            for name, rows in document_rows(document_id, one).items():
                held.setdefault(name, []).extend(rows)
                count += len(rows)
            if count >= _ROWS:
                parts.write(parts.total, formats, held)
                parts.total += 1
                held, count = {}, 0
        parts.write(parts.total, formats, held)
        parts.total += 1
        return [path for name in formats for path in load_table_format(name).join(parts, folder)]
