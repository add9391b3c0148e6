"""Whether the tables of a corpus run hold what they should, read as streams, so that a million documents are no matter.

Every document stands once and in its place; every format holds the same rows; and the rows of a sample are those that
each of its documents gives alone, in this process.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

from corpus_text import Corpus

from minutes.cluster import extract_rows
from minutes.writing.tables.columns import TABLES

Cells = tuple[Any, ...]


def digest_tables(folder: Path) -> str:
    """One hash over all rows, however a run was done."""
    digest = hashlib.sha256()
    for name in TABLES:
        for row in stored_rows(folder, "jsonl", name):
            digest.update(repr((name, row)).encode())
    return digest.hexdigest()


def faults_of(folder: Path, corpus: Corpus, formats: list[str], sample: int, *, files: bool) -> list[str]:
    """What is wrong with the tables in `folder`; they include those of format jsonl."""
    faults = []
    for number, row in enumerate(zip_longest(stored_rows(folder, "jsonl", "documents"), range(corpus.documents))):
        if row[0] is None or row[1] is None or row[0][0] != _id(corpus, row[1], files=files):
            faults.append(f"documents: row {number} is {row[0] and row[0][0]}, not document {row[1]}")
            break
    for form in formats:
        for name in TABLES if form != "jsonl" else ():
            pairs = zip_longest(stored_rows(folder, "jsonl", name), stored_rows(folder, form, name))
            odd = next((number for number, (one, other) in enumerate(pairs) if one != other), None)
            if odd is not None:
                faults.append(f"{name}: row {odd} of {form} is not that of jsonl")
    return faults + _sampled(folder, corpus, sample, files=files)


def _sampled(folder: Path, corpus: Corpus, sample: int, *, files: bool) -> list[str]:
    step = max(corpus.documents // sample, 1)
    wanted: dict[str, dict[str, list[Cells]]] = {}
    for number in range(0, corpus.documents, step):
        row = corpus.row(number)
        key = row["id"] = _id(corpus, number, files=files)
        if files:
            del row["date"]
        wanted[key] = {name: [] for name in TABLES}
        for table, cells in extract_rows([row]):
            wanted[key][table].append(tuple(cells.values()))
    faults = []
    for name in TABLES:
        rows = stored_rows(folder, "jsonl", name)
        found = {key: list(some) for key, some in groupby(rows, key=lambda row: row[0]) if key in wanted}
        for key, tables in wanted.items():
            if [_comparable(name, row) for row in found.get(key, [])] != [_comparable(name, r) for r in tables[name]]:
                faults.append(f"{name}: the rows of {key} are not those of the document alone")
    return faults


def _comparable(table: str, row: Cells) -> Cells:
    """Without the name of a document, which tells a file from a row of a corpus."""
    return row if table != "documents" else (row[0], *row[2:])


def _id(corpus: Corpus, number: int, *, files: bool) -> str:
    return corpus.name(number) if files else corpus.row(number)["id"]


def stored_rows(folder: Path, form: str, table: str) -> Iterator[Cells]:
    """The rows of a table as one format holds them, in order."""
    columns = TABLES[table].columns
    if form == "jsonl":
        with (folder / f"{table}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield tuple(row.get(column.name) for column in columns)
    elif form == "sqlite":
        database = sqlite3.connect(f"file:{folder / 'minutes.sqlite'}?mode=ro", uri=True)
        yield from database.execute(f"SELECT * FROM {table} ORDER BY rowid")
        database.close()
    elif form == "parquet":
        import pyarrow.parquet as pq

        whole = folder / f"{table}.parquet"
        for part in [whole] if whole.exists() else sorted((folder / table).glob("*.parquet")):
            for batch in pq.ParquetFile(part).iter_batches():
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
    else:
        raise SystemExit(f"--to {form}: what stands there is not checked; leave it out")
