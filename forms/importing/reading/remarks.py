"""What the table around its columns shows: notes and totals below it, merged cells, what its sheet hides."""

from __future__ import annotations

from collections.abc import Sequence

from forms.importing.reading.archive import Marks
from forms.importing.reading.cells import Kind, address
from forms.importing.reading.collecting import Collected
from forms.importing.reading.findings import Finding, Report
from forms.importing.reading.header import BLANK, DATA, filled, shape
from forms.importing.reading.source import Source, Value
from forms.importing.reading.summary import Column

TOTALS = frozenset(("合计", "总计", "小计", "共计", "汇总", "total", "grand total", "subtotal", "sum", "totals"))
TOTAL_ROWS = 3  # last rows in which a total is looked for
DENSE = 0.5  # of the rows filled: a column that tells data from notes
SPARSE, SPARSE_WORDS = 0.34, 0.5  # of the columns filled: a row that may be a note


def remark(collected: Collected, columns: Sequence[Column], source: Source, options_fill: bool, report: Report) -> None:
    """Reports notes and totals below the table, and merged cells in it."""
    _report_tail(collected, columns, report)
    heads = [number for number, _ in collected.titles]
    last = max(heads, default=0)
    merges = [merge for merge in source.merges if merge.bottom > last and merge.top not in heads and merge.top > last]
    if merges and not options_fill:
        first = min(merges)
        place = address(first.top, first.left, True)
        report(Finding("import.merged_cells", {"count": len(merges)}, place))


def remark_hidden(marks: Marks | None, report: Report) -> None:
    """Reports hidden rows and error cells of the sheet that is read."""
    if marks is None:
        return
    if marks.hidden_rows.count:
        parameters: dict[str, object] = {"count": marks.hidden_rows.count, "rows": marks.hidden_rows.first}
        report(Finding("import.hidden_rows", parameters, marks.hidden_rows.first[0]))
    if marks.error_cells.count:
        parameters = {"count": marks.error_cells.count, "cells": marks.error_cells.first}
        report(Finding("import.error_cells", parameters, marks.error_cells.first[0]))


def _report_tail(collected: Collected, columns: Sequence[Column], report: Report) -> None:
    figures = [
        column["index"]
        for column in columns
        if column["kind"] not in (Kind.TEXT, Kind.EMPTY) and column["filled"] >= DENSE * collected.rows
    ]
    notes: list[int] = []
    for number, row in reversed(collected.tail):
        if not figures or not _is_note([shape(value) for value in row], figures, len(columns)):
            break
        notes.insert(0, number)
    if 0 < len(notes) < len(collected.tail):
        rows = str(notes[0]) if len(notes) == 1 else f"{notes[0]}–{notes[-1]}"
        report(Finding("import.notes_below", {"rows": rows}, str(notes[0])))
    for number, row in list(collected.tail)[-TOTAL_ROWS:] if collected.rows > TOTAL_ROWS else ():
        _report_total(number, row, report)


def _is_note(shapes: Sequence[str], figures: Sequence[int], width: int) -> bool:
    """No figure where figures are, and hardly anything else, or words in their place and little else."""
    there = {shapes[at] for at in figures if at < len(shapes)}
    share = SPARSE_WORDS if there - {BLANK} else SPARSE
    return DATA not in there and filled(shapes) <= share * width


def _report_total(number: int, row: Sequence[Value], report: Report) -> None:
    words = [str(value).strip().rstrip(":：").lower() for value in row if isinstance(value, str)]
    if any(word in TOTALS for word in words):
        report(Finding("import.total_row", {"row": number}, str(number)))
