"""The examples in the docstrings of the engine run and show what they say."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = [
    *("document", "grammar", "matching", "adjacency", "repair", "layout", "articles", "name_ends", "names", "titles"),
    *("name_lists", "mentions", "attendance", "sentences", "events", "people", "groups", "blocks", "recording"),
    *("assembling", "extracting", "identifiers", "dates", "stamps", "calendars", "deadlines", "numerals", "occasions"),
    *("passages", "paragraphs", "speakers", "series", "units", "requirements", "responsible", "discourse"),
    *("directives", "bodies", "tables", "topics", "limits", "framing", "template_files"),
    *("limit_reading", "reading.source", "tracker.cell_xml", "tracker.cells", "tracker.sheet"),
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    """Each example gives the output printed below it."""
    assert doctest.testmod(importlib.import_module(f"minutes.{name}")).failed == 0
