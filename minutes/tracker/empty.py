"""The empty tracker that a profile's first rows go into: for the built-in profiles it is kept as parts, not made anew.

`empty.zh.json` and `empty.en.json` hold what `minutes.tracker.workbook` makes of the built-in profiles, under the
SHA-256 of the profile. Making one takes several times as long as bringing a page's directives into it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from minutes.tracker.package import Package
from minutes.tracker.profile import Profile

_FOLDER = Path(__file__).parent


def empty_file(lang: str) -> Path:
    """Where the empty tracker of a language's built-in profile is kept."""
    return _FOLDER / f"empty.{lang}.json"


def empty_tracker(profile: Profile) -> Package:
    """An empty tracker, the same parts for the same profile."""
    try:
        kept = json.loads(empty_file(profile.lang).read_bytes())
    except OSError:  # an office's own language
        kept = {}
    if kept.get("profile") == _digest(profile):
        return Package.of_parts({name: text.encode() for name, text in kept["parts"].items()})
    from minutes.tracker.workbook import new_workbook

    return new_workbook(profile)


def kept_text(profile: Profile) -> str:
    """What is kept of the empty tracker of a profile, part by part."""
    from minutes.tracker.workbook import new_workbook

    package = new_workbook(profile)
    parts = {name: package.data(name).decode() for name in package.names()}
    return json.dumps({"profile": _digest(profile), "parts": parts}, ensure_ascii=False, indent=1) + "\n"


def _digest(profile: Profile) -> str:
    return hashlib.sha256(profile.model_dump_json(by_alias=True).encode()).hexdigest()
