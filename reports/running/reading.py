"""Somebody reads reports, in their language, at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.expressions.environment import Environment
from engine.expressions.tree import Node
from engine.expressions.types import Boolean, Reference, Type
from engine.records.entity import Attribute
from engine.records.evaluate import environment
from reports.axes import Axis, field_of
from reports.running.cuts import Cut, cut_along, joined
from reports.running.sight import Sight

if TYPE_CHECKING:
    from engine.definitions import Element
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Reading(Sight):
    language: str
    at: Reader | UnitOfWork

    @property
    def today(self) -> int:
        return self.at.today(self.app)

    @property
    def zone(self) -> str:
        return self.at.actives[self.app].zone

    @cached_property
    def environment(self) -> Environment:
        return environment(self.at, self.app, me=self.viewer.id)

    def title(self, element: Element) -> str:
        return self.version.definition.title(element, self.language)

    @cached_property
    def _cuts(self) -> dict[tuple[Axis, str, str], Cut | None]:
        return {}

    def cut(self, axis: Axis, entity: str, date: str = "") -> Cut | None:
        """How the records of an entity are cut; None if the axis does not lead there, or is hidden."""
        key = (axis, entity, date if not axis.paths else "")
        if key not in self._cuts:
            self._cuts[key] = self._cut(axis, entity, date)
        return self._cuts[key]

    def values(self, cut: Cut) -> Type:
        """What the axis of a cut holds: of a shared dimension the options of all its forms."""
        if not cut.axis.shared:
            return cut.type
        homes = dict.fromkeys(cut.axis.homes(self.version.catalog))
        return joined([cut.type, *(found.type for home in homes if (found := self.cut(cut.axis, home)) is not None)])

    def _cut(self, axis: Axis, entity: str, date: str) -> Cut | None:
        path = axis.beside(self.version.catalog, entity, date)
        found = None if path is None else self.expression(path, entity)
        if path is None or found is None:
            return None
        return cut_along(self, axis, entity, path, found.tree)

    def date(self, entity: str, date: str) -> Node | None:
        """The value that says when a record of an entity counts."""
        found = self.expression(date, entity) if date else None
        return None if found is None else found.tree

    def kept_tags(self, entity: str, path: str) -> dict[str, tuple[Attribute, Node]]:
        """The tags that rules keep beside those that a field at a path holds, with what says that one is there."""
        home, _, name = path.rpartition(".")
        owner = field_of(self.version.catalog, entity, home) if home else None
        target = owner.type.entity if owner is not None and isinstance(owner.type, Reference) else entity
        found = {}
        for attribute in self.version.catalog[target].attributes.values():
            if attribute.name.startswith(f"{name}.") and isinstance(attribute.type, Boolean):
                tag = attribute.name.removeprefix(f"{name}.")
                if (read := self.expression(f"{path}.{tag}", entity)) is not None:
                    found[tag] = (attribute, read.tree)
        return found
