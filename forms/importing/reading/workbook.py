"""Sheets of a workbook, through calamine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from forms.importing.reading.findings import Finding, Report, Stop
from forms.importing.reading.limits import Limits
from forms.importing.reading.source import Merge, Numbered, Source, Value

TRIED = 20  # sheets looked into for one that is not empty


@dataclass(frozen=True)
class Workbook:
    """An open workbook; ``hidden``: whether each sheet with cells is hidden, by name."""

    book: CalamineWorkbook
    tables: tuple[SheetMetadata, ...]
    hidden: Mapping[str, bool]


def open_workbook(file: BinaryIO, limits: Limits) -> Workbook:
    """Opens the workbook, whose file must stay open, and lists its sheets. Raises Stop."""
    try:
        book = CalamineWorkbook.from_filelike(file)
    except PasswordError:
        raise Stop("import.encrypted") from None
    except (CalamineError, OSError, ValueError) as error:
        raise Stop("import.damaged", detail=str(error)) from None
    tables = tuple(sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet)
    if not tables:
        raise Stop("import.no_sheets")
    if len(tables) > limits.sheets:
        raise Stop("import.too_many_sheets", count=len(tables), limit=limits.sheets)
    hidden = {sheet.name: sheet.visible is not SheetVisibleEnum.Visible for sheet in tables}
    return Workbook(book, tables, hidden)


def open_sheet(workbook: Workbook, wanted: str | None, limits: Limits, report: Report) -> tuple[str, Source]:
    """The wanted sheet, else the first visible one that is not empty. Raises Stop."""
    name, sheet = _choose(workbook, wanted)
    others = [other for other, hidden in workbook.hidden.items() if other != name and not hidden]
    if others and wanted is None:
        report(Finding("import.other_sheets", {"sheet": name, "others": others[:10]}))
    return name, _source(sheet, limits)


def _choose(workbook: Workbook, wanted: str | None) -> tuple[str, CalamineSheet]:
    names = list(workbook.hidden)
    if wanted is not None and wanted not in names:
        raise Stop("import.sheet_missing", sheet=wanted, sheets=names[:10])
    visible = [name for name, hidden in workbook.hidden.items() if not hidden]
    tried = [wanted] if wanted is not None else (visible or names)[:TRIED]
    for name in tried:
        sheet = _load(workbook.book, name)
        if sheet.end is not None:
            return name, sheet
    raise Stop("import.no_cells", sheets=tried[:10])


def _load(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise Stop("import.damaged", detail=f"{name}: {error}") from None


def _source(sheet: CalamineSheet, limits: Limits) -> Source:
    start, end = sheet.start, sheet.end
    if start is None or end is None:
        raise Stop("import.no_cells", sheets=[sheet.name])
    if end[1] >= limits.columns:
        raise Stop("import.too_many_columns", count=end[1] + 1, limit=limits.columns)
    merges = tuple(
        Merge(first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in sheet.merged_cell_ranges or ()
    )
    return Source(_rows(sheet, start[1]), lettered=True, merges=merges)


def _rows(sheet: CalamineSheet, first_column: int) -> Iterator[Numbered]:
    """All rows of the sheet; the reader leaves out blank columns on the left, but no rows above."""
    before: list[Value] = [""] * first_column
    for number, values in enumerate(sheet.iter_rows(), 1):
        yield number, before + values if first_column else values
