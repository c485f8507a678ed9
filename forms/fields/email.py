"""An e-mail address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.expressions.browser import Told
from engine.expressions.types import TEXT, Type
from forms.fields.field import Constraint, Field
from forms.fields.patterns import clean_email, email
from forms.fields.text import longest


@dataclass(frozen=True, kw_only=True)
class EmailField(Field):
    """An e-mail address, kept in lower case."""

    noun: ClassVar[str] = "email"

    def value_type(self, definition: AppDefinition) -> Type:
        return TEXT

    def constraints(self) -> tuple[Constraint, ...]:
        return (longest(254), email)

    @property
    def typed(self) -> Told | None:
        return "emptiness"

    def clean(self, value: Any) -> Any:
        return clean_email(value) if isinstance(value, str) else value
