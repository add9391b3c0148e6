"""The input formats there are: every module of `minutes.reading.formats` brings one, under the name `FORMAT`."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from minutes.reading.source import Extracted


@dataclass(frozen=True, slots=True)
class Format:
    """An input format: how to tell it, and how to get its text.

    `recognises` is asked with the whole file and decides by content; `suffixes` decide for files that no format
    recognises, and say which files of a folder are documents. `read(data, encoding)` returns the text with line ends
    unified, or raises `ReadError` with a message that continues the file's name ("is a PDF, …").
    """

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str | None], Extracted]


@functools.cache
def load_formats() -> tuple[Format, ...]:
    """All formats, by name."""
    package = importlib.import_module("minutes.reading.formats")
    modules = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return tuple(importlib.import_module(f"{package.__name__}.{name}").FORMAT for name in modules)


def document_suffixes() -> frozenset[str]:
    """Suffixes, in lower case, of the files that a folder is searched for."""
    return frozenset(suffix for form in load_formats() for suffix in form.suffixes)


def choose_format(data: bytes, suffix: str) -> Format:
    """The format that recognises `data`; else the one `suffix` belongs to, if it is text inside; else plain text.

    >>> choose_format(b"<!DOCTYPE html><p>x", ".txt").name
    'html'
    >>> choose_format(b"plain", ".unknown").name
    'text'
    """
    formats = load_formats()
    for form in formats:
        if form.recognises(data):
            return form
    for form in formats:
        if suffix.lower() in form.suffixes and form.media_type.startswith("text/"):
            return form
    return next(form for form in formats if form.name == "text")
