"""The file on disk: replaced whole or not at all, with backups, one run at a time, never under an open Excel."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from minutes.errors import TrackerError

BACKUPS = 3
"""How many earlier versions are kept beside the workbook: `.bak` is the newest, `.bak2`, `.bak3` are older."""

LOCK_WAIT = 120.0
"""Seconds that a second run waits for the first to finish."""


@contextlib.contextmanager
def locked(path: Path, wait: float = LOCK_WAIT) -> Iterator[None]:
    """Hold the workbook against another run; the operating system lets go when a run is killed."""
    lock = path.with_name(f".{path.name}.lock")
    deadline = time.monotonic() + wait
    while True:
        try:
            handle = lock.open("a+b")
        except OSError as error:
            raise TrackerError(
                f"{path.parent}: cannot write here ({error.strerror}). Choose another folder."
            ) from error
        if _try_lock(handle):
            # The run before may have removed the file between our opening and locking it.
            if lock.exists() and os.fstat(handle.fileno()).st_ino == lock.stat().st_ino:
                break
            handle.close()
            continue
        handle.close()
        if time.monotonic() > deadline:
            raise TrackerError(f"{path}: another run is merging into it. Wait until it is done and run again.")
        time.sleep(0.05)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.unlink()
        handle.close()


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _try_lock(handle: IO[bytes]) -> bool:
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: IO[bytes]) -> bool:
        try:
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def open_elsewhere(path: Path) -> Path | None:
    """The owner file that Excel, WPS (`~$name`) or LibreOffice (`.~lock.name#`) keeps while the workbook is open."""
    names = [f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#"]
    return next((path.with_name(name) for name in names if path.with_name(name).exists()), None)


def save(path: Path, data: bytes, *, beside: str = "") -> tuple[Path, str | None]:
    """Replace the workbook; where that is refused, save beside it. The file written, and a message in that case.

    `beside` ends that message; `{name}` in it is the workbook, `{other}` the file written.
    """
    owner = open_elsewhere(path)
    if owner is not None and path.exists():
        why = f"{path.name} is open in Excel, WPS or LibreOffice ({owner.name} stands beside it)"
        return save_beside(path, data, why, beside)
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        _write_through(temporary, data)
        if path.exists():
            shutil.copymode(path, temporary)
            back_up(path)
        temporary.replace(path)
    except PermissionError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if not path.exists():
            raise TrackerError(f"{path}: cannot be written ({error.strerror}). Choose another folder.") from error
        why = f"{path.name} cannot be replaced ({error.strerror}); it may be open elsewhere"
        return save_beside(path, data, why, beside)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise TrackerError(f"{path}: could not be saved ({error.strerror}); it is left as it was.") from error
    _sync_folder(path.parent)
    return path, None


def save_beside(path: Path, data: bytes, why: str, told: str = "") -> tuple[Path, str]:
    """Save under a new name next to the workbook, which stays as it is."""
    number = 1
    while True:
        ending = ".merged" if number == 1 else f".merged{number}"
        other = path.with_name(f"{path.stem}{ending}{path.suffix}")
        if not other.exists():
            break
        number += 1
    try:
        _write_through(other, data)
    except OSError as error:
        with contextlib.suppress(OSError):
            other.unlink()
        raise TrackerError(f"{path}: could not be saved ({why}; {other.name}: {error.strerror}).") from error
    message = (
        f"{why}. It is left as it was; the merged tracker is saved as {other.name}. "
        f"Close {path.name} and run again to merge into it.{told.format(name=path.name, other=other.name)}"
    )
    return other, message


def back_up(path: Path) -> None:
    """Keep the version that is about to be replaced, and the two before it."""
    names = [path.with_name(f"{path.name}.bak{number if number > 1 else ''}") for number in range(1, BACKUPS + 1)]
    for newer, older in zip(names[-2::-1], names[:0:-1], strict=True):
        if newer.exists():
            newer.replace(older)
    copy = path.with_name(f".{path.name}.bak.tmp")
    shutil.copy2(path, copy)
    copy.replace(names[0])


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
