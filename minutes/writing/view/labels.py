"""The words of the page, from `labels.toml` beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

Labels = dict[str, dict[str, str]]


@cache
def load_labels() -> Labels:
    """Tables of words: `page` for the page itself, the others for the values of a field."""
    text = resources.files("minutes.writing.view").joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def load_template() -> str:
    """The page with `{{name}}` where something goes."""
    return resources.files("minutes.writing.view").joinpath("page.html").read_text(encoding="utf-8")
