"""Corpora of any size: streamed in batches to several processes, resumable, into flat tables."""

from minutes.corpus.documents import Columns, CorpusDocument, Skipped
from minutes.corpus.options import CorpusOptions
from minutes.corpus.planning import CORPUS_SUFFIXES, plan_batches
from minutes.corpus.report import CorpusReport
from minutes.corpus.run import extract_corpus

__all__ = [
    "CORPUS_SUFFIXES",
    "Columns",
    "CorpusDocument",
    "CorpusOptions",
    "CorpusReport",
    "Skipped",
    "extract_corpus",
    "plan_batches",
]
