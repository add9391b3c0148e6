"""Compiled patterns kept from one run to the next."""

import sys
from pathlib import Path

import pytest
import regex

from minutes.grammar import read_grammar
from minutes.pattern_store import PatternStore


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for bytecode that may be written."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    return tmp_path


def _stores(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.patterns"))


def test_a_kept_pattern_comes_back_as_it_was(kept: Path) -> None:
    """What one store keeps the next one of the same digest has, and one of another digest has not."""
    store = PatternStore("a" * 64)
    store.put("p", regex.compile("县(?P<slot>长)", regex.V1))
    store.keep()
    again = PatternStore("a" * 64).get("p")
    assert again.search("副县长").span("slot") == (2, 3)
    assert PatternStore("b" * 64).get("p") is None


def test_a_damaged_store_is_none(kept: Path) -> None:
    """Contents that do not agree with their check sum are never read."""
    store = PatternStore("a" * 64)
    store.put("p", regex.compile("县长"))
    store.keep()
    (path,) = _stores(kept)
    path.write_bytes(path.read_bytes()[:-3])
    assert PatternStore("a" * 64).get("p") is None


def test_nothing_is_written_where_python_writes_no_bytecode(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`PYTHONDONTWRITEBYTECODE` keeps the folder as it is."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    store = PatternStore("a" * 64)
    store.put("p", regex.compile("县长"))
    store.keep()
    assert _stores(kept) == []


def test_old_stores_go(kept: Path) -> None:
    """Four stores stay, however many grammars there have been."""
    for digit in "0123456":
        store = PatternStore(digit * 64)
        store.put("p", regex.compile("县长"))
        store.keep()
    assert len(_stores(kept)) == 4


def test_a_grammar_finds_the_same_with_a_store_as_without(kept: Path) -> None:
    """The pattern that comes back has the same groups and matches the same."""
    first, _ = read_grammar()
    fresh = first.pattern("address")
    first.keep()
    second, _ = read_grammar()
    stored = second.pattern("address")
    text = "县委副书记、县长温如许，副县长冷秋"
    assert stored is not fresh
    assert [m.span() for m in stored.finditer(text)] == [m.span() for m in fresh.finditer(text)]
