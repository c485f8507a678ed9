"""A person of the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.definitions.slots import Expr, Name, key
from engine.definitions.values import Expression, Located
from engine.expressions.types import USER, Type
from forms.fields.field import Field


@dataclass(frozen=True, kw_only=True)
class UserField(Field):
    """A person who can sign in."""

    noun: ClassVar[str] = "user"

    among: Expression | None = key(
        Expr("people"), default=None, doc="who may be chosen", example="{user: 负责人, among: role.sales}"
    )
    back: Located | None = key(
        Name(), default=None, doc="name of the way back", example="{user: 负责人, back: customers}"
    )

    def value_type(self, definition: AppDefinition) -> Type:
        return USER

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        return {"form": "user"}
