"""Labels: those that rules keep, those that people set, and free ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.definitions.slots import Flag, key
from engine.expressions.browser import Told
from engine.expressions.types import Choices, Option, Type
from forms.fields.field import Constraint, Field, Finding
from rules.definition import Tag, tags_of


@dataclass(frozen=True, kw_only=True)
class TagsField(Field):
    """The tags of the form's rules, with ``free`` also any text. Tags with a condition keep themselves."""

    noun: ClassVar[str] = "tags"

    free: bool = key(Flag(), default=False, doc="any text may be a tag", example="{tags: 标签, free: true}")

    def value_type(self, definition: AppDefinition) -> Type:
        by_hand = [tag for tag in self._declared(definition).values() if tag.when is None]
        options = (Option(tag.name, tag.title, address=tag.address, color=str(tag.color or "")) for tag in by_hand)
        return Choices(tuple(options), free=self.free)

    def constraints(self) -> tuple[Constraint, ...]:
        return (bounded,)

    def clean(self, value: Any) -> Any:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return value
        return list(dict.fromkeys(" ".join(item.split()) for item in value))

    @property
    def typed(self) -> Told | None:
        return None  # those of rules and those of people are shown as one

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        options = [_shown(definition, tag, language) for tag in self._declared(definition).values()]
        return {"options": options, "many": True, "free": self.free}

    def _declared(self, definition: AppDefinition) -> dict[str, Tag]:
        parts = self.address.split("/")
        return tags_of(definition, parts[1]) if len(parts) == 4 else {}


def bounded(stored: str) -> Finding | None:
    """A few dozen tags of a few words."""
    names = stored.strip("|").split("|")
    if len(names) > 50:
        return ("value.too_many", {"limit": 50, "count": len(names)})
    long = next((name for name in names if len(name) > 60), None)
    return None if long is None else ("value.too_long", {"limit": 60, "length": len(long), "over": len(long) - 60})


def _shown(definition: AppDefinition, tag: Tag, language: str) -> dict[str, Any]:
    told: dict[str, Any] = {"name": tag.name, "title": definition.title(tag, language)}
    told |= {"color": tag.color, "rule": tag.when is not None}
    told["group"] = definition.text(f"{tag.address}/group", language, tag.group)
    told["help"] = definition.text(f"{tag.address}/strategy", language, tag.strategy)
    return {key: value for key, value in told.items() if value}
