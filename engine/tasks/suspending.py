"""A record in the recycle bin keeps nobody busy: its tasks wait until it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.tasks import store
from engine.tasks.opening import cancel_timers, set_timers
from engine.tasks.task import Task
from engine.tasks.topics import hint_people

if TYPE_CHECKING:
    from engine.records.change import Change
    from engine.records.unit_of_work import UnitOfWork


def follow_records(uow: UnitOfWork, changes: Sequence[Change]) -> None:
    """A listener: suspends the tasks of deleted records, opens those of restored ones again."""
    for change in changes:
        if change.operation in ("delete", "restore"):
            before = "open" if change.operation == "delete" else "suspended"
            for task in store.of_record(uow, change.app, change.entity, change.id, before):
                _turn(uow, task, change.operation == "restore")


def _turn(uow: UnitOfWork, task: Task, on: bool) -> None:
    store.update(uow, task, {"state": "open" if on else "suspended"})
    if on:
        set_timers(uow, task)
    else:
        cancel_timers(uow, task)
    store.move_people(uow, task.id, "waiting" if on else "open", "open" if on else "waiting")
    hint_people(uow, store.people(uow, task.id))
