"""Which derived values follow from which, and the order in which they are computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from engine.expressions import atoms
from engine.expressions.checked import Checked, Dependency
from engine.expressions.tree import Extreme
from engine.expressions.tree import Node as Tree
from engine.expressions.types import DATETIME
from engine.records.entity import Attribute, Catalog, Entity
from engine.records.system import NEXT_CHANGE


@dataclass(frozen=True, order=True)
class Node:
    """A derived attribute that is stored, or ``next_change`` of an entity."""

    entity: str
    attribute: str


@dataclass(frozen=True)
class Graph:
    """The formulas by node and the level of each: a level reads only lower ones."""

    formulas: Mapping[Node, Checked]
    levels: Mapping[Node, int]

    @cached_property
    def groups(self) -> tuple[tuple[int, str, tuple[Node, ...]], ...]:
        """The nodes that one statement computes: (level, entity, nodes), lowest level first."""
        found: dict[tuple[int, str], list[Node]] = {}
        for node, level in self.levels.items():
            found.setdefault((level, node.entity), []).append(node)
        return tuple((level, entity, tuple(sorted(nodes))) for (level, entity), nodes in sorted(found.items()))


def make_graph(catalog: Catalog) -> Graph:
    formulas = dict(_formulas(catalog))
    levels: dict[Node, int] = {}
    for node in TopologicalSorter(_edges(formulas)).static_order():
        below = [levels[other] for other in _derived_inputs(formulas, node)]
        levels[node] = 1 + max(below, default=0)
    return Graph(formulas, levels)


def find_cycle(catalog: Catalog) -> list[Node] | None:
    """The nodes of one cycle, the first one again at the end; None without a cycle."""
    sorter = TopologicalSorter(_edges(dict(_formulas(catalog))))
    try:
        sorter.prepare()
    except CycleError as error:
        nodes: list[Node] = error.args[1]
        return nodes
    return None


def derived(attribute: Attribute) -> bool:
    return attribute.formula is not None and attribute.column is not None


def _formulas(catalog: Catalog) -> Iterator[tuple[Node, Checked]]:
    for name, entity in catalog.items():
        for attribute in entity.attributes.values():
            if derived(attribute) and attribute.formula is not None:
                yield Node(name, attribute.name), attribute.formula
        if any(attribute.kept for attribute in entity.attributes.values()):
            yield Node(name, NEXT_CHANGE), Checked(next_change_of(entity))


def next_change_of(entity: Entity) -> Tree:
    """The earliest future instant at which time alone changes one of the entity's kept values."""
    trees = [
        atoms.next_change(attribute.formula.tree)
        for attribute in entity.attributes.values()
        if attribute.kept and attribute.formula is not None
    ]
    return Extreme(DATETIME, "min", tuple(tree for tree in trees if tree is not None))


def _edges(formulas: Mapping[Node, Checked]) -> dict[Node, list[Node]]:
    return {node: _derived_inputs(formulas, node) for node in formulas}


def _derived_inputs(formulas: Mapping[Node, Checked], node: Node) -> list[Node]:
    inputs = [_node(dependency) for dependency in formulas[node].depends]
    return [found for found in dict.fromkeys(inputs) if found in formulas]


def _node(dependency: Dependency) -> Node:
    return Node(dependency.entity, dependency.attribute)
