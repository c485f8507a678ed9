"""Tasks and notices as clients read them, in a language, with nothing that the reader may not see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from engine.access.records import labels
from engine.access.viewer import Viewer
from engine.causes import cause_title
from engine.expressions.types import DATETIME
from engine.people.finding import is_above, names_of
from engine.records.codec import to_json
from engine.tasks.boxes import holders
from engine.tasks.kinds import kind_of
from engine.tasks.task import Task, said

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.readers import Reader
    from engine.records.runtime import Runtime

CAUSES = {
    "rule": ("规则「{}」", "Rule “{}”"),
    "flow": ("流程「{}」", "Flow “{}”"),
    "overdue": ("「{}」逾期", "“{}” is overdue"),
    "task": ("待办「{}」", "Task “{}”"),
    "button": ("按钮「{}」", "Button “{}”"),
}


class Concerning(Protocol):
    """Something about a record."""

    @property
    def entity(self) -> str: ...

    @property
    def record(self) -> str: ...


@dataclass(frozen=True)
class Telling:
    """Whom something is told, from which state of the data."""

    runtime: Runtime
    reader: Reader
    version: AppVersion
    viewer: Viewer
    language: str
    now: int

    def tasks(self, tasks: Sequence[Task]) -> list[dict[str, Any]]:
        """The tasks with their records, people and what may be done with them."""
        having = holders(self.reader, (task.id for task in tasks))
        involved = {user for users in having.values() for user in users}
        names = names_of(self.reader, involved | {task.done_by for task in tasks if task.done_by})
        called = self.labels(tasks)
        return [self._task(task, having.get(task.id, []), names, called) for task in tasks]

    def _task(
        self, task: Task, having: list[str], names: Mapping[str, str], called: Mapping[tuple[str, str], str]
    ) -> dict[str, Any]:
        told: dict[str, Any] = {
            "id": task.id,
            "version": task.version,
            "title": said(task.title, self.language),
            "help": said(task.help, self.language),
            "state": task.state,
            "form": task.entity,
            "record": {"id": task.record, "label": called.get((task.entity, task.record))},
            "due": _instant(task.due_at),
            "overdue": task.state == "open" and task.due_at is not None and task.due_at < self.now,
            "assignee": _user(having[0], names) if len(having) == 1 else None,
            "people": [_user(user, names) for user in having],
            "flow": None,
            "created_at": _instant(task.created_at),
            "operations": self._operations(task, having),
        }
        if task.state == "done":
            done = {"done_at": _instant(task.done_at), "outcome": task.outcome, "opinion": task.opinion}
            told |= {**done, "done_by": _user(task.done_by, names) if task.done_by else None}
        return told | dict(kind_of(self.runtime, task).summary(self.reader, task, self.language))

    def _operations(self, task: Task, having: list[str]) -> list[str]:
        if task.state != "open":
            return []
        mine = self.viewer.id in having
        own = ["complete", *(["take"] if len(having) > 1 else [])] if mine else []
        above = self.viewer.admin or mine or any(is_above(self.reader, self.viewer.id, user) for user in having)
        return [*own, *(["reassign"] if above else [])]

    def labels(self, items: Iterable[Concerning]) -> dict[tuple[str, str], str]:
        """What the records are called that the viewer may see."""
        wanted: dict[str, set[str]] = {}
        for item in items:
            if item.entity in self.version.catalog:
                wanted.setdefault(item.entity, set()).add(item.record)
        return {
            (entity, id): label
            for entity, ids in wanted.items()
            for id, label in labels(self.version, self.viewer, entity, sorted(ids), self.reader).items()
        }

    def cause(self, cause: Mapping[str, Any]) -> str:
        """Because of what, in words; empty where there is nothing to say."""
        words = CAUSES.get(cause["kind"])
        title = cause_title(self.version.definition, cause, self.language)
        return words[self.language != "zh"].format(title) if words and title else ""


def _user(id: str, names: Mapping[str, str]) -> dict[str, str]:
    return {"id": id, "name": names.get(id, "")}


def _instant(value: int | None) -> str | None:
    return cast("str | None", to_json(DATETIME, value))
