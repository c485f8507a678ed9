"""Comparisons with time turned round, so that a bare column stands beside one bound value.

``days_since(x) < 30`` becomes ``x >= :bound``, ``now - x > 3wd`` becomes ``x < :bound``; the bound is computed
in Python when the statement runs, with the calendar in force, and an index on ``x`` can serve the filter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.expressions import tree
from engine.expressions.environment import Environment
from engine.expressions.nulls import nullable
from engine.expressions.python import environment_value
from engine.expressions.python.support import shift_date, shift_moment
from engine.expressions.runtime import zones
from engine.expressions.runtime.dates import first_reaching
from engine.expressions.sql.context import Column
from engine.expressions.sql.writer import Writer
from engine.expressions.types import Date, DateTime, Type
from engine.time.duration import Duration

TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
STRICT = {"<=": "<", ">": ">="}  # orders on whole numbers, as ``<`` and ``>=`` of the next one
Compute = Callable[[Environment], "int | None"]


@dataclass(frozen=True)
class Inverted:
    """``column operator bound``; where one of ``empty`` is null the comparison does not hold."""

    operator: str
    column: Column
    bound: Column
    empty: tuple[Column, ...]


@dataclass(frozen=True)
class Atom:
    """``item`` >= the bound (``at_least``), or < it."""

    item: tree.Node
    at_least: bool
    bound: Compute
    key: str


def inverted(writer: Writer, node: tree.Comparison) -> Inverted | None:
    """The comparison turned round, None if it cannot be or need not."""
    operator, item, bound = node.operator, node.left, node.right
    if item.constant:
        operator, item, bound = TURNED[operator], bound, item  # type: ignore[assignment]
    if not bound.constant or not turns(item) or operator in ("=", "!="):
        return None
    atom = Atom(item, operator in (">=", ">"), _next(bound, operator in STRICT), f"{bound!r} {operator in STRICT}")
    while (further := outward(atom)) is not None:
        atom = further
    column = writer.value(atom.item)
    value = writer.context.computed(f"{atom.key} {item!r}", atom.bound, atom.item.type)
    empty = (column, value) if nullable(atom.item) else (value,)
    return Inverted(">=" if atom.at_least else "<", column, value, empty)


def turns(node: tree.Node) -> bool:
    """Whether something can be taken off the node."""
    match node:
        case tree.Formula():
            return turns(node.tree)
        case tree.Call(function="local_date" | "midnight"):
            return True
        case tree.Call(function="days_between", arguments=(first, second)):
            return first.constant != second.constant
        case tree.Shift():
            return node.duration.constant and not _falls(node)
        case tree.Rescale():
            return turns(node.item)
    return False


def _falls(node: tree.Shift) -> bool:
    """Whether a later instant may be moved to an earlier one: a month after the 29th at nine and after the 28th at
    ten both end on February 28th. Only the instant itself can be compared then."""
    length = node.duration.value if isinstance(node.duration, tree.Literal) else None
    return isinstance(node.base.type, DateTime) and length is not None and bool(length.months)


def _next(bound: tree.Node, strict: bool) -> Compute:
    """The bound; with ``strict`` the whole number after it."""

    def compute(environment: Environment) -> int | None:
        value: int | None = environment_value(bound, environment)
        return None if value is None else value + strict

    return compute


def outward(atom: Atom) -> Atom | None:
    """The same condition on what is inside the item."""
    match atom.item:
        case tree.Formula(tree=inner):
            return Atom(inner, atom.at_least, atom.bound, atom.key)
        case tree.Rescale(item=inner, by=by) if turns(inner):
            return _through(atom, inner, lambda value, environment: -(-value // 10**by))
        case tree.Call(function="local_date", arguments=(inner,)):
            return _through(atom, inner, _first_moment)
        case tree.Call(function="midnight", arguments=(inner,)):
            return _through(atom, inner, _first_day)
        case tree.Call(function="days_between", arguments=(first, second)) if turns(atom.item):
            return _days(atom, first, second)
        case tree.Shift() as shift if turns(shift):
            return _unshifted(atom, shift)
    return None


def _through(atom: Atom, inner: tree.Node, back: Callable[[int, Environment], int | None]) -> Atom:
    def compute(environment: Environment) -> int | None:
        value = atom.bound(environment)
        return None if value is None else back(value, environment)

    return Atom(inner, atom.at_least, compute, atom.key)


def _first_moment(day: int, environment: Environment) -> int:
    """The instant from which the local date is at least this one."""
    if day > zones.LAST_DAY:
        return zones.LAST_MOMENT + 1
    return zones.FIRST_MOMENT if day <= zones.FIRST_DAY else zones.midnight(day, environment.zone)


def _first_day(moment: int, environment: Environment) -> int:
    """The date from which the local midnight is at least this instant."""
    if moment > zones.LAST_MOMENT:
        return zones.LAST_DAY + 1
    if moment <= zones.FIRST_MOMENT:
        return zones.FIRST_DAY
    day = zones.local_date(moment, environment.zone)
    return day if zones.midnight(day, environment.zone) >= moment else day + 1


def _days(atom: Atom, first: tree.Node, second: tree.Node) -> Atom:
    """Days between a constant and a date, in either order: it falls as the first date rises."""
    constant, inner = (first, second) if first.constant else (second, first)

    def compute(environment: Environment) -> int | None:
        value, fixed = atom.bound(environment), environment_value(constant, environment)
        if value is None or fixed is None:
            return None
        return int(fixed + value if inner is second else fixed - value + 1)

    at_least = atom.at_least if inner is second else not atom.at_least
    return Atom(inner, at_least, compute, atom.key)


def _unshifted(atom: Atom, node: tree.Shift) -> Atom:
    low, high = calendar(node.base.type)

    def back(value: int, environment: Environment) -> int | None:
        length: Duration | None = environment_value(node.duration, environment)
        if length is None or (length.working and (environment.calendar is None or low == zones.FIRST_DAY)):
            return None
        return first_reaching(lambda at: _shifted(node, at, length, environment), value, low, high)

    return _through(atom, node.base, back)


def _shifted(node: tree.Shift, at: int, length: Duration, environment: Environment) -> int:
    if isinstance(node.base.type, Date):
        found = shift_date(at, length, node.sign, node.up)
    else:
        found = shift_moment(at, length, node.sign, environment)
    if found is None:  # beyond the calendar in force
        return zones.LAST_MOMENT if at > 0 else zones.FIRST_MOMENT
    return found


def calendar(type_: Type) -> tuple[int, int]:
    """The least and greatest value of a date or datetime."""
    if isinstance(type_, DateTime):
        return zones.FIRST_MOMENT, zones.LAST_MOMENT
    return zones.FIRST_DAY, zones.LAST_DAY
