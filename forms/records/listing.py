"""Lists of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa

from engine.access.evaluate import Condition, inputs_level
from engine.expressions.types import BOOLEAN, Number
from engine.listing import Wish
from engine.problems import Problem, Refused
from engine.records.codec import to_json
from engine.records.paging import Sort
from engine.records.query import ListQuery, bound_values, list_records, plan_of
from engine.records.statement import Statement
from forms.compiled import ViewPart
from forms.records.scope import read_expression
from forms.records.showing import Showing, binds_of, known_showing, showing, usual_names
from forms.records.visit import Visit
from forms.views import KanbanView, RecordsView

if TYPE_CHECKING:
    from engine.records.readers import Reader

NEWEST = (Sort("id", True),)
NOTHING = b'{"records":[],"next":null,"count":{"value":0,"exact":true}}'


def list_json(visit: Visit, reader: Reader, wish: Wish) -> bytes:
    """``records``, ``next``, ``count`` and, if asked for, ``totals``, as JSON. Refused 400 for a bad wish."""
    view = _view(visit, wish.view)
    shown = _shown(visit, wish)
    conditions = _conditions(visit, wish, view)
    totals = [name for name in wish.totals.split(",") if name]
    if any(condition is False for condition in conditions):
        return NOTHING
    sort = _sort(visit, wish, view)
    query = shown.query(conditions, sort=sort, limit=wish.limit, after=wish.after, search=wish.search)
    answer = list_records(reader, visit.version.app, query, binds_of(visit, reader))
    if shown.plain and not totals:
        return answer
    told = orjson.loads(answer)
    shown.finish(told["records"])
    if totals:
        told["totals"] = _totals(visit, reader, query, totals)
    return orjson.dumps(told)


def _view(visit: Visit, name: str) -> ViewPart | None:
    if not name:
        return None
    found = visit.form.views.get(name)
    if found is None or not isinstance(found.view, RecordsView) or not offered_view(visit, found):
        raise Refused((Problem("query.view", {"name": name}),), 400)
    return found


def offered_view(visit: Visit, part: ViewPart) -> bool:
    """Whether a view is for the person: by its roles, and because they may read what it selects and sorts by."""
    roles = part.view.roles
    if roles and not visit.viewer.admin and visit.viewer.roles(visit.version).isdisjoint(roles):
        return False
    if isinstance(part.view, KanbanView) and not visit.shows(str(part.view.by)):
        return False
    told = part.where is None or inputs_level(visit.version, part.where, visit.viewer) == "read"
    return told and all(visit.shows(item.name) for item in part.sort)


def _shown(visit: Visit, wish: Wish) -> Showing:
    """What is asked for is worked out anew; what the definition shows is known."""
    names = names_of(visit, wish)
    return showing(visit, names) if wish.show else known_showing(visit, tuple(names))


def names_of(visit: Visit, wish: Wish) -> list[str]:
    """What the person asked for, else what the view shows of what they may see, else everything."""
    view = _view(visit, wish.view)
    if wish.show:
        return [name.strip() for name in wish.show.split(",") if name.strip()]
    if view is None or not isinstance(view.view, RecordsView) or not view.view.show:
        return usual_names(visit)
    return [str(name) for name in view.view.show if may_show(visit, str(name))]


def may_show(visit: Visit, name: str) -> bool:
    """Whether a field or path of a view exists for the person."""
    if name in visit.entity.attributes:
        return visit.level(name) != "hide"
    try:
        read_expression(visit, name, "any")
    except Refused:
        return False
    return True


def _conditions(visit: Visit, wish: Wish, view: ViewPart | None) -> list[Condition]:
    found = [visit.right("see"), wish.also]
    if view is not None and view.where is not None:
        found.append(view.where)
    if wish.filter.strip():
        found.append(read_expression(visit, wish.filter, BOOLEAN))
    return found


def _sort(visit: Visit, wish: Wish, view: ViewPart | None) -> tuple[Sort, ...]:
    if wish.sort.strip():
        return tuple(_sort_item(visit, text.strip()) for text in wish.sort.split(","))
    return view.sort if view is not None and view.sort else NEWEST


def _sort_item(visit: Visit, text: str) -> Sort:
    name, _, direction = text.partition(" ")
    direction = direction.strip()
    if not name or direction not in ("", "asc", "desc") or not _sortable(visit, name):
        raise Refused((Problem("query.sort", {"name": text[:80]}),), 400)
    return Sort(name, direction == "desc")


def _sortable(visit: Visit, name: str) -> bool:
    return name in visit.entity.attributes and visit.shows(name)


def _totals(visit: Visit, reader: Reader, query: ListQuery, names: list[str]) -> dict[str, Any]:
    plan = plan_of(reader.actives[visit.version.app].schema, query)
    attributes = [visit.entity.attributes.get(name) for name in names]
    for name, attribute in zip(names, attributes, strict=True):
        number = attribute is not None and isinstance(attribute.type, Number)
        if not number or not visit.shows(name):
            raise Refused((Problem("query.total", {"name": name[:80]}),), 400)
    sums = [sa.func.sum(plan.source.column(attribute)) for attribute in attributes if attribute is not None]
    statement = Statement(sa.select(*sums).where(*plan.conditions), reader.dialect)
    statement.run(reader.cursor, bound_values(reader, plan, query, binds_of(visit, reader)))
    found = reader.cursor.fetchone()
    return {
        name: to_json(attribute.type, 0 if value is None else int(value))
        for name, attribute, value in zip(names, attributes, found, strict=True)
        if attribute is not None
    }
