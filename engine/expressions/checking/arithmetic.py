"""``+ - * /`` on numbers, dates and durations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.checking.conform import WIDE, as_moment, number_type, rescaled, settled
from engine.expressions.checking.literals import typed_text
from engine.expressions.tree import Arithmetic, Literal, Negate, Node, Shift
from engine.expressions.types import (
    DATETIME,
    DURATION,
    Date,
    DateTime,
    Duration,
    Elapsed,
    Null,
    Number,
    Text,
    Type,
    describe,
)

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

QUOTIENT_SCALE = 6
LARGEST_SCALE = 12  # decimals; beyond it fewer than three digits before the point would be left


def minus(checker: Checker, found: syntax.Minus, expected: Type | None) -> Node:
    node = settled(checker.node(found.item))
    if node is checker.bad or isinstance(node.type, Null):
        return node
    if isinstance(node.type, Duration):
        return Negate(DURATION, node, column=found.start + 1)
    if not isinstance(node.type, Number):
        return checker.report("needs_number", found, operator="-", found=describe(node.type))
    return Negate(node.type, node, column=found.start + 1)


def arithmetic(checker: Checker, found: syntax.Binary) -> Node:
    left, right = settled(checker.node(found.left)), settled(checker.node(found.right))
    if left is checker.bad or right is checker.bad:
        return checker.bad
    left, right = _dates_in_quotes(checker, left, right, found)
    match left.type, right.type:
        case Number(), Number():
            return numbers(checker, found, left, right)
        case (Null(), Number() | Null()) | (Number(), Null()):
            return Literal(Number(0, 1), None, column=found.start + 1)
        case (Date() | DateTime(), Duration()) if found.operator in "+-":
            return shifted(left, right, found)
        case (Duration(), Date() | DateTime()) if found.operator == "+":
            return shifted(right, left, found)
        case (Date() | DateTime(), Date() | DateTime()) if found.operator == "-":
            return difference(left, right, found)
        case Duration(), Duration() if found.operator in "+-":
            return durations(left, right, found)
    return misfit(checker, left, right, found)


def _dates_in_quotes(checker: Checker, left: Node, right: Node, found: syntax.Binary) -> tuple[Node, Node]:
    """``close_on - "2026-01-31"``: a text beside a date or duration is a date."""
    if isinstance(right.type, Date | DateTime):
        left = typed_text(checker, left, right.type, found.left)
    elif isinstance(left.type, Date | DateTime):
        right = typed_text(checker, right, left.type, found.right)
    elif isinstance(right.type, Duration):
        left = typed_text(checker, left, DATETIME, found.left)
    return left, right


def numbers(checker: Checker, found: syntax.Binary, left: Node, right: Node) -> Node:
    """``+ -`` keep the larger scale, ``*`` adds scales, ``/`` has QUOTIENT_SCALE decimals."""
    if found.operator in "+-":
        scale = max(number_type(left).scale, number_type(right).scale)
        left, right = rescaled(left, scale, WIDE), rescaled(right, scale, WIDE)
    one, two = number_type(left), number_type(right)
    if found.operator in "+-":
        scale, digits = one.scale, max(one.digits, two.digits) + 1
    elif found.operator == "*":
        scale, digits = one.scale + two.scale, one.digits + two.digits
    else:
        scale = QUOTIENT_SCALE
        digits = one.digits + max(QUOTIENT_SCALE + two.scale - one.scale, 0) + 1
    if scale > LARGEST_SCALE:
        return checker.report("too_precise", found, scale=scale, limit=LARGEST_SCALE)
    type_ = Number(scale, min(digits, WIDE))
    return Arithmetic(type_, found.operator, left, right, column=found.start + 1)  # type: ignore[arg-type]


def shifted(base: Node, duration: Node, found: syntax.Binary) -> Node:
    """A date or datetime and a duration; hours make a datetime of a date."""
    if clocked(duration):
        base = as_moment(base)
    sign = -1 if found.operator == "-" else 1
    return Shift(base.type, base, duration, sign, column=found.start + 1)


def clocked(duration: Node) -> bool:
    """Whether a duration is known to have a clock part, which a date cannot hold."""
    parts = duration.value if isinstance(duration, Literal) else None
    return parts is not None and bool(parts.milliseconds or parts.working_milliseconds)


def difference(left: Node, right: Node, found: syntax.Binary) -> Node:
    exact = isinstance(left.type, DateTime) or isinstance(right.type, DateTime)
    if exact:
        left, right = as_moment(left), as_moment(right)
    return Arithmetic(Elapsed(exact), "-", left, right, column=found.start + 1)


def durations(left: Node, right: Node, found: syntax.Binary) -> Node:
    """Durations add part by part."""
    if isinstance(left, Literal) and isinstance(right, Literal):
        value = left.value + (-right.value if found.operator == "-" else right.value)
        return Literal(DURATION, value, column=found.start + 1)
    return Arithmetic(DURATION, found.operator, left, right, column=found.start + 1)  # type: ignore[arg-type]


def misfit(checker: Checker, left: Node, right: Node, found: syntax.Binary) -> Node:
    """Reports operands that do not go together, with what was probably meant."""
    types = {type(left.type), type(right.type)}
    if found.operator == "+" and Text in types:
        return checker.report("add_texts", found)
    if types & {Date, DateTime} and Number in types:
        return checker.report("add_days", found)
    if Elapsed in types:
        return checker.report("elapsed", found)
    for node, place in ((left, found.left), (right, found.right)):
        if not isinstance(node.type, Number | Date | DateTime | Duration | Null):
            return checker.report("needs_number", place, operator=found.operator, found=describe(node.type))
    both = {"left": describe(left.type), "right": describe(right.type)}
    return checker.report("no_calculation", found, operator=found.operator, **both)
