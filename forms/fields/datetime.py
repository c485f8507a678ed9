"""A moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.definitions import AppDefinition
from engine.expressions.types import DATETIME, Type
from forms.fields.field import Bounded


@dataclass(frozen=True, kw_only=True)
class DateTimeField(Bounded):
    """A moment, shown on the clocks of the reader."""

    noun: ClassVar[str] = "datetime"

    def value_type(self, definition: AppDefinition) -> Type:
        return DATETIME
