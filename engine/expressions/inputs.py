"""The parts of a tree that need the database, and their keys in the row."""

from __future__ import annotations

from hashlib import sha256

from engine.expressions.checked import Input
from engine.expressions.render import render
from engine.expressions.tree import Aggregate, Chosen, Members, Node, Path
from engine.expressions.types import People

READABLE = 60  # characters of a key that are left as they are


def needs_database(node: Node) -> bool:
    return isinstance(node, Path | Aggregate | Chosen | Members)


def inputs(tree: Node) -> tuple[Input, ...]:
    """The outermost such parts, each once."""
    found: dict[str, Input] = {}
    _collect(tree, found)
    return tuple(found.values())


def _collect(node: Node, found: dict[str, Input]) -> None:
    if needs_database(node):
        key = input_key(node)
        found.setdefault(key, Input(key, node, isinstance(node.type, People)))
        return
    for child in node.children:
        _collect(child, found)


def input_key(node: Node) -> str:
    """The same for equal nodes: ``customer.name``, ``sum(orders.amount where …)``."""
    text = render(node)
    if isinstance(node, Path | Members) and text.replace(".", "").isidentifier() and len(text) <= READABLE:
        return text
    digest = sha256(repr(node).encode()).hexdigest()[:12]
    return f"{text[:READABLE]}#{digest}"
