"""The records behind a part of a condition, as far as one reader may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from engine.access.evaluate import condition
from engine.access.labels import own_label
from engine.expressions.checked import Checked
from engine.expressions.tree import Aggregate, Attribute, Comparison, Literal, Node, Path, rebuild
from engine.expressions.types import BOOLEAN, Reference
from engine.expressions.why import sources
from engine.records.evaluate import At, environment, evaluate
from engine.records.query import ListQuery, list_records
from engine.records.viewing import Shown

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.plugin import AppVersion
    from engine.records.entity import Entity

MOST = 10
LABEL = "label"
PICKING = frozenset({"min", "max"})  # of these only the records with the value itself are behind it


@dataclass(frozen=True)
class Contributors:
    """``seen`` are at most MOST records, the newest first; ``hidden`` how many more there are for others to see."""

    seen: tuple[dict[str, Any], ...]
    hidden: int


@dataclass(frozen=True)
class Looking:
    """One record looked into for a reader."""

    version: AppVersion
    entity: Entity
    row: Mapping[str, Any]
    viewer: Viewer
    at: At

    def contributors(self, leaf: Node) -> Contributors:
        """The records that a part of a condition reads, through the stored values that it is made of."""
        seen: list[dict[str, Any]] = []
        hidden = 0
        for source in dict.fromkeys(self._sources(leaf, frozenset())):
            found = self._records(source)
            seen += [one for one in found.seen if one not in seen]
            hidden += found.hidden
        return Contributors(tuple(seen[:MOST]), hidden)

    def _sources(self, node: Node, known: frozenset[str]) -> Iterator[Node]:
        if isinstance(node, Aggregate | Path):
            yield from sources(node)
        elif isinstance(node, Attribute) and node.name not in known:
            attribute = self.entity.attributes.get(node.name)
            if attribute is not None and attribute.formula is not None:
                yield from self._sources(attribute.formula.tree, known | {node.name})
        else:
            for child in node.children:
                yield from self._sources(child, known)

    def _records(self, source: Node) -> Contributors:
        if isinstance(source, Path):
            return self._listed(source.entity, (), (self._value(source.reference),))
        assert isinstance(source, Aggregate)
        link = Attribute(Reference(self.entity.name), source.entity, source.link)
        wanted: list[Node] = [Comparison(BOOLEAN, "=", link, Literal(link.type, self._value(source.base)))]
        if source.where is not None:
            wanted.append(grounded(source.where, self.row))
        if source.function in PICKING and source.value is not None:
            decisive = Literal(source.value.type, self._value(source))
            wanted.append(Comparison(BOOLEAN, "=", grounded(source.value, self.row), decisive))
        return self._listed(source.entity, tuple(map(Checked, wanted)), None)

    def _value(self, node: Node) -> Any:
        return evaluate(Checked(node), self.entity, self.row, self.at)

    def _listed(self, entity: str, wanted: tuple[Checked, ...], ids: tuple[Any, ...] | None) -> Contributors:
        ids = None if ids is None else tuple(id for id in ids if id is not None)
        see = condition(self.version, entity, "see", self.viewer)
        every = self._list(entity, wanted, ids)
        if see is False:
            return Contributors((), every["count"]["value"])
        seen = every if see is True else self._list(entity, (*wanted, see), ids)
        told = [{"form": entity, "id": one["id"], LABEL: _called(one)} for one in seen["records"]]
        return Contributors(tuple(told), every["count"]["value"] - seen["count"]["value"])

    def _list(self, entity: str, wanted: tuple[Any, ...], ids: tuple[str, ...] | None) -> dict[str, Any]:
        label = own_label(self.version, self.viewer, entity)
        shown = (Shown(LABEL, label),) if label is not None else ()
        query = ListQuery(entity, shown, wanted, limit=MOST, ids=ids)
        known = environment(self.at, self.version.app, me=self.viewer.id)
        found: dict[str, Any] = orjson.loads(list_records(self.at, self.version.app, query, known))
        return found


def _called(record: Mapping[str, Any]) -> str:
    label = record.get(LABEL)
    return str(label["label"] if isinstance(label, Mapping) else label if label is not None else "")


def grounded(node: Node, row: Mapping[str, Any], depth: int = 1) -> Node:
    """A tree read beside another record, with the values of the record at hand written in."""
    if isinstance(node, Attribute) and node.depth == depth:
        return Literal(node.type, row[node.name])
    return rebuild(node, lambda child, entered: grounded(child, row, depth + entered))
