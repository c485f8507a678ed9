"""An amount of money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.definitions.slots import Integer, Plain, key
from engine.definitions.values import Located
from engine.expressions.types import Number, Type
from forms.fields.field import Bounded
from forms.fields.number import cleaned_number

SIGNS = "¥￥$€£元 "


@dataclass(frozen=True, kw_only=True)
class MoneyField(Bounded):
    """Money, to the cent."""

    noun: ClassVar[str] = "money"

    decimals: int = key(Integer(0, 6), default=2, doc="digits behind the point", example="{money: 单价, decimals: 4}")
    currency: Located | None = key(
        Plain(), default=None, doc="if not the app's", example="{money: 报价, currency: USD}"
    )

    def value_type(self, definition: AppDefinition) -> Type:
        return Number(self.decimals)

    def clean(self, value: Any) -> Any:
        return cleaned_number(value.strip(SIGNS) if isinstance(value, str) else value)

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        return {"decimals": self.decimals, "currency": self.currency or definition.app.currency}
