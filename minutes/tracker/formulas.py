"""The formulas of the workbook: days left, warning, the overview; today's date comes from TODAY() alone."""

from __future__ import annotations

from collections.abc import Mapping

from minutes.tracker.cells import FORMULA_MARK, column_letter
from minutes.tracker.profile import Profile


def quote(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def _one_of(cell: str, words: tuple[str, ...]) -> str:
    tests = ",".join(f"{cell}={quote(word)}" for word in words)
    return f"OR({tests})" if tests else "FALSE"


def tracker_formula(name: str, row: int, columns: Mapping[str, int], profile: Profile) -> str:
    """The formula of 剩余天数 (`days_left`) or 预警 (`warning`) in a row; empty when the columns it needs are gone."""
    if "deadline" not in columns:
        return ""
    deadline = f"${column_letter(columns['deadline'])}{row}"
    lights = profile.lights
    closed, label = "FALSE", quote(lights.done.label)
    if "status" in columns:
        status = f"${column_letter(columns['status'])}{row}"
        closed = _one_of(status, profile.status.closed)
        label = status
    if name == "days_left":
        return f'{FORMULA_MARK}IF(OR({closed},NOT(ISNUMBER({deadline}))),"",{deadline}-TODAY())'
    return (
        f"{FORMULA_MARK}IF({closed},{label},IF(NOT(ISNUMBER({deadline})),{quote(lights.undated.label)},"
        f"IF({deadline}<TODAY(),{quote(lights.overdue.label)},"
        f"IF({deadline}-TODAY()<={lights.days},{quote(lights.soon.label)},{quote(lights.running.label)}))))"
    )


def overview_formula(
    name: str,
    row: int,
    header: int,
    columns: Mapping[str, int],
    tracker: str,
    theirs: Mapping[str, int],
    profile: Profile,
) -> str:
    """A formula of the overview: `unit_*` count one unit's rows, `rank_*` show the unit of that rank, overdue first."""
    needed = {"key", "unit_overdue", "unit_soon", "unit_done", "unit_total", "unit_score", "rank_unit"}
    if not needed.issubset(columns) or not {"lead", "warning", "status"}.issubset(theirs):
        return ""
    here = {field: f"${column_letter(column)}" for field, column in columns.items()}

    def whole(field: str) -> str:
        letter = column_letter(theirs[field])
        return f"{tracker}!${letter}:${letter}"

    key = f"{here['key']}{row}"
    # Alone in the cell, first, last or in the middle of a list: four patterns that never count a row twice.
    joiner = profile.joiner
    pattern = f'{{"",{quote("*" + joiner)}}}&{key}&{{"";{quote(joiner + "*")}}}'

    def count(*tests: tuple[str, str]) -> str:
        more = "".join(f",{whole(field)},{quote(word)}" for field, word in tests)
        return f"SUMPRODUCT(COUNTIFS({whole('lead')},{pattern}{more}))"

    own = {field: f"{here[field]}{row}" for field in columns}
    formula = ""
    if name == "unit_total":
        formula = count()
    elif name == "unit_overdue":
        formula = count(("warning", profile.lights.overdue.label))
    elif name == "unit_soon":
        formula = count(("warning", profile.lights.soon.label))
    elif name == "unit_done":
        formula = "+".join(count(("status", word)) for word in profile.status.done) or "0"
    elif name == "unit_score":
        formula = f"{own['unit_overdue']}*1000000+{own['unit_total']}-ROW()/100000"
    elif name == "rank_unit":
        scores, keys = f"{here['unit_score']}:{here['unit_score']}", f"{here['key']}:{here['key']}"
        formula = f'IFERROR(INDEX({keys},MATCH(LARGE({scores},ROW()-{header}),{scores},0)),"")'
    else:
        keys = f"{here['key']}:{here['key']}"
        unit = own["rank_unit"]

        def shown(field: str) -> str:
            return f"INDEX({here[field]}:{here[field]},MATCH({unit},{keys},0))"

        body = {
            "rank_overdue": shown("unit_overdue"),
            "rank_soon": shown("unit_soon"),
            "rank_done": shown("unit_done"),
            "rank_total": shown("unit_total"),
            "rank_open": f"{shown('unit_total')}-{shown('unit_done')}",
            "rank_rate": f"{shown('unit_done')}/{shown('unit_total')}",
        }.get(name, "")
        formula = f'IFERROR({body},"")' if body else ""
    return FORMULA_MARK + formula if formula else ""
