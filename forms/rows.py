"""Stored rows as a reader or a unit of work sees them."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.records.entity import Entity
from engine.records.statement import Statement
from engine.records.store import Row, Store

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

    At = UnitOfWork | Reader


def store_of(at: At, entity: Entity) -> Store:
    """The statements of an entity."""
    return at.actives[entity.app].schema.stores[entity.name]


def find_row(at: At, entity: Entity, id_: str) -> Row | None:
    """The row of a record; None if it does not exist or is deleted."""
    get: Any = getattr(at, "get", None)
    if get is not None:
        found: Row | None = get(entity, id_)
        return found
    store = store_of(at, entity)
    _one(store).run(at.cursor, {"id": id_})
    values = at.cursor.fetchone()
    return None if values is None else store.load(values)


def child_rows(at: At, entity: Entity, way: str, id_: str) -> list[Row]:
    """The rows that a way leads to, table rows in their order."""
    children: Any = getattr(at, "children", None)
    if children is not None:
        found: list[Row] = children(entity, way, id_)
        return found
    reached = entity.ways[way]
    store = at.actives[entity.app].schema.stores[reached.entity]
    return store.referring(at.cursor, reached.attribute, id_)


@lru_cache(maxsize=256)
def _one(store: Store) -> Statement:
    table = store.table
    alive = table.c.deleted_at.is_(None)
    return Statement(store.selected.where(table.c.id == sa.bindparam("id", type_=sa.Text), alive), store.dialect)


def find_rows(at: Reader, entity: Entity, ids: Collection[str]) -> dict[str, Row]:
    """The rows of records by id; those that do not exist or are deleted are not among them."""
    if not ids:
        return {}
    store = store_of(at, entity)
    _many(store).run(at.cursor, {"ids": at.dialect.pack(sorted(ids))})
    return {row["id"]: row for row in map(store.load, at.cursor.fetchall())}


@lru_cache(maxsize=256)
def _many(store: Store) -> Statement:
    table = store.table
    among = store.dialect.among(table.c.id, "ids")
    return Statement(store.selected.where(among, table.c.deleted_at.is_(None)), store.dialect)
