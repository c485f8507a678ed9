"""Yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.definitions import AppDefinition
from engine.expressions.types import BOOLEAN, Type
from forms.fields.field import Field


@dataclass(frozen=True, kw_only=True)
class BooleanField(Field):
    """Yes or no; empty until somebody has said it."""

    noun: ClassVar[str] = "boolean"

    def value_type(self, definition: AppDefinition) -> Type:
        return BOOLEAN
