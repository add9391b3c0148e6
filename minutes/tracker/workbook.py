"""A new, empty tracker: sheets, tables, styles, lists, lights, print set-up. Rows come by merging."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from minutes.tracker.cells import display_width
from minutes.tracker.formulas import quote
from minutes.tracker.overview_page import OVERVIEW_HEADER, add_charts, add_totals, font_of
from minutes.tracker.package import Package
from minutes.tracker.profile import Column, Light, Profile, SheetSpec

_STAMP = "2000-01-01T00:00:00Z"


def new_workbook(profile: Profile) -> Package:
    """An empty tracker, the same parts for the same profile."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for spec in profile.sheets:
        sheet = book.create_sheet(spec.name)
        header = OVERVIEW_HEADER if spec.id == "overview" else 1
        _table(sheet, spec, profile, header)
        _page(sheet, spec, profile, header)
        if spec.id == "tracker":
            _lights(sheet, spec, profile)
        if spec.id == "overview":
            add_totals(sheet, spec, profile)
            add_charts(sheet, spec, profile)
    book.active = 0
    book.calculation.fullCalcOnLoad = True
    book.properties.creator = profile.messages["creator"]
    buffer = io.BytesIO()
    book.save(buffer)
    package = Package.from_bytes(buffer.getvalue(), "new tracker")
    core = package.data("docProps/core.xml").decode("utf-8")
    core = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", _STAMP, core)
    package.put("docProps/core.xml", core.encode("utf-8"))
    return Package.of_parts({name: package.data(name) for name in package.names()})


def _table(sheet: Worksheet, spec: SheetSpec, profile: Profile, header: int) -> None:
    look = profile.look
    side = Side(style="thin", color="BFBFBF")
    border = Border(left=side, right=side, top=side, bottom=side)
    body = spec.rows or [[]]
    for number, column in enumerate(spec.columns, 1):
        letter = get_column_letter(number)
        cell = sheet.cell(header, number, column.header)
        fill = look.human_fill if column.owner == "human" else look.header_fill
        cell.fill = PatternFill("solid", start_color=fill)
        cell.font = font_of(profile, bold=True, color=look.header_font)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = border
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.hidden or column.kind == "key"
        for offset, row in enumerate(body, 1):
            cell = sheet.cell(header + offset, number, row[number - 1] if number <= len(row) else None)
            cell.font = font_of(profile, **({"color": "0563C1"} if column.field == "source" else {}))
            cell.alignment = _alignment(column)
            cell.border = border
            if column.kind == "date":
                cell.number_format = "yyyy-mm-dd"
            elif column.kind == "integer":
                cell.number_format = "0"
            elif column.field == "rank_rate":
                cell.number_format = "0%"
        _validate(sheet, column, f"{letter}{header + 1}:{letter}{header + len(body)}", profile)
    for offset, row in enumerate(spec.rows, 1):
        room = spec.columns[-1].width - 2
        lines = max(1, -(-display_width(row[-1]) // room))
        sheet.row_dimensions[header + offset].height = look.size * 1.45 * lines + 8
    sheet.row_dimensions[header].height = 80 if spec.id == "matrix" else 30
    last = f"{get_column_letter(len(spec.columns))}{header + len(body)}"
    table = Table(displayName=spec.table, name=spec.table, ref=f"A{header}:{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=look.stripe)
    sheet.add_table(table)


def _alignment(column: Column) -> Alignment:
    narrow = column.kind in ("date", "integer", "status", "formula", "key") or column.field in (
        "number",
        "mark",
        "speaker",
    )
    return Alignment(horizontal="center" if narrow else "left", vertical="center", wrap_text=True)


def _validate(sheet: Worksheet, column: Column, cells: str, profile: Profile) -> None:
    choices = profile.status.choices if column.kind == "status" else column.choices
    if choices:
        rule = DataValidation(
            type="list",
            formula1='"' + ",".join(choices) + '"',
            allow_blank=True,
            showErrorMessage=True,
            errorTitle=column.header[:32],
            error=profile.messages["list_error"].format(choices=profile.joiner.join(choices))[:255],
        )
    elif column.kind == "date":
        rule = DataValidation(
            type="date",
            operator="greaterThan",
            formula1="61",
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="warning",
            errorTitle=column.header[:32],
            error=profile.messages["date_error"][:255],
        )
    else:
        return
    rule.add(cells)
    sheet.add_data_validation(rule)


def _page(sheet: Worksheet, spec: SheetSpec, profile: Profile, header: int) -> None:
    look = profile.look
    sheet.freeze_panes = f"{get_column_letter(spec.frozen + 1)}{header + 1}"
    sheet.sheet_view.zoomScale = 100
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "8" if look.paper == "A3" else "9"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.8, 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.print_options.horizontalCentered = True
    if spec.id != "overview":
        sheet.print_title_rows = f"{header}:{header}"
        _running(sheet.oddHeader, center=spec.title or spec.name, style=f'&"{look.font},Bold"&18 ')
    _running(sheet.oddFooter, look.footer_left, look.footer_center, look.footer_right)
    fields = [column.field for column in spec.columns]
    if spec.printed_to in fields:
        sheet.print_area = f"A{header}:{get_column_letter(fields.index(spec.printed_to) + 1)}{header + 1}"


def _running(item: HeaderFooterItem | None, left: str = "", center: str = "", right: str = "", style: str = "") -> None:
    """Fill a header or a footer."""
    if item is None:
        return
    for part, text in ((item.left, left), (item.center, center), (item.right, right)):
        if text:
            part.text = style + text


def _lights(sheet: Worksheet, spec: SheetSpec, profile: Profile) -> None:
    letters = {column.field: get_column_letter(number) for number, column in enumerate(spec.columns, 1)}
    if not {"warning", "status", "mark"}.issubset(letters):
        return
    warning, status, mark = (letters[name] for name in ("warning", "status", "mark"))
    row = f"A2:{get_column_letter(len(spec.columns))}2"
    closed = ",".join(f"${status}2={quote(word)}" for word in profile.status.closed)
    lights = profile.lights
    if closed:
        _rule(sheet, row, f"OR({closed})", lights.done)
    _rule(sheet, row, f"${warning}2={quote(lights.overdue.label)}", lights.overdue)
    _rule(sheet, row, f"${warning}2={quote(lights.soon.label)}", lights.soon)
    _rule(sheet, f"{warning}2", f"${warning}2={quote(lights.running.label)}", lights.running)
    _rule(sheet, f"{warning}2", f"${warning}2={quote(lights.undated.label)}", lights.undated)
    bold = Light(label="", font="C00000")
    _rule(sheet, f"{mark}2", f'${mark}2<>""', bold)


def _rule(sheet: Worksheet, cells: str, formula: str, light: Light) -> None:
    fill = PatternFill(bgColor=light.fill, fill_type="solid") if light.fill else None
    font = Font(color=light.font) if light.font else None
    rule = FormulaRule(formula=[formula], fill=fill, font=font)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(cells, rule)
