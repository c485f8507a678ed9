"""A reminder before a task is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.records.clock import moment, zone_of
from engine.tasks import store
from engine.tasks.notices import About, tell
from engine.tasks.opening import moved_on
from engine.tasks.task import Task, Texts, said

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def remind(uow: UnitOfWork, key: str, at: int, payload: Any) -> None:
    """Tells those who still have the task that it will be due."""
    found = store.find(uow, payload["task"])
    if found is None or found.state != "open":
        return
    moved_on(uow, found, key, None)
    zone = uow.actives[found.app].zone if found.app in uow.actives else "UTC"
    about = About(found.app, found.entity, found.record, found.element)
    for user, state in store.people(uow, found.id).items():
        if state == "open":
            tell(uow, user, about, _text(found, zone))


def _text(task: Task, zone: str) -> Texts:
    due = moment(task.due_at or 0).astimezone(zone_of(zone)).strftime("%Y-%m-%d %H:%M")
    zh, en = said(task.title, "zh"), said(task.title, "en")
    return {"zh": f"「{zh}」将在 {due} 到期", "en": f"“{en}” is due at {due}"}
