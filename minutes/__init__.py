"""From Chinese local-government reports and 会议纪要 to typed records and a 督办台账.

>>> from minutes import extract_text
>>> records = extract_text("2024年3月5日，县长温如许主持召开春耕调度会。会议强调，要抓紧春灌。")
>>> records.meetings[0].date
'2024-03-05'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutes._version import __version__

if TYPE_CHECKING:
    from minutes.extracting import extract, extract_text
    from minutes.records import (
        AgendaItem,
        Article,
        Attendee,
        Deadline,
        Directive,
        Evidence,
        Meeting,
        Problem,
        Records,
        Responsible,
        Source,
    )
    from minutes.validating import validate

__all__ = [
    "AgendaItem",
    "Article",
    "Attendee",
    "Deadline",
    "Directive",
    "Evidence",
    "Meeting",
    "Problem",
    "Records",
    "Responsible",
    "Source",
    "__version__",
    "extract",
    "extract_text",
    "validate",
]

_HOMES = {"extract": "minutes.extracting", "extract_text": "minutes.extracting", "validate": "minutes.validating"}


def __getattr__(name: str) -> object:
    # importing the package does no work: each name is fetched from its module when first asked for
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(_HOMES.get(name, "minutes.records")), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
