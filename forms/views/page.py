"""The page of one record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.definitions import Element, Located, Map, Name, Names, key
from forms.views.view import View


@dataclass(frozen=True, kw_only=True)
class PageTab(Element):
    """One tab: sections of the layout, names of ways back, ``timeline`` or ``changes``."""

    noun: ClassVar[str] = "tab"
    scope: ClassVar[str] = "layout.*"

    show: tuple[Located, ...] = key(Names(), doc="what it shows, in order", example="{tab: 档案, show: [basics]}")


@dataclass(frozen=True, kw_only=True)
class PageView(View):
    """Header, stage bar and tabs."""

    noun: ClassVar[str] = "page"

    header: tuple[Located, ...] = key(
        Names(), default=(), doc="fields at the top", example="{page: 客户 360, header: [name, owner]}"
    )
    bar: Located | None = key(Name(), default=None, doc="stage shown as a bar", example="{page: 商机, bar: stage}")
    tabs: Mapping[str, PageTab] = key(
        Map(PageTab),
        default={},
        doc="the tabs",
        example="{page: 商机, tabs: {file: {tab: 档案, show: [basics]}}}",
    )
    side: tuple[Located, ...] = key(
        Names(), default=(), doc="fields beside the tabs", example="{page: 商机, side: [owner]}"
    )

    def mentioned(self) -> Iterable[Located]:
        return (*self.header, *((self.bar,) if self.bar else ()), *self.side)
