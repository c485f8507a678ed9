"""Making values fit: digits, scales, dates beside datetimes, and the type that a caller expects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.checking.literals import typed_text
from engine.expressions.tree import Call, IsEmpty, Literal, Node, Not, Rescale, Round
from engine.expressions.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DIGITS,
    PEOPLE,
    USER,
    Boolean,
    Choice,
    Date,
    DateTime,
    Duration,
    Elapsed,
    Expected,
    Null,
    Number,
    People,
    Records,
    Reference,
    Text,
    Type,
    describe,
)

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

WIDE = 18  # digits of a number on its way into a rounding or a comparison; they fit into 64 bits


def number_type(node: Node) -> Number:
    """The type of a node that is known to be a number."""
    assert isinstance(node.type, Number)
    return node.type


def settled(node: Node) -> Node:
    """The node with at most DIGITS digits: what lies beyond becomes null when it is computed."""
    if isinstance(node.type, Number) and node.type.digits > DIGITS:
        return replace(node, type=Number(node.type.scale, DIGITS))
    return node


def rescaled(node: Node, scale: int, digits: int = DIGITS) -> Node:
    """A number with at least as many decimals."""
    by = scale - number_type(node).scale
    if by <= 0:
        return node
    type_ = Number(scale, min(number_type(node).digits + by, digits))
    if isinstance(node, Literal):
        return replace(node, type=type_, value=_scaled(node.value, by, digits))
    return Rescale(type_, settled(node), by, column=node.column)


def _scaled(value: int | None, by: int, digits: int) -> int | None:
    """A literal with more decimals. With too many digits it is null, as it would be if it were computed; beside
    a value that it is compared with it stays beyond every number."""
    if value is None or abs(value * 10**by) < 10**digits:
        return None if value is None else value * 10**by
    return None if digits == DIGITS else (10**digits - 1) * (1 if value > 0 else -1)


def rounded(node: Node, scale: int, mode: str = "half") -> Node:
    """A number with at most so many decimals; a product may pass with more digits than it may keep."""
    drop = number_type(node).scale - scale
    if drop <= 0:
        return node
    type_ = Number(scale, max(1, min(number_type(node).digits - drop + 1, DIGITS)))
    return Round(type_, node, drop, mode, column=node.column)  # type: ignore[arg-type]


def as_date(node: Node) -> Node:
    """A date; of a datetime its local date."""
    return Call(DATE, "local_date", (node,), column=node.column) if isinstance(node.type, DateTime) else node


def as_moment(node: Node) -> Node:
    """A datetime; of a date its local midnight."""
    return Call(DATETIME, "midnight", (node,), column=node.column) if isinstance(node.type, Date) else node


def unified(
    checker: Checker, nodes: Sequence[Node], at: Sequence[syntax.Syntax], wide: bool = False
) -> list[Node] | None:
    """The nodes with one type and scale, or None when they do not go together (reported)."""
    if any(node is checker.bad for node in nodes):
        return None
    for node, place in zip(nodes, at, strict=True):
        if isinstance(node.type, Records):
            checker.report("records", place, name=place.name if isinstance(place, syntax.Name) else "x")
            return None
    types = [node.type for node in nodes if not isinstance(node.type, Null)]
    if not types:
        return list(nodes)
    target = _common(types)
    found = [typed_text(checker, node, target, place) for node, place in zip(nodes, at, strict=True)]
    if any(node is checker.bad for node in found):
        return None
    for node, place in zip(found, at, strict=True):
        if not _goes_with(node.type, target):
            checker.report("mixed", place, left=describe(target), right=describe(node.type))
            return None
    return _aligned(found, target, wide)


def _common(types: Sequence[Type]) -> Type:
    """The type that the others are brought to: a text among dates or options stands for one."""
    if any(isinstance(type_, DateTime) for type_ in types):
        return DATETIME
    if any(isinstance(type_, People) for type_ in types):
        return PEOPLE
    for type_ in types:
        if isinstance(type_, Choice) and type_.options:
            return type_
    for type_ in types:
        if not isinstance(type_, Text):
            return type_
    return types[0]


def _goes_with(type_: Type, target: Type) -> bool:
    match type_, target:
        case (Null(), _) | (Date(), DateTime()):
            return True
        case Choice(), Choice():
            return not type_.options or not target.options or bool(type_.names.keys() & target.names.keys())
        case Reference(), Reference():
            return type_.entity == target.entity
        case Reference(entity="user"), People():
            return True
    return type(type_) is type(target)


def as_null_of(node: Node, type_: Type) -> Node:
    """A null takes the type of its place, so that no database has to guess it; other nodes stay."""
    return replace(node, type=type_) if isinstance(node.type, Null) else node


def _aligned(nodes: Sequence[Node], target: Type, wide: bool) -> list[Node]:
    nodes = [as_null_of(node, target) for node in nodes]
    if isinstance(target, Number):
        scale = max(node.type.scale for node in nodes if isinstance(node.type, Number))
        digits = WIDE if wide else DIGITS
        return [rescaled(settled(node), scale, digits) if isinstance(node.type, Number) else node for node in nodes]
    if isinstance(target, DateTime):
        return [as_moment(node) for node in nodes]
    return list(nodes)


def common_type(nodes: Sequence[Node]) -> Type:
    """The type of a choice among unified nodes."""
    types = [node.type for node in nodes if not isinstance(node.type, Null)]
    numbers = [type_ for type_ in types if isinstance(type_, Number)]
    if numbers:
        return Number(numbers[0].scale, max(number.digits for number in numbers))
    return types[0] if types else nodes[0].type


def emptiness_of(item: Node, filled: bool, column: int) -> Node:
    """Whether a value is set (``filled``) or empty; of a literal that is known."""
    if isinstance(item, Literal):
        return Literal(BOOLEAN, (item.value is None) != filled, column=column)
    empty = IsEmpty(BOOLEAN, item, column=column)
    return Not(BOOLEAN, empty, column=column) if filled else empty


def conformed(checker: Checker, node: Node, expected: Expected, at: syntax.Syntax) -> Node:
    """The node as the caller expects it; reports what does not fit."""
    if node is checker.bad or (isinstance(node.type, Null) and expected != "boolean"):
        return node if isinstance(expected, str) else as_null_of(node, expected)
    if isinstance(expected, str):
        return _by_word(checker, node, expected, at)
    node = typed_text(checker, node, expected, at)
    if node is checker.bad:
        return node
    match node.type, expected:
        case Number(), Number():
            return settled(rescaled(rounded(node, expected.scale), expected.scale))
        case DateTime(), Date():
            return as_date(node)
        case Date(), DateTime():
            return as_moment(node)
        case Choice(), Choice() if node.type.names.keys() <= expected.names.keys() or not expected.options:
            return node
        case Reference(), Reference() if node.type.entity == expected.entity:
            return node
        case (Choice(), Choice()) | (Reference(), Reference()):
            pass
        case Text(), Choice() if not expected.options:
            return node
        case own, wanted if type(own) is type(wanted):
            return node
    return checker.report("type", at, expected=describe(expected), found=describe(node.type))


def _by_word(checker: Checker, node: Node, expected: str, at: syntax.Syntax) -> Node:
    match expected:
        case "boolean":
            fits = isinstance(node.type, Boolean)
        case "people":
            fits = node.type in (PEOPLE, USER)
        case "time":
            fits = isinstance(node.type, Duration | Date | DateTime)
        case _:
            fits = not isinstance(node.type, Records | Elapsed)
    if fits:
        return settled(node)
    written = at.name if isinstance(at, syntax.Name) else "x"
    if isinstance(node.type, Records):
        code = "condition_records" if expected == "boolean" else "records"
        return checker.report(code, at, name=written)
    if isinstance(node.type, Elapsed):
        return checker.report("elapsed", at)
    if expected == "boolean":
        return checker.report("condition", at, found=describe(node.type), name=written)
    return checker.report(f"expected_{expected}", at, found=describe(node.type))
