"""`STEM.records.json`: one JSON object in UTF-8, the same bytes for the same records."""

from __future__ import annotations

from pathlib import Path

from minutes.errors import RecordsError
from minutes.records import Records
from minutes.writing.whole import write_whole


def records_bytes(records: Records) -> bytes:
    """The records as they stand in the file: fields in the order of the schema, indented by one blank."""
    return records.model_dump_json(indent=1).encode("utf-8") + b"\n"


def write_records(records: Records, path: Path) -> None:
    """Write `records` to `path`, whole or not at all."""
    write_whole(path, records_bytes(records))


def read_records(path: Path) -> Records:
    """Read a records file; raises `RecordsError` for what is none."""
    from pydantic import ValidationError

    try:
        return Records.model_validate_json(path.read_bytes())
    except OSError as error:
        raise RecordsError(
            f"{path}: cannot be read ({error.strerror or error}); check the name and its permissions"
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = "/" + "/".join(map(str, first["loc"]))
        raise RecordsError(
            f"{path}: is no records file ({place}: {first['msg']}); `minutes validate` lists every fault"
        ) from error
