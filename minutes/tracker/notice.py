"""督办通知单: one .docx for each responsible unit, made from a template that users can replace.

A template is any .docx with names such as `{{单位}}` in its text; a table row that holds `{{督办编号}}`, or another
name of a row, is repeated for each directive.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import resources
from pathlib import Path

from lxml import etree

from minutes.errors import TrackerError
from minutes.tracker.cells import clean_text
from minutes.tracker.package import XML_SPACE, Package, parse_xml
from minutes.tracker.profile import Profile
from minutes.tracker.reading import TrackerRow, units_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAME = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


def builtin_template(lang: str = "zh") -> bytes:
    """The template that comes with the program."""
    from minutes.tracker.docx import pack_template

    name = "notice.xml" if lang == "zh" else f"notice.{lang}.xml"
    return pack_template(resources.files("minutes.tracker").joinpath(name).read_bytes())


def units(rows: Sequence[TrackerRow], profile: Profile) -> list[str]:
    """Every unit that leads an open row, in order of first mention."""
    found: dict[str, None] = {}
    for row in rows:
        if row.get("status") not in profile.status.closed:
            found.update(dict.fromkeys(units_of(row, profile)))
    return list(found)


def write_notice(
    rows: Sequence[TrackerRow], unit: str, profile: Profile, on: date, template: bytes | None = None
) -> bytes:
    """The notice for one unit: its open rows, dated `on`."""
    data = builtin_template(profile.lang) if template is None else template
    package = Package.from_bytes(data, "notice template")
    part = "word/document.xml"
    if part not in package:
        raise TrackerError("notice template: not a .docx document.")
    root = parse_xml(package.data(part), part)
    headers = {column.field: column.header for column in profile.sheet("tracker").columns}
    listed = [_names(row, number, headers) for number, row in enumerate(rows, 1)]
    general = {"单位": unit, "unit": unit, "日期": _day(on, profile), "date": on.isoformat()}
    general |= {"件数": str(len(rows)), "count": str(len(rows))}
    _repeat_rows(root, listed, general)
    _fill(root, general)
    package.put(part, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return package.to_bytes()


def notice_name(unit: str, profile: Profile) -> str:
    """A file name for the unit's notice, without characters that file systems refuse."""
    name = _FORBIDDEN.sub("_", unit).strip(" .")[:80] or "_"
    return profile.messages["notice_file"].format(unit=name)


def _day(on: date, profile: Profile) -> str:
    return profile.messages["long_date"].format(year=on.year, month=on.month, day=on.day)


def _names(row: TrackerRow, number: int, headers: Mapping[str, str]) -> dict[str, str]:
    names = {"行号": str(number), "no": str(number)}
    names |= row.extra
    for field, header in headers.items():
        names[header] = names[field] = row.get(field)
    return names


def _repeat_rows(root: etree._Element, rows: Sequence[Mapping[str, str]], general: Mapping[str, str]) -> None:
    for line in list(root.iter(f"{{{W}}}tr")):
        found = {match for text in _paragraph_texts(line) for match in _NAME.findall(text)}
        if not found - set(general):
            continue
        place = line
        for names in rows:
            filled = copy.deepcopy(line)
            _fill(filled, {**general, **names})
            place.addnext(filled)
            place = filled
        parent = line.getparent()
        if parent is not None:
            parent.remove(line)


def _paragraph_texts(root: etree._Element) -> list[str]:
    return ["".join(text.text or "" for text in paragraph.iter(f"{{{W}}}t")) for paragraph in root.iter(f"{{{W}}}p")]


def _fill(root: etree._Element, names: Mapping[str, str]) -> None:
    """Replace names in each paragraph; Word likes to split one over several runs, so the first run takes the text."""
    for paragraph in root.iter(f"{{{W}}}p"):
        texts = list(paragraph.iter(f"{{{W}}}t"))
        whole = "".join(text.text or "" for text in texts)
        if "{{" not in whole:
            continue

        def value(match: re.Match[str]) -> str:
            return names.get(match.group(1), "")

        filled = clean_text(_NAME.sub(value, whole))[0]
        for text in texts[1:]:
            text.text = ""
        _put(texts[0], filled)


def _put(node: etree._Element, text: str) -> None:
    """Set a run's text, line ends as breaks."""
    first, *rest = text.split("\n")
    node.text = first
    node.set(XML_SPACE, "preserve")
    place = node
    for line in rest:
        broken = etree.Element(f"{{{W}}}br")
        more = etree.Element(f"{{{W}}}t")
        more.text = line
        more.set(XML_SPACE, "preserve")
        place.addnext(broken)
        broken.addnext(more)
        place = more


def read_template(path: Path) -> bytes:
    """A user's template file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise TrackerError(f"{path}: the notice template cannot be read ({error.strerror}).") from error


def write_notices(
    tracker: Path, wanted: Sequence[str], folder: Path, on: date, template: Path | None = None
) -> tuple[list[Path], list[str]]:
    """A notice for each wanted unit, or for every unit that leads an open row; the files, and units without rows."""
    from minutes.tracker.reading import read_tracker, select_unit

    table = read_tracker(tracker)
    data = None if template is None else read_template(template)
    open_rows = [row for row in table.rows if row.get("status") not in table.profile.status.closed]
    written: list[Path] = []
    missing: list[str] = []
    for unit in wanted or units(open_rows, table.profile):
        rows = select_unit(open_rows, unit, table.profile)
        if not rows:
            missing.append(unit)
            continue
        path = folder / notice_name(unit, table.profile)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(write_notice(rows, unit, table.profile, on, data))
        except OSError as error:
            raise TrackerError(f"{path}: cannot be written ({error.strerror}).") from error
        written.append(path)
    return written, missing
