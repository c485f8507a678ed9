"""The kind `forms`: what a record holds, how it is filled in, shown and protected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.definitions import (
    Element,
    Expr,
    Expression,
    Located,
    Map,
    Name,
    Names,
    One,
    Plain,
    Registry,
    Text,
    key,
)
from forms import problems as _problems  # noqa: F401 (declares the problem codes)
from forms.checks import Check
from forms.fields import NOUNS, Field, TableField, TextField
from forms.layout import BLOCKS, Block
from forms.parts import Button, Duplicate, Import, RoleAccess, Template
from forms.views import VIEWS, View

if TYPE_CHECKING:
    from engine.definitions import AppDefinition


@dataclass(frozen=True, kw_only=True)
class FormDefinition(Element):
    """A form: one kind of record."""

    help: Located | None = key(Text(), default=None, doc="what it is for", example="help: 每家公司一份")
    icon: Located | None = key(Plain(), default=None, doc="name of its icon", example="icon: building")
    label: Expression | None = key(
        Expr(),
        default=None,
        doc="how a record is called; its first text without it",
        example="label: customer.name",
    )
    owner: Located | None = key(
        Name(),
        default=None,
        doc="field of the responsible person; `owner` if there is one",
        example="owner: keeper",
    )
    fields: Mapping[str, Field] = key(Map("field"), doc="its fields", example="fields: {name: {text: 名称}}")
    checks: Mapping[str, Check] = key(
        Map(Check),
        default={},
        doc="what must hold between fields",
        example="checks: {ends: {assert: until >= begins, message: 结束不能早于开始}}",
    )
    layout: Mapping[str, Block] = key(
        Map("layout"),
        default={},
        doc="where fields stand",
        example="layout: {basics: {section: 基础信息, show: [name]}}",
    )
    views: Mapping[str, View] = key(
        Map("view"),
        default={},
        doc="ways to look at the records",
        example="views: {all: {list: 全部, show: [name]}}",
    )
    buttons: Mapping[str, Button] = key(
        Map(Button),
        default={},
        doc="what people may do with a record",
        example="buttons: {finish: {button: 完成, then: {set: {done: true}}}}",
    )
    templates: Mapping[str, Template] = key(
        Map(Template),
        default={},
        doc="ready-made beginnings",
        example="templates: {call: {template: 首次电话, with: {kind: call}}}",
    )
    duplicates: Mapping[str, Duplicate] = key(
        Map(Duplicate),
        default={},
        doc="records that mean the same",
        example="duplicates: {phone: {match: phone, do: warn}}",
    )
    timeline: tuple[Located, ...] = key(
        Names(),
        default=(),
        doc="ways back and `changes` that tell its story",
        example="timeline: [orders, changes]",
    )
    import_: Import | None = key(
        One(Import), default=None, doc="how files become records", example="import: {key: [code]}"
    )
    access: Mapping[str, RoleAccess] = key(
        Map(RoleAccess),
        default={},
        doc="what each role may do; `all` speaks for everybody",
        example="access: {all: {see: true}}",
    )
    quick: tuple[Located, ...] = key(
        Names(), default=(), doc="fields of the short entry", example="quick: [name, phone]"
    )

    def owner_field(self) -> str | None:
        """The field of the responsible person."""
        return str(self.owner) if self.owner else "owner" if "owner" in self.fields else None

    def label_text(self) -> Expression | None:
        """How a record is called."""
        if self.label is not None:
            return self.label
        first = next((name for name, field in self.fields.items() if isinstance(field, TextField)), None)
        return Expression(first, self.span) if first else None

    def tables(self) -> Iterator[TableField]:
        """Its table fields."""
        return (field for field in self.fields.values() if isinstance(field, TableField))


def form_of(definition: AppDefinition, name: str) -> FormDefinition | None:
    """A form of an app by its name."""
    found = definition.of("forms").get(name)
    return found if isinstance(found, FormDefinition) else None


def forms_of(definition: AppDefinition) -> Mapping[str, FormDefinition]:
    """The forms of an app by name."""
    return definition.all("forms", FormDefinition)


def register(registry: Registry) -> None:
    """Adds the kind and its families."""
    for noun in NOUNS:
        registry.family("field").add(noun)
    for block in BLOCKS:
        registry.family("layout").add(block)
    for view in VIEWS:
        registry.family("view").add(view)
    registry.kind("forms", FormDefinition)
