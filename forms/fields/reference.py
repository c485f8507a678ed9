"""Another record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.definitions.slots import Expr, Flag, Name, Ref, Word, key
from engine.definitions.values import Expression, Located
from engine.expressions.types import Reference, Type
from forms.fields.field import Field


@dataclass(frozen=True, kw_only=True)
class ReferenceField(Field):
    """A record of another form, or of the same."""

    noun: ClassVar[str] = "reference"

    form: Located = key(Ref("forms"), doc="the form of the record", example="{reference: 客户, form: customer}")
    back: Located | None = key(
        Name(),
        default=None,
        doc="name of the way back",
        example="{reference: 客户, form: customer, back: orders}",
    )
    where: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="which records may be chosen",
        example="{reference: 联系人, form: contact, where: customer = this.customer}",
    )
    tree: bool = key(
        Flag(),
        default=False,
        doc="the records form a tree: none may be above itself",
        example="{reference: 上级部门, form: department, tree: true}",
    )
    on_delete: Located = key(
        Word("keep", "block", "cascade"),
        default=Located("block"),
        doc="what a deletion of that record does to this one",
        example="{reference: 客户, form: customer, on_delete: cascade}",
    )

    def value_type(self, definition: AppDefinition) -> Type:
        return Reference(str(self.form))

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        return {"form": self.form, "back": self.back}
