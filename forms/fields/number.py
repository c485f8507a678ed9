"""A number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.definitions.slots import Integer, Text, key
from engine.definitions.values import Located
from engine.expressions.types import Number, Type
from forms.fields.field import Bounded
from forms.fields.patterns import halved

DIGITS = re.compile(r"[-+]?[0-9]{1,20}(\.[0-9]{0,12})?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class NumberField(Bounded):
    """A number with a fixed count of decimals."""

    noun: ClassVar[str] = "number"

    decimals: int = key(Integer(0, 6), default=0, doc="digits behind the point", example="{number: 重量, decimals: 2}")
    unit: Located | None = key(
        Text(), default=None, doc="unit shown behind the value", example="{number: 周期, unit: 天}"
    )

    def value_type(self, definition: AppDefinition) -> Type:
        return Number(self.decimals)

    def clean(self, value: Any) -> Any:
        return cleaned_number(value)

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        unit = definition.text(f"{self.address}/unit", language, self.unit or "") or None
        return {"decimals": self.decimals, "unit": unit}


def cleaned_number(value: Any) -> Any:
    """The number in a text with full-width digits, separators or a percent sign; else as it is."""
    if not isinstance(value, str):
        return value
    text = halved(value).replace(",", "").replace(" ", "")
    digits = text.removesuffix("%")
    if not DIGITS.fullmatch(digits):
        return value
    return Decimal(digits) / 100 if text.endswith("%") else Decimal(digits)
