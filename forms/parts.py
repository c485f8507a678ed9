"""The smaller parts of a form: buttons, templates, duplicates, import, access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.definitions import (
    Element,
    Expr,
    Expression,
    Flag,
    Located,
    Many,
    Name,
    Names,
    One,
    Pairs,
    Ref,
    Text,
    Values,
    Word,
    key,
)
from engine.definitions.values import Value as AnyValue

LEVELS = ("hide", "mask", "read", "edit", "required")
RIGHTS = ("see", "edit", "create", "delete", "export", "import", "transfer", "print")


@dataclass(frozen=True, kw_only=True)
class Button(Element):
    """Something that a person may do with a record besides editing it."""

    noun: ClassVar[str] = "button"

    when: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="offered only then",
        example="{button: 转为商机, when: status = open, then: {set: {status: done}}}",
    )
    roles: tuple[Located, ...] = key(
        Many(Ref("roles")),
        default=(),
        doc="who may press it; whoever may edit the record without it",
        example="{button: 关闭, roles: director, then: {set: {status: done}}}",
    )
    confirm: Located | None = key(
        Text(),
        default=None,
        doc="asked before",
        example="{button: 关闭, confirm: 确定吗, then: {set: {status: done}}}",
    )
    ask: tuple[Located, ...] = key(
        Names(),
        default=(),
        doc="fields filled in before",
        example="{button: 关闭, ask: [reason], then: {set: {status: done}}}",
    )
    then: tuple[Any, ...] = key(
        Many(One("action")), doc="what it does", example="{button: 关闭, then: {set: {status: done}}}"
    )

    def promises(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class Template(Element):
    """A ready-made beginning of an entry."""

    noun: ClassVar[str] = "template"

    with_: Mapping[str, AnyValue] = key(
        Values(), doc="the values it begins with", example="{template: 首次电话, with: {kind: call}}"
    )
    help: Located | None = key(
        Text(),
        default=None,
        doc="what to think of",
        example="{template: 首次电话, with: {kind: call}, help: 了解预算}",
    )


@dataclass(frozen=True, kw_only=True)
class Duplicate(Element):
    """Which records probably mean the same thing."""

    match: tuple[Expression, ...] = key(
        Many(Expr()), doc="fields or expressions that are all equal", example="{match: [phone], do: warn}"
    )
    do: Located = key(
        Word("block", "warn", later=("merge",)),
        doc="refuses, or only tells",
        example="{match: [phone], do: block}",
    )
    across: Located = key(
        Word("all", "visible"),
        default=Located("all"),
        doc="looks at all records, or at those that the person sees",
        example="{match: [phone], do: warn, across: visible}",
    )


@dataclass(frozen=True, kw_only=True)
class Import(Element):
    """How files become records."""

    titled: ClassVar[bool] = False

    key_: tuple[Located, ...] = key(
        Names(), default=(), doc="fields that tell which record a row means", example="{key: [code]}"
    )
    update: bool = key(
        Flag(),
        default=False,
        doc="a row with a known key changes its record",
        example="{key: code, update: true}",
    )
    match: Mapping[str, Located] = key(
        Pairs(Name(), keys="text"),
        default={},
        doc="titles of columns and their fields",
        example="{key: code, match: {订单号: code}}",
    )


@dataclass(frozen=True, kw_only=True)
class RoleAccess(Element):
    """What the people in a role may do."""

    titled: ClassVar[bool] = False
    scope: ClassVar[str] = "access"

    see: Expression | None = key(Expr("boolean"), default=None, doc="records they see", example="{see: owner = me}")
    edit: Expression | None = key(Expr("boolean"), default=None, doc="records they edit", example="{edit: owner = me}")
    create: Expression | None = key(
        Expr("boolean"), default=None, doc="records they make", example="{see: true, create: true}"
    )
    delete: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="records they put into the bin",
        example="{see: true, delete: owner = me}",
    )
    export: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="records they take out as a file",
        example="{see: true, export: true}",
    )
    import_: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="records they make from a file",
        example="{see: true, import: true}",
    )
    transfer: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="records they hand to another owner",
        example="{see: true, transfer: true}",
    )
    print: Expression | None = key(
        Expr("boolean"), default=None, doc="records they print", example="{see: true, print: true}"
    )
    fields: Mapping[str, Located] = key(
        Pairs(Word(*LEVELS), keys="path"),
        default={},
        doc="what they may do with single fields",
        example="{see: true, fields: {price: hide}}",
    )

    def right(self, name: str) -> Expression | None:
        """The condition of a right; None where it is not granted."""
        found: Expression | None = getattr(self, "import_" if name == "import" else name)
        return found
