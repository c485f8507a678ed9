"""How much a definition text may be: its depth, and its values per file and per pack."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.problems import Problem

DEPTH = 40
FILE_NODES = 50_000
PACK_NODES = 120_000


class Stop(Exception):
    """The text cannot be read further; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


@dataclass
class Budget:
    """Values that may still be read: of one file, out of those of the whole pack."""

    limit: int = FILE_NODES
    whole: Budget | None = None
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.limit

    def take(self) -> bool:
        """Whether one more value may be read."""
        self.left -= 1
        return self.left >= 0 and (self.whole is None or self.whole.take())
