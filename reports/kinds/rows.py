"""What the kinds with rows share: a place for each value of their axes, marks that lead to its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.definition import Report
from reports.running.marks import marked
from reports.running.rows import Grid

if TYPE_CHECKING:
    from reports.running.asking import Asking, Marked
    from reports.running.telling import Told


@dataclass(frozen=True, kw_only=True)
class Rows(Report):
    """A report whose answer is a row for each place; a kind arranges the grid in its own way."""

    def require(self, asking: Asking) -> None:
        assert asking.measures

    def told(self, asking: Asking) -> Told:
        return self.arranged(Grid(asking))

    def arranged(self, grid: Grid) -> Told:
        """The answer from the counted grid."""
        return grid.told(grid.ordered())

    def marked(self, asking: Asking, at: str, measure: str) -> Marked:
        return marked(asking, at, measure)
