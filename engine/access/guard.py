"""What a person writes in a filter, a sort or a report reads only what that person may read.

Two halves: ``visible_catalog`` does not know what is hidden, so a hidden field is refused exactly as an
unknown one; ``guarded`` keeps paths and aggregates to records that may be seen.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.access.evaluate import at_least, condition, level
from engine.access.memo import remember
from engine.access.viewer import Viewer
from engine.expressions.checked import Checked
from engine.expressions.tree import Aggregate, Case, Formula, Literal, Logical, Node, Path, rebuild
from engine.expressions.types import BOOLEAN
from engine.records.entity import Catalog, Entity

if TYPE_CHECKING:
    from engine.plugin import AppVersion


def visible_catalog(version: AppVersion, viewer: Viewer) -> Catalog:
    """The catalog as the viewer knows it: attributes at ``read`` or more, ways to what may be seen."""

    def visible() -> Catalog:
        return {name: _reduced(version, name, viewer) for name in version.catalog}

    return remember(version, viewer, "catalog", visible)


def readable(version: AppVersion, entity: str, viewer: Viewer) -> frozenset[str]:
    """The attributes of an entity that the viewer may read, and so search."""
    return frozenset(visible_catalog(version, viewer)[entity].attributes)


def _reduced(version: AppVersion, name: str, viewer: Viewer) -> Entity:
    entity = version.catalog[name]

    def shown(item: str) -> bool:
        return at_least(level(version, name, item, viewer), "read")

    def reached(item: str) -> bool:
        return condition(version, entity.ways[item].entity, "see", viewer) is not False

    attributes = {key: value for key, value in entity.attributes.items() if shown(key)}
    ways = {key: way for key, way in entity.ways.items() if shown(key) and reached(key)}
    return replace(entity, attributes=attributes, ways=ways)


def guarded(version: AppVersion, checked: Checked, viewer: Viewer) -> Checked:
    """The expression over the records that the viewer may see; others do not exist for it."""
    tree = _guard(version, checked.tree, viewer)
    return checked if tree is checked.tree else Checked(tree, checked.text)


def _guard(version: AppVersion, node: Node, viewer: Viewer) -> Node:
    if isinstance(node, Formula):
        return node
    found = rebuild(node, lambda child, entered: _guard(version, child, viewer))
    if isinstance(found, Aggregate):
        seen = condition(version, found.entity, "see", viewer)
        return found if seen is True else replace(found, where=_and(seen, found.where))
    if isinstance(found, Path):
        seen = condition(version, found.entity, "see", viewer)
        return found if seen is True else replace(found, value=_if(seen, found.value))
    return found


def _and(seen: Checked | bool, where: Node | None) -> Node:
    condition_ = seen.tree if isinstance(seen, Checked) else Literal(BOOLEAN, seen)
    return condition_ if where is None else Logical(BOOLEAN, "and", (condition_, where))


def _if(seen: Checked | bool, value: Node) -> Node:
    condition_ = seen.tree if isinstance(seen, Checked) else Literal(BOOLEAN, seen)
    return Case(value.type, ((condition_, value),), Literal(value.type, None))
