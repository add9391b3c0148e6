"""Bringing records into the tracker: the workbook is made when it is not there, merged into when it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from minutes.errors import TrackerError
from minutes.records import Records
from minutes.tracker.applying import Writer
from minutes.tracker.base import State, dump_state, load_state
from minutes.tracker.book import Book, SheetEntry
from minutes.tracker.empty import empty_tracker
from minutes.tracker.layout import Layout, find_layouts, read_view
from minutes.tracker.ledger import MATRIX_PREFIX
from minutes.tracker.merging import Merge
from minutes.tracker.package import Package
from minutes.tracker.preflight import refuse_unsafe
from minutes.tracker.profile import Profile, load_profile, parse_profile
from minutes.tracker.report import MergeReport, Outcome
from minutes.tracker.rows import rows_of
from minutes.tracker.saving import locked, save


def merge_records(
    records: Sequence[Records],
    path: Path,
    *,
    profile: Path | None = None,
    lang: str = "zh",
    dry_run: bool = False,
    allow_loss: bool = False,
) -> MergeReport:
    """Bring records into the tracker at `path`, and say row by row what was done.

    The file is replaced whole or left as it was. What people changed stays. With `dry_run` nothing is written.
    """
    path = Path(path)
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise TrackerError(f"{path}: a tracker is an .xlsx (or .xlsm) workbook; give it such a name.")
    if path.is_dir():
        raise TrackerError(f"{path}: this is a folder, not a workbook.")
    target = path.resolve() if path.is_symlink() else path
    if dry_run:
        return _merge(records, target, profile, lang, dry_run=True, allow_loss=allow_loss)
    with locked(target):
        return _merge(records, target, profile, lang, dry_run=False, allow_loss=allow_loss)


def _merge(
    records: Sequence[Records], path: Path, profile: Path | None, lang: str, *, dry_run: bool, allow_loss: bool
) -> MergeReport:
    created = not path.exists()
    report = MergeReport(path, created=created, dry_run=dry_run)
    if created:
        if path.suffix.lower() == ".xlsm":
            raise TrackerError(f"{path}: a new tracker has no macros; name it .xlsx.")
        data: bytes | None = None
    else:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise TrackerError(f"{path}: cannot be read ({error.strerror}).") from error
    merged = merge_bytes(records, data, path.name, report, profile=profile, lang=lang, allow_loss=allow_loss)
    report.changed = merged != data
    if dry_run or not report.changed:
        return report
    report.path, message = save(path, merged, beside=report.profile.message("saved_beside") if report.profile else "")
    if message is not None:
        report.beside = True
        report.warnings.append(message)
    return report


def merge_bytes(
    records: Sequence[Records],
    data: bytes | None,
    name: str,
    report: MergeReport,
    *,
    profile: Path | None = None,
    lang: str = "zh",
    allow_loss: bool = False,
) -> bytes:
    """The workbook with the records merged in; the very same bytes when there was nothing to change."""
    fresh = data is None
    if data is None:
        words = load_profile(profile, lang)
        package = empty_tracker(words)
        state = State(profile=words.model_dump(mode="json", by_alias=True))
    else:
        package = Package.from_bytes(data, name)
        report.warnings.extend(refuse_unsafe(package, name, allow_loss=allow_loss))
    book = Book(package, name)
    if fresh:
        base_entry = None
    else:
        base_entry, state, words = read_state(book, report, profile, lang)
    before = dump_state(state)
    layouts = find_layouts(book, words, state)
    if "tracker" not in layouts:
        raise TrackerError(
            f"{name}: no sheet {words.sheet('tracker').name} with its headings, so this is no tracker of this program "
            "(or the heading row is gone). Give another name, and a new tracker is made there."
        )
    if fresh or base_entry is None:
        _adopt(layouts, state, words)
    view, _ = read_view(book, layouts, state, words)
    merge = Merge(state, view, words)
    for document in records:
        merge.take(rows_of(document, words))
    merge.finish()
    _remember(layouts, state, words, base_entry)
    changed = Writer(book, layouts, state, view, words).apply()
    after = dump_state(state)
    if after != before or base_entry is None:
        if base_entry is None:
            taken = {entry.name for entry in book.entries}
            title = words.base.name
            while title in taken:
                title += "_"
            base_entry = book.add_hidden_sheet(title)
            state.names["base"] = title
            after = dump_state(state)
        _write_base(book, base_entry, after)
        changed = True
    report.profile = words
    main = words.sheet("tracker").name
    report.rows = [change for change in merge.changes.values() if change.cells or change.sheet == main]
    report.warnings.extend(merge.warnings)
    _count_deleted(report, state, merge)
    return data if data is not None and not changed else book.to_bytes()


def _count_deleted(report: MergeReport, state: State, merge: Merge) -> None:
    for change in report.rows:
        if change.outcome is Outcome.DELETED:
            change.cells.clear()


def read_state(
    book: Book, report: MergeReport, profile: Path | None = None, lang: str = "zh"
) -> tuple[SheetEntry | None, State, Profile]:
    """What the hidden sheet remembers, and the profile the workbook was made with."""
    for entry in book.entries:
        if entry.state == "visible":
            continue
        sheet = book.sheet(entry)
        if sheet.read(1, 1).text != "meta" or not sheet.read(1, 3).text.startswith('{"format"'):
            continue
        width = max((column for _, column in sheet.cells()), default=0)
        lines = []
        for row in sheet.row_numbers:
            line = [sheet.read(row, column).text for column in range(1, width + 1)]
            while line and not line[-1]:
                line.pop()
            lines.append(line)
        try:
            state = load_state(lines)
        except TrackerError as error:
            raise TrackerError(
                f"{book.name}: {error}. What the program last wrote is not known; take the newest backup (.bak)."
            ) from error
        if profile is None:
            words = parse_profile(state.profile, "profile in the workbook")
        else:
            words = load_profile(profile, lang, stored=state.profile)
            state.profile = words.model_dump(mode="json", by_alias=True)
        return entry, state, words
    words = load_profile(profile, lang)
    report.warnings.append(
        f"{book.name}: the hidden sheet that remembers what the program last wrote is gone. Every filled cell "
        "is taken for people's own and stays; rows that people had deleted may come back."
    )
    return None, State(profile=words.model_dump(mode="json", by_alias=True)), words


def _adopt(layouts: dict[str, Layout], state: State, words: Profile) -> None:
    """Without a memory, rows with a key or number are known, and what stands in them counts as people's own."""
    from minutes.tracker.base import RowState

    for layout in layouts.values():
        for row in layout.sheet.row_numbers:
            key = layout.text(row, "key") if row > layout.header else ""
            if not key or (layout.spec.id, key) in state.rows:
                continue
            known = RowState(layout.spec.id, key, ids=[key], number=layout.text(row, "number"))
            known.text = (
                layout.text(row, "requirement") or layout.text(row, "meeting") or layout.text(row, "person_name")
            )
            state.rows[layout.spec.id, key] = known


def _remember(layouts: dict[str, Layout], state: State, words: Profile, base_entry: SheetEntry | None) -> None:
    """Keep headings and sheet names, so that renamed ones are known next time; name the matrix's new columns."""
    for sheet_id, layout in layouts.items():
        state.names[sheet_id] = layout.entry.name
        headers = state.headers.setdefault(sheet_id, {})
        for name in layout.columns:
            headers[name] = layout.sheet.read(layout.header, layout.columns[name]).text
    if base_entry is not None:
        state.names["base"] = base_entry.name
    if "matrix" not in layouts:
        return
    headers = state.headers.setdefault("matrix", {})
    taken = {header.casefold() for header in headers.values()} | {
        text.casefold() for text in layouts["matrix"].extra.values()
    }
    for row in state.of("meetings"):
        name = MATRIX_PREFIX + row.key
        if name in headers or not any(name in person.values for person in state.of("matrix")):
            continue
        day = row.values.get("meeting_date", "")
        title = f"{day} {row.values.get('meeting', '')}"[:40].replace("\n", " ").strip() or row.key
        header, number = title, 1
        while header.casefold() in taken:
            number += 1
            header = f"{title} ({number})"
        taken.add(header.casefold())
        headers[name] = header


def _write_base(book: Book, entry: SheetEntry, lines: list[list[str]]) -> None:
    sheet = book.sheet(entry)
    sheet.rows.clear()
    for number, line in enumerate(lines, 1):
        sheet.write_row(number, [(column, text, "text", None) for column, text in enumerate(line, 1) if text])
    dimension = sheet.child("dimension")
    if dimension is not None:
        sheet.root.remove(dimension)
    book.changed(entry)
