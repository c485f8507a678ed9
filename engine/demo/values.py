"""What the values of a story mean: records, people and files stand under their names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from engine.actions.compilation import Compilation
from engine.actions.context import ActionContext
from engine.definitions.names import meant
from engine.demo import problems as _problems  # noqa: F401 (declares the problem codes)
from engine.expressions.types import USER, File, Reference

if TYPE_CHECKING:
    from engine.actions.values import ValueOf
    from engine.definitions import Literal
    from engine.records.entity import Attribute
    from engine.records.unit_of_work import UnitOfWork

Keep = Callable[["UnitOfWork", str], Mapping[str, Any]]


@dataclass
class Cast:
    """Who and what has come up so far: ids of people by sign-in name and of records by name.

    ``keep`` keeps one of the story's files and gives what a record holds of it.
    """

    people: dict[str, str]
    keep: Keep
    records: dict[str, str] = field(default_factory=dict)


@dataclass
class Telling(ActionContext):
    """Where a value is told: beside the record as it is told so far."""

    cast: Cast = field(default_factory=lambda: Cast({}, lambda uow, name: {}))

    def current(self, uow: UnitOfWork) -> Mapping[str, Any]:
        return self.row


@dataclass
class StoryCompilation(Compilation):
    """``forms`` are the forms of the story's records by name, ``people`` the sign-in names."""

    forms: Mapping[str, str] = field(default_factory=dict)
    people: Collection[str] = ()

    def constant(self, attribute: Attribute, value: Literal, address: str) -> ValueOf | None:
        if value.data is not None and isinstance(attribute.type, Reference):
            return self._named(attribute.type.entity, value, address)
        if value.data is not None and isinstance(attribute.type, File):
            return self._files(attribute, value, address)
        return super().constant(attribute, value, address)

    def _named(self, entity: str, value: Literal, address: str) -> ValueOf | None:
        name = str(value.data)
        if entity == USER.entity and name in self.people:
            return lambda uow, context: _cast(context).people[name]
        if self.forms.get(name) == entity:
            return lambda uow, context: _cast(context).records[name]
        known = {
            *(one for one, form in self.forms.items() if form == entity),
            *(self.people if entity == USER.entity else ()),
        }
        near = meant(name, known)
        self.report("data.unknown", address, value.span, name=name, nearest=near)
        return None

    def _files(self, attribute: Attribute, value: Literal, address: str) -> ValueOf | None:
        items = value.data if isinstance(value.data, tuple) else (value,)
        names = [getattr(item, "data", None) for item in items]
        if not all(isinstance(name, str) for name in names):
            self.report("action.shape", address, value.span, title=attribute.title or attribute.name)
            return None

        def files(uow: UnitOfWork, context: ActionContext) -> str:
            return orjson.dumps([_cast(context).keep(uow, str(name)) for name in names]).decode()

        return files


def _cast(context: ActionContext) -> Cast:
    assert isinstance(context, Telling)
    return context.cast
