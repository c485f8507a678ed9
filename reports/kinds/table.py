"""Numbers in rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.definitions import Flag, key
from reports.kinds.rows import Rows

if TYPE_CHECKING:
    from reports.running.rows import Grid
    from reports.running.telling import Told


@dataclass(frozen=True, kw_only=True)
class Table(Rows):
    """Numbers in rows and columns."""

    noun: ClassVar[str] = "table"

    totals: bool = key(
        Flag(),
        default=False,
        doc="A last row over everything",
        example="{table: 渠道, show: revenue, by: channel, totals: true}",
    )

    def arranged(self, grid: Grid) -> Told:
        """The total is computed over all records: a rate is no sum of rates."""
        told = grid.told(grid.ordered())
        if self.totals:
            told.total = grid.total()
        return told
