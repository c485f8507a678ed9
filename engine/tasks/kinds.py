"""What the engines add to tasks: a flow's task lets the flow go on, an action's runs its ``then``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from engine.tasks.task import Task

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.plugin import AppVersion
    from engine.records.readers import Reader
    from engine.records.runtime import Runtime
    from engine.records.unit_of_work import UnitOfWork


class TaskKind:
    """A kind of task; an engine overrides what it needs and registers it with ``register``."""

    def details(self, reader: Reader, task: Task, viewer: Viewer, language: str) -> Mapping[str, Any]:
        """What a task's page shows besides: ``fields outcomes values steps flow`` of docs' task answer."""
        return {}

    def summary(self, reader: Reader, task: Task, language: str) -> Mapping[str, Any]:
        """What a list of tasks shows besides: ``{"flow": {"name", "title", "step", "goal"}}``."""
        return {}

    def check(self, uow: UnitOfWork, task: Task, viewer: Viewer | None, body: Mapping[str, Any]) -> None:
        """Before the task is completed: writes ``body["fields"]``, refuses an outcome that does not exist.

        Raises Refused. ``viewer`` is None when the system completes it.
        """

    def done(self, uow: UnitOfWork, task: Task) -> None:
        """After the task was completed; ``task`` has its outcome, opinion and who did it."""

    def version(self, uow: UnitOfWork, task: Task) -> AppVersion:
        """The version of the app in which the actions of its rungs are found."""
        return cast("AppVersion", uow.version(task.app))

    def variables(self, uow: UnitOfWork, task: Task) -> Mapping[str, Any]:
        """Values of the variables that the actions of its rungs read, by dotted name."""
        return {}


_kinds: WeakKeyDictionary[Runtime, dict[str, TaskKind]] = WeakKeyDictionary()


def register(runtime: Runtime, name: str, kind: TaskKind) -> None:
    """Gives tasks of this kind a meaning in a running system."""
    _kinds.setdefault(runtime, {})[name] = kind


def kind_of(runtime: Runtime, task: Task) -> TaskKind:
    """The kind of a task; one without its engine behaves plainly."""
    return _kinds.get(runtime, {}).get(task.kind) or TaskKind()
