"""What a workbook holds that a change would break: refused by name, unless the loss is allowed."""

from __future__ import annotations

from minutes.errors import TrackerError
from minutes.tracker.package import Package

_BREAKING = {
    "_xmlsignatures/": "a digital signature (数字签名), which any change makes void",
    "xl/revisions/": "the change history of a shared workbook (共享工作簿), which no longer fits after a change",
}


def refuse_unsafe(package: Package, name: str, *, allow_loss: bool) -> list[str]:
    """Refuse what cannot be carried; with `allow_loss` it is dropped, and named in the warnings returned."""
    found = {
        text: [part for part in package.names() if part.startswith(prefix)]
        for prefix, text in _BREAKING.items()
        if any(part.startswith(prefix) for part in package.names())
    }
    if not found:
        return []
    if not allow_loss:
        listed = "; ".join(f"{text}: {parts[0]}" for text, parts in found.items())
        raise TrackerError(
            f"{name} holds {listed}. It is left as it was. Take that away in Excel and save, "
            "or run again with --allow-loss to merge without it."
        )
    warnings = []
    for text, parts in found.items():
        for part in parts:
            if part in package:
                package.remove(part)
        warnings.append(f"{name}: dropped {text}.")
    return warnings
