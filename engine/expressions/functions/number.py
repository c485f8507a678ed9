"""Functions of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.expressions import syntax
from engine.expressions.functions.function import Column, Emitter, Function, plain
from engine.expressions.tree import Call, Extreme, Literal, Node, Rescale
from engine.expressions.types import DIGITS, Null, Number, Type, describe

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

FEWEST_DECIMALS, MOST_DECIMALS = -9, 9


def rounding(mode: str) -> Any:
    """The rule of ``round(x, n)`` and its two sisters; ``n`` must be written as a number."""

    def rule(checker: Checker, call: syntax.Call) -> Node:
        from engine.expressions.checking.calls import wrong_arguments
        from engine.expressions.checking.conform import rounded

        if len(call.arguments) not in (1, 2) or call.where is not None:
            return wrong_arguments(checker, call)
        place = call.arguments[0]
        node = checker.node(place)
        places = _places(checker, call)
        if node is checker.bad or places is None or isinstance(node.type, Null):
            return node if places is not None else checker.bad
        if not isinstance(node.type, Number):
            return checker.report("type", call.arguments[0], expected=describe(Number()), found=describe(node.type))
        found = rounded(node, places, mode)
        if places >= 0:
            return found
        assert isinstance(found.type, Number)
        return Rescale(Number(0, min(found.type.digits - places, DIGITS)), found, -places, column=call.start + 1)

    return rule


def _places(checker: Checker, call: syntax.Call) -> int | None:
    if len(call.arguments) == 1:
        return 0
    found = call.arguments[1]
    if isinstance(found, syntax.NumberText) and not found.scale and FEWEST_DECIMALS <= found.digits <= MOST_DECIMALS:
        return found.digits
    checker.report("places", found, low=FEWEST_DECIMALS, high=MOST_DECIMALS)
    return None


def floor(checker: Checker, call: syntax.Call) -> Node:
    """``int(x)``: down, also below zero."""
    from engine.expressions.checking.calls import arguments

    found = arguments(checker, call, "number")
    if found is None:
        return checker.bad
    return Call(_whole(found), "int", _with_scale(found), column=call.start + 1)


def _with_scale(found: Sequence[Node]) -> tuple[Node, ...]:
    type_ = found[0].type
    scale = type_.scale if isinstance(type_, Number) else 0
    return (*found, Literal(Number(0, DIGITS), 10**scale))


def _whole(found: Sequence[Node]) -> Type:
    type_ = found[0].type
    return Number(0, max(1, type_.digits - type_.scale + 1)) if isinstance(type_, Number) else Number(0, 1)


def modulo(checker: Checker, call: syntax.Call) -> Node:
    from engine.expressions.checking.calls import arguments, same_scale

    found = arguments(checker, call, "number, number")
    if found is None:
        return checker.bad
    both = same_scale(found)
    return Call(_own(both[1:]), "mod", both, column=call.start + 1)


def _own(found: Sequence[Node]) -> Type:
    return found[0].type if isinstance(found[0].type, Number) else Number(0, 1)


def extreme(name: str) -> Any:
    """The rule of ``min`` and ``max``: of several values, or an aggregate over related records."""

    def rule(checker: Checker, call: syntax.Call) -> Node:
        from engine.expressions.checking.aggregates import aggregate
        from engine.expressions.checking.calls import wrong_arguments
        from engine.expressions.checking.conform import common_type, unified
        from engine.expressions.types import Date, DateTime, Text

        if len(call.arguments) == 1:
            return aggregate(checker, call)
        if call.where is not None or not call.arguments:
            return wrong_arguments(checker, call)
        found = unified(checker, [checker.value(each) for each in call.arguments], call.arguments)
        if found is None:
            return checker.bad
        type_ = common_type(found)
        if not isinstance(type_, Number | Date | DateTime | Text | Null):
            return checker.report("not_ordered", call, found=describe(type_))
        return Extreme(type_, name, tuple(found), column=call.start + 1)  # type: ignore[arg-type]

    return rule


def _floor_sql(emit: Emitter, x: Column, unit: Column) -> Column:
    return emit.floor_divide(x, unit)


def _mod_sql(emit: Emitter, a: Column, b: Column) -> Column:
    divisor = emit.call("nullif", b, emit.const(0))
    return (a % divisor + divisor) % divisor


def modulo_of(a: int, b: int) -> int | None:
    return a % b if b else None


FUNCTIONS = (
    Function(
        "round",
        "number",
        "x, n",
        zh="四舍五入到 n 位小数（五入离开零）；不写 n 取整",
        en="x with n decimals, halves away from zero; whole without n",
        example="round(paid / 3, 2)",
        check=rounding("half"),
    ),
    Function(
        "round_up",
        "number",
        "x, n",
        zh="向远离零的方向进位到 n 位小数",
        en="x with n decimals, away from zero",
        example="round_up(days_since(last_paid) / 7)",
        check=rounding("up"),
    ),
    Function(
        "round_down",
        "number",
        "x, n",
        zh="向零的方向舍去到 n 位小数",
        en="x with n decimals, towards zero",
        example="round_down(paid, -3)",
        check=rounding("down"),
    ),
    Function(
        "abs",
        "number",
        "x",
        zh="绝对值",
        en="x without its sign",
        example="abs(paid - param.amount)",
        check=plain("abs", "number", _own),
        inline="-a if a < 0 else a",
        python=abs,
        sql=lambda emit, x: emit.call("abs", x),
        native=True,
        total=True,
    ),
    Function(
        "mod",
        "number",
        "a, b",
        zh="a 除以 b 的余数，符号同 b；b 为零时为空",
        en="the rest of a by b, with the sign of b; null when b is zero",
        example="mod(count, 12)",
        check=modulo,
        python=modulo_of,
        inline="a % b if b else None",
        sql=_mod_sql,
    ),
    Function(
        "int",
        "number",
        "x",
        zh="向下取整",
        en="the whole number not above x",
        example="int(days_since(last_paid) / 7)",
        check=floor,
        python=lambda x, unit: x // unit,
        inline="a // b",
        sql=_floor_sql,
        total=True,
    ),
    Function(
        "min",
        "number",
        "a, b, …",
        zh="几个值里最小的（跳过空值），或相关记录里最小的：min(orders.paid_on)",
        en="the least of several values (null ones skipped), or of related records: min(orders.paid_on)",
        example="min(last_paid, today)",
        check=extreme("min"),
    ),
    Function(
        "max",
        "number",
        "a, b, …",
        zh="几个值里最大的（跳过空值），或相关记录里最大的：max(orders.paid_on)",
        en="the greatest of several values (null ones skipped), or of related records: max(orders.paid_on)",
        example="max(contact, stage.entered, created_at)",
        check=extreme("max"),
    ),
)
