"""What a stage carries: ``stage.closed``, ``stage.chance``, ``stage.days``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.expressions import syntax
from engine.expressions.checking.conform import as_date
from engine.expressions.tree import Attribute, Call, Node, OptionValue, Variable
from engine.expressions.types import DATE, Choice, Number, Option, Type
from engine.records.entity import Entity

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

CLOSED = Choice((Option("won", "赢单", closed="won"), Option("lost", "输单", closed="lost")))
CHANCE = Number(2, 3)  # a percentage
DAYS = Number(0, 8)


def stage_part(
    checker: Checker, node: Node, entity: Entity | None, rest: tuple[str, ...], found: syntax.Name
) -> Node | None:
    """The part of a stage after the dot, None if there is no such part."""
    assert isinstance(node.type, Choice)
    if len(rest) != 1 or not node.type.stage:
        return None
    column = found.start + 1
    if rest[0] == "closed":
        return option_value(node, CLOSED, "closed", column)
    if rest[0] == "chance":
        return option_value(node, CHANCE, "chance", column)
    if rest[0] != "days" or entity is None or not isinstance(node, Attribute):
        return None
    entered = entity.attributes.get(f"{node.name}.entered")
    if entered is None or entered.column is None:
        return None
    since = as_date(Attribute(entered.type, entity.name, entered.name, node.depth))
    return Call(DAYS, "days_between", (since, Variable(DATE, "today")), column=column)


def option_value(node: Node, type_: Type, part: str, column: int = 0) -> OptionValue:
    """A property of the option that the node holds."""
    assert isinstance(node.type, Choice)
    values: list[tuple[str, Any]] = [
        (option.name, getattr(option, part)) for option in node.type.options if getattr(option, part) is not None
    ]
    return OptionValue(type_, node, tuple(values), part, column=column)


def position(node: Node) -> OptionValue:
    """The place of the option in the order of its stage, from 0."""
    assert isinstance(node.type, Choice)
    places = tuple((name, place) for place, name in enumerate(node.type.names))
    return OptionValue(Number(0, 4), node, places, "position", column=node.column)
