"""Shares of a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from engine.expressions.types import Choices
from reports.kinds.rows import Rows
from reports.running.marks import rest
from reports.running.telling import number
from reports.running.values import said, written

if TYPE_CHECKING:
    from reports.running.rows import Grid, Line
    from reports.running.telling import Told

OTHERS = {"zh": "其他", "en": "Others"}


@dataclass(frozen=True, kw_only=True)
class Pie(Rows):
    """Shares of a whole."""

    noun: ClassVar[str] = "pie"

    def arranged(self, grid: Grid) -> Told:
        """The largest first; what ``limit`` cuts off stands together as others, if such numbers can be added."""
        first = grid.measures[0]
        everything = grid.by_measure(grid.lines, first.name, descending=True)
        kept = grid.ordered(lambda lines: everything)
        told = grid.told(kept)
        shown = {line.key for line in kept}
        others = [line for line in everything if line.key not in shown]
        if others and len(grid.axes) == 1 and first.adds and not isinstance(grid.types[0], Choices):
            told.rows.append(_others(grid, kept, others))
        return told


def _others(grid: Grid, kept: list[Line], others: list[Line]) -> dict[str, Any]:
    axis, type_, reading = grid.axes[0], grid.types[0], grid.asking.reading
    row: dict[str, Any] = {axis.name: None, f"{axis.name}_title": said(OTHERS, reading.language)}
    for measure in grid.measures:
        together = sum(line.numbers[measure.name] or 0 for line in others) if measure.adds else None
        row[measure.name] = number(measure.type, together)
    texts = [written(type_, axis.grain, line.key[0]) for line in kept]
    return {**row, "_at": rest(axis.name, texts), "_others": True}
