"""A path or bytes to a `ReadSource`, whatever the format, or a `ReadError` that says what, where and what to do."""

from __future__ import annotations

import hashlib
from pathlib import Path

from minutes.errors import ReadError
from minutes.reading.charset import readable_name
from minutes.reading.registry import choose_format
from minutes.reading.source import STDIN_NAME, Extracted, ReadSource
from minutes.records import Problem, ProblemCode

MAX_BYTES = 50_000_000
"""Largest document read, in bytes; a page has some 20,000, a year of a daily paper some 20,000,000."""

_MAX_DAMAGED = 100  # places told one by one; a file with more is in the wrong encoding as a whole


def read_document(
    source: Path | str | bytes,
    *,
    name: str | None = None,
    encoding: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> ReadSource:
    """Read one document from a path or from its bytes.

    >>> read_document("区政府召开会议。\\r\\n".encode("gbk"), name="a.txt").text
    '区政府召开会议。\\n'
    """
    if isinstance(source, bytes):
        where, data = name or STDIN_NAME, source
    else:
        where, data = str(source), _read_bytes(Path(source), max_bytes)
    if len(data) > max_bytes:
        raise ReadError(_too_large(where, len(data), max_bytes))
    own_name = name if name is not None else STDIN_NAME if isinstance(source, bytes) else Path(source).name
    own_name = readable_name(own_name)
    if not data:
        raise ReadError(f"{where}: is empty (0 bytes); check that it was saved or downloaded completely")
    form = choose_format(data, Path(own_name).suffix)
    try:
        extracted = form.read(data, encoding)
    except ReadError as error:
        raise ReadError(f"{where}: {error}") from error
    if not extracted.text.strip():
        raise ReadError(f"{where}: holds no text, only blanks; scanned pages need text recognition (OCR) first")
    return ReadSource(
        name=own_name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=form.media_type,
        encoding=extracted.encoding,
        text=extracted.text,
        problems=_damage_problems(extracted),
    )


def _read_bytes(path: Path, max_bytes: int) -> bytes:
    try:
        if path.is_dir():
            raise ReadError(f"{path}: is a folder, not a document; give the documents in it")
        size = path.stat().st_size
        if size > max_bytes:
            raise ReadError(_too_large(str(path), size, max_bytes))
        with path.open("rb") as file:
            # One byte more than allowed, so that an endless pipe ends too.
            return file.read(max_bytes + 1)
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file; check the name and the folder it is in") from None
    except PermissionError:
        raise ReadError(f"{path}: may not be read; ask for read permission, or copy it to a folder of yours") from None
    except OSError as error:
        raise ReadError(
            f"{path}: cannot be read ({error.strerror or error}); copy it to a local disk and try again"
        ) from error


def _too_large(where: str, size: int, max_bytes: int) -> str:
    seen = f"{size / 1e6:.1f} MB" if size < 10 * max_bytes else f"{size / 1e6:.0f} MB"
    return (
        f"{where}: is {seen}, and a document may have {max_bytes / 1e6:g} MB; split it by issue or article, "
        "or put the articles into a .jsonl file, one a line, and read that with --to"
    )


def _damage_problems(extracted: Extracted) -> tuple[Problem, ...]:
    damaged = extracted.damaged
    problems = [
        Problem(
            code=ProblemCode.UNDECODABLE,
            message=(
                f"Bytes at character {start} do not decode as {extracted.encoding} and stand as U+FFFD; "
                "compare with the original, or name the right --encoding."
            ),
            start=start,
            end=end,
        )
        for start, end in damaged[:_MAX_DAMAGED]
    ]
    if len(damaged) > _MAX_DAMAGED:
        problems.append(
            Problem(
                code=ProblemCode.UNDECODABLE,
                message=(
                    f"{len(damaged) - _MAX_DAMAGED} more places do not decode as {extracted.encoding}; "
                    "the file is damaged, or name the right --encoding."
                ),
                start=damaged[_MAX_DAMAGED][0],
                end=damaged[-1][1],
            )
        )
    return tuple(problems)
