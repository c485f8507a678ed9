"""Boxes in a space of finitely many cells: what they have in common, what one leaves of another, what all leave.

A box has for each dimension the cells that it holds, as the bits of a number. Work is counted in steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Box = tuple[int, ...]
STEPS = 200_000


class TooMuch(Exception):
    """The work has used up its steps."""


@dataclass
class Steps:
    """How much work may still be done."""

    left: int = STEPS

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise TooMuch


def common(one: Box, other: Box) -> Box | None:
    """What two boxes share; None for nothing."""
    found = tuple(mine & yours for mine, yours in zip(one, other, strict=True))
    return found if all(found) else None


def without(box: Box, taken: Box) -> Iterator[Box]:
    """What is left of a box, in boxes that do not overlap."""
    if common(box, taken) is None:
        yield box
        return
    rest = list(box)
    for place, cells in enumerate(taken):
        outside = rest[place] & ~cells
        if outside:
            yield (*rest[:place], outside, *rest[place + 1 :])
        rest[place] &= cells


def remainder(boxes: Iterable[Box], taken: Iterable[Box], steps: Steps) -> list[Box]:
    """What is left of boxes when others are taken away. Raises TooMuch."""
    left = list(boxes)
    for box in taken:
        steps.take(len(left) * max(len(box), 1))
        left = [piece for one in left for piece in without(one, box)]
        if not left:
            break
    return left


def shared(one: Sequence[Box], other: Sequence[Box], steps: Steps) -> Box | None:
    """A box that two unions of boxes share; None for none. Raises TooMuch."""
    for mine in one:
        steps.take(len(other))
        for yours in other:
            found = common(mine, yours)
            if found is not None:
                return found
    return None
