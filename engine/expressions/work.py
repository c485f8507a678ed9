"""What reading an expression may cost, counted in steps and not in time: the same everywhere, on every machine."""

from __future__ import annotations

from dataclasses import dataclass

from engine.expressions.mistake import mistake

LIMIT = 20_000  # steps of one expression: tokens, pieces of syntax, checks, and names looked up or compared


@dataclass
class Work:
    """The steps that were spent on one expression."""

    steps: int = 0

    def spend(self, start: int, end: int, steps: int = 1) -> None:
        """Counts steps on a stretch of the text. Raises Mistake beyond the limit."""
        self.steps += steps
        if self.steps > LIMIT:
            raise mistake("too_much_work", start, end, limit=LIMIT)
