"""The formulas of a draft, written over the tables as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engine.expressions.checked import Checked
from engine.expressions.tree import Aggregate, Attribute, Formula, Literal, Node, Parameter, Path, lifted, rebuild
from engine.expressions.types import Number

if TYPE_CHECKING:
    from engine.records.entity import Attribute as Declared
    from engine.records.entity import Catalog
    from rules.whatif.draft import Draft

Key = tuple[str, str]
NOTHING: Mapping[str, Any] = {"sum": 0, "count": 0, "count_distinct": 0, "any": False, "all": True}


@dataclass
class Trees:
    """``missing`` collects what the tables do not hold yet: it is taken as empty."""

    draft: Draft
    missing: dict[Key, None] = field(default_factory=dict)
    known: dict[Key, Node] = field(default_factory=dict)

    @property
    def new(self) -> Catalog:
        return self.draft.version.catalog

    @property
    def old(self) -> Catalog:
        return self.draft.published.catalog

    @cached_property
    def affected(self) -> frozenset[Key]:
        """The derived values of the draft that may differ from what is stored, with all that follows from them."""
        formulas = {
            (entity.name, attribute.name): attribute.formula
            for entity in self.new.values()
            if entity.app == self.draft.app
            for attribute in entity.attributes.values()
            if attribute.formula is not None
        }
        found = {key for key, formula in formulas.items() if self._differs(key, formula)}
        while further := {
            key
            for key, formula in formulas.items()
            if key not in found and any((read.entity, read.attribute) in found for read in formula.depends)
        }:
            found |= further
        return frozenset(found)

    def _differs(self, key: Key, formula: Checked) -> bool:
        before = self.old[key[0]].attributes.get(key[1]) if key[0] in self.old else None
        if before is None or before.formula is None or before.formula.tree != formula.tree:
            return True
        return any(
            self.draft.parameters.get(name) != self.draft.active.parameters.get(name) for name in formula.parameters
        )

    # Trees

    def after(self, entity: str, name: str) -> Node:
        """What an attribute would be."""
        if (entity, name) not in self.known:
            attribute = self.new[entity].attributes[name]
            assert attribute.formula is not None
            self.known[entity, name] = self.over_tables(attribute.formula.tree)
        return self.known[entity, name]

    def before(self, entity: str, name: str) -> Node | None:
        """What an attribute is: its column, or its formula where it is not stored; None where there was none."""
        attribute = self.old[entity].attributes.get(name) if entity in self.old else None
        if attribute is None:
            return None
        if attribute.column is not None:
            return Attribute(attribute.type, entity, name)
        return attribute.formula.tree if attribute.formula is not None else None

    def over_tables(self, node: Node) -> Node:
        """A tree of the draft that reads stored columns where they would stay as they are, and nothing else."""
        match node:
            case Parameter():
                return Literal(node.type, self.draft.parameters.get(node.name))
            case Attribute():
                return self._attribute(node)
            case Formula() if (node.entity, node.name) in self.affected:
                return Formula(node.type, node.entity, node.name, self.over_tables(node.tree))
            case Aggregate() if node.entity not in self.old or not self._stored(node.entity, node.link):
                return self._empty(node, (node.entity, node.link), NOTHING.get(node.function))
            case Path() if node.entity not in self.old:
                return self._empty(node, (node.entity, ""), None)
        return rebuild(node, lambda child, entered: self.over_tables(child))

    def _attribute(self, node: Attribute) -> Node:
        if (node.entity, node.name) in self.affected:
            return Formula(node.type, node.entity, node.name, lifted(self.after(node.entity, node.name), node.depth))
        if self._stored(node.entity, node.name):
            return node
        return self._empty(node, (node.entity, node.name), None)

    def _stored(self, entity: str, name: str) -> bool:
        was = self.old[entity].attributes.get(name) if entity in self.old else None
        now = self.new[entity].attributes.get(name)
        return was is not None and now is not None and was.column == now.column and _alike(was, now)

    def _empty(self, node: Node, key: Key, value: Any) -> Node:
        self.missing[key] = None
        return Literal(node.type, value)


def _alike(was: Declared, now: Declared) -> bool:
    """Whether a column holds now what it would hold: options may differ, scales may not."""
    if isinstance(was.type, Number) and isinstance(now.type, Number):
        return was.type.scale == now.type.scale
    return type(was.type) is type(now.type)
