"""What names mean where an expression stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from engine.expressions.types import Type
from engine.records.entity import Attribute, Catalog, Entity, Way

Resolved = Attribute | Way


class Scope(Protocol):
    """Given by the caller. ``resolve`` knows the names of the record at hand; the rest are plain lists."""

    @property
    def app(self) -> str: ...
    @property
    def catalog(self) -> Catalog: ...
    @property
    def entity(self) -> Entity | None: ...
    @property
    def parameters(self) -> Mapping[str, Type]: ...
    @property
    def roles(self) -> Mapping[str, Collection[str]]: ...
    @property
    def teams(self) -> Collection[str]: ...
    @property
    def variables(self) -> Mapping[str, Type]: ...
    @property
    def changing(self) -> bool: ...

    def resolve(self, name: str) -> Resolved | None:
        """The attribute or way of this dotted name of the record at hand, by its name or unique title."""
        ...

    def names(self) -> Iterable[str]:
        """The names that may be meant, for the nearest one."""
        ...


@dataclass(frozen=True)
class EntityScope:
    """The usual scope: a record of ``entity`` at hand.

    ``parameters`` by name with their types; ``roles`` by name with the roles whose members count too (those
    that include it); ``teams`` by name; ``variables`` by dotted name (``step.visit.outcome``, ``row``) with
    their types: a Reference variable is a record given whole, as a mapping of its attributes with its ``id``.
    ``changing`` allows ``old.x`` and ``changed(x)``.
    """

    catalog: Catalog
    entity: Entity | None = None
    parameters: Mapping[str, Type] = field(default_factory=dict)
    roles: Mapping[str, Collection[str]] = field(default_factory=dict)
    teams: Collection[str] = ()
    variables: Mapping[str, Type] = field(default_factory=dict)
    changing: bool = False
    app: str = ""

    def resolve(self, name: str) -> Resolved | None:
        return resolve(self.entity, name) if self.entity is not None else None

    def names(self) -> Iterable[str]:
        own = known_names(self.entity) if self.entity is not None else ()
        return (*own, *self.variables)


def resolve(entity: Entity, name: str) -> Resolved | None:
    """The attribute or way of an entity by its name, or by its title if only one has it."""
    if found := entity.attributes.get(name) or entity.ways.get(name):
        return found
    titled = [item for item in entity.attributes.values() if item.title == name]
    return entity.attributes[titled[0].name] if len(titled) == 1 else None


def titled_way(catalog: Catalog, entity: Entity, title: str) -> Way | None:
    """The way to records of a form with this title, if only one leads to such."""
    forms = ((way, catalog.get(way.entity)) for way in entity.ways.values())
    titled = [way for way, form in forms if form is not None and form.title == title]
    return titled[0] if len(titled) == 1 else None


def known_names(entity: Entity) -> Iterable[str]:
    """Names and titles that somebody may have meant."""
    seen = [item for item in entity.attributes.values() if not item.hidden]
    return (*(item.name for item in seen), *(item.title for item in seen if item.title), *entity.ways)
