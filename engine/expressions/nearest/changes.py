"""What would have to change at least for one part of a condition to hold, or not to hold any more.

A change names one value that the part reads and what it would have to be; each has been tried before it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from engine.expressions.environment import Environment
from engine.expressions.nearest.boundary import last_holding, nearest_holding
from engine.expressions.nearest.steady import steady
from engine.expressions.python import function
from engine.expressions.runtime import zones
from engine.expressions.tree import Aggregate, Comparison, Formula, Has, In, IsEmpty, Node, Not
from engine.expressions.types import Boolean, Choice, Choices, Date, DateTime, Number, Text
from engine.expressions.why import reads

Word = Literal["at_least", "at_most", "be", "differ", "fill", "clear", "add", "remove"]
YEAR = 365
DAY = 86_400_000


@dataclass(frozen=True)
class Change:
    """``key`` of the row would have to be ``after``: at least, at most, or just that; ``fill`` and ``differ`` are
    satisfied by more than the value given. ``distance`` is relative: how far apart alternatives are."""

    key: str
    node: Node
    before: Any
    after: Any
    word: Word
    distance: float


def changes(leaf: Node, wanted: bool, row: Mapping[str, Any], environment: Environment) -> list[Change]:
    """The changes of single values that turn a part, the nearest first; empty where none is known."""
    found = [change for key, node in reads(leaf).items() for change in _Turn(leaf, wanted, row, environment, key, node)]
    return sorted(found, key=lambda change: change.distance)


@dataclass(frozen=True)
class _Turn:
    """One part with one thing that it reads."""

    leaf: Node
    wanted: bool
    row: Mapping[str, Any]
    environment: Environment
    key: str
    node: Node

    def __iter__(self) -> Iterator[Change]:
        before = self.row.get(self.key)
        tried: set[Any] = {before}
        for after, word in (*self.by_kind(), *self.by_type(before)):
            if after not in tried and self.test(after):
                tried.add(after)
                yield Change(self.key, self.node, before, after, word, self.distance(before, after))

    def test(self, value: Any) -> bool:
        return bool(function(self.leaf)({**self.row, self.key: value}, self.environment)) is self.wanted

    def value(self, node: Node) -> Any:
        return function(node)(self.row, self.environment)

    def here(self, node: Node) -> bool:
        """Whether a node is what stands under the key, and nothing around it."""
        while isinstance(node, Formula):
            node = node.tree
        return node == self.node

    def by_kind(self) -> Iterator[tuple[Any, Word]]:
        """What the kind of the part tells: the other side of an equality, the option of a set, emptiness."""
        match self.leaf:
            case IsEmpty(item=item) if self.here(item):
                yield (None, "clear") if self.wanted else (self.anything(), "fill")
            case Not(item=IsEmpty(item=item)) if self.here(item):
                yield (self.anything(), "fill") if self.wanted else (None, "clear")
            case Comparison(operator=operator, left=left, right=right) if (operator == "=") is self.wanted:
                if operator in ("=", "!=") and (self.here(left) or self.here(right)):
                    yield self.value(right if self.here(left) else left), "be"
            case In(item=item, items=items) if self.wanted and self.here(item):
                yield from ((self.value(each), "be") for each in items)
            case Has(item=item, option=option) if self.here(item):
                yield self.with_option(self.value(option)), ("add" if self.wanted else "remove")

    def by_type(self, before: Any) -> Iterator[tuple[Any, Word]]:
        match self.node.type:
            case Boolean():
                yield (not before), "be"
            case Choice() as choice:
                yield from ((name, "be") for name in choice.names)
            case Number() | Date() | DateTime() if isinstance(self.leaf, Comparison):
                yield from self.boundary(before)

    def boundary(self, before: Any) -> Iterator[tuple[Any, Word]]:
        """Where an ordered comparison turns; for an equality, the values on its two sides."""
        if not steady(self.leaf, self.key) or not isinstance(self.leaf, Comparison):
            return
        low, high = self.range()
        if self.leaf.operator == "=":
            yield from self.equality(before, low, high)
            return
        start = before if before is not None else self.origin()
        if before is None and self.test(start):
            last = last_holding(self.test, start, low, high)
            yield (start, "fill") if last is None else (last, self.side(last))
            return
        for value in nearest_holding(self.test, start, low, high):
            yield value, self.side(value)

    def equality(self, before: Any, low: int, high: int) -> Iterator[tuple[Any, Word]]:
        assert isinstance(self.leaf, Comparison)
        if not self.wanted:
            yield (self.origin() if before is None else before + 1), "differ"
            return
        start = before if before is not None else self.origin()
        for operator in (">=", "<="):
            side = function(replace(self.leaf, operator=operator))

            def reached(value: int, side: Any = side) -> bool:
                return bool(side({**self.row, self.key: value}, self.environment))

            if reached(start):
                yield last_holding(reached, start, low, high), "be"

    def side(self, value: int) -> Word:
        above, below = self.test(value + 1), self.test(value - 1)
        if above and below:
            return "fill"
        return "at_least" if above else "at_most" if below else "be"

    def range(self) -> tuple[int, int]:
        if isinstance(self.node.type, Number):
            most = 10**self.node.type.digits - 1
            return (0 if isinstance(self.node, Aggregate) and self.node.function == "count" else -most), most
        if isinstance(self.node.type, DateTime):
            return zones.FIRST_MOMENT, zones.LAST_MOMENT
        return zones.FIRST_DAY, zones.LAST_DAY

    def origin(self) -> int:
        """Where the search begins when nothing is there yet."""
        match self.node.type:
            case Date():
                return self.environment.today
            case DateTime():
                return self.environment.now
        return 0

    def anything(self) -> Any:
        """Some value of the type; None where only people know one."""
        match self.node.type:
            case Number() | Date() | DateTime():
                return self.origin()
            case Choice(options=options) if options:
                return options[0].name
            case Choices(options=options) if options:
                return f"|{options[0].name}|"
            case Text():
                return "…"
            case Boolean():
                return True
        return None

    def with_option(self, option: Any) -> str | None:
        held = [name for name in (self.row.get(self.key) or "").split("|") if name]
        left = [name for name in held if name != option] if option in held else [*held, option]
        return f"|{'|'.join(map(str, left))}|" if left else None

    def distance(self, before: Any, after: Any) -> float:
        match self.node.type:
            case Number() if before is not None and after is not None:
                return float(abs(after - before)) / float(max(abs(after), abs(before), 1))
            case Date() if before is not None and after is not None:
                return float(abs(after - before)) / YEAR
            case DateTime() if before is not None and after is not None:
                return float(abs(after - before)) / (YEAR * DAY)
            case Choice(ordered=True) as choice if before in choice.names and after in choice.names:
                names = list(choice.names)
                return abs(names.index(after) - names.index(before)) / len(names)
        return 1.0
