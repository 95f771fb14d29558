"""Spreadsheets of lists. Whatever a person typed stays a text: no formula, no link is made of it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse

from kooperacja.foundation.clock import WARSAW

Cell = str | int | float | date | datetime | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Wide enough for a name of an institution, narrow enough for six columns on a screen.
WIDTH = 24


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet with a header, a filter and frozen first row; dates as dates, the rest as text."""
    memory = BytesIO()
    options = {"in_memory": True, "constant_memory": False, "strings_to_formulas": False}
    book = xlsxwriter.Workbook(memory, {**options, "strings_to_urls": False})
    sheet = book.add_worksheet(_sheet_name(title))
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, head, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, last, column, value, day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(head) - 1)
    sheet.set_column(0, len(head) - 1, WIDTH)
    book.close()
    return memory.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Cell, day: object) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.astimezone(WARSAW).replace(tzinfo=None), day)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - Excel knows no zones.
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, "" if value is None else str(value))


def _sheet_name(title: str) -> str:
    """Excel refuses some characters in the name of a sheet and more than 31 of them."""
    return "".join(char for char in title if char not in "[]:*?/\\'")[:31] or "Arkusz"


def xlsx_response(name: str, content: bytes) -> HttpResponse:
    """A download; the name of the file never holds a person's name."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response
