"""The profile: names, columns, widths, lists, lights and wording of the workbook, as data (TOML)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from minutes.errors import TrackerError

Kind = Literal["text", "long", "date", "integer", "status", "formula", "key"]
LANGUAGES = ("zh", "en")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Part):
    """One column of a sheet; `field` is what the program calls it, `header` what people read."""

    field: str
    header: str
    width: float = Field(12, gt=0, le=255)
    kind: Kind = "text"
    owner: Literal["program", "human"] = "program"
    hidden: bool = False
    choices: list[str] = []

    @property
    def merged(self) -> bool:
        """Whether the program writes it again when the source changes."""
        return self.owner == "program" and self.kind not in ("formula", "key")


class SheetSpec(_Part):
    """One sheet with its one table."""

    id: str
    name: str
    table: str = Field(pattern=r"^[A-Za-z_]\w*$")
    title: str = ""
    frozen: int = 0
    printed_to: str = ""
    columns: list[Column] = Field(alias="column")
    rows: list[list[str]] = []

    def column(self, field: str) -> Column | None:
        """The column of that field, if the profile has it."""
        return next((column for column in self.columns if column.field == field), None)


class Look(_Part):
    """Fonts and colours (RRGGBB) of the new workbook; size in points."""

    font: str
    size: float
    header_fill: str
    human_fill: str
    header_font: str
    stripe: bool
    paper: Literal["A3", "A4"]
    footer_left: str = ""
    footer_center: str = ""
    footer_right: str = ""


class Light(_Part):
    """One light: its word in 预警 and its colours (RRGGBB, empty for none)."""

    label: str
    fill: str = ""
    font: str = ""


class Lights(_Part):
    """The lights; `days` is how many days before the deadline a row counts as due soon."""

    days: int = Field(7, ge=0)
    overdue: Light
    soon: Light
    running: Light
    undated: Light
    done: Light


class Status(_Part):
    """The list of 办理状态; `first` is what a new row gets."""

    choices: list[str] = Field(alias="list")
    first: str
    done: list[str]
    paused: list[str]

    @property
    def closed(self) -> tuple[str, ...]:
        """The states in which nothing can be overdue."""
        return (*self.done, *self.paused)


class Base(_Part):
    """The hidden sheet that remembers what the program last wrote."""

    name: str


class Profile(_Part):
    """Everything an office can have its own way."""

    lang: str
    number: str
    unknown_year: str
    joiner: str
    list_joiner: str
    item_length: int
    source_format: str
    month_day_format: str
    look: Look
    lights: Lights
    status: Status
    marks: dict[str, str]
    notes: dict[str, str]
    values: dict[str, dict[str, str]]
    messages: dict[str, str]
    sheets: list[SheetSpec] = Field(alias="sheet")
    base: Base

    def sheet(self, sheet_id: str) -> SheetSpec:
        """The sheet of that id."""
        return next(sheet for sheet in self.sheets if sheet.id == sheet_id)

    def word(self, group: str, value: str, otherwise: str | None = None) -> str:
        """How a value of the records is called in the workbook; `otherwise`, or the value, where nobody has said."""
        return self.values.get(group, {}).get(value, value if otherwise is None else otherwise)

    def message(self, name: str) -> str:
        """The wording of a message; the built-in one where a workbook's own profile is older than the message."""
        known = self.messages.get(name)
        if known is None:
            known = load_profile(lang=self.lang if self.lang in LANGUAGES else "zh").messages[name]
        return known


def load_profile(path: Path | None = None, lang: str = "zh", stored: dict[str, Any] | None = None) -> Profile:
    """The profile of a language, or the one `stored` in a workbook, with the user's file laid over it."""
    if stored is None:
        if lang not in LANGUAGES:
            raise TrackerError(f"--lang {lang}: there are {', '.join(LANGUAGES)}.")
        data = _packaged("profile.toml")
        if lang != "zh":
            data = _overlay(data, _packaged(f"profile.{lang}.toml"))
    else:
        data = stored
    where = "profile"
    if path is not None:
        where = str(path)
        try:
            own = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise TrackerError(f"{path}: the profile cannot be read ({error}).") from error
        data = _overlay(data, own)
    return parse_profile(data, where)


def parse_profile(data: dict[str, Any], where: str) -> Profile:
    """A checked profile; every fault is listed at once, each with its place."""
    try:
        profile = Profile.model_validate(data)
    except ValidationError as error:
        faults = [f"{where}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise TrackerError("\n".join(faults)) from error
    faults = [f"{where}: {fault}" for fault in _faults(profile)]
    if faults:
        raise TrackerError("\n".join(faults))
    return profile


def _faults(profile: Profile) -> Iterable[str]:
    for sheet in profile.sheets:
        if len(sheet.name) > 31 or not sheet.name or any(mark in sheet.name for mark in "[]:*?/\\"):
            yield f"sheet {sheet.id}: the name {sheet.name!r} is no sheet name (1 to 31 characters, none of []:*?/\\)"
        for attribute in ("field", "header"):
            names = [getattr(column, attribute).casefold() for column in sheet.columns]
            for name in sorted({name for name in names if names.count(name) > 1}):
                yield f"sheet {sheet.id}: two columns have the {attribute} {name!r}"
    names = [sheet.name.casefold() for sheet in profile.sheets] + [profile.base.name.casefold()]
    if len(set(names)) < len(names):
        yield "two sheets have one name"
    if profile.status.first not in profile.status.choices:
        yield f"status.first {profile.status.first!r} is not in status.list"
    if len(",".join(profile.status.choices)) > 255:
        yield "status.list is longer than the 255 characters a drop-down list can hold"
    try:
        profile.number.format(year="2022", serial=1)
        profile.source_format.format(name="a", start=0, end=1)
    except (KeyError, IndexError, ValueError) as error:
        yield f"number or source_format: {error!r}"


def _packaged(name: str) -> dict[str, Any]:
    text = resources.files("minutes.tracker").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)


def _overlay(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """`own` laid over `base`: tables key by key, sheets by id, columns by field; an `order` of fields rearranges."""
    merged = dict(base)
    for key, value in own.items():
        if key == "sheet" and isinstance(value, list):
            sheets = {sheet["id"]: sheet for sheet in base.get("sheet", [])}
            for sheet in value:
                if not isinstance(sheet, dict) or sheet.get("id") not in sheets:
                    raise TrackerError(f"profile: [[sheet]] needs an id, one of {', '.join(sheets)}.")
                sheets[sheet["id"]] = _overlay_sheet(sheets[sheet["id"]], sheet)
            merged[key] = list(sheets.values())
        elif isinstance(value, dict) and isinstance(base.get(key), dict):
            merged[key] = _overlay(base[key], value)
        else:
            merged[key] = value
    return merged


def _overlay_sheet(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    columns = {column["field"]: column for column in base["column"]}
    order = list(columns)
    for column in own.get("column", []):
        if not isinstance(column, dict) or "field" not in column:
            raise TrackerError(f"profile: a column of sheet {base['id']} has no field.")
        new = dict(column)
        after = new.pop("after", None)
        field = new["field"]
        if field not in columns:
            # A column the program knows nothing of is people's own; the program's marks stay at the right end.
            new = {"owner": "human", **new}
            tail = [name for name in ("mark", "note", "key") if name in order]
            order.insert(order.index(tail[0]) if tail else len(order), field)
        columns[field] = {**columns.get(field, {}), **new}
        if after is not None:
            if after not in order:
                raise TrackerError(
                    f"profile: column {field} stands after {after}, which sheet {base['id']} does not have."
                )
            order.remove(field)
            order.insert(order.index(after) + 1, field)
    wanted = [field for field in own.get("order", []) if field in columns]
    order = wanted + [field for field in order if field not in wanted]
    rest = {key: value for key, value in own.items() if key not in ("column", "order")}
    return {**base, **rest, "column": [columns[field] for field in order]}
