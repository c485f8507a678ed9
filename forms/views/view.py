"""What views have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.definitions import Element, Expr, Expression, Located, Many, Names, Path, Ref, Sort, SortBy, key


@dataclass(frozen=True, kw_only=True)
class View(Element):
    """One way to look at a form's records."""

    roles: tuple[Located, ...] = key(
        Many(Ref("roles")),
        default=(),
        doc="who is offered it; everybody without it",
        example="{list: 全部, roles: director}",
    )

    def mentioned(self) -> Iterable[Located]:
        """The names of fields that must exist."""
        return ()


@dataclass(frozen=True, kw_only=True)
class RecordsView(View):
    """A view of many records."""

    show: tuple[Located, ...] = key(
        Many(Path()),
        default=(),
        doc="the fields shown, in order",
        example="{list: 全部, show: [name, owner]}",
    )
    where: Expression | None = key(
        Expr("boolean"), default=None, doc="which records", example="{list: 我的, where: owner = me}"
    )
    sort: tuple[SortBy, ...] = key(
        Many(Sort()), default=(), doc="their order", example="{list: 全部, sort: amount desc}"
    )
    totals: tuple[Located, ...] = key(
        Names(), default=(), doc="fields whose sum is shown", example="{list: 全部, totals: [amount]}"
    )

    def mentioned(self) -> Iterable[Located]:
        return (*self.show, *self.totals)
