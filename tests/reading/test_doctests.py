"""The examples in the docstrings of the input and output side run."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = (
    "minutes.extras",
    "minutes.progress",
    "minutes.corpus.documents",
    "minutes.reading.charset",
    "minutes.reading.documents",
    "minutes.reading.inputs",
    "minutes.reading.kinds",
    "minutes.reading.numerals",
    "minutes.reading.page_text",
    "minutes.reading.registry",
    "minutes.reading.source",
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    """Each module has examples, and every one gives what it says."""
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
