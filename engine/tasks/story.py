"""The tasks of a record as part of its story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.causes import cause_title
from engine.expressions.types import DATETIME
from engine.people.finding import names_of
from engine.records.codec import to_json
from engine.tasks import store
from engine.tasks.completing import concerns
from engine.tasks.task import State, Task, said

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.web.request import Request

TOLD: tuple[State, ...] = ("open", "done", "cancelled")
WORDS = {
    "zh": {"open": "待办理", "done": "已办理", "cancelled": "已取消", "task": "待办"},
    "en": {"open": "to be done", "done": "done", "cancelled": "cancelled", "task": "To-do"},
}


def tasks_told(
    request: Request, reader: Reader, form: str, record: str, before: int, limit: int
) -> list[dict[str, Any]]:
    """Tasks at the instant at which they ended, open ones at that at which they were opened, the newest first.

    What a task says is told to those whom it concerns: it may hold values that others may not read.
    """
    tasks = [task for state in TOLD for task in store.of_record(reader, request.version.app, form, record, state)]
    newest = sorted((task for task in tasks if _at(task) < before), key=_at, reverse=True)[:limit]
    names = names_of(reader, {task.done_by for task in newest if task.done_by})
    return [_item(request, reader, task, names) for task in newest]


def _at(task: Task) -> int:
    return task.done_at if task.done_at is not None else task.created_at


def _item(request: Request, reader: Reader, task: Task, names: Any) -> dict[str, Any]:
    words = WORDS.get(request.language, WORDS["en"])
    known = concerns(reader, task, request.viewer)
    opinion = f": {task.opinion}" if known and task.opinion else ""
    return {
        "kind": "task",
        "at": to_json(DATETIME, _at(task)),
        "title": said(task.title, request.language) if known else words["task"],
        "text": f"{words[task.state]}{opinion}",
        "who": {"id": task.done_by, "name": names.get(task.done_by, "")} if task.done_by else None,
        "cause": cause_title(request.version.definition, task.cause, request.language) or None,
        "form": None,
        "id": None,
    }
