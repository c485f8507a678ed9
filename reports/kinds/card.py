"""One number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from reports.kinds.rows import Rows
from reports.period import previous
from reports.running.telling import WHOLE, Told, measure_column, number, row_of
from reports.running.values import said

if TYPE_CHECKING:
    from reports.running.measured import Measured
    from reports.running.rows import Grid

BEFORE = {"zh": "上期", "en": "Period before"}


@dataclass(frozen=True, kw_only=True)
class Card(Rows):
    """One number; with a period also that of the equal one before, as ``previous``."""

    noun: ClassVar[str] = "card"

    def arranged(self, grid: Grid) -> Told:
        told = Told([measure_column(grid.asking.reading, measure) for measure in grid.measures])
        row = row_of({}, grid.measures, grid.whole.numbers, WHOLE)
        before = _before(grid, grid.measures[0])
        if before is not None:
            title = said(BEFORE, grid.asking.reading.language)
            column = measure_column(grid.asking.reading, grid.measures[0])
            told.columns.append({**column, "name": "previous", "title": title})
            row["previous"] = before
        told.rows = [row]
        return told


def _before(grid: Grid, measure: Measured) -> Any:
    """The measure in the period before; None without a period, or where no field says when a record counts."""
    earlier = previous(grid.asking.period)
    if earlier is None or not all(leaf.date for leaf in measure.leaves()):
        return None
    cell = grid.asking.tabulate((measure,), period=earlier).get((), {})
    return number(measure.type, measure.value(cell, grid.asking.reading.environment))
