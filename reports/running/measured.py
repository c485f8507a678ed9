"""A measure as somebody may read it: its aggregates, and its value from theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.expressions import python
from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.tree import Aggregate
from engine.expressions.types import Type
from reports.definition import Measure

Slot = tuple[str, str]  # a measure's name and the key of one of its aggregates
Cell = Mapping[Slot, Any]  # what the aggregates are in one place of a report
COUNTS = frozenset({"sum", "count", "count_distinct"})  # 0 over no records, not null
ADDING = frozenset({"sum", "count"})  # over two groups: the sum of both


@dataclass(frozen=True)
class Leaf:
    """One aggregate over the records of a form; ``date`` is the path of the field that says when one counts.

    The conditions of the aggregate hold the rights of whoever reads.
    """

    slot: Slot
    aggregate: Aggregate
    date: str

    @property
    def entity(self) -> str:
        return self.aggregate.entity

    @property
    def nothing(self) -> int | None:
        """Its value over no records."""
        return 0 if self.aggregate.function in COUNTS else None


@dataclass(frozen=True)
class Measured:
    """``own`` are the aggregates of the formula itself, ``uses`` the measures that it reads."""

    name: str
    definition: Measure
    checked: Checked
    own: tuple[Leaf, ...]
    uses: tuple[Measured, ...]

    @property
    def type(self) -> Type:
        return self.checked.type

    @property
    def adds(self) -> bool:
        """Whether the value over two groups is the sum of both."""
        return isinstance(self.checked.tree, Aggregate) and self.checked.tree.function in ADDING

    def dated(self, date: str) -> Measured:
        """The same measure with another field saying when a record counts."""
        own = tuple(replace(leaf, date=date) for leaf in self.own)
        return replace(self, own=own, uses=tuple(used.dated(date) for used in self.uses))

    def leaves(self) -> Iterator[Leaf]:
        """All aggregates that the value is made of; the first one's form is where its records are looked for."""
        yield from self.own
        for used in self.uses:
            yield from used.leaves()

    def value(self, cell: Cell, environment: Environment) -> Any:
        """The value in stored form from those of the aggregates; a missing one is that of no records."""
        if isinstance(self.checked.tree, Aggregate):
            return cell.get(self.own[0].slot, self.own[0].nothing)
        row = {leaf.slot[1]: cell.get(leaf.slot, leaf.nothing) for leaf in self.own}
        used = {other.name: other.value(cell, environment) for other in self.uses}
        return python.function(self.checked)(row, replace(environment, extras=used))


def leaves_of(name: str, checked: Checked, date: str) -> tuple[Leaf, ...]:
    """The aggregates over whole forms that a formula is made of."""
    found = ((each.key, each.tree) for each in checked.inputs)
    return tuple(Leaf((name, key), tree, date) for key, tree in found if isinstance(tree, Aggregate))
