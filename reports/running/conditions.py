"""Conditions put together: what reports ask of records, as checked trees that every back end understands."""

from __future__ import annotations

from typing import Literal

from engine.expressions.runtime.zones import midnight
from engine.expressions.tree import Comparison, Logical, Node
from engine.expressions.tree import Literal as Constant
from engine.expressions.types import BOOLEAN, DATE, DATETIME, DateTime
from engine.records.clock import zone_of


def both(*nodes: Node) -> Node:
    """That all hold."""
    return _joined("and", nodes)


def either(*nodes: Node) -> Node:
    """That one holds."""
    return _joined("or", nodes)


def _joined(operator: Literal["and", "or"], nodes: tuple[Node, ...]) -> Node:
    different = tuple(dict.fromkeys(nodes))
    if len(different) == 1:
        return different[0]
    return Logical(BOOLEAN, operator, different) if different else Constant(BOOLEAN, operator == "and")


def spanned(moment: Node, first: int | None, last: int | None, zone: str) -> Node:
    """That a date, or the local date of an instant, lies between two days, both included; None is open."""
    bounds: list[Node] = []
    if not isinstance(moment.type, DateTime):
        if first is not None:
            bounds.append(Comparison(BOOLEAN, ">=", moment, Constant(DATE, first)))
        if last is not None:
            bounds.append(Comparison(BOOLEAN, "<=", moment, Constant(DATE, last)))
        return both(*bounds)
    clock = zone_of(zone)
    if first is not None:
        bounds.append(Comparison(BOOLEAN, ">=", moment, Constant(DATETIME, midnight(first, clock))))
    if last is not None:
        bounds.append(Comparison(BOOLEAN, "<", moment, Constant(DATETIME, midnight(last + 1, clock))))
    return both(*bounds)
