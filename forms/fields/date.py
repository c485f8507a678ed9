"""A day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.definitions import AppDefinition
from engine.expressions.types import DATE, Type
from forms.fields.field import Bounded


@dataclass(frozen=True, kw_only=True)
class DateField(Bounded):
    """A day of the calendar; it has no zone."""

    noun: ClassVar[str] = "date"

    def value_type(self, definition: AppDefinition) -> Type:
        return DATE
