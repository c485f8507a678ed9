"""A line over time or an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from reports.kinds.rows import Rows

if TYPE_CHECKING:
    from reports.running.rows import Grid
    from reports.running.telling import Told


@dataclass(frozen=True, kw_only=True)
class Line(Rows):
    """A line over time or an order."""

    noun: ClassVar[str] = "line"

    def arranged(self, grid: Grid) -> Told:
        """In the order of the axis; on a line over time what has no date has no place."""
        lines = grid.ordered(lambda lines: lines)
        timed = bool(grid.axes) and grid.axes[0].grain is not None
        return grid.told(line for line in lines if not timed or line.key[0] is not None)
