"""The records behind a part of a condition, as far as one reader may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from engine.access.evaluate import at_least, condition, inputs_level, level
from engine.access.guard import guarded
from engine.access.labels import own_label
from engine.expressions.checked import Checked
from engine.expressions.tree import Aggregate, Attribute, Comparison, Formula, Node, Path, Variable, rebuild, walk
from engine.expressions.types import BOOLEAN, Reference
from engine.expressions.why import Fact, sources
from engine.records.evaluate import At, environment, evaluate, team_of
from engine.records.query import ListQuery, list_records
from engine.records.viewing import Shown
from rules.why.facts import Veil

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.plugin import AppVersion
    from engine.records.entity import Entity

MOST = 10
LABEL = "label"
AT_HAND, LINKED, DECISIVE = "at_hand.", "linked", "decisive"
BEHIND, GUARDED, CHECKED = "_behind", "_guarded", "_checked"  # where a tree keeps what is made of it
PICKING = frozenset({"min", "max"})  # of these only the records with the value itself are behind it


@dataclass(frozen=True)
class Contributors:
    """``seen`` are at most MOST records, the newest first; ``hidden`` how many more there are for others to see."""

    seen: tuple[dict[str, Any], ...] = ()
    hidden: int = 0


@dataclass(frozen=True)
class Looking:
    """One record looked into for a reader."""

    version: AppVersion
    entity: Entity
    row: Mapping[str, Any]
    viewer: Viewer
    at: At

    def veil(self, part: Node, facts: tuple[Fact, ...]) -> Veil:
        """What of a part is not for this reader. The values of fields that they read are told as lists tell them."""
        if not self.readable(part):
            return "fields"
        elsewhere = (fact for fact in facts if isinstance(fact.node, Aggregate | Path))
        return "records" if any(self._hides(fact) for fact in elsewhere) else ""

    def readable(self, part: Node) -> bool:
        """Whether the reader may read every field that a part is made of."""
        checked = part.__dict__.setdefault(CHECKED, Checked(part))
        if inputs_level(self.version, checked, self.viewer) != "read":
            return False
        return all(map(self.opens, walk(part)))

    def opens(self, group: Node) -> bool:
        """Whether the reader is shown what a group is made of: a field's formula only where they may read the field.

        A step on the way that is nobody's field is as open as what it is made of.
        """
        if not isinstance(group, Formula):
            return True
        found = self.version.catalog[group.entity].attributes[group.name]
        if found.hidden and found.formula is not None:
            return inputs_level(self.version, found.formula, self.viewer) == "read"
        return at_least(level(self.version, group.entity, group.name, self.viewer), "read")

    def _hides(self, fact: Fact) -> bool:
        """Whether records that the reader does not see have a share in a value."""
        kept = fact.node.__dict__.setdefault(GUARDED, {})
        if self.viewer.granted not in kept:
            kept[self.viewer.granted] = guarded(self.version, Checked(fact.node), self.viewer)
        seen = kept[self.viewer.granted]
        if seen.tree is fact.node:
            return False
        found: Any = evaluate(seen, self.entity, self.row, self.at, me=self.viewer.id)
        return bool(found != fact.value)

    def contributors(self, leaf: Node) -> Contributors:
        """The records that a part of a condition reads, through the stored values that it is made of."""
        seen: list[dict[str, Any]] = []
        hidden = 0
        for source in dict.fromkeys(self._sources(leaf, frozenset())):
            if not self.readable(source):
                continue
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
        beside = {f"{AT_HAND}{name}": value for name, value in self.row.items()}
        beside |= {LINKED: self._value(source.base)}
        if source.function in PICKING and source.value is not None:
            beside |= {DECISIVE: self._value(source)}
        return self._listed(source.entity, behind(source), None, beside)

    def _value(self, node: Node) -> Any:
        return evaluate(Checked(node), self.entity, self.row, self.at)

    def _listed(
        self,
        entity: str,
        wanted: tuple[Checked, ...],
        ids: tuple[Any, ...] | None,
        beside: Mapping[str, Any] = {},
    ) -> Contributors:
        ids = None if ids is None else tuple(id for id in ids if id is not None)
        see = condition(self.version, entity, "see", self.viewer)
        every = self._list(entity, wanted, ids, beside)
        if see is False:
            return Contributors((), every["count"]["value"])
        seen = every if see is True else self._list(entity, (*wanted, see), ids, beside)
        told = [{"form": entity, "id": one["id"], LABEL: _called(one)} for one in seen["records"]]
        return Contributors(tuple(told), every["count"]["value"] - seen["count"]["value"])

    def _list(
        self, entity: str, wanted: tuple[Any, ...], ids: tuple[str, ...] | None, beside: Mapping[str, Any]
    ) -> dict[str, Any]:
        label = own_label(self.version, self.viewer, entity)
        shown = (Shown(LABEL, label),) if label is not None else ()
        query = ListQuery(entity, shown, wanted, limit=MOST, ids=ids)
        below = frozenset[str]().union(*(team_of(each.tree, self.at, self.viewer.id) for each in wanted))
        known = environment(self.at, self.version.app, me=self.viewer.id, extras=beside, my_team=below)
        found: dict[str, Any] = orjson.loads(list_records(self.at, self.version.app, query, known))
        return found


def _called(record: Mapping[str, Any]) -> str:
    label = record.get(LABEL)
    return str(label["label"] if isinstance(label, Mapping) else label if label is not None else "")


def behind(source: Aggregate) -> tuple[Checked, ...]:
    """The conditions of the records behind an aggregate, with the record at hand as variables; made once per tree."""
    made: tuple[Checked, ...] | None = source.__dict__.get(BEHIND)
    if made is None:
        link = Attribute(Reference(), source.entity, source.link)
        wanted: list[Node] = [Comparison(BOOLEAN, "=", link, Variable(link.type, LINKED))]
        if source.where is not None:
            wanted.append(grounded(source.where))
        if source.function in PICKING and source.value is not None:
            decisive = Variable(source.value.type, DECISIVE)
            wanted.append(Comparison(BOOLEAN, "=", grounded(source.value), decisive))
        made = source.__dict__[BEHIND] = tuple(map(Checked, wanted))
    return made


def grounded(node: Node, depth: int = 1) -> Node:
    """A tree read beside another record, with the values of the record at hand as variables."""
    if isinstance(node, Attribute) and node.depth == depth:
        return Variable(node.type, f"{AT_HAND}{node.name}")
    return rebuild(node, lambda child, entered: grounded(child, depth + entered))
