"""Libraries that only some installations have, brought by an extra of the package."""

from __future__ import annotations

import importlib
from typing import Any

from minutes.errors import MinutesError


def load_extra(module: str, extra: str) -> Any:
    """Import `module`; where it is missing, the error holds the command that installs the extra bringing it.

    >>> load_extra("json", "nothing").loads("1")
    1
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise MinutesError(f"this needs {package}; install it with: pip install 'minutes[{extra}]'") from error
