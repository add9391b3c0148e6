"""The folder of an unfinished run: parts of tables, and a note for each finished batch, so that it can be resumed."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from minutes.corpus.batches import Batch
from minutes.corpus.documents import CorpusError
from minutes.corpus.options import CorpusOptions
from minutes.corpus.report import BatchReport, batch_report
from minutes.writing.tables.files import PartFolder
from minutes.writing.tables.format import load_table_format
from minutes.writing.whole import write_whole

FOLDER = ".minutes-parts"
REPORT = "extraction-report.json"


class Journal:
    """Knows which batches are done. A batch is done when its note stands and its parts have the size noted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / FOLDER
        self.parts = PartFolder(self.folder)

    def _note(self, number: int) -> Path:
        return self.folder / "done" / f"{number // 1000:06d}" / f"{number:06d}.json"

    def find(self, number: int, batch: Batch) -> BatchReport | None:
        """The report of batch `number`, if it is done and its input has not changed since."""
        try:
            report = batch_report(json.loads(self._note(number).read_bytes()))
            if report.fingerprint != batch.fingerprint:
                return None
            if any((self.folder / name).stat().st_size != size for name, size in report.parts.items()):
                return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return report

    def finish(self, report: BatchReport) -> None:
        """Note that a batch is done; its parts must stand already."""
        write_whole(self._note(report.number), json.dumps(report.as_object(), ensure_ascii=False).encode())

    def begin(self, options: CorpusOptions) -> None:
        """Start or resume a run; refuses to mix runs, and to overwrite tables that another one made."""
        told = json.dumps(_describe(options), ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
        note = self.folder / "run.json"
        if note.exists():
            if not options.resume:
                raise CorpusError(
                    f"{self.folder.parent}: holds an unfinished run; go on with --resume, "
                    f"or delete {self.folder} to start anew"
                )
            if note.read_bytes() != told:
                raise CorpusError(
                    f"{self.folder.parent}: its unfinished run had other inputs, options, templates or version "
                    f"({_difference(note.read_bytes(), told)}); use the same, or another folder with -o"
                )
            return
        standing = [path.name for name in options.formats for path in targets(options, name) if path.exists()]
        if standing:
            raise CorpusError(
                f"{options.folder}: holds tables already ({', '.join(standing[:3])}); "
                "move them away, or choose another folder with -o"
            )
        write_whole(note, told)

    def remove(self) -> None:
        """Take the folder away, once all tables stand; the note goes first, so that no half folder is resumed."""
        (self.folder / "run.json").unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)


def targets(options: CorpusOptions, name: str) -> list[Path]:
    """The files, or folders of parts, that format `name` makes."""
    paths = load_table_format(name).targets(options.folder)
    return [path.with_suffix("") for path in paths] if options.partitioned and name == "parquet" else paths


def _describe(options: CorpusOptions) -> dict[str, Any]:
    """What must not change between two halves of a run; the number of workers may."""
    from minutes._version import __version__

    columns = options.columns
    return {
        "version": __version__,
        "templates": options.load().templates,
        "paths": list(options.paths),
        "formats": sorted(options.formats),
        "columns": [columns.text, columns.id, columns.date, columns.title],
        "date": options.issue_date.isoformat() if options.issue_date else None,
        "encoding": options.encoding,
        "partitioned": options.partitioned,
    }


def _difference(old: bytes, new: bytes) -> str:
    try:
        before, after = json.loads(old), json.loads(new)
        return ", ".join(sorted(name for name in after if before.get(name) != after[name]))
    except (ValueError, AttributeError):
        return hashlib.sha256(old).hexdigest()[:8]
