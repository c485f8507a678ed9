"""Tasks and notices as the kernel plugs them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.definitions import Registry
from engine.plugin import Build
from engine.tasks import tables as _tables  # noqa: F401 (declares the kernel's tables)
from engine.tasks.opening import REMIND
from engine.tasks.reminding import remind
from engine.tasks.story import tasks_told
from engine.tasks.suspending import follow_records
from engine.tasks.web import routes

if TYPE_CHECKING:
    from engine.platform import Platform


class TasksEngine:
    """The inbox: to-dos about records, and what people are told."""

    name = "tasks"

    def register(self, registry: Registry) -> None:
        """Nothing of its own to write in packs: actions and flows make tasks."""

    def declare(self, build: Build) -> None:
        """Nothing to declare."""

    def compile(self, build: Build) -> None:
        """Nothing to compile."""

    def connect(self, platform: Platform) -> None:
        """Follows deleted records, reminds, and serves the inbox."""
        platform.listeners.append(follow_records)
        platform.due_handlers[REMIND] = remind
        platform.stories.append(tasks_told)
        platform.routes.extend(routes())


engine = TasksEngine()
