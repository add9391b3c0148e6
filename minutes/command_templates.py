"""What the commands of `minutes templates` do with their options; each returns the exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from minutes.errors import GrammarError, MinutesError
from minutes.exit_status import DONE, FAILED, WRONG_USAGE
from minutes.grammar import Grammar, load_grammar
from minutes.speaking import say, tell

if TYPE_CHECKING:
    from minutes.reading import ReadSource


class _UsageError(MinutesError):
    """An option or a name that makes no sense."""


def load(folders: Sequence[Path]) -> Grammar:
    """The built-in templates with those of `folders`."""
    for folder in folders:
        if not folder.is_dir():
            raise _UsageError(f"--templates {folder}: no such folder")
    return load_grammar(*folders)


def failed(command: str, error: MinutesError) -> int:
    """Says on standard error why `command` could not be done."""
    if isinstance(error, GrammarError):
        say(f"minutes templates {command}: the templates do not load; `minutes templates check` tells more")
        for problem in error.problems:
            say(f"  {problem}")
        return FAILED
    say(f"minutes templates {command}: {error}")
    return WRONG_USAGE if isinstance(error, _UsageError) else FAILED


def run_list(folders: Sequence[Path], kind: str | None, *, as_json: bool) -> int:
    """Prints the table of templates."""
    from minutes.authoring.listing import list_templates, list_text

    try:
        grammar = load(folders)
        if kind is not None and kind not in grammar.kinds:
            raise _UsageError(f"--kind {kind}: is none of {', '.join(grammar.kinds)}")
    except MinutesError as error:
        return failed("list", error)
    listed = list_templates(grammar, kind)
    tell(json.dumps([asdict(one) for one in listed], ensure_ascii=False, indent=2) if as_json else list_text(listed))
    return DONE


def run_show(folders: Sequence[Path], name: str, *, expanded: bool) -> int:
    """Prints one template, or one lexicon entry."""
    from minutes.authoring.listing import show_text, similar

    try:
        grammar = load(folders)
        bare = name.strip("{}")
        if name not in grammar.templates and bare not in grammar.lexicon:
            near = ", ".join(similar(grammar, bare))
            asked = f"; did you mean {near}?" if near else "; `minutes templates list` names all"
            raise _UsageError(f"there is no template or lexicon entry {name}{asked}")
    except MinutesError as error:
        return failed("show", error)
    tell(show_text(grammar, name if name in grammar.templates else bare, expanded=expanded))
    return DONE


def run_check(folders: Sequence[Path], *, timed: bool, as_json: bool, quiet: bool) -> int:
    """Prints every problem of the templates in `folders`, or of the built-in ones; 1 when there is any."""
    from minutes.authoring.checking import check_directories

    try:
        problems = check_directories(*folders, timed=timed)
    except MinutesError as error:
        return failed("check", error)
    if as_json:
        tell(json.dumps(problems, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            tell(problem)
    if not quiet:
        say(f"{len(problems) or 'no'} problem{'s' * (len(problems) != 1)}")
    return FAILED if problems else DONE


def run_explain(folders: Sequence[Path], place: str, options: ExplainOptions) -> int:
    """Prints what the templates make of each sentence of a document, or of one line of it."""
    from minutes.authoring.explaining import explain, explanation_text
    from minutes.authoring.sightings import see_document

    path, line = _place(place)
    try:
        grammar = load(folders)
        unknown = [name for name in options.names if name not in grammar.templates]
        if unknown:
            raise _UsageError(f"--template {unknown[0]}: there is no such template; `minutes templates list` names all")
        seen = see_document(_read(path, options.encoding), grammar, _day(options.issue_date))
    except MinutesError as error:
        return failed("explain", error)
    explained = explain(seen, grammar, line=line, templates=options.names, every=options.every)
    if not explained and line is not None:
        lines = seen.document.source.count("\n") + 1
        say(f"minutes templates explain: {path} has no text on line {line}; it has {lines} lines")
        return FAILED
    if options.as_json:
        tell(json.dumps([one.as_json() for one in explained], ensure_ascii=False, indent=2))
    else:
        tell(explanation_text(seen, explained))
    return DONE


@dataclass(frozen=True, slots=True)
class ExplainOptions:
    """The options of `minutes templates explain` as typed."""

    names: tuple[str, ...] = ()
    every: bool = False
    issue_date: str | None = None
    encoding: str | None = None
    as_json: bool = False


def _place(written: str) -> tuple[str, int | None]:
    """FILE or FILE:LINE."""
    path, colon, line = written.rpartition(":")
    if colon and line.isdigit() and path and not Path(written).exists():
        return path, int(line)
    return written, None


def _read(path: str, encoding: str | None) -> ReadSource:
    from minutes.reading import MAX_BYTES, read_document

    if path != "-":
        return read_document(Path(path), encoding=encoding)
    return read_document(sys.stdin.buffer.read(MAX_BYTES + 1), encoding=encoding)


def _day(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise _UsageError(f"--date {written}: is no date; write it as 2022-12-05") from None


@dataclass(frozen=True, slots=True)
class CorpusChoice:
    """Which documents `coverage` and `draft` read: paths as typed, and how many at most."""

    paths: tuple[str, ...]
    first: int | None = None


def run_coverage(
    folders: Sequence[Path], chosen: CorpusChoice, *, limit: int, fail_under: float | None, as_json: bool
) -> int:
    """Prints what share of the documents is claimed, and what is not; 1 when it is less than `fail_under` percent."""
    from minutes.authoring.corpus import Documents
    from minutes.authoring.coverage import Coverage
    from minutes.authoring.sightings import see_document

    try:
        grammar = load(folders)
    except MinutesError as error:
        return failed("coverage", error)
    counted = Coverage(grammar)
    documents = Documents(chosen.paths, chosen.first)
    for source, issued in documents:
        counted.add(see_document(source, grammar, issued))
    for fault in documents.faults:
        say(f"minutes templates coverage: {fault}")
    if as_json:
        tell(json.dumps(counted.as_json(limit), ensure_ascii=False, indent=2))
    else:
        tell(counted.text(limit))
    if fail_under is not None and counted.share < fail_under:
        say(f"claimed {counted.share:.2f} %, less than --fail-under {fail_under:g}")
        return FAILED
    return FAILED if documents.faults else DONE


def run_draft(folders: Sequence[Path], chosen: CorpusChoice, output: Path | None, *, limit: int, least: int) -> int:
    """Writes drafts of templates for unclaimed phrasings of the documents."""
    from minutes.authoring.corpus import Documents
    from minutes.authoring.phrasings import Phrasings
    from minutes.authoring.proposing import draft_templates, drafts_toml
    from minutes.authoring.sightings import see_document
    from minutes.writing.whole import write_whole

    documents = Documents(chosen.paths, chosen.first)
    try:
        grammar = load(folders)
        if output is not None and output.exists():
            raise _UsageError(f"{output} is there already: give another name, or move it away")
        found = Phrasings(grammar)
        for source, issued in documents:
            found.add(see_document(source, grammar, issued))
        drafts = draft_templates(found, least=least, limit=limit)
        if output is None:
            tell(drafts_toml(drafts).rstrip("\n"))
        else:
            write_whole(output, drafts_toml(drafts).encode())
    except MinutesError as error:
        return failed("draft", error)
    except OSError as error:
        say(f"minutes templates draft: {output}: cannot be written ({error.strerror})")
        return FAILED
    for fault in documents.faults:
        say(f"minutes templates draft: {fault}")
    left = sum(not one.negative for one in drafts)
    told = f", {left} without a negative example, which is left to be written" if left else ""
    say(f"{len(drafts)} draft{'s' * (len(drafts) != 1)}{told}")
    return FAILED if documents.faults else DONE
