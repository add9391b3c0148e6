"""Compiled patterns of `re`: kept with their code, and searched at every place."""

import pickle
import re

import pytest

from minutes import compiled
from minutes.compiled import compile_keepable, overlapping

SOURCE = r"(?P<post>副?[县市]长|书记)(?<!前书记)(?=[\u4e00-\u9fff]{2,3}?说)|(?P<mark>[，。])"
TEXT = "县委书记温如许说，副县长冷秋、前书记段青禾说。"


def test_a_kept_pattern_is_the_pattern() -> None:
    """What comes back finds what `re` finds, group by group, without being compiled."""
    back = pickle.loads(pickle.dumps(compile_keepable(SOURCE)))
    assert [m.groupdict() for m in back.finditer(TEXT)] == [m.groupdict() for m in re.finditer(SOURCE, TEXT)]
    assert back == re.compile(SOURCE)


def test_where_re_is_made_otherwise_the_source_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python without the inner modules of `re` compiles from the source."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(compiled, "import_module", missing)
    keepable = compile_keepable(SOURCE)
    assert keepable.code == b""
    assert pickle.loads(pickle.dumps(keepable)).findall(TEXT) == re.findall(SOURCE, TEXT)


def test_matches_may_overlap_and_stay_within_their_bounds() -> None:
    """One match for each place at which one begins; nothing outside of the stretch."""
    found = overlapping(re.compile("县?委?书记?"), "前县委书记", 1, 4)
    assert [match.span() for match in found] == [(1, 4), (2, 4), (3, 4)]
