"""Kept values in the place where a condition reads them, so that what is behind them, and their time, can be told."""

from __future__ import annotations

from engine.expressions.atoms import live
from engine.expressions.tree import Attribute, Case, Formula, Logical, Node, Not, lifted, rebuild
from engine.expressions.types import BOOLEAN
from engine.records.entity import Catalog


def conditions_opened(node: Node, catalog: Catalog) -> Node:
    """The tree with the conditions of tags and the like in their place, where they are parts of its own condition."""
    match node:
        case Attribute(type=type_, depth=0) if type_ == BOOLEAN:
            found = catalog[node.entity].attributes[node.name]
            if found.formula is None:
                return node
            return Formula(node.type, node.entity, node.name, conditions_opened(found.formula.tree, catalog))
        case Logical() | Not() | Case() | Formula():
            return rebuild(node, lambda child, entered: conditions_opened(child, catalog))
    return node


def times_opened(node: Node, catalog: Catalog) -> Node:
    """The tree with everything that time may change written out, also beside other records."""
    if isinstance(node, Attribute):
        found = catalog[node.entity].attributes[node.name]
        if found.formula is None or found.column is None:
            return node
        inner = times_opened(found.formula.tree, catalog)
        return Formula(node.type, node.entity, node.name, lifted(inner, node.depth)) if live(inner) else node
    return rebuild(node, lambda child, entered: times_opened(child, catalog))
