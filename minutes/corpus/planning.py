"""Inputs to batches: streamed, in an order that depends on nothing but the inputs' names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from minutes.corpus import delimited, jsonl, parquet
from minutes.corpus.batches import Batch
from minutes.corpus.documents import CorpusError
from minutes.corpus.options import CorpusOptions
from minutes.corpus.tree import plan_files
from minutes.errors import ReadError
from minutes.reading.charset import readable_name
from minutes.reading.inputs import find_inputs, walk_documents
from minutes.reading.registry import document_suffixes

CORPUS_SUFFIXES = jsonl.SUFFIXES + delimited.SUFFIXES + parquet.SUFFIXES


def plan_batches(options: CorpusOptions, faults: list[str]) -> Iterator[Batch]:
    """The batches of all inputs, in order; what stands for nothing goes to `faults`.

    The order, and with it the order of the tables' rows: inputs as given, folders sorted. Batches never depend on the
    number of workers.
    """
    root = _root(options.paths)
    for argument in options.paths:
        try:
            found = False
            for shard, files in _pieces(argument, root):
                if shard is None:
                    for batch in plan_files(files):
                        found = True
                        yield batch
                else:
                    found = True
                    yield from _plan_undisturbed(*shard, options, faults)
            if not found:
                kinds = " ".join(sorted(document_suffixes() | set(CORPUS_SUFFIXES)))
                raise ReadError(f"{argument}: no documents in this folder or below it; looked for {kinds}")
        except (ReadError, CorpusError) as error:
            faults.append(str(error))
        except OSError as error:
            faults.append(f"{argument}: cannot be read ({error.strerror or error})")


Named = tuple[Path, str]


def _pieces(argument: str, root: Path) -> Iterator[tuple[Named | None, Iterator[Named]]]:
    """An argument's corpus files, each by itself, and its documents, as they follow one another."""
    paths = _paths(argument)
    pending = next(paths, None)
    while pending is not None:
        if pending.name.lower().endswith(CORPUS_SUFFIXES):
            yield (pending, _name(pending, root)), iter(())
            pending = next(paths, None)
            continue
        stopped: list[Path] = []
        yield None, _documents(pending, paths, root, stopped)
        pending = stopped[0] if stopped else None


def _documents(first: Path, paths: Iterator[Path], root: Path, stopped: list[Path]) -> Iterator[Named]:
    """Documents up to the next corpus file, which goes to `stopped`."""
    yield first, _name(first, root)
    for path in paths:
        if path.name.lower().endswith(CORPUS_SUFFIXES):
            stopped.append(path)
            return
        yield path, _name(path, root)


def _paths(argument: str) -> Iterator[Path]:
    path = Path(argument)
    if path.is_dir():
        # Files such as a.jsonl.gz have the suffix .gz; what else has it is left out.
        last = {os.path.splitext(suffix)[1] or suffix for suffix in CORPUS_SUFFIXES}  # noqa: PTH122 - a bare suffix
        wanted = document_suffixes() | {suffix for suffix in CORPUS_SUFFIXES if suffix.count(".") == 1} | last
        for found in walk_documents(path, frozenset(wanted)):
            if found.suffix.lower() not in (".gz", ".zst") or found.name.lower().endswith(CORPUS_SUFFIXES):
                yield found
        return
    inputs, errors = find_inputs([argument])
    if errors:
        raise errors[0]
    for item in inputs:
        if item.path is None:
            raise CorpusError("standard input is no corpus; save it to a file, or leave out --to")
        if not item.path.exists():
            raise ReadError(f"{argument}: no such file; check the name and the folder it is in")
        yield item.path


def _plan_undisturbed(path: Path, name: str, options: CorpusOptions, faults: list[str]) -> Iterator[Batch]:
    """The batches of one corpus file; a damaged one stops no other."""
    try:
        yield from _plan_shard(path, name, options)
    except CorpusError as error:
        faults.append(str(error))
    except OSError as error:
        faults.append(f"{path}: cannot be read ({error.strerror or error})")


def _plan_shard(path: Path, name: str, options: CorpusOptions) -> Iterator[Batch]:
    lower = path.name.lower()
    if lower.endswith(jsonl.SUFFIXES):
        return jsonl.plan_jsonl(path, name)
    if lower.endswith(parquet.SUFFIXES):
        return parquet.plan_parquet(path, name, options.columns)
    return delimited.plan_delimited(path, name, options.encoding)


def _root(arguments: tuple[str, ...]) -> Path:
    """The folder below which documents are named: the one given, or what several arguments share."""
    folders = [Path(argument) if Path(argument).is_dir() else Path(argument).parent for argument in arguments]
    try:
        return Path(os.path.commonpath([folder.absolute() for folder in folders]))
    except ValueError:  # on two drives
        return Path.cwd()


def _name(path: Path, root: Path) -> str:
    absolute = path.absolute()
    return readable_name(absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path.name)


def measure_inputs(options: CorpusOptions) -> int:
    """Bytes of all inputs together; a second or two for each 100,000 files."""
    total = 0
    for argument in options.paths:
        try:
            total += sum(path.stat().st_size for path in _paths(argument))
        except (ReadError, CorpusError, OSError):
            continue
    return total
