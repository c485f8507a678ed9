"""Computes derived values of all records again after a definition or a parameter changed, in bulk chunks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.records import jobs
from engine.records.command import Cause, Command
from engine.records.derive.propagate import CHUNK
from engine.records.derive.steps import Step
from engine.records.derive.sweep import evaluate
from engine.records.statement import Statement
from engine.records.store import Store

if TYPE_CHECKING:
    from engine.records.jobs import Job
    from engine.records.runtime import Runtime
    from engine.records.unit_of_work import UnitOfWork

REEVALUATE = "reevaluate"


def reevaluate(
    runtime: Runtime, app: str, attributes: Iterable[tuple[str, str]], job: Job | None = None, element: str = ""
) -> int:
    """Computes attributes (entity, name) for every record, lowest level first; gives how many records.

    What an input changes (``element`` is its address: a parameter of the customer, a score with its cut points) is
    news to automations, what a new definition changes is not.
    """
    wanted = set(attributes)
    steps = [
        step
        for step in runtime.actives[app].schema.derivation.steps
        if any((step.store.entity.name, name) in wanted for name in step.computed)
    ]
    number = runtime.actives[app].version.number
    cause = Cause("definition", app=app, version=number)
    if element:
        cause = Cause("parameter", element, app, version=number)
    return sum(_reevaluate_step(runtime, app, step, job, cause) for step in steps)


def _reevaluate_step(runtime: Runtime, app: str, step: Step, job: Job | None, cause: Cause) -> int:
    count, after = 0, ""
    while True:
        command: Command[list[str]] = Command("bulk", _chunk(step, after, job), cause=cause, app=app)
        ids = runtime.run(command)
        count += len(ids)
        if len(ids) < CHUNK:
            return count
        after = ids[-1]


def _chunk(step: Step, after: str, job: Job | None) -> Any:
    def run(uow: UnitOfWork) -> list[str]:
        uow.quiet = uow.cause.kind == "definition"
        _following(step.store).run(uow.cursor, {"after": after})
        ids = [id_ for (id_,) in uow.cursor.fetchall()]
        if ids:
            evaluate(uow, [step], ids)
        if job is not None:
            jobs.advance(uow, job, after, job.done, job.total)
        return ids

    return run


@lru_cache(maxsize=1024)
def _following(store: Store) -> Statement:
    table = store.table
    clause = sa.select(table.c.id).where(
        table.c.id > sa.bindparam("after", type_=sa.Text), table.c.deleted_at.is_(None)
    )
    return Statement(clause.order_by(table.c.id).limit(CHUNK), store.dialect)
