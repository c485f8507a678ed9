"""A number that the platform gives: each once, without gaps that a refused record would leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.definitions.slots import Integer, Plain, Word, key
from engine.definitions.values import Located
from engine.expressions.types import TEXT, Type
from forms.fields.field import Field


@dataclass(frozen=True, kw_only=True)
class SerialField(Field):
    """``{prefix: SO-, per: month}`` gives SO-202603-0001 and starts again each month."""

    noun: ClassVar[str] = "serial"
    written: ClassVar[bool] = False

    prefix: Located = key(Plain(), default=Located(""), doc="stands in front", example="{serial: 单号, prefix: SO-}")
    per: Located | None = key(
        Word("day", "month", "year"),
        default=None,
        doc="starts again each day, month or year",
        example="{serial: 单号, prefix: SO-, per: month}",
    )
    digits: int = key(Integer(1, 10), default=4, doc="least digits of the number", example="{serial: 单号, digits: 6}")

    def value_type(self, definition: AppDefinition) -> Type:
        return TEXT

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        return {}
