"""Which changes of which records can change a value, and the way that leads to them."""

from __future__ import annotations

from engine.expressions.checked import Dependency, Step
from engine.expressions.tree import (
    Aggregate,
    Attribute,
    Case,
    Changed,
    Coalesce,
    Node,
    Old,
    Parameter,
    Path,
    walk,
)

Way = tuple[Step, ...]
DELETED = "deleted_at"


def parameters(tree: Node) -> frozenset[str]:
    """The parameters that a tree reads."""
    return frozenset(node.name for node in walk(tree) if isinstance(node, Parameter))


def dependencies(tree: Node) -> tuple[Dependency, ...]:
    """Each dependency once, in the order of the tree."""
    found: dict[Dependency, None] = {}
    _collect(tree, ((),), found)
    return tuple(found)


def _collect(node: Node, ways: tuple[Way | None, ...], found: dict[Dependency, None]) -> None:
    """``ways[depth]`` leads from the expression's record to the record of that depth; None if it is given."""
    match node:
        case Attribute():
            _add(found, node.entity, node.name, ways[node.depth])
        case Old() | Changed():
            _add(found, node.entity, node.name, ways[-1])
        case Path():
            _collect(node.reference, ways, found)
            for way in _targets(node.reference, ways):
                _add(found, node.entity, DELETED, way)
                _collect(node.value, (way, *ways), found)
        case Aggregate():
            _collect(node.base, ways, found)
            for way in _targets(node.base, ways):
                _of_aggregate(node, None if way is None else _through(way, node), ways, found)
        case _:
            for child in node.children:
                _collect(child, ways, found)


def _of_aggregate(
    node: Aggregate, way: Way | None, ways: tuple[Way | None, ...], found: dict[Dependency, None]
) -> None:
    ordering = (node.order,) if node.function in ("first", "last") and node.order != "id" else ()
    for name in (node.link, DELETED, *ordering):
        if name:
            _add(found, node.entity, name, way)
    for part in (node.value, node.where):
        if part is not None:
            _collect(part, (way, *ways), found)


def _through(way: Way, node: Aggregate) -> Way:
    return (*way, Step("way", node.entity, node.link))


def _targets(reference: Node, ways: tuple[Way | None, ...]) -> list[Way | None]:
    """The ways to the records that a reference may name; None for one that the scope gives."""
    match reference:
        case Attribute():
            way = ways[reference.depth]
            if way is None or reference.name == "id":
                return [way]
            return [(*way, Step("reference", reference.entity, reference.name))]
        case Path():
            return [
                target
                for way in _targets(reference.reference, ways)
                for target in _targets(reference.value, (way, *ways))
            ]
        case Case():
            values = (*(value for _, value in reference.branches), reference.otherwise)
            return [target for value in values for target in _targets(value, ways)]
        case Coalesce():
            return [target for value in reference.items for target in _targets(value, ways)]
    return [None]


def _add(found: dict[Dependency, None], entity: str, attribute: str, way: Way | None) -> None:
    if way is not None and attribute != "id":
        found.setdefault(Dependency(entity, attribute, way))
