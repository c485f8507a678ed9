"""A telephone number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.expressions.browser import Told
from engine.expressions.types import TEXT, Type
from forms.fields.field import Constraint, Field
from forms.fields.patterns import clean_phone, phone


@dataclass(frozen=True, kw_only=True)
class PhoneField(Field):
    """A telephone number, kept as digits."""

    noun: ClassVar[str] = "phone"

    def value_type(self, definition: AppDefinition) -> Type:
        return TEXT

    def constraints(self) -> tuple[Constraint, ...]:
        return (phone,)

    @property
    def typed(self) -> Told | None:
        return "emptiness"

    def clean(self, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        return clean_phone(value) if isinstance(value, str) else value
