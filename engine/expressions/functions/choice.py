"""Deciding between values: ``if``, ``case``, ``coalesce``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.functions.function import Function
from engine.expressions.tree import Case, Coalesce, Literal, Node
from engine.expressions.types import NULL, Null, Type

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker


def if_(checker: Checker, call: syntax.Call, expected: Type | None = None) -> Node:
    if len(call.arguments) not in (2, 3):
        return _wrong(checker, call)
    return case(checker, call, expected)


def case(checker: Checker, call: syntax.Call, expected: Type | None = None) -> Node:
    """Pairs of condition and value, and perhaps a last value."""
    given = call.arguments
    if len(given) < 2 or call.where is not None:
        return _wrong(checker, call)
    paired = len(given) // 2 * 2
    conditions = [checker.condition(each) for each in given[:paired:2]]
    places = [*given[1:paired:2], *given[paired:]]
    values = _together(checker, places, expected)
    if values is None or any(condition is checker.bad for condition in conditions):
        return checker.bad
    otherwise = values.pop() if len(given) % 2 else Literal(NULL, None)
    branches = tuple(zip(conditions, values, strict=True))
    return Case(_type(values, otherwise), branches, otherwise, column=call.start + 1)


def coalesce(checker: Checker, call: syntax.Call, expected: Type | None = None) -> Node:
    if len(call.arguments) < 2 or call.where is not None:
        return _wrong(checker, call)
    values = _together(checker, call.arguments, expected)
    if values is None:
        return checker.bad
    return Coalesce(_type(values[:-1], values[-1]), tuple(values), column=call.start + 1)


def _together(
    checker: Checker, places: list[syntax.Syntax] | tuple[syntax.Syntax, ...], expected: Type | None
) -> list[Node] | None:
    """The values with one type; a bare option name takes the choice of the others."""
    from engine.expressions.checking.conform import unified

    values: list[Node] = []
    for place in places:
        values.append(checker.value(place, expected))
        expected = expected or (None if isinstance(values[-1].type, Null) else values[-1].type)
    return unified(checker, values, places)


def _type(values: list[Node], last: Node) -> Type:
    from engine.expressions.checking.conform import common_type

    return common_type([*values, last])


def _wrong(checker: Checker, call: syntax.Call) -> Node:
    from engine.expressions.checking.calls import wrong_arguments

    return wrong_arguments(checker, call)


RULES: dict[str, Callable[[Checker, syntax.Call, Type | None], Node]] = {
    "if": if_,
    "case": case,
    "coalesce": coalesce,
}

FUNCTIONS = (
    Function(
        "if",
        "choice",
        "c, a, b",
        zh="条件 c 成立时取 a，否则取 b；不写 b 就是空",
        en="a when the condition c holds, else b; null without b",
        example="if(stage.closed is set, 0, paid)",
        check=if_,
    ),
    Function(
        "case",
        "choice",
        "c1, a, c2, b, …, else",
        zh="第一个成立的条件后面的值，都不成立取最后的值",
        en="the value after the first condition that holds, else the last value",
        example="case(paid > 300000, 3, paid > 50000, 2, 1)",
        check=case,
    ),
    Function(
        "coalesce",
        "choice",
        "a, b, …",
        zh="第一个不为空的值",
        en="the first value that is not null",
        example="coalesce(note, name)",
        check=coalesce,
    ),
)
