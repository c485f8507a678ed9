"""``= != < <= > >=`` and ``has``: which operands go together, and how a stage or a span of time compares."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from engine.expressions import syntax
from engine.expressions.checking import arithmetic, membership, names
from engine.expressions.checking.conform import as_moment, emptiness_of, unified
from engine.expressions.checking.stages import position
from engine.expressions.tree import Arithmetic, Compare, Comparison, Node, Shift
from engine.expressions.types import (
    BOOLEAN,
    Choice,
    Choices,
    Date,
    DateTime,
    Duration,
    Elapsed,
    File,
    Null,
    Number,
    People,
    Records,
    Text,
    Type,
    describe,
)

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

TURNED: dict[str, Compare] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
NO_COMPARISON = Choices | File | People | Records


def binary(checker: Checker, found: syntax.Binary, expected: Type | None) -> Node:
    """An operator between two values."""
    if found.operator == "has":
        return membership.has(checker, found)
    if found.operator not in TURNED:
        return arithmetic.arithmetic(checker, found)
    left, right = pair(checker, found.left, found.right)
    if left is checker.bad or right is checker.bad:
        return checker.bad
    return compared(checker, cast("Compare", found.operator), left, right, found)


def pair(checker: Checker, left: syntax.Syntax, right: syntax.Syntax) -> tuple[Node, Node]:
    """Both operands; a bare option name is read beside the choice on the other side."""
    if bare(left) and (not bare(right) or (not names.known(checker, left) and names.known(checker, right))):
        other = checker.node(right)
        return checker.node(left, other.type), other
    first = checker.node(left)
    return first, checker.node(right, first.type)


def bare(found: syntax.Syntax) -> bool:
    return isinstance(found, syntax.Name) and len(found.segments) == 1


def compared(checker: Checker, operator: Compare, left: Node, right: Node, found: syntax.Binary) -> Node:
    column = found.start + 1
    if isinstance(left.type, Null) or isinstance(right.type, Null):
        return with_null(checker, operator, left, right, found)
    if isinstance(left.type, Elapsed) or isinstance(right.type, Elapsed):
        return elapsed(checker, operator, left, right, found)
    for node, place in ((left, found.left), (right, found.right)):
        if isinstance(node.type, NO_COMPARISON):
            code = "records" if isinstance(node.type, Records) else "not_compared"
            name = place.name if isinstance(place, syntax.Name) else "x"
            return checker.report(code, place, found=describe(node.type), name=name)
    both = unified(checker, (left, right), (found.left, found.right), wide=True)
    if both is None:
        return checker.bad
    left, right = both
    if operator not in ("=", "!=") and (unordered := not_ordered(left.type)):
        return checker.report("not_ordered", found, found=unordered)
    if operator not in ("=", "!=") and isinstance(left.type, Choice):
        left, right = position(left), position(right)
    return Comparison(BOOLEAN, operator, left, right, column=column)


def not_ordered(type_: Type) -> dict[str, str] | None:
    if isinstance(type_, Number | Text | Date | DateTime) or (isinstance(type_, Choice) and type_.ordered):
        return None
    return describe(type_)


def with_null(checker: Checker, operator: Compare, left: Node, right: Node, found: syntax.Binary) -> Node:
    """``x = null`` is ``x is empty``; an order with null is a slip."""
    if operator not in ("=", "!="):
        return checker.report("order_with_null", found)
    item = right if isinstance(left.type, Null) else left
    if isinstance(item.type, Records):
        return checker.report("records", found, name="x")
    return emptiness_of(item, operator == "!=", found.start + 1)


def elapsed(checker: Checker, operator: Compare, left: Node, right: Node, found: syntax.Binary) -> Node:
    """``a - b > 3d`` means ``a > b + 3d``: so months and working time have a meaning."""
    if isinstance(left.type, Duration) and isinstance(right.type, Elapsed):
        left, right, operator = right, left, TURNED[operator]
    if not isinstance(left, Arithmetic) or not isinstance(left.type, Elapsed):
        return checker.report("elapsed_compare", found)
    if isinstance(right.type, Number):
        return checker.report("elapsed_number", found)
    if not isinstance(right.type, Duration):
        return checker.report("elapsed_compare", found)
    later, earlier = left.left, left.right
    column = found.start + 1
    if not left.type.exact and arithmetic.clocked(right):
        later, earlier = as_moment(later), as_moment(earlier)
    bound = Shift(earlier.type, earlier, right, up=operator in (">=", "<"), column=column)
    return Comparison(BOOLEAN, operator, later, bound, column=column)
