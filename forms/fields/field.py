"""What every field has in common: the keys of the language, and what a noun says about its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import AppDefinition
from engine.definitions.model import Element
from engine.definitions.slots import Either, Expr, Flag, Names, Text, Value, Values, key
from engine.definitions.values import Expression, Located
from engine.definitions.values import Value as AnyValue
from engine.expressions.browser import Told
from engine.expressions.types import Type

Finding = tuple[str, Mapping[str, object]]
Constraint = Callable[[Any], Finding | None]


@dataclass(frozen=True, kw_only=True)
class Field(Element):
    """One value of a record. A noun is a subclass: its keys, its type, what its values must obey.

    ``written`` is False for values that the platform alone makes (serial numbers).
    """

    bare: ClassVar[bool] = True
    written: ClassVar[bool] = True

    required: Expression | None = key(
        Expr("boolean"), default=None, doc="must be filled then", example="{text: 名称, required: true}"
    )
    visible: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="shown only then",
        example="{text: 推荐人, visible: source = referral}",
    )
    readonly: Expression | None = key(
        Expr("boolean"), default=None, doc="cannot be edited then", example="{text: 编号, readonly: true}"
    )
    default: AnyValue | None = key(
        Value(), default=None, doc="value of a new record", example="{user: 负责人, default: =me}"
    )
    formula: Expression | None = key(
        Expr(), default=None, doc="how it is computed", example="{money: 小计, formula: price * quantity}"
    )
    unique: bool | tuple[Located, ...] = key(
        Either(Flag(), Names()),
        default=False,
        doc="no two records alike, maybe together with other fields",
        example="{text: 编号, unique: true}",
    )
    search: bool = key(Flag(), default=False, doc="found by the search", example="{text: 名称, search: true}")
    help: Located | None = key(
        Text(),
        default=None,
        doc="one line for the person filling in",
        example="{text: 编号, help: 合同右上角}",
    )
    placeholder: Located | None = key(
        Text(),
        default=None,
        doc="an example shown while empty",
        example="{text: 名称, placeholder: 例如：苏州恒润}",
    )
    note: Located | None = key(
        Text(), default=None, doc="for the builder of the app", example="{text: 名称, note: 与开票名称一致}"
    )
    fill: Mapping[str, AnyValue] = key(
        Values(),
        default={},
        doc="copied into other fields when this one is chosen",
        example="{reference: 产品, form: product, fill: {price: =product.price}}",
    )
    sensitive: bool = key(
        Flag(),
        default=False,
        doc="seen only where a role is granted it",
        example="{money: 底价, sensitive: true}",
    )

    def value_type(self, definition: AppDefinition) -> Type:
        """The type of its values; never raises, whatever is wrong with the definition."""
        raise NotImplementedError

    def constraints(self) -> tuple[Constraint, ...]:
        """What a value must obey by itself: each gives the code and parameters of a problem, or None."""
        return ()

    def clean(self, value: Any) -> Any:
        """What was typed, put into the form in which it is kept; before it is read by its type."""
        return value

    @property
    def typed(self) -> Told | None:
        """What a browser knows of the value while it is typed: the value itself, only whether there is one where
        ``clean`` may change it, or nothing."""
        return "value" if self.written else None

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        """Its own keys as the UI needs them."""
        return {}


@dataclass(frozen=True, kw_only=True)
class Bounded(Field):
    """A field whose values have a least and a greatest one."""

    min: AnyValue | None = key(Value(), default=None, doc="smallest value", example="{number: 数量, min: 1}")
    max: AnyValue | None = key(Value(), default=None, doc="greatest value", example="{number: 折扣, max: 100}")
