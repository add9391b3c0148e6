"""How a command ends (退出状态), as shells see it."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
FAILED: Final = 1
"""Something could not be done or is not valid; all the rest was done."""
WRONG_USAGE: Final = 2
