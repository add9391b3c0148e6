"""What stands around the table of the overview sheet: totals above it, charts beside it."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from minutes.tracker.formulas import quote
from minutes.tracker.profile import Profile, SheetSpec

OVERVIEW_HEADER = 7
"""Row of the overview's table heading; the totals stand above it."""

CHART_UNITS = 10
"""Units that the overview's chart shows, the most overdue ones."""


def font_of(profile: Profile, **more: object) -> Font:
    return Font(**{"name": profile.look.font, "size": profile.look.size, **more})  # type: ignore[arg-type]


def add_totals(sheet: Worksheet, spec: SheetSpec, profile: Profile) -> None:
    tracker = profile.sheet("tracker")
    letters = {column.field: get_column_letter(number) for number, column in enumerate(tracker.columns, 1)}
    name = "'" + tracker.name.replace("'", "''") + "'"

    def whole(field: str) -> str:
        return f"{name}!${letters[field]}:${letters[field]}"

    lights = profile.lights
    items = [(light.label, "warning", light.label, light.font) for light in (lights.overdue, lights.soon)]
    items += [(word, "status", word, "1F4E79") for word in profile.status.choices[:4]]
    title = sheet.cell(1, 1, spec.title or spec.name)
    title.font = font_of(profile, bold=True, size=20, color=profile.look.header_fill)
    sheet.row_dimensions[1].height = 34
    # Numbers only: neither the heading nor a title above it.
    begins = profile.number.partition("{")[0].replace('"', '""')
    total = f'=COUNTIF({whole("number")},"{begins}*")' if begins else f'=COUNTIF({whole("number")},"?*")-1'
    cells = [(label, f"=COUNTIF({whole(field)},{quote(word)})", color) for label, field, word, color in items]
    cells.append((profile.messages["total"], total, "000000"))
    side = Side(style="medium", color=profile.look.header_fill)
    for number, (label, formula, color) in enumerate(cells, 1):
        head = sheet.cell(3, number, label)
        head.font = font_of(profile, color="595959")
        value = sheet.cell(4, number, formula)
        value.font = font_of(profile, bold=True, size=22, color=color)
        for cell in (head, value):
            cell.alignment = Alignment(horizontal="center", vertical="center")
        value.border = Border(bottom=side)
    sheet.row_dimensions[4].height = 36
    sheet.freeze_panes = f"A{OVERVIEW_HEADER + 1}"


def add_charts(sheet: Worksheet, spec: SheetSpec, profile: Profile) -> None:
    fields = [column.field for column in spec.columns]
    sheet.column_dimensions[get_column_letter(len(fields) + 1)].width = 3
    anchor = get_column_letter(len(fields) + 2)
    lights = profile.lights
    status = BarChart()
    status.title = profile.messages["chart_status"]
    count = 2 + len(profile.status.choices[:4])
    status.add_data(Reference(sheet, min_col=1, max_col=count, min_row=4), from_rows=True, titles_from_data=False)
    status.set_categories(Reference(sheet, min_col=1, max_col=count, min_row=3))
    colors = [lights.overdue.font or "C00000", "FFC000", "A6A6A6", "2E75B6", "70AD47", "BF9000"]
    series = status.series[0]
    for index in range(count):
        point = DataPoint(idx=index)
        point.graphicalProperties.solidFill = colors[index % len(colors)]
        series.dPt.append(point)
    series.dLbls = DataLabelList()
    series.dLbls.showVal = True
    for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(series.dLbls, name, False)
    status.legend = None
    _shape(status)
    sheet.add_chart(status, f"{anchor}1")
    units = BarChart()
    units.title = profile.messages["chart_units"]
    first, last = OVERVIEW_HEADER + 1, OVERVIEW_HEADER + CHART_UNITS
    for field, color in (("rank_overdue", "C00000"), ("rank_open", "2E75B6"), ("rank_done", "70AD47")):
        if field in fields:
            data = Reference(sheet, min_col=fields.index(field) + 1, min_row=OVERVIEW_HEADER, max_row=last)
            units.add_data(data, titles_from_data=True)
            units.series[-1].graphicalProperties.solidFill = color
    units.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    units.legend.position = "b"
    _shape(units)
    sheet.add_chart(units, f"{anchor}18")


def _shape(chart: BarChart) -> None:
    chart.type = "col"
    chart.gapWidth = 60
    chart.width, chart.height = 20, 8.5
    # Without these, current versions of Excel draw no axes.
    chart.x_axis.delete = False
    chart.y_axis.delete = False
    chart.y_axis.majorUnit = None
    chart.y_axis.number_format = "0"
