"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from minutes.errors import MinutesError


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step: a reader sees the old file or the new one, never a part.

    Raises `MinutesError` where it cannot be done, and leaves what was there as it was.
    """
    with replacing(path) as file:
        file.write(content)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` when the block ends, and vanishes when the block fails."""
    with replacing_path(path) as beside, beside.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def replacing_path(path: Path) -> Iterator[Path]:
    """The name of a new file beside `path`, for writers that open it themselves; it replaces `path` at the end."""
    beside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for number in itertools.count():
            # Noted before it is made: a process that is told to end may be told so while it makes the file.
            beside = path.with_name(f".{path.name}.{os.getpid()}-{number}.part")
            try:
                beside.open("xb").close()
                break
            except FileExistsError:
                beside = None
        assert beside is not None
        yield beside
        _keep_mode(beside, path)
        beside.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        # After the replacement there is nothing left to remove.
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink()


def _keep_mode(beside: Path, path: Path) -> None:
    """Give the new file the permissions of the old one."""
    with contextlib.suppress(FileNotFoundError):
        beside.chmod(path.stat().st_mode & 0o777)


_REFUSED = (
    "writing is not permitted here, or another program holds the file; close it, or choose another folder with -o"
)


def _cannot_write(path: Path, error: OSError) -> MinutesError:
    reasons = {
        errno.ENOSPC: "the disk is full; free some space, or choose another folder with -o",
        errno.EDQUOT: "your quota is used up; free some space, or choose another folder with -o",
        errno.EROFS: "the folder is read-only; choose another one with -o",
        errno.EACCES: _REFUSED,
        errno.EPERM: _REFUSED,
        errno.ENOTDIR: "a part of this path is a file, not a folder; choose another folder with -o",
        errno.EEXIST: "a part of this path is a file, not a folder; choose another folder with -o",
        errno.EISDIR: "this is a folder; choose another name",
        errno.ENAMETOOLONG: "the name is too long; rename the input",
    }
    reason = reasons.get(error.errno or 0, f"{error.strerror or error}; choose another folder with -o")
    return MinutesError(f"{path}: not written: {reason}")
