"""Conditions as unions of boxes: a dimension for each thing that they look at, its values cut into cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engine.expressions.tree import Formula, Literal, Logical, Node, Not
from engine.expressions.types import BOOLEAN
from rules.decisions.atoms import INFINITE, Allowed, Atom, Members, Ranges, atom, closed, universe_of
from rules.decisions.geometry import Box, Steps, TooMuch, common, shared

MOST_BOXES = 64  # of one condition
OTHERS = object()  # the cell of all values that nobody names

Terms = list[tuple[tuple[Atom, bool], ...]]  # or of and of atoms, each as it is or negated


def terms(node: Node, positive: bool = True) -> Terms | None:
    """A condition as alternatives of conjunctions; None if a part is about more than one thing, or they are too
    many."""
    match node:
        case Not():
            return terms(node.item, not positive)
        case Formula() if node.type == BOOLEAN and atom(node.tree) is None:
            return terms(node.tree, positive)
        case Literal(value=bool() as value):
            return [()] if value == positive else []
        case Logical():
            parts = [terms(item, positive) for item in node.items]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts):
                return None
            return _either(known) if (node.operator == "or") == positive else _both(known)
    found = atom(node)
    return None if found is None else [((found, positive),)]


def _either(parts: Sequence[Terms]) -> Terms | None:
    found = [term for part in parts for term in part]
    return found if len(found) <= MOST_BOXES else None


def _both(parts: Sequence[Terms]) -> Terms | None:
    found: Terms = [()]
    for part in parts:
        found = [(*left, *right) for left in found for right in part]
        if len(found) > MOST_BOXES:
            return None
    return found


@dataclass(frozen=True)
class Dimension:
    """One thing that conditions look at. A cell is a range of whole numbers or one value; the last cell is null."""

    of: Node
    starts: tuple[int, ...] = ()  # of the ranges, the first from minus infinity
    values: tuple[Any, ...] = ()

    @cached_property
    def size(self) -> int:
        return len(self.starts) + len(self.values)

    @property
    def filled(self) -> int:
        """All cells but null."""
        return (1 << self.size) - 1

    @property
    def whole(self) -> int:
        return (1 << (self.size + 1)) - 1

    def cells(self, allowed: Allowed) -> int:
        """The cells of the values that a condition allows."""
        null = 1 << self.size if allowed.null else 0
        if isinstance(allowed, Ranges):
            return null | sum(self._range(low, high) for low, high in allowed.ranges)
        found = {value for value in self.values if value in allowed.values}
        if allowed.others:
            found |= {value for value in self.values if value is OTHERS or value not in allowed.against}
        return null | sum(1 << place for place, value in enumerate(self.values) if value in found)

    def _range(self, low: int, high: int) -> int:
        first = bisect_left(self.starts, low)
        beyond = bisect_left(self.starts, high + 1)
        return (1 << beyond) - (1 << first) if beyond > first else 0

    def ranges(self, cells: int) -> list[tuple[int, int]]:
        """The ranges of some cells, neighbours joined."""
        found: list[tuple[int, int]] = []
        ends = [*(start - 1 for start in self.starts[1:]), INFINITE]
        for place, (start, end) in enumerate(zip(self.starts, ends, strict=True)):
            if cells >> place & 1:
                if found and found[-1][1] + 1 == start:
                    found[-1] = (found[-1][0], end)
                else:
                    found.append((start, end))
        return found

    def named(self, cells: int) -> list[Any]:
        """The values of some cells."""
        return [value for place, value in enumerate(self.values) if cells >> place & 1]


@dataclass(frozen=True)
class Space:
    """The dimensions of several conditions, and each condition as boxes (None where it is not a union of boxes)."""

    dimensions: tuple[Dimension, ...]
    boxes: tuple[tuple[Box, ...] | None, ...]
    steps: Steps = field(default_factory=Steps)

    @property
    def domain(self) -> Box:
        """Everything that has a value in every dimension."""
        return tuple(dimension.filled for dimension in self.dimensions)


def space(conditions: Sequence[Node]) -> Space:
    """The space in which conditions can be compared."""
    found = [terms(each) for each in conditions]
    atoms: dict[Node, list[Atom]] = {}
    for alternatives in found:
        for conjunction in alternatives or ():
            for each, _ in conjunction:
                atoms.setdefault(each.of, []).append(each)
    dimensions = {of: _dimension(of, items) for of, items in atoms.items()}
    boxes = [None if each is None else tuple(_boxes(each, dimensions)) for each in found]
    return Space(tuple(dimensions.values()), tuple(boxes))


def harmless(one: Node, other: Node) -> bool:
    """Whether two conditions are known never to hold together."""
    both = space((one, other))
    first, second = both.boxes
    if first is None or second is None:
        return False
    try:
        return shared(first, second, both.steps) is None
    except TooMuch:
        return False


def _dimension(of: Node, items: Sequence[Atom]) -> Dimension:
    if any(isinstance(item.allowed, Ranges) for item in items):
        starts = {-INFINITE}
        for item in items:
            if isinstance(item.allowed, Ranges):
                starts |= {low for low, _ in item.allowed.ranges} | {high + 1 for _, high in item.allowed.ranges}
        return Dimension(of, starts=tuple(sorted(start for start in starts if start <= INFINITE)))
    named: frozenset[Any] = frozenset()
    for item in items:
        if isinstance(item.allowed, Members):
            named |= item.allowed.values | item.allowed.against
    universe = sorted(universe_of(of, named), key=str)
    return Dimension(of, values=tuple(universe) if closed(of) else (*universe, OTHERS))


def _boxes(alternatives: Terms, dimensions: dict[Node, Dimension]) -> list[Box]:
    whole = {of: dimension.whole for of, dimension in dimensions.items()}
    found = []
    for conjunction in alternatives:
        cells = dict(whole)
        for each, positive in conjunction:
            dimension = dimensions[each.of]
            own = dimension.cells(each.allowed)
            cells[each.of] &= own if positive else dimension.whole & ~own
        box = tuple(cells.values())
        if common(box, box) is not None:
            found.append(box)
    return found
