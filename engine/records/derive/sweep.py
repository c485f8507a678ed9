"""Time crossing: when time alone changes a kept value, its records are computed again, at that instant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.records import due
from engine.records.derive.propagate import CHUNK, SWEEP
from engine.records.derive.steps import Step
from engine.records.statement import Statement
from engine.records.store import Store
from engine.records.system import NEXT_CHANGE

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def sweep(uow: UnitOfWork, key: str, at: int, payload: Any = None) -> None:
    """The due handler: computes the records of an entity (``app/name``) whose time has come at ``at``.

    A chunk at a time; the rest, and the next instant, are due rows again. Evaluation is at the instant
    itself, so that after a stand-still every crossing is seen once and in order.
    """
    store, present = uow.store(key), uow.now
    uow.move_to(at)
    timed = crossing(store)
    timed.due.run(uow.cursor, {"now": at})
    ids = [id_ for (id_,) in uow.cursor.fetchall()]
    if ids:
        steps = [step for step in uow.actives[store.key[0]].schema.derivation.own[store.key] if step.live]
        evaluate(uow, steps, ids, present)
    timed.next.run(uow.cursor)
    (following,) = uow.cursor.fetchone()
    if following is not None:
        due.bring_forward(uow, SWEEP, key, max(following, at))


def evaluate(uow: UnitOfWork, steps: Iterable[Step], ids: list[str], present: int | None = None) -> None:
    """Computes steps for given records, with all that follows, and finishes the waves."""
    for step in steps:
        uow.wave.forced.setdefault(step, set()).update(ids)
    uow.finish(present)


class Crossing:
    """The statements of an entity whose values move with time."""

    def __init__(self, store: Store) -> None:
        table = store.table
        column = table.c[NEXT_CHANGE]
        now = sa.bindparam("now", type_=sa.BigInteger)
        alive = table.c.deleted_at.is_(None)
        ready = sa.select(table.c.id).where(column <= now, alive)
        self.due = Statement(ready.order_by(column, table.c.id).limit(CHUNK), store.dialect)
        self.next = Statement(sa.select(sa.func.min(column)).where(column.is_not(None), alive), store.dialect)


@lru_cache(maxsize=1024)
def crossing(store: Store) -> Crossing:
    return Crossing(store)
