"""To-dos about records and notices to people: the kernel's, shared by rules, buttons and flows."""

from __future__ import annotations

from engine.tasks.completing import complete_task, reassign_task, take_task
from engine.tasks.counting import notice_count, task_count
from engine.tasks.kinds import TaskKind, register
from engine.tasks.notices import About, mark_read, tell
from engine.tasks.opening import cancel_task, open_task
from engine.tasks.task import Rung, Task, TaskSpec

__all__ = [
    "About",
    "Rung",
    "Task",
    "TaskKind",
    "TaskSpec",
    "cancel_task",
    "complete_task",
    "mark_read",
    "notice_count",
    "open_task",
    "reassign_task",
    "register",
    "take_task",
    "task_count",
    "tell",
]
