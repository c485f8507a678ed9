"""Rows from the best to the last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from reports.kinds.rows import Rows

if TYPE_CHECKING:
    from reports.running.rows import Grid, Line
    from reports.running.telling import Told


@dataclass(frozen=True, kw_only=True)
class Ranking(Rows):
    """Rows from the best to the last."""

    noun: ClassVar[str] = "ranking"

    def arranged(self, grid: Grid) -> Told:
        """By the first measure, the better the higher up; ``_rank`` is the same for equal numbers."""
        first = grid.measures[0]
        high = str(first.definition.better or "high") == "high"
        lines = grid.ordered(lambda lines: grid.by_measure(lines, first.name, descending=high))
        told = grid.told(lines)
        for row, rank in zip(told.rows, _ranks(lines, first.name), strict=True):
            row["_rank"] = rank
        return told


def _ranks(lines: list[Line], name: str) -> list[int]:
    """1 for the first line, and one more wherever the number differs from that of the line above."""
    ranks: list[int] = []
    for place, line in enumerate(lines):
        same = place > 0 and line.numbers[name] == lines[place - 1].numbers[name]
        ranks.append(ranks[-1] if same else (ranks[-1] if ranks else 0) + 1)
    return ranks
