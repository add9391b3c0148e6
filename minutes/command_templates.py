"""What the commands of `minutes templates` do with their options; each returns the exit status."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from minutes.errors import GrammarError, MinutesError
from minutes.grammar import Grammar, load_grammar
from minutes.speaking import say, tell

DONE, FAILED, WRONG_USAGE = 0, 1, 2


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
        say(f"{len(problems)} problems" if problems else "no problems")
    return FAILED if problems else DONE
