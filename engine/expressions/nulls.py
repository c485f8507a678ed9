"""Which values can be null or overflow: what the back ends need not guard."""

from __future__ import annotations

from engine.expressions.functions import CALLS
from engine.expressions.tree import (
    Aggregate,
    Among,
    Arithmetic,
    Call,
    Case,
    Changed,
    Coalesce,
    Comparison,
    Extreme,
    Formula,
    Has,
    In,
    IsEmpty,
    Literal,
    Logical,
    Negate,
    Node,
    Not,
    Rescale,
    Round,
    Shift,
    Variable,
)
from engine.expressions.types import Number

NEVER = Comparison | Logical | Not | IsEmpty | In | Has | Among | Changed


def nullable(node: Node) -> bool:
    """Whether the value can be null."""
    match node:
        case Literal():
            return node.value is None
        case Variable():
            return node.name not in ("now", "today", "my_team")
        case Aggregate():
            return node.function not in ("count", "count_distinct", "any", "all")
        case Call():
            function = CALLS[node.function]
            given = [argument for index, argument in enumerate(node.arguments) if index not in function.nullable]
            return not function.predicate and not (function.total and not any(map(nullable, given)))
        case Formula():
            return nullable(node.tree)
        case Arithmetic():
            return node.operator == "/" or overflows(node) or nullable(node.left) or nullable(node.right)
        case Negate() | Round():
            return overflows(node) or nullable(node.item)
        case Rescale():
            return (overflows(node) and not saturates(node)) or nullable(node.item)
        case Case():
            return nullable(node.otherwise) or any(nullable(value) for _, value in node.branches)
        case Coalesce() | Extreme():
            return all(map(nullable, node.items))
    if isinstance(node, Shift):
        working = isinstance(node.duration, Literal) and not node.duration.value.working
        return not working or nullable(node.base)
    return not isinstance(node, NEVER)


def digits(node: Node) -> int:
    """The most digits that a number can have before its bound is applied."""
    own = node.type.digits if isinstance(node.type, Number) else 0
    match node:
        case Arithmetic() if isinstance(node.type, Number):
            left, right = _digits(node.left), _digits(node.right)
            if node.operator == "*":
                return left + right
            if node.operator == "/":
                return left + max(quotient_shift(node), 0) + 1
            return max(left, right) + 1
        case Rescale():
            return _digits(node.item) + node.by
        case Round():
            return max(1, _digits(node.item) - node.drop + 1)
    return own


def overflows(node: Node) -> bool:
    """Whether the number can have more digits than its type keeps."""
    return isinstance(node.type, Number) and digits(node) > node.type.digits


def saturates(node: Rescale) -> bool:
    """Whether a rescaled number is cut instead of null: to compare or add it, that is the same."""
    return isinstance(node.type, Number) and node.type.digits > 15


def quotient_shift(node: Arithmetic) -> int:
    """The power of ten that the dividend takes before it is divided."""
    return _scale(node) + _scale(node.right) - _scale(node.left)


def _digits(node: Node) -> int:
    return node.type.digits if isinstance(node.type, Number) else 0


def _scale(node: Node) -> int:
    return node.type.scale if isinstance(node.type, Number) else 0
