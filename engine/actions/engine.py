"""Actions as the kernel plugs them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.actions.rungs import overdue
from engine.actions.verbs import VERBS
from engine.actions.verbs.task import KIND, ActionTask
from engine.definitions import Registry
from engine.plugin import Build
from engine.tasks.kinds import register
from engine.tasks.opening import OVERDUE

if TYPE_CHECKING:
    from engine.records.runtime import Runtime


class ActionsEngine:
    """The kernel's verbs; other engines add theirs to the family ``action``."""

    name = "actions"

    def register(self, registry: Registry) -> None:
        """Adds the verbs."""
        for verb in VERBS:
            registry.family("action").add(verb)

    def declare(self, build: Build) -> None:
        """Nothing to declare."""

    def compile(self, build: Build) -> None:
        """Whoever has actions compiles them."""

    def connect(self, runtime: Runtime) -> None:
        """Runs rungs when they fall due, and what follows a task."""
        runtime.due_handlers[OVERDUE] = overdue
        register(runtime, KIND, ActionTask())


engine = ActionsEngine()
