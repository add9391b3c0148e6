"""The pipeline, and nothing else: read → repair → split → match → assemble → resolve."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from minutes.grammar import Grammar, load_grammar

if TYPE_CHECKING:
    from minutes.reading import ReadSource
    from minutes.records import Records


def extract(path: str | Path, *, issue_date: date | None = None, templates: Path | None = None) -> Records:
    """The records of the document at `path`.

    `issue_date` is the date of issue: the year of 12月5日, and what 昨日 refers to. `templates` is a folder of the
    caller's own templates and lexicon, added to the built-in ones. Raises `ReadError` for a file that cannot be read
    and `GrammarError` for templates that do not load.
    """
    from minutes.reading import read_document

    return extract_source(read_document(Path(path)), issue_date=issue_date, grammar=_grammar(templates))


def extract_text(text: str, *, issue_date: date | None = None, templates: Path | None = None) -> Records:
    """The records of a text that is in memory already.

    >>> records = extract_text("2024年3月5日，县长温如许主持召开春耕调度会。会议强调，要抓紧春灌。")
    >>> [(a.name, a.role.value) for a in records.attendees], [d.text for d in records.directives]
    ([('温如许', 'chair')], ['要抓紧春灌'])
    """
    import hashlib

    from minutes.reading import ReadSource
    from minutes.reading.source import unify_line_ends

    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source = ReadSource("text", digest, "text/plain", None, unify_line_ends(text.removeprefix("\ufeff")))
    return extract_source(source, issue_date=issue_date, grammar=_grammar(templates))


def _grammar(templates: Path | None) -> Grammar:
    return load_grammar() if templates is None else load_grammar(templates)


def extract_source(source: ReadSource, *, issue_date: date | None, grammar: Grammar) -> Records:
    """The records of a document that has been read."""
    from minutes.articles import split_articles
    from minutes.assembling import Assembler
    from minutes.dates import read_document_dates
    from minutes.repair import repair

    document = repair(source.text, grammar)
    dates = read_document_dates(document.text, issue_date=issue_date, grammar=grammar)
    assembler = Assembler(source, document, dates, grammar)
    for article in split_articles(document, grammar):
        assembler.add(article)
    grammar.keep()
    return assembler.records()
