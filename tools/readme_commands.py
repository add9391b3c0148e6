"""The commands that the README gives for a fresh machine, for CI to run as they stand."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tools.generated import ROOT

README = ROOT / "README.md"


def readme_command(name: str, readme: Path = README) -> str:
    """The shell lines of the block behind `<!-- command: NAME -->`.

    Raises LookupError where there is none.
    """
    found = re.search(
        rf"<!-- command: {re.escape(name)} -->\n```sh\n(.+?)```", readme.read_text(encoding="utf-8"), re.S
    )
    if found is None:
        raise LookupError(f"{readme.name} has no block behind <!-- command: {name} -->")
    return found[1]


if __name__ == "__main__":
    sys.stdout.write(readme_command(sys.argv[1]))
