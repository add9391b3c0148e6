"""Whatever a caller has — a path, JSON text, a mapping, `Records` — as plain JSON values, or the reason why not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from os import PathLike, fspath
from pathlib import Path as FilePath
from typing import Any, NoReturn

from minutes.records import Records
from minutes.validating.located import Path, ValidationCode, ValidationProblem, fault

# A document may have 50 MB; its text stands in the records once, and records and escapes add to it.
MAX_BYTES = 256 * 1024 * 1024
# Records are nested seven deep (directives / 0 / evidence / fields / text / 0).
MAX_DEPTH = 32

Source = Records | Mapping[str, Any] | str | bytes | PathLike[str]


class _UnreadableError(Exception):
    """Why there is nothing to check; the message is for the reader."""


def load(source: Source) -> tuple[Any, list[ValidationProblem]]:
    """The JSON values of `source` and the faults of its form; the values are None when it cannot be read at all.

    A `str` is JSON text when, blanks aside, it begins with a brace; any other `str` is a path.
    """
    faults: list[ValidationProblem] = []
    try:
        if isinstance(source, Records):
            raw: object = source.model_dump(mode="json", warnings=False)
        elif isinstance(source, Mapping):
            raw = source
        else:
            raw = _parsed(_text(source), faults)
        return _plain(raw, (), faults), faults
    except _UnreadableError as reason:
        return None, [*faults, fault(ValidationCode.UNREADABLE, (), str(reason))]


def _text(source: str | bytes | PathLike[str]) -> str:
    if isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("{"):
        return source.removeprefix("\ufeff")
    data = source if isinstance(source, bytes) else _read(fspath(source))
    if not data.strip():
        raise _UnreadableError("the file is empty: write it again with `minutes extract`")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnreadableError(
            f"byte {error.start} is not UTF-8: records are UTF-8; save the file as UTF-8 or write it again with "
            "`minutes extract`"
        ) from None


def _read(path: str) -> bytes:
    file = FilePath(path)
    try:
        if file.is_dir():
            raise _UnreadableError("this is a folder: give the records files in it, such as FOLDER/*.records.json")
        if (size := file.stat().st_size) > MAX_BYTES:
            raise _UnreadableError(
                f"the file has {size // 2**20} MiB and records have at most {MAX_BYTES // 2**20}: is it the right file?"
            )
        return file.read_bytes()
    except FileNotFoundError:
        raise _UnreadableError("there is no such file: check the path") from None
    except OSError as error:
        raise _UnreadableError(f"the file cannot be read: {error.strerror or error}") from None
    except ValueError:  # a NUL in the path
        raise _UnreadableError("this is no path: check the spelling") from None


def _parsed(text: str, faults: list[ValidationProblem]) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        if len(set(keys)) < len(keys):
            twice = sorted({key for key in keys if keys.count(key) > 1})
            message = f"a key stands twice in one object ({', '.join(twice)}): keep one of them"
            faults.append(fault(ValidationCode.UNREADABLE, (), message))
        return dict(pairs)

    def constant(name: str) -> NoReturn:
        raise _UnreadableError(f"{name} is no JSON value: records hold no such numbers")

    try:
        return json.loads(text, object_pairs_hook=unique, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise _UnreadableError(
            f"this is not JSON: {error.msg} at line {error.lineno}, column {error.colno}; "
            "correct it there or write the file again with `minutes extract`"
        ) from None
    except RecursionError:
        raise _UnreadableError(_TOO_DEEP) from None
    except ValueError:  # an integer of thousands of digits
        raise _UnreadableError("a number has thousands of digits: no field of records holds such a number") from None


_TOO_DEEP = "the values are nested too deeply: this is not a records file; give what `minutes extract` wrote"


def _plain(value: object, path: Path, faults: list[ValidationProblem]) -> Any:
    """Dicts, lists and scalars only; half characters are reported and replaced, so that the rest can be checked."""
    if len(path) > MAX_DEPTH:
        raise _UnreadableError(_TOO_DEEP)
    if isinstance(value, str):
        return _whole(value, path, faults)
    if isinstance(value, Mapping):
        return {_whole(str(key), path, faults): _plain(one, (*path, str(key)), faults) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one, (*path, index), faults) for index, one in enumerate(value)]
    return value


def _whole(text: str, path: Path, faults: list[ValidationProblem]) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = (
            f"character {error.start} is half a character (a lone surrogate, U+{ord(text[error.start]):04X}): "
            "no UTF-8 file can hold it; replace it by U+FFFD"
        )
        faults.append(fault(ValidationCode.VALUE, tuple(_printable(part) for part in path), message))
        return "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)
    return text


def _printable(part: str | int) -> str | int:
    return part.encode("utf-8", "replace").decode("utf-8") if isinstance(part, str) else part
