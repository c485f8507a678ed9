"""Why a condition holds or does not: its tree with the values of one record, in words of both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.python import function
from engine.expressions.render import Title, render
from engine.expressions.tree import (
    Aggregate,
    Comparison,
    Formula,
    Has,
    In,
    IsEmpty,
    Logical,
    Node,
    Not,
    OptionValue,
    Path,
)
from engine.expressions.types import BOOLEAN, Date, DateTime, Number, Type


@dataclass(frozen=True)
class Condition:
    """``op`` is ``and or not formula``, an operator or ``value``; ``value`` and ``bound`` are stored values.

    ``type`` is theirs; ``gap`` is how much a comparison of numbers or times lacks (0 when it holds). ``tree`` is
    this part of the expression: ``sources`` gives the aggregates and paths behind it.
    """

    op: str
    text: Mapping[str, str]
    holds: bool
    value: Any = None
    bound: Any = None
    type: Type | None = None
    gap: int | None = None
    items: tuple[Condition, ...] = ()
    tree: Node | None = None


def explain(
    checked: Checked | Node, row: Mapping[str, Any], environment: Environment, title: Title | None = None
) -> Condition:
    """The condition with its parts. ``row`` holds attributes and inputs as for ``python.function``;
    ``title(entity, attribute)`` is what people call a field."""
    return _explained(checked.tree if isinstance(checked, Checked) else checked, row, environment, title)


def _explained(node: Node, row: Mapping[str, Any], environment: Environment, title: Title | None) -> Condition:
    text = {language: render(node, language, title) for language in ("zh", "en")}
    holds = bool(function(node)(row, environment))
    match node:
        case Formula() if node.type == BOOLEAN:
            inner = _explained(node.tree, row, environment, title)
            return Condition("formula", text, holds, items=(inner,), tree=node)
        case Logical():
            items = tuple(_explained(item, row, environment, title) for item in node.items)
            return Condition(node.operator, text, holds, items=items, tree=node)
        case Not() if not isinstance(node.item, IsEmpty):
            inner = _explained(node.item, row, environment, title)
            return Condition("not", text, holds, items=(inner,), tree=node)
    return _leaf(node, text, holds, row, environment)


def _leaf(
    node: Node, text: Mapping[str, str], holds: bool, row: Mapping[str, Any], environment: Environment
) -> Condition:
    operator, item, bound = _parts(node)
    value = function(item)(row, environment)
    limit = None if bound is None else function(bound)(row, environment)
    return Condition(operator, text, holds, value, limit, item.type, _gap(node, holds, value, limit), (), node)


def _parts(node: Node) -> tuple[str, Node, Node | None]:
    """What a leaf looks at, and what it is compared with."""
    match node:
        case Comparison():
            left, right = node.left, node.right
            if isinstance(left, OptionValue) and left.part == "position":
                left, right = left.item, right.item if isinstance(right, OptionValue) else right
            return node.operator, left, right
        case Has():
            return "has", node.item, node.option
        case In():
            return "in", node.item, None
        case IsEmpty():
            return "empty", node.item, None
        case Not(item=IsEmpty() as inner):
            return "set", inner.item, None
    return "value", node, None


def _gap(node: Node, holds: bool, value: Any, limit: Any) -> int | None:
    if not isinstance(node, Comparison) or not isinstance(node.left.type, Number | Date | DateTime):
        return None
    if value is None or limit is None or node.operator == "!=":
        return None
    return 0 if holds else abs(value - limit) + (node.operator in ("<", ">"))


def sources(node: Node) -> tuple[Node, ...]:
    """The aggregates and paths that a leaf reads: whose records are behind it."""
    if isinstance(node, Aggregate | Path):
        return (node,)
    return tuple(found for child in node.children for found in sources(child))
