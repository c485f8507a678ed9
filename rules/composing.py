"""Checked trees made of several texts of a definition: what segments, scores and decisions share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.compiling import check_in
from engine.definitions.values import Expression
from engine.expressions.checked import Checked
from engine.expressions.checking.conform import WIDE, rescaled, settled
from engine.expressions.render import render
from engine.expressions.tree import Arithmetic, Case, Compare, Comparison, Literal, Logical, Node
from engine.expressions.types import BOOLEAN, DIGITS, Number, Type
from engine.plugin import Build
from engine.problems import Problem
from engine.records.entity import Entity

ELSE = "else"


def is_else(when: Expression | None) -> bool:
    """Whether a condition is the word for what is left."""
    return when is not None and when.text == ELSE


def condition(build: Build, entity: Entity, when: Expression, address: str) -> Node | None:
    """A condition of the definition; None after its problems were recorded. What it says holds for everybody: it
    cannot depend on who looks."""
    checked = check_in(build, entity, when, "boolean", address)
    if checked is not None and checked.stage == "viewer":
        build.problems.add(Problem("rule.viewer", {"text": when.text[:80]}, address, when.span))
        return None
    return None if checked is None else checked.tree


def composed(tree: Node) -> Checked:
    """The formula with its own text."""
    return Checked(tree, render(tree))


def first_true(type_: Type, branches: Sequence[tuple[Node, Node]], otherwise: Node) -> Node:
    """The value of the first branch whose condition holds."""
    return Case(type_, tuple(branches), otherwise) if branches else otherwise


def compared(operator: Compare, left: Node, right: Node) -> Node:
    """A comparison of two values of one kind, with one scale."""
    if isinstance(left.type, Number) and isinstance(right.type, Number):
        scale = max(left.type.scale, right.type.scale)
        left, right = rescaled(settled(left), scale, WIDE), rescaled(settled(right), scale, WIDE)
    return Comparison(BOOLEAN, operator, left, right)


def added(items: Iterable[Node], type_: Number) -> Node:
    """The sum of numbers of one scale; 0 for none."""
    total: Node | None = None
    for item in items:
        wide = Number(type_.scale, min(max(_digits(item), _digits(total)) + 1, DIGITS))
        total = item if total is None else Arithmetic(wide, "+", total, item)
    return Literal(type_, 0) if total is None else total


def any_of(conditions: Sequence[Node]) -> Node:
    """Whether one of several conditions holds."""
    return conditions[0] if len(conditions) == 1 else Logical(BOOLEAN, "or", tuple(conditions))


def all_of(conditions: Sequence[Node]) -> Node:
    """Whether several conditions hold."""
    return conditions[0] if len(conditions) == 1 else Logical(BOOLEAN, "and", tuple(conditions))


def _digits(node: Node | None) -> int:
    return node.type.digits if node is not None and isinstance(node.type, Number) else 0
