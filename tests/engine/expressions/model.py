"""What paths and aggregates mean, said once more in plain Python over rows in memory: the peer of the databases.

Everything beside one record runs through the Python back end; what lies beyond the record is found here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from engine.expressions import python
from engine.expressions.environment import Environment
from engine.expressions.inputs import needs_database
from engine.expressions.runtime.numbers import divide
from engine.expressions.tree import Aggregate, Attribute, Chosen, Members, Node, Path, rebuild
from engine.expressions.types import LIMIT, Number

Row = dict[str, Any]
World = dict[str, list[Row]]
Stack = tuple[Row, ...]  # the record at hand and those around it


class Model:
    """Values beside the rows of a world."""

    def __init__(self, world: World, environment: Environment) -> None:
        self.world = world
        self.environment = environment
        self.by_id = {name: {row["id"]: row for row in rows if alive(row)} for name, rows in world.items()}
        self.linked = cache(self._linked)

    def value(self, node: Node, stack: Stack) -> Any:
        """The value of any node beside the innermost record of the stack."""
        plain, outer, beyond = prepared(node)
        row = dict(stack[0])
        row |= {key: stack[each.depth].get(each.name) for key, each in outer}
        row |= {key: self.beyond(each, stack) for key, each in beyond}
        return python.function(plain)(row, self.environment)

    def beyond(self, node: Node, stack: Stack) -> Any:
        match node:
            case Path():
                found = self.by_id[node.entity].get(self.value(node.reference, stack))
                return None if found is None else self.value(node.value, (found, *stack))
            case Aggregate():
                return self.aggregate(node, stack)
            case Members():
                return frozenset(user["id"] for user in self.world["user"] if holds(user, node))
            case Chosen(function="managers", arguments=(user, levels)):
                return self.managers(self.value(user, stack), self.value(levels, stack))
        raise AssertionError(node)

    def managers(self, user: str | None, levels: int) -> frozenset[str]:
        found = set()
        for _ in range(levels):
            user = self.by_id["user"][user]["manager"] if user in self.by_id["user"] else None
            found |= {user} - {None}
        return frozenset(found)

    def _linked(self, entity: str, link: str) -> dict[Any, list[Row]]:
        found: dict[Any, list[Row]] = {}
        for row in sorted(self.by_id[entity].values(), key=lambda row: row["id"]):
            found.setdefault(row.get(link), []).append(row)
        return found

    def aggregate(self, node: Aggregate, stack: Stack) -> Any:
        base = self.value(node.base, stack)
        rows = self.linked(node.entity, node.link).get(base, []) if base is not None else []
        if node.function == "all":
            tests = [part for part in (node.where, node.value) if part is not None]
            rows = [row for row in rows if all(self.value(test, (row, *stack)) for test in tests[:-1])]
            return all(self.value(tests[-1], (row, *stack)) for row in rows) if tests else not rows
        if node.where is not None:
            rows = [row for row in rows if self.value(node.where, (row, *stack))]
        if node.function in ("first", "last"):
            rows = sorted(rows, key=lambda row: (row.get(node.order) is not None, row.get(node.order) or 0, row["id"]))
        if node.value is None:
            return bool(rows) if node.function == "any" else len(rows)
        values = [self.value(node.value, (row, *stack)) for row in rows]
        if node.function == "any":
            return any(values)
        if node.function in ("first", "last"):
            return values[0 if node.function == "first" else -1] if values else None
        return FUNCTIONS[node.function]([value for value in values if value is not None], node)


def alive(row: Row) -> bool:
    return row.get("deleted_at") is None


def holds(user: Row, node: Members) -> bool:
    own = user["roles" if node.kind == "role" else "teams"] or ""
    return bool(user["active"]) and alive(user) and any(f"|{name}|" in own for name in node.names)


def bounded(number: int | None) -> int | None:
    return number if number is not None and -LIMIT < number < LIMIT else None


def mean(values: list[int], node: Aggregate) -> int | None:
    assert node.value is not None and isinstance(node.value.type, Number)
    total = bounded(sum(values))
    return bounded(divide(total, len(values), 6 - node.value.type.scale)) if values and total is not None else None


def median(values: list[int], node: Aggregate) -> int | None:
    ordered, size = sorted(values), len(values)
    return mean(ordered[(size - 1) // 2 : size // 2 + 1], node)


FUNCTIONS: dict[str, Callable[[list[Any], Aggregate], Any]] = {
    "sum": lambda values, node: bounded(sum(values)),
    "count": lambda values, node: len(values),
    "count_distinct": lambda values, node: len(set(values)),
    "avg": mean,
    "median": median,
    "min": lambda values, node: min(values, default=None),
    "max": lambda values, node: max(values, default=None),
}

Outer = list[tuple[str, Attribute]]
Beyond = list[tuple[str, Node]]
PREPARED = "_prepared_for_model"


def prepared(node: Node) -> tuple[Node, Outer, Beyond]:
    """The node with everything that lies beyond the record at hand as a value of that record, and what that is."""
    made: tuple[Node, Outer, Beyond] | None = node.__dict__.get(PREPARED)
    if made is None:
        outer: Outer = []
        beyond: Beyond = []
        made = node.__dict__[PREPARED] = (_plain(node, outer, beyond), outer, beyond)
    return made


def _plain(node: Node, outer: Outer, beyond: Beyond) -> Node:
    if needs_database(node):
        key = f"beyond {len(beyond)}"
        beyond.append((key, node))
        return Attribute(node.type, "", key)
    if isinstance(node, Attribute) and node.depth:
        key = f"outer {node.depth} {node.name}"
        outer.append((key, node))
        return replace(node, name=key, depth=0)
    return rebuild(node, lambda child, entered: _plain(child, outer, beyond))


def values(tree: Node, rows: Iterable[Row], model: Model) -> dict[str, Any]:
    """The value beside each row, by id."""
    return {row["id"]: model.value(tree, (row,)) for row in rows}
