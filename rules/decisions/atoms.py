"""The simplest parts of a condition: which values of one thing it allows. Null is a value like any other here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.expressions.tree import (
    Attribute,
    Comparison,
    Formula,
    Has,
    In,
    IsEmpty,
    Literal,
    Node,
    OptionValue,
    Parameter,
    Path,
    Rescale,
)
from engine.expressions.types import Boolean, Choice, Date, DateTime, Number, Text

Ordered = Number | Date | DateTime
INFINITE = 10**30
SIGNS = ("<", "=", ">")
HOLDS: dict[str, tuple[str, ...]] = {
    "<": ("<",),
    "<=": ("<", "="),
    "=": ("=",),
    ">=": ("=", ">"),
    ">": (">",),
    "!=": ("<", ">"),
}


@dataclass(frozen=True)
class Ranges:
    """Closed ranges of whole numbers (scaled numbers, days, milliseconds)."""

    ranges: tuple[tuple[int, int], ...]
    null: bool = False


@dataclass(frozen=True)
class Members:
    """Some values of a set; with ``others`` also every value that is not named in ``against``."""

    values: frozenset[Any]
    null: bool = False
    others: bool = False
    against: frozenset[Any] = frozenset()


Allowed = Ranges | Members


@dataclass(frozen=True)
class Atom:
    """``of`` is what is looked at: two atoms are about one thing when it is the same."""

    of: Node
    allowed: Allowed


def atom(node: Node) -> Atom | None:
    """What a condition allows, if it is about one thing."""
    match node:
        case Comparison():
            return _comparison(node)
        case In() if all(isinstance(item, Literal) for item in node.items):
            named = frozenset(item.value for item in node.items if isinstance(item, Literal))
            return _among(node.item, named)
        case IsEmpty():
            if isinstance(node.item.type, Ordered):
                return Atom(node.item, Ranges((), null=True))
            return Atom(node.item, Members(frozenset(), null=True))
        case Has() if isinstance(node.option, Literal):
            return Atom(node, Members(frozenset({True})))
        case Attribute() | Path() | Formula() if isinstance(node.type, Boolean):
            return Atom(node, Members(frozenset({True})))
    return None


def opposite(allowed: Allowed, universe: frozenset[Any]) -> Allowed:
    """What a negated condition allows."""
    if isinstance(allowed, Members):
        left = universe - allowed.values
        return Members(left, not allowed.null, not allowed.others, universe)
    found, low = [], -INFINITE
    for start, end in sorted(allowed.ranges):
        if start > low:
            found.append((low, start - 1))
        low = max(low, end + 1)
    if low <= INFINITE:
        found.append((low, INFINITE))
    return Ranges(tuple(found), not allowed.null)


def _comparison(node: Comparison) -> Atom | None:
    left, right, operator = node.left, node.right, str(node.operator)
    if isinstance(left, Literal | Parameter) and not isinstance(right, Literal | Parameter):
        left, right = right, left
        operator = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(operator, operator)
    if isinstance(right, Parameter):
        about = Comparison(node.type, "=", left, right)
        return Atom(about, Members(frozenset(HOLDS[operator]), null=operator == "!="))
    if isinstance(left, OptionValue) and left.part == "position":
        return _by_order(left, right, operator)
    if not isinstance(right, Literal) or right.value is None:
        return None
    if isinstance(left.type, Ordered):
        return _ranged(left, operator, right.value)
    if operator == "=" and isinstance(left.type, Choice | Text | Boolean):
        return _among(left, frozenset({right.value}))
    if operator == "!=" and isinstance(left.type, Choice | Text | Boolean):
        return Atom(left, opposite(Members(frozenset({right.value})), universe_of(left, frozenset({right.value}))))
    return None


def _among(item: Node, values: frozenset[Any]) -> Atom:
    named = values - {None}
    if isinstance(item.type, Ordered):
        by, item = _unscaled(item)
        ranges = [(value // by, value // by) for value in sorted(named) if value % by == 0]
        return Atom(item, Ranges(tuple(ranges), None in values))
    return Atom(item, Members(named, None in values))


def _ranged(side: Node, operator: str, bound: int) -> Atom:
    by, side = _unscaled(side)
    least, most = -(-bound // by), bound // by  # the bound in the units of the side, rounded up and down
    below, above = (-INFINITE, -(-bound // by) - 1), (bound // by + 1, INFINITE)
    ranges: dict[str, tuple[tuple[int, int], ...]] = {
        "<": (below,),
        "<=": ((-INFINITE, most),),
        ">": (above,),
        ">=": ((least, INFINITE),),
        "=": ((least, most),) if least == most else (),
        "!=": (below, above) if least == most else ((-INFINITE, INFINITE),),
    }
    return Atom(side, Ranges(ranges[operator], null=operator == "!="))


def _unscaled(side: Node) -> tuple[int, Node]:
    """The node without the decimals that a comparison added, and by how much it was multiplied."""
    return (10**side.by, side.item) if isinstance(side, Rescale) else (1, side)


def _by_order(left: OptionValue, right: Node, operator: str) -> Atom | None:
    """``stage >= proposal``: the options whose place fits."""
    bound = right.item.value if isinstance(right, OptionValue) and isinstance(right.item, Literal) else None
    places = dict(left.values)
    if bound not in places:
        return None
    fits: dict[str, Callable[[int], bool]] = {
        "<": lambda place: place < places[bound],
        "<=": lambda place: place <= places[bound],
        ">": lambda place: place > places[bound],
        ">=": lambda place: place >= places[bound],
    }
    if operator not in fits:
        return None
    return Atom(left.item, Members(frozenset(name for name, place in places.items() if fits[operator](place))))


def universe_of(item: Node, named: frozenset[Any]) -> frozenset[Any]:
    """The values that something can have, as far as they are known; those that are named otherwise."""
    match item:
        case Comparison():
            return frozenset(SIGNS)
        case Has():
            return frozenset({True, False})
    match item.type:
        case Boolean():
            return frozenset({True, False})
        case Choice(options=options) if options:
            return frozenset(option.name for option in options)
    return named


def closed(item: Node) -> bool:
    """Whether every value that something can have is known."""
    if isinstance(item.type, Choice):
        return bool(item.type.options)
    return isinstance(item, Comparison | Has) or isinstance(item.type, Boolean)
