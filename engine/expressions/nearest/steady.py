"""Whether a comparison rises or falls with one thing that it reads, so that its boundary can be searched."""

from __future__ import annotations

from engine.expressions.tree import (
    Arithmetic,
    Call,
    Coalesce,
    Comparison,
    Extreme,
    Formula,
    Negate,
    Node,
    Rescale,
    Round,
    Shift,
)
from engine.expressions.why import reads

THROUGH = (Formula, Rescale, Round, Negate, Extreme, Coalesce)
CALLS = frozenset({"days_between", "local_date", "midnight"})


def steady(node: Node, key: str) -> bool:
    """Whether the value of a tree moves one way only as what stands under a key of the row rises."""
    known = reads(node)
    if key not in known:
        return False
    if known[key] is node:
        return True
    holding = [child for child in node.children if key in reads(child)]
    return len(holding) == 1 and _passes(node, holding[0]) and steady(holding[0], key)


def _passes(node: Node, child: Node) -> bool:
    match node:
        case Comparison(operator=operator):
            return operator != "!="
        case Arithmetic(operator="/"):
            return node.left is child
        case Shift():
            return node.base is child
        case Call(function=name):
            return name in CALLS
    return isinstance(node, (*THROUGH, Arithmetic))
