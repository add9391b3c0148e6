"""CSV: `TABLE.csv` in UTF-8 with a byte order mark, so that Excel reads the Chinese; values stand as they are."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Sequence
from pathlib import Path

from minutes.writing.tables.columns import TABLES, Table
from minutes.writing.tables.format import Parts, TableFormat
from minutes.writing.tables.rows import Row
from minutes.writing.whole import replacing

_MARK = b"\xef\xbb\xbf"


def encode_csv(_table: Table, rows: Sequence[Row]) -> bytes:
    """The rows without a header; empty cells for what is not told."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8")


def _targets(folder: Path) -> list[Path]:
    return [folder / f"{name}.csv" for name in TABLES]


def _join(parts: Parts, folder: Path) -> list[Path]:
    for (name, table), target in zip(TABLES.items(), _targets(folder), strict=True):
        with replacing(target) as whole:
            whole.write(_MARK + encode_csv(table, [table.names]))
            for part in parts.paths(name, "csv"):
                with part.open("rb") as file:
                    shutil.copyfileobj(file, whole, 1 << 20)
    return _targets(folder)


FORMAT = TableFormat(name="csv", part="csv", targets=_targets, join=_join, encode=encode_csv)
