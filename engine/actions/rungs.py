"""What happens when a task is not done in time: its rungs, each once, or again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.actions.action import actions_at
from engine.actions.context import ActionContext
from engine.records.command import Cause
from engine.records.evaluate import later
from engine.tasks import store
from engine.tasks.kinds import kind_of
from engine.tasks.opening import moved_on
from engine.tasks.task import Task
from engine.time.duration import parse

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


TASK = "task"  # the variable that names the late task to the verbs of its rungs


def overdue(uow: UnitOfWork, key: str, at: int, payload: Any) -> None:
    """A rung of a task that is still open: its actions run, with the rung as their cause."""
    found = store.find(uow, payload["task"])
    if found is None or found.state != "open" or found.app not in uow.actives:
        return
    again = None
    if payload["every"] is not None:
        again = later(uow, found.app, uow.now, parse(payload["every"]))
    moved_on(uow, found, key, again)
    _act(uow, found, payload["element"])


def _act(uow: UnitOfWork, task: Task, element: str) -> None:
    kind = kind_of(uow.runtime, task)
    version = kind.version(uow, task)
    entity = version.catalog.get(task.entity)
    row = uow.get(entity, task.record) if entity is not None else None
    if entity is None or row is None:
        return
    source = version.definition.find(task.element)
    title = source.title if source is not None else ""
    cause = Cause("overdue", element, task.app, task.entity, task.record, version.number, title)
    extras = {TASK: task.id, **kind.variables(uow, task)}
    with uow.because(cause):
        actions_at(version, element).run(uow, ActionContext(entity, task.record, row, extras=extras))
