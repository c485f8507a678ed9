"""The JSON Schema (draft 2020-12) of everything that may be written, generated from the model classes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.definitions.slots.base import Key, Schema, keys_of
from engine.definitions.slots.scalars import Text

if TYPE_CHECKING:
    from engine.definitions.model import Element
    from engine.definitions.registry import Family, Registry

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema(registry: Registry) -> dict[str, Any]:
    """One document: ``$defs`` holds each kind under its folder's name, each body, and shared parts."""
    schemas = Schemas(registry)
    for kind in registry.kinds.values():
        schemas.named(f"kind.{kind.folder}", lambda model=kind.model: schemas.body(model))  # type: ignore[misc]
    folders = {folder: {"$ref": f"#/$defs/kind.{folder}"} for folder in registry.kinds}
    return {
        "$schema": DRAFT,
        "title": "Dougong definitions",
        "properties": folders,
        "$defs": schemas.definitions,
    }


@dataclass
class Schemas:
    """Schemas under construction; a named one is made once and referred to."""

    registry: Registry
    definitions: dict[str, Schema] = field(default_factory=dict)

    def named(self, name: str, make: Callable[[], Schema]) -> Schema:
        """A reference to a schema that is made on first use, so that it may refer to itself."""
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def element(self, target: type[Element] | str, named: bool = False) -> Schema:
        """The body of a class, or of any member of a family."""
        if isinstance(target, str):
            family = self.registry.family(target)
            return self.named(target, lambda: self._family(family))
        plain = (
            {"type": "string"} if not target.verb and not any(k.required for k in keys_of(target).values()) else None
        )
        body = self.named(self._name(target), lambda: self.body(target))
        return {"anyOf": [plain, body]} if plain and named else body

    def body(self, model: type[Element], family: Family | None = None) -> Schema:
        """The short or long form of a body: the noun with its title, or ``type`` and ``title``."""
        keys = keys_of(model)
        properties = {word: self._key(key) for word, key in keys.items()}
        required = [word for word, key in keys.items() if key.required]
        texts = Text().schema(self)
        common: dict[str, Schema] = {"title": texts, "name": {"type": "string"}}
        base: Schema = {
            "type": "object",
            "description": (model.__doc__ or "").strip(),
            "additionalProperties": False,
        }
        if not model.word():
            return {**base, "properties": {**common, **properties}, "required": required}
        long = {"type": {"const": model.word()}}
        if model.verb:
            return {**base, "properties": {**long, **common, **properties}, "required": required}
        short = {model.noun: texts}
        return {
            "anyOf": [
                {
                    **base,
                    "properties": {**short, "name": common["name"], **properties},
                    "required": [model.noun, *required],
                },
                {
                    **base,
                    "properties": {**long, **common, **properties},
                    "required": ["type", "title", *required],
                },
            ]
        }

    def _key(self, key: Key) -> Schema:
        about: Schema = {"description": key.doc}
        if key.example:
            about["examples"] = [key.example]
        return {**key.slot.schema(self), **about}

    def _family(self, family: Family) -> Schema:
        members = [
            self.named(f"{family.name}.{word}", lambda member=member: self.body(member, family))  # type: ignore[misc]
            for word, member in family.members.items()
        ]
        if family.wrapper is not None:
            members += self._wrapped(family)
        return {"anyOf": members} if members else {"not": {}}

    def _wrapped(self, family: Family) -> list[Schema]:
        """The members of the inner family with the wrapper's keys beside their own."""
        assert family.wrapper
        own = {word: self._key(key) for word, key in keys_of(family.wrapper).items() if not key.required}
        inner = self.registry.family(family.inner)
        schemas = []
        for word, member in inner.members.items():
            if word not in family.members:
                body = self.body(member)
                for form in body.get("anyOf", [body]):
                    form["properties"] = {**form["properties"], **own}
                schemas.append(self.named(f"{family.name}.{word}", lambda body=body: body))  # type: ignore[misc]
        return schemas

    def _name(self, model: type[Element]) -> str:
        return f"{model.__module__.rpartition('.')[2]}.{model.__name__}"
