"""What several forms say, in one table: facts counted one by one, merged on the values that they are cut along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from engine.expressions.tree import Node
from reports.axes import Axis
from reports.running.cuts import Cut
from reports.running.measured import Leaf, Measured, Slot
from reports.running.reading import Reading
from reports.running.statement import Fact, count

Key = tuple[Any, ...]
Table = dict[Key, dict[Slot, Any]]
Counting = Callable[[Leaf], Node]  # which records count for an aggregate
Cutting = Callable[[Leaf], tuple[Cut, ...] | None]  # how they are cut; None if they cannot be


def tabulate(reading: Reading, measures: Iterable[Measured], counting: Counting, cutting: Cutting) -> Table:
    """The aggregates of measures by the values of their cuts; those that are not cut are left out."""
    leaves = dict.fromkeys(leaf for measure in measures for leaf in measure.leaves())
    table: Table = {}
    for fact, slots in _facts(leaves, counting, cutting):
        for key, values in count(reading.at, reading.app, fact, reading.environment):
            table.setdefault(key, {}).update(zip(slots, values, strict=True))
    return table


def _facts(leaves: Iterable[Leaf], counting: Counting, cutting: Cutting) -> list[tuple[Fact, list[Slot]]]:
    """Aggregates over the records of one form share a statement; a median needs one of its own."""
    shared: dict[tuple[str, tuple[Cut, ...], Slot | None], list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        cuts = cutting(leaf)
        if cuts is not None:
            shared[leaf.entity, cuts, leaf.slot if leaf.aggregate.function == "median" else None].append(leaf)
    return [
        (Fact(entity, cuts, tuple((leaf.aggregate, counting(leaf)) for leaf in found)), [leaf.slot for leaf in found])
        for (entity, cuts, _), found in shared.items()
    ]


def cuts_of(reading: Reading, leaf: Leaf, axes: Sequence[Axis]) -> tuple[Cut, ...] | None:
    """How the records of an aggregate are cut; None if an axis does not lead to them."""
    found = [reading.cut(axis, leaf.entity, leaf.date) for axis in axes]
    known = tuple(cut for cut in found if cut is not None)
    return known if len(known) == len(found) else None
