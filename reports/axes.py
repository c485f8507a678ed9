"""What reports are cut along, by name: a declared dimension, a field of a form, a grain of the date.

A name means something beside the records of a form if a path leads from them to it: as a field of their own, or
through a reference. Nothing is joined by guessing: a field of another form counts where exactly one reference
leads to that form, and the rows of a table or history know their record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.expressions.runtime.dates import UNITS, Unit
from engine.expressions.scope import resolve
from engine.expressions.types import Date, DateTime, Reference
from engine.records.entity import Attribute, Catalog, Entity
from reports.definition import Dimension

DATE = "date"
PARENT = "parent"


@dataclass(frozen=True)
class Axis:
    """``paths`` are ``form.field…``, none for the date of each measure; ``shared`` those of a declared dimension."""

    name: str
    paths: tuple[str, ...] = ()
    grain: Unit | None = None
    shared: bool = False

    def beside(self, catalog: Catalog, entity: str, date: str = "") -> str | None:
        """How the name reads beside a record of an entity; None if no path leads there."""
        if not self.paths:
            return date or None
        direct = [rest for form, rest in self._heads(catalog) if form == entity]
        if direct:
            return direct[0]
        return next((found for head in self._heads(catalog) if (found := self._through(catalog, entity, *head))), None)

    def homes(self, catalog: Catalog) -> Iterator[str]:
        """The entities at which its paths begin."""
        return (entity for entity, _ in self._heads(catalog))

    def _heads(self, catalog: Catalog) -> Iterator[tuple[str, str]]:
        return (head for path in self.paths if (head := head_of(catalog, path)) is not None)

    def _through(self, catalog: Catalog, entity: str, form: str, rest: str) -> str | None:
        references = [name for name, target in leading(catalog[entity]) if target == form]
        if self.shared:
            references = [name for name in references if name == PARENT]
        return f"{references[0]}.{rest}" if len(references) == 1 else None


def axis_named(catalog: Catalog, dimensions: Mapping[str, Dimension], name: str) -> Axis | None:
    """The axis of a name; None for a name that means nothing."""
    head, _, rest = name.partition(".")
    if head == DATE:
        unit = _unit(rest)
        return Axis(name, grain=unit) if unit else None
    if name in dimensions:
        return _shared(catalog, name, dimensions[name])
    found, grain = field_at(catalog, name), None
    path, _, last = name.rpartition(".")
    if found is None and (grain := _unit(last)) is not None:
        found, name_ = field_at(catalog, path), path
    else:
        name_ = name
    if found is None or (grain and not isinstance(found.type, Date | DateTime)):
        return None
    return Axis(name, (name_,), grain or _day(found))


def _shared(catalog: Catalog, name: str, dimension: Dimension) -> Axis:
    paths = tuple(map(str, dimension.from_))
    days = [_day(found) for path in paths if (found := field_at(catalog, path)) is not None]
    return Axis(name, paths, days[0] if days else None, shared=True)


def _unit(text: str) -> Unit | None:
    return next((unit for unit in UNITS if unit == text), None)


def _day(attribute: Attribute) -> Unit | None:
    """An instant is cut by its day."""
    return "day" if isinstance(attribute.type, Date | DateTime) else None


def leading(entity: Entity) -> Iterator[tuple[str, str]]:
    """The references of an entity's records that a report may follow, with the forms that they lead to."""
    for name, attribute in entity.attributes.items():
        if isinstance(attribute.type, Reference) and (not attribute.system or name == PARENT):
            yield name, attribute.type.entity


def head_of(catalog: Catalog, path: str) -> tuple[str, str] | None:
    """A path's entity, by the longest name that the catalog knows, and what follows it."""
    parts = path.split(".")
    for size in range(len(parts) - 1, 0, -1):
        if (name := ".".join(parts[:size])) in catalog:
            return name, ".".join(parts[size:])
    return None


def field_at(catalog: Catalog, path: str) -> Attribute | None:
    """The field at ``form.field``, through references where the path goes on."""
    head = head_of(catalog, path)
    return None if head is None else field_of(catalog, *head)


def field_of(catalog: Catalog, entity: str, path: str) -> Attribute | None:
    """The field at a path beside a record of an entity."""
    beside: Entity | None = catalog.get(entity)
    while beside is not None and path:
        attribute, path = _longest(beside, path)
        if attribute is None or not path:
            return attribute
        beside = catalog.get(attribute.type.entity) if isinstance(attribute.type, Reference) else None
    return None


def _longest(entity: Entity, path: str) -> tuple[Attribute | None, str]:
    parts = path.split(".")
    for size in range(len(parts), 0, -1):
        known = resolve(entity, ".".join(parts[:size]))
        if isinstance(known, Attribute):
            return known, ".".join(parts[size:])
    return None, ""
