"""Views: what they show, which records, in which order."""

from __future__ import annotations

from collections.abc import Iterable

from engine.definitions import SortBy
from engine.expressions.types import Choice
from engine.records.paging import Sort
from forms.compiled import ViewPart
from forms.compiling.desk import Desk
from forms.views import KanbanView, PageView, RecordsView, View


def compile_views(desk: Desk) -> dict[str, ViewPart]:
    """The views of a form by name."""
    return {name: _compile(desk, view) for name, view in desk.form.views.items()}


def _compile(desk: Desk, view: View) -> ViewPart:
    if isinstance(view, PageView):
        _check_page(desk, view)
    if not isinstance(view, RecordsView):
        return ViewPart(view)
    if isinstance(view, KanbanView):
        _check_columns(desk, view)
    where = desk.checked(view.where, "boolean", f"{view.address}/where")
    return ViewPart(view, where, tuple(_sort(desk, view.sort, f"{view.address}/sort")))


def _sort(desk: Desk, sort: Iterable[SortBy], address: str) -> Iterable[Sort]:
    for item in sort:
        name = item.expression.text
        attribute = desk.entity.attributes.get(name)
        if attribute is not None and not attribute.hidden:
            yield Sort(name, item.descending)
        else:
            desk.report("query.sort", item.expression.span, address, name=name)


def _check_columns(desk: Desk, view: KanbanView) -> None:
    attribute = desk.entity.attributes.get(view.by)
    if attribute is not None and not isinstance(attribute.type, Choice):
        desk.report("form.no_kanban", view.by.span, f"{view.address}/by", name=attribute.title)


def _check_page(desk: Desk, view: PageView) -> None:
    ways = [way.name for way in desk.entity.ways.values() if way.kind == "back"]
    known = {*desk.form.layout, *ways, "timeline", "changes"}
    for tab in view.tabs.values():
        for name in tab.show:
            if name not in known:
                desk.report("form.nothing_to_show", name.span, f"{tab.address}/show", name=name, form=desk.form.title)
