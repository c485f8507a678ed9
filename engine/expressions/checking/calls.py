"""Arguments of ordinary functions: their number, and the kind that each must be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.checking.conform import as_date, as_null_of, rescaled, rounded, settled
from engine.expressions.checking.literals import typed_text
from engine.expressions.functions import FUNCTIONS
from engine.expressions.runtime.dates import UNITS
from engine.expressions.tree import Call, Literal, Node
from engine.expressions.types import DATE, TEXT, Boolean, Date, DateTime, Null, Number, Text, Type, describe

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker


def arguments(checker: Checker, call: syntax.Call, kinds: str) -> tuple[Node, ...] | None:
    """The checked arguments, or None when something is wrong with them (reported)."""
    wanted = kinds.split(", ")
    repeated = wanted[-1] == "…"
    wanted = wanted[:-1] if repeated else wanted
    given = call.arguments
    fits = len(given) >= len(wanted) if repeated else len(given) == len(wanted)
    if not fits or call.where is not None:
        wrong_arguments(checker, call)
        return None
    wanted += [wanted[-1]] * (len(given) - len(wanted))
    found = tuple(argument(checker, each, kind) for each, kind in zip(given, wanted, strict=True))
    return None if any(node is checker.bad for node in found) else found


def wrong_arguments(checker: Checker, call: syntax.Call) -> Node:
    signature = f"{call.function}({FUNCTIONS[call.function].signature})"
    if call.where is not None and len(call.arguments) != 1:
        return checker.report("no_where", call, function=call.function, signature=signature)
    return checker.report("arguments", call, function=call.function, signature=signature)


def argument(checker: Checker, found: syntax.Syntax, kind: str) -> Node:
    """One argument as its kind: ``number integer text words date boolean unit any``."""
    if kind == "unit":
        return unit(checker, found)
    if kind == "boolean":
        return checker.condition(found)
    node = checker.value(found)
    if node is checker.bad or kind == "any":
        return node
    if isinstance(node.type, Null):
        return as_null_of(node, KINDS[kind])
    if kind == "date":
        node = typed_text(checker, node, DATE, found)
        if node is checker.bad:
            return node
    match kind, node.type:
        case "number", Number():
            return node
        case "integer", Number():
            return settled(rounded(node, 0))
        case (("text" | "words"), Text()):
            return node
        case "words", Number() | Date() | DateTime():
            return as_text(node)
        case "date", Date() | DateTime():
            return as_date(node)
    expected = KINDS[kind]
    return checker.report("type", found, expected=describe(expected), found=describe(node.type))


KINDS: dict[str, Type] = {
    "number": Number(),
    "integer": Number(),
    "text": TEXT,
    "words": TEXT,
    "date": DATE,
    "boolean": Boolean(),
}


def as_text(node: Node) -> Node:
    """A number or date written as text."""
    if isinstance(node.type, Number):
        return Call(TEXT, "text", (node, Literal(Number(0, 2), node.type.scale)), column=node.column)
    return Call(TEXT, "text_of_date", (as_date(node),), column=node.column)


def unit(checker: Checker, found: syntax.Syntax) -> Node:
    """``day week month quarter year`` as a bare word."""
    name = found.name if isinstance(found, syntax.Name) else ""
    if name not in UNITS:
        return checker.report("unit", found, units=", ".join(UNITS))
    return Literal(TEXT, name, column=found.start + 1)


def same_scale(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Numbers brought to one scale."""
    scale = max((node.type.scale for node in nodes if isinstance(node.type, Number)), default=0)
    return tuple(rescaled(node, scale) if isinstance(node.type, Number) else node for node in nodes)
