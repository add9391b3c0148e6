"""Outputs in the READMEs: `$ minutes …` in a console block is run, and what it printed stands behind it.

All blocks of a page are run in their order, in one scratch folder that has the examples in it. A block may cut an
output short: `$ minutes schema | head -5`. The tutorial docs/writing-templates.md, which writes files between its
commands, has a test of its own.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.generated import ROOT, Generated

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.S | re.M)
_HEAD = re.compile(r"^(.*?)(?: \| head -(\d+))?$")


def pages_with_outputs() -> list[Path]:
    """The READMEs that have console blocks."""
    return [page for page in sorted(ROOT.glob("README*.md")) if _BLOCK.search(page.read_text(encoding="utf-8"))]


def generate_outputs() -> Iterator[Generated]:
    """Each such page with its outputs as the commands print them now."""
    for page in pages_with_outputs():
        with TemporaryDirectory() as scratch:
            folder = Path(scratch)
            (folder / "examples").mkdir()
            for example in (ROOT / "examples").glob("*.txt"):
                shutil.copy(example, folder / "examples")

            def rerun(block: re.Match[str], folder: Path = folder) -> str:
                return "```console\n" + "".join(_rerun(block[1], folder)) + "```"

            yield Generated(page, _BLOCK.sub(rerun, page.read_text(encoding="utf-8")))


def _rerun(block: str, folder: Path) -> Iterator[str]:
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        yield line + "\n"
        command = _HEAD.match(line[2:])
        assert command is not None
        words = shlex.split(command[1])
        if words[0] != "minutes":
            raise ValueError(f"{line}: a console block runs minutes and nothing else")
        printed = _printed(words[1:], folder).splitlines()
        shown = printed[: int(command[2])] if command[2] else printed
        yield from (shown_line.rstrip() + "\n" for shown_line in shown)


def _printed(arguments: list[str], folder: Path) -> str:
    """What a command prints on both streams; the examples' tracker has the same dates whatever day it is."""
    ran = subprocess.run(
        [sys.executable, "-m", "minutes", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return ran.stdout.decode().replace("\r\n", "\n")
