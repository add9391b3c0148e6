"""The figures in `docs/accuracy.md`, generated: extracts the documents of gold folders, scores them, writes tables.

The text of the page is written by hand. A figure stands between two marks, which the page has once for each folder:

    <!-- figures: own gold -->
    <!-- end of figures -->

`python -m minutes.accuracy --write "own gold=tests/gold"` fills them; `--check` says whether they still hold. A folder
may end in a pattern of document names: `"minutes=tests/gold/min*"`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory

from minutes.errors import MinutesError
from minutes.evaluating.counting import SCORES, Counts
from minutes.evaluating.evaluation import RECORDS_SUFFIX, Evaluation, evaluate
from minutes.evaluating.gold import GOLD_SUFFIX, gold_files
from minutes.evaluating.report import figure

PAGE = Path("docs") / "accuracy.md"
_END = "<!-- end of figures -->"


def evaluate_folder(folder: Path) -> Evaluation:
    """Extracts every NAME.txt beside its NAME.gold.json, with no issue date given, and scores the records.

    A last part that is no folder is a pattern of names: `tests/gold/min*`, `gold/*[369]`. Raises GoldError where no
    gold is found.
    """
    import minutes

    with TemporaryDirectory() as temporary:
        target = Path(temporary)
        for file in chosen_gold(folder):
            name = file.name.removesuffix(GOLD_SUFFIX)
            records = minutes.extract(file.with_name(f"{name}.txt"))
            (target / f"{name}{RECORDS_SUFFIX}").write_text(records.model_dump_json(), encoding="utf-8")
            shutil.copyfile(file, target / file.name)
        return evaluate(target, target)


def chosen_gold(folder: Path) -> list[Path]:
    """The gold files in `folder`, or, where its last part is no folder, those whose names that part matches.

    Raises GoldError when there is none.
    """
    if folder.is_dir():
        return gold_files(folder)
    return [
        file for file in gold_files(folder.parent) if fnmatchcase(file.name.removesuffix(GOLD_SUFFIX), folder.name)
    ] or gold_files(folder)


def tables(evaluation: Evaluation) -> str:
    """The scores, the scores by kind of document, and how many differences of which sort there are, as Markdown."""
    return "\n".join(_tables(evaluation))


def _tables(evaluation: Evaluation) -> Iterator[str]:
    yield f"{len(evaluation.documents)} documents."
    yield ""
    yield "| score | precision | recall | F1 | right | gold | predicted |"
    yield "|---|---|---|---|---|---|---|"
    for score in SCORES:
        c = evaluation.total[score]
        rates = f"{c.precision:.3f} | {c.recall:.3f} | {c.f1:.3f}"
        yield f"| {score} | {rates} | {c.right} | {c.gold} | {c.predicted} |"
    yield ""
    yield "F1 by kind of document (the letters its name begins with):"
    yield ""
    yield f"| kind | documents | {' | '.join(SCORES)} |"
    yield f"|---|---|{'---|' * len(SCORES)}"
    for kind, (number, counts) in evaluation.kinds.items():
        yield f"| {kind} | {number} | {_figures(counts)} |"
    yield ""
    sorts = Counter(miss.what for miss in evaluation.misses)
    if sorts:
        yield "Differences:"
        yield ""
        yield "| difference | how many | in how many documents |"
        yield "|---|---|---|"
        for sort, number in sorted(sorts.items(), key=lambda pair: (-pair[1], pair[0])):
            documents = {miss.document for miss in evaluation.misses if miss.what == sort}
            yield f"| {sort} | {number} | {len(documents)} |"
    else:
        yield "No difference."


def _figures(counts: Counts) -> str:
    return " | ".join(figure(counts[score]) for score in SCORES)


def filled(page: str, label: str, figures: str) -> str:
    """The page with `figures` between the marks of `label`.

    Raises MinutesError if the page has no such marks.
    """
    mark = f"<!-- figures: {label} -->"
    pattern = re.compile(re.escape(mark) + r"\n.*?" + re.escape(_END), re.DOTALL)
    if not pattern.search(page):
        raise MinutesError(f"the page has no place for {label!r}: add the lines {mark} and {_END}")
    return pattern.sub(lambda _: f"{mark}\n\n{figures}\n\n{_END}", page, count=1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes or checks the figures of the folders named; 1 when they differ or something is missing."""
    parser = argparse.ArgumentParser(prog="python -m minutes.accuracy", description="Generate the accuracy figures.")
    parser.add_argument(
        "folders",
        nargs="+",
        metavar="LABEL=FOLDER",
        help="gold, with each document beside it; FOLDER/PATTERN chooses by name",
    )
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="exit 1 if the page has other figures")
    mode.add_argument("--write", action="store_true", help="write the figures into the page")
    parser.add_argument("--page", type=Path, default=PAGE, help="default: %(default)s")
    options = parser.parse_args(arguments)
    path: Path = options.page
    try:
        before = after = path.read_text(encoding="utf-8")
        for pair in options.folders:
            label, equals, folder = pair.rpartition("=")
            if not equals:
                parser.error(f"{pair}: write LABEL=FOLDER")
            after = filled(after, label, tables(evaluate_folder(Path(folder))))
    except (MinutesError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if options.write:
        path.write_text(after, encoding="utf-8", newline="\n")
        return 0
    if after == before:
        return 0
    given = " ".join(f'"{pair}"' for pair in options.folders)
    print(f"{path} has other figures; run: python -m minutes.accuracy --write {given}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
