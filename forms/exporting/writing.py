"""The kinds of files that a list can be fetched as: one writer each, behind one registry."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from engine.expressions.types import Date, DateTime, Number
from forms.exporting.columns import Cell, ExportColumn
from forms.exporting.harmless import harmless

WIDTH = (8, 40)
Rows = Iterable[Sequence[Cell]]
Write = Callable[[Sequence[ExportColumn], Rows], bytes]


@dataclass(frozen=True)
class FileKind:
    """``write`` makes the bytes of a file from its columns and rows."""

    write: Write
    media_type: str


def write_csv(columns: Sequence[ExportColumn], rows: Rows) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; texts that they would compute are made harmless."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(column.title) for column in columns])
    for row in rows:
        writer.writerow([_told(column, cell) for column, cell in zip(columns, row, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def _told(column: ExportColumn, cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell * 100:f}%" if column.wording.noun == "percent" else f"{cell:f}"
        case datetime():
            return cell.isoformat(" ", "seconds")
        case date():
            return cell.isoformat()
    return harmless(str(cell))


def write_xlsx(columns: Sequence[ExportColumn], rows: Rows) -> bytes:
    """One sheet, its first row frozen; numbers and dates are such, texts are never formulas."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, min(max(2 * len(column.title), WIDTH[0]), WIDTH[1]))
        sheet.write_row(0, 0, [column.title for column in columns], book.add_format({"bold": True}))
        formats = [book.add_format({"num_format": _format(column)}) for column in columns]
        for number, row in enumerate(rows, 1):
            for index, cell in enumerate(row):
                _write_cell(sheet, number, index, cell, formats[index])
    return out.getvalue()


def _write_cell(sheet: Any, row: int, index: int, cell: Cell, form: Any) -> None:
    match cell:
        case None:
            return
        case Decimal():
            sheet.write_number(row, index, float(cell), form)
        case date():
            sheet.write_datetime(row, index, cell, form)
        case _:
            sheet.write_string(row, index, str(cell))


def _format(column: ExportColumn) -> str:
    match column.type:
        case Date():
            return "yyyy-mm-dd"
        case DateTime():
            return "yyyy-mm-dd hh:mm:ss"
        case Number(scale=digits) if column.wording.noun == "percent":
            return f"{_digits('0', digits - 2)}%"
        case Number(scale=digits):
            return _digits("#,##0" if column.wording.noun == "money" else "0", digits)
    return "General"


def _digits(whole: str, decimals: int) -> str:
    return f"{whole}.{'0' * decimals}" if decimals > 0 else whole


FILE_KINDS: dict[str, FileKind] = {
    "csv": FileKind(write_csv, "text/csv"),
    "xlsx": FileKind(write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
