"""Keeps compiled patterns and read templates from one run to the next, the way Python keeps bytecode.

`regex` compiles in Python, about 5 ms for a pattern of ours; reading a compiled one back takes a fiftieth of that. The
store lies where Python keeps the bytecode of this package (`__pycache__`, or `PYTHONPYCACHEPREFIX`), under the digest
of the templates, that of the code that makes patterns, and the version of `regex`, is as trusted as the bytecode beside
it, and is only ever a short cut: where it is missing, damaged or may not be written, everything is compiled anew.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final

import regex

from minutes._version import __version__

_SUFFIX: Final = ".patterns"
_KEPT: Final = 4  # stores that stay: the built-in templates' and those of the last grammars used
_MAKERS: Final = tuple(
    f"{noun}.py" for noun in ("character_sets", "compiled", "look_behinds", "pattern_tree", "traits", "translation")
)
_CHECK: Final = 32  # bytes of SHA-256 before the contents


class PatternStore:
    """What was compiled of the grammar with `digest`; read when made, written by `keep`."""

    def __init__(self, digest: str) -> None:
        self._path = _path(digest)
        self._entries = {} if self._path is None else _read(self._path)
        self._new = False

    def get(self, key: str) -> Any:
        """What is stored under `key`, or None."""
        data = self._entries.get(key)
        if data is None:
            return None
        try:
            return pickle.loads(data)
        except Exception:  # another `regex` than its version says, or a class that has changed
            del self._entries[key]
            return None

    def put(self, key: str, thing: Any) -> None:
        """Has `thing` stored under `key` when next kept."""
        if self._path is not None:
            self._entries[key] = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
            self._new = True

    def keep(self) -> None:
        """Writes the store, if there is anything new and Python may write bytecode here."""
        if not self._new or self._path is None or sys.dont_write_bytecode:
            return
        self._new = False
        data = pickle.dumps(self._entries, pickle.HIGHEST_PROTOCOL)
        written = self._path.with_suffix(f".{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            written.write_bytes(hashlib.sha256(data).digest() + data)
            written.replace(self._path)
            stores = sorted(self._path.parent.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime)
            for stale in stores[:-_KEPT]:
                stale.unlink(missing_ok=True)
        except OSError:  # read-only, or full: the next run compiles again
            self._path = None


def _path(digest: str) -> Path | None:
    try:
        beside = Path(cache_from_source(__file__))
    except NotImplementedError:  # a Python that keeps no bytecode
        return None
    tag = sys.implementation.cache_tag
    return beside.with_name(f"{digest[:16]}-{_makers()}-{__version__}.{tag}.regex-{regex.__version__}{_SUFFIX}")


def _makers() -> str:
    """The digest of the code that makes patterns, so that none is read that other code has made."""
    digest = hashlib.sha256()
    for name in _MAKERS:
        source = Path(__file__).with_name(name)
        if source.exists():
            digest.update(source.read_bytes())
    return digest.hexdigest()[:8]


def _read(path: Path) -> dict[str, bytes]:
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    if hashlib.sha256(data[_CHECK:]).digest() != data[:_CHECK]:
        return {}
    found: dict[str, bytes] = pickle.loads(data[_CHECK:])
    return found
