"""Why a value is what it is: its tree with the values of one record, in words of both languages.

The facts are enough to compute the value again without the database (``again``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.inputs import input_key, needs_database
from engine.expressions.python import function
from engine.expressions.render import Title, render
from engine.expressions.tree import (
    Aggregate,
    Attribute,
    Case,
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
from engine.expressions.types import Date, DateTime, Number, Type


@dataclass(frozen=True)
class Fact:
    """One value that a part reads: an attribute of the record, or what comes of other records.

    ``key`` is its name in the row of ``python.function``.
    """

    key: str
    node: Node
    value: Any


@dataclass(frozen=True)
class Condition:
    """``op`` is ``and or not formula case``, an operator or ``value``; ``value`` and ``bound`` are stored values.

    ``type`` is theirs; ``gap`` is how much a comparison of numbers or times lacks (0 when it holds). ``tree`` is
    this part of the expression: ``sources`` gives the aggregates and paths behind it, ``facts`` are all that it
    reads. The items of a ``case`` are the conditions that were tried, then the value that was chosen.
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
    facts: tuple[Fact, ...] = ()


def explain(
    checked: Checked | Node, row: Mapping[str, Any], environment: Environment, title: Title | None = None
) -> Condition:
    """The value with its parts. ``row`` holds attributes and inputs as for ``python.function``;
    ``title(entity, attribute)`` is what people call a field."""
    return _Explaining(row, environment, title).part(checked.tree if isinstance(checked, Checked) else checked)


def again(found: Condition, environment: Environment) -> Any:
    """The value computed anew from the facts alone, at the time and with the parameters of the environment.

    Raises ValueError where the facts speak of another branch than the one that was chosen.
    """
    match found.op:
        case "and":
            return all(again(item, environment) for item in found.items)
        case "or":
            return any(again(item, environment) for item in found.items)
        case "not":
            return not again(found.items[0], environment)
        case "formula":
            return again(found.items[0], environment)
        case "case":
            *tried, chosen = found.items
            if any(bool(again(item, environment)) is not item.holds for item in tried):
                raise ValueError(f"another branch: {found.text['en']}")
            return again(chosen, environment)
    assert found.tree is not None
    return function(found.tree)({fact.key: fact.value for fact in found.facts}, environment)


@dataclass(frozen=True)
class _Explaining:
    row: Mapping[str, Any]
    environment: Environment
    title: Title | None

    def part(self, node: Node) -> Condition:
        match node:
            case Formula():
                return self.group("formula", node, (self.part(node.tree),))
            case Logical():
                return self.group(node.operator, node, tuple(map(self.part, node.items)))
            case Not() if not isinstance(node.item, IsEmpty):
                return self.group("not", node, (self.part(node.item),))
            case Case():
                return self.group("case", node, tuple(self.tried(node)))
        return self.leaf(node)

    def tried(self, node: Case) -> Iterator[Condition]:
        """The conditions of the branches as far as they were asked, then the value chosen."""
        for condition, value in node.branches:
            part = self.part(condition)
            yield part
            if part.holds:
                yield self.part(value)
                return
        yield self.part(node.otherwise)

    def group(self, op: str, node: Node, items: tuple[Condition, ...]) -> Condition:
        value = self.value(node)
        return Condition(op, self.text(node), bool(value), value, type=node.type, items=items, tree=node)

    def leaf(self, node: Node) -> Condition:
        operator, item, bound = _parts(node)
        value, holds = self.value(item), bool(self.value(node))
        limit = None if bound is None else self.value(bound)
        gap = _gap(node, item.type, holds, value, limit)
        facts = tuple(Fact(key, read, self.row.get(key)) for key, read in reads(node).items())
        return Condition(operator, self.text(node), holds, value, limit, item.type, gap, (), node, facts)

    def value(self, node: Node) -> Any:
        return function(node)(self.row, self.environment)

    def text(self, node: Node) -> dict[str, str]:
        return {language: render(node, language, self.title) for language in ("zh", "en")}


def reads(node: Node) -> dict[str, Node]:
    """What a tree reads beside its record, by the keys of the row: attributes, and what comes of other records."""
    if needs_database(node):
        return {input_key(node): node}
    if isinstance(node, Attribute):
        return {node.name: node}
    found: dict[str, Node] = {}
    for child in node.children:
        found.update(reads(child))
    return found


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


def _gap(node: Node, type_: Type, holds: bool, value: Any, limit: Any) -> int | None:
    if not isinstance(node, Comparison) or not isinstance(type_, Number | Date | DateTime):
        return None
    if value is None or limit is None or node.operator == "!=":
        return None
    return 0 if holds else abs(value - limit) + (node.operator in ("<", ">"))


def sources(node: Node) -> tuple[Node, ...]:
    """The aggregates and paths that a leaf reads: whose records are behind it."""
    if isinstance(node, Aggregate | Path):
        return (node,)
    return tuple(found for child in node.children for found in sources(child))
