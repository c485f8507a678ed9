"""Rights to records at hand: one, or several by their ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa

from engine.access.evaluate import condition
from engine.access.labels import own_label
from engine.access.policy import Right
from engine.access.viewer import Viewer
from engine.expressions.checked import Checked
from engine.problems import Problem, Refused
from engine.records.evaluate import environment, evaluate
from engine.records.query import ListQuery, list_records, select_ids
from engine.records.statement import Statement
from engine.records.store import Row, Store
from engine.records.viewing import Shown

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

    At = Reader | UnitOfWork

LABEL = "label"


def may(version: AppVersion, viewer: Viewer, right: Right, entity: str, row: Mapping[str, Any], at: At) -> bool:
    """Whether the viewer has a right to a record given as a row, stored or not."""
    found = condition(version, entity, right, viewer)
    if isinstance(found, bool):
        return found
    return bool(evaluate(found, version.catalog[entity], row, at, me=viewer.id))


def allowed(
    version: AppVersion, viewer: Viewer, right: Right, entity: str, ids: Collection[str], at: At
) -> frozenset[str]:
    """Those of the records to which the viewer has a right; deleted ones are not among them."""
    query = _query(version, viewer, right, entity, ids)
    if query is None or not ids:
        return frozenset()
    known = environment(at, version.app, me=viewer.id)
    return frozenset(select_ids(at, version.app, query, known, len(ids)))


def require(version: AppVersion, viewer: Viewer, right: Right, entity: str, id: str, at: At) -> None:
    """Refused 404 if the viewer does not see the record, as if it did not exist; 403 without the right."""
    if not allowed(version, viewer, "see", entity, (id,), at):
        raise Refused((Problem("request.not_found"),), 404)
    if right != "see" and not allowed(version, viewer, right, entity, (id,), at):
        raise Refused((Problem("request.forbidden"),), 403)


@lru_cache(maxsize=256)
def _one(store: Store) -> Statement:
    same = store.table.c.id == sa.bindparam("id", type_=sa.Text)
    return Statement(store.selected.where(same, store.table.c.deleted_at.is_(None)), store.dialect)


def find(version: AppVersion, entity: str, id: str, at: At) -> Row:
    """A record as it is stored. Refused 404 if there is none."""
    store = at.actives[version.app].schema.stores[entity]
    _one(store).run(at.cursor, {"id": id})
    values = at.cursor.fetchone()
    if values is None:
        raise Refused((Problem("request.not_found"),), 404)
    return store.load(values)


def labels(version: AppVersion, viewer: Viewer, entity: str, ids: Collection[str], at: At) -> dict[str, str]:
    """What the records are called, for those that the viewer may see; nothing if the label is hidden."""
    query = _query(version, viewer, "see", entity, ids)
    called = own_label(version, viewer, entity)
    if query is None or not ids or called is None:
        return {}
    known = environment(at, version.app, me=viewer.id)
    shown = (Shown(LABEL, called),)
    query = ListQuery(entity, shown, query.conditions, limit=min(len(ids), 500), count=False, ids=query.ids)
    found = orjson.loads(list_records(at, version.app, query, known))["records"]
    return {record["id"]: record[LABEL] or "" for record in found}


def _query(version: AppVersion, viewer: Viewer, right: Right, entity: str, ids: Collection[str]) -> ListQuery | None:
    found = condition(version, entity, right, viewer)
    if found is False:
        return None
    conditions = (found,) if isinstance(found, Checked) else ()
    return ListQuery(entity, (), conditions, ids=tuple(dict.fromkeys(ids)), count=False)
