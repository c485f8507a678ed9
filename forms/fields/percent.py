"""A share of a hundred."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.expressions.types import Number, Type
from forms.fields.field import Bounded
from forms.fields.number import cleaned_number

SCALE = 4


@dataclass(frozen=True, kw_only=True)
class PercentField(Bounded):
    """A percentage: 10 % is the number 0.1, kept to the hundredth of a percent."""

    noun: ClassVar[str] = "percent"

    def value_type(self, definition: AppDefinition) -> Type:
        return Number(SCALE)

    def clean(self, value: Any) -> Any:
        return cleaned_number(value)

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        return {"decimals": SCALE - 2, "unit": "%"}
