"""Rows inside the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.definitions.reader import Reader
from engine.definitions.slots import Integer, Map, Names, key
from engine.definitions.values import Located
from engine.expressions.types import Records, Type
from forms.checks import Check
from forms.fields.field import Field

MOST_ROWS = 1000


@dataclass(frozen=True, kw_only=True)
class TableField(Field):
    """Rows with fields of their own, written together with the record."""

    noun: ClassVar[str] = "table"

    fields: Mapping[str, Field] = key(
        Map("field"), doc="the columns", example="{table: 明细, fields: {need: {text: 需求}}}"
    )
    min: int = key(
        Integer(0, MOST_ROWS),
        default=0,
        doc="fewest rows",
        example="{table: 明细, min: 1, fields: {a: {text: 甲}}}",
    )
    max: int = key(
        Integer(1, MOST_ROWS),
        default=MOST_ROWS,
        doc="most rows",
        example="{table: 明细, max: 20, fields: {a: {text: 甲}}}",
    )
    checks: Mapping[str, Check] = key(
        Map(Check),
        default={},
        doc="what must hold in each row",
        example="{table: 明细, fields: {a: {number: 甲}}, checks: {b: {assert: a > 0, message: 应为正}}}",
    )
    sum: tuple[Located, ...] = key(
        Names(),
        default=(),
        doc="columns whose sum is shown",
        example="{table: 明细, sum: [a], fields: {a: {money: 甲}}}",
    )

    def value_type(self, definition: AppDefinition) -> Type:
        return Records(self.address.split("/")[1] + f".{self.name}")

    def verify(self, reader: Reader) -> None:
        """Rows hold no rows; a sum names columns."""
        for field in self.fields.values():
            if isinstance(field, TableField):
                reader.problem("form.table_in_table", field.span, title=field.title)
        for name in self.sum:
            if name not in self.fields:
                reader.problem("form.no_field", name.span, name=name, form=self.title, nearest={"zh": "", "en": ""})

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        return {"sum": list(self.sum), "min": self.min, "max": self.max}
