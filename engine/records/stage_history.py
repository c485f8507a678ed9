"""The history of stage fields: one row for each stay in a stage."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.records.clock import DAY
from engine.records.statement import Statement
from engine.records.store import Row, Store

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def enter_stages(uow: UnitOfWork, store: Store, row: Row, before: Row | None, written: dict[str, Any]) -> None:
    """For each stage that is written: ends the stay so far, begins the new one, sets ``stage.entered``."""
    for attribute in store.stages:
        name = attribute.name
        if name not in written:
            continue
        if before is not None and before[name] is not None:
            _leave(uow, store, row["id"], name)
        entered = f"{name}.entered"
        if entered in row:
            row_or_written: Any = row if before is None else written
            row_or_written[entered] = None if written[name] is None else uow.now
        if written[name] is not None:
            _enter(uow, store, row["id"], name, written[name])


def _enter(uow: UnitOfWork, store: Store, id_: str, name: str, stage: str) -> None:
    history = _history(uow, store, name)
    if history is None:
        return
    uow.create(history.entity, {"parent": id_, "stage": stage, "entered": uow.now, "by": uow.actor.id})


def _leave(uow: UnitOfWork, store: Store, id_: str, name: str) -> None:
    history = _history(uow, store, name)
    if history is None:
        return
    _open(history).run(uow.cursor, {"parent": id_})
    for values in uow.cursor.fetchall():
        stay = uow.remember(history, history.load(values))
        days = (uow.now - stay["entered"]) // DAY
        uow.update(history.entity, stay["id"], {"left": uow.now, "days": days})


def _history(uow: UnitOfWork, store: Store, name: str) -> Store | None:
    return uow.runtime.find_store(uow.actives, store.entity.app, f"{store.entity.name}.{name}.history")


@lru_cache(maxsize=256)
def _open(history: Store) -> Statement:
    table = history.table
    parent = table.c.parent == sa.bindparam("parent", type_=sa.Text)
    return Statement(history.selected.where(parent, table.c.left.is_(None)), history.dialect)
