"""What the browser can compute of a tree, and why it must ask the server for the rest.

The browser has one record with the rows inside it, the clock, who is signed in, and the parameters.
"""

from __future__ import annotations

from typing import Literal, Protocol

from engine.expressions import tree
from engine.expressions.functions import CALLS
from engine.expressions.types import DateTime, Records

Reason = Literal["other_records", "people", "working_time", "function", "scope", "not_told"]
Told = Literal["value", "emptiness"]


class Reach(Protocol):
    """What the browser has at hand."""

    def told(self, entity: str, attribute: str) -> Told | None:
        """Whether it has the value of an attribute of the record or of its rows, or knows only if there is one."""
        ...

    def rows(self, entity: str, link: str) -> bool:
        """Whether it has all records of an entity whose ``link`` is the record at hand."""
        ...


# Nodes that only the server can answer; all others, but for what ``refusal`` looks at, the browser computes.
REFUSED: dict[type[tree.Node], Reason] = {
    tree.Members: "people",
    tree.Chosen: "people",
    tree.Member: "scope",
}
VARIABLES = frozenset(("now", "today", "me", "my_team"))
ONCE = "once: "  # how variables begin that the server answers once for a person; none of the language does


def refusal(node: tree.Node, reach: Reach) -> Reason | None:
    """Why the browser cannot compute a tree; None if it can."""
    own = _own(node, reach)
    if own is not None:
        return own
    match node:
        case tree.IsEmpty(item=tree.Attribute() as item):
            return None if reach.told(item.entity, item.name) else "not_told"
        case tree.Path():
            return refusal(node.value, reach)
        case tree.Aggregate():
            parts = [part for part in (node.value, node.where) if part is not None]
            return next(filter(None, (refusal(part, reach) for part in parts)), None)
    return next(filter(None, (refusal(child, reach) for child in node.children)), None)


def _own(node: tree.Node, reach: Reach) -> Reason | None:
    """Why the browser cannot compute a node whose children it has."""
    match node:
        case tree.Path():
            return None if at_hand(node.reference, reach) else "other_records"
        case tree.Aggregate():
            counted = not isinstance(node.type, Records) and reach.rows(node.entity, node.link)
            return None if counted and at_hand(node.base, reach) else "other_records"
        case tree.Attribute() | tree.Old() | tree.Changed():
            return None if reach.told(node.entity, node.name) == "value" else "not_told"
        case tree.Variable():
            return None if node.name in VARIABLES or node.name.startswith(ONCE) else "scope"
        case tree.Shift(duration=tree.Literal(value=length)) if length is not None and length.working:
            return "working_time" if isinstance(node.base.type, DateTime) else None
        case tree.Call():
            return None if CALLS[node.function].browser else "function"
    return REFUSED.get(type(node))


def at_hand(reference: tree.Node, reach: Reach) -> bool:
    """Whether a reference means the record at hand or, in a row, the record that holds it."""
    match reference:
        case tree.Attribute(name="id"):
            return True
        case tree.Attribute(name="parent"):
            return reach.rows(reference.entity, "parent")
        case tree.Path():
            return at_hand(reference.reference, reach) and at_hand(reference.value, reach)
    return False


def independent(node: tree.Node, entered: int = 0) -> bool:
    """Whether a tree says the same beside every record: it may be answered once for a person."""
    match node:
        case tree.Attribute():
            return node.depth < entered
        case tree.Old() | tree.Changed() | tree.Member() | tree.Chosen():
            return False
        case tree.Path():
            return independent(node.reference, entered) and independent(node.value, entered + 1)
        case tree.Aggregate():
            inner = [part for part in (node.value, node.where) if part is not None]
            return independent(node.base, entered) and all(independent(part, entered + 1) for part in inner)
    return all(independent(child, entered) for child in node.children)
