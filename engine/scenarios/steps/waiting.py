"""The open tasks of a pack as scenarios name them: by the step, rule or button that opened them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.definitions import Element, Located
from engine.definitions.names import meant
from engine.scenarios.unmet import Unmet
from engine.tasks.boxes import open_tasks
from engine.tasks.store import people
from engine.tasks.task import Task

if TYPE_CHECKING:
    from engine.definitions import AppDefinition
    from engine.records.unit_of_work import UnitOfWork
    from engine.scenarios.compilation import ScenarioCompilation
    from engine.scenarios.play import Play

TASK = "task"


@dataclass(frozen=True)
class Waiting:
    """A task by its name, and by its record where several wait."""

    name: Located
    record: Located | None

    def checked(self, compilation: ScenarioCompilation, address: str) -> frozenset[str]:
        """The forms whose records it may be about; none after a problem was recorded."""
        makers = task_makers(compilation.build.definition)
        known = sorted({owner(each) for each in makers})
        if self.name not in known:
            compilation.report(
                "scenario.task", address, self.name.span, name=self.name, nearest=meant(self.name, known)
            )
            return frozenset()
        forms = frozenset(makers[each] for each in makers if owner(each) == self.name)
        if self.record is None:
            return forms
        form = compilation.form_of(self.record, f"{address}/record")
        return forms & {form} if form is not None else frozenset()

    def found(self, play: Play, uow: UnitOfWork) -> Task:
        """The person's own task; somebody else's is refused by the task itself. Raises Unmet."""
        found = [task for task in open_tasks(uow, play.app) if owner(task.element) == self.name]
        if self.record is not None:
            found = [task for task in found if task.record == play.cast.records[self.record]]
        own = [task for task in found if play.me is not None and people(uow, task.id).get(play.me) == "open"]
        found = own or found
        if len(found) == 1 or (found and len({task.record for task in found}) == 1):
            return found[0]
        expected = {"zh": f"待办 {self.name} 正等着完成", "en": f"a task {self.name} waits to be done"}
        if not found:
            raise Unmet(expected, {"zh": "没有这样的待办", "en": "there is none"})
        names = ", ".join(play.name_of(task.record) or "?" for task in found)
        raise Unmet(expected, {"zh": f"有几项，用 record 指明：{names}", "en": f"several, name the record: {names}"})


def task_makers(definition: AppDefinition) -> dict[str, str]:
    """The elements that open tasks: address → the form whose records they are about."""
    addresses = definition.by_word.get(TASK, ())
    return {address: form for address in addresses if (form := _form_of(definition, address))}


def _form_of(definition: AppDefinition, address: str) -> str:
    """The form that the nearest element around an address is about."""
    parts = address.split("/")
    if parts[0] == "forms":
        return parts[1]
    around: Iterable[Element | None] = (
        definition.find("/".join(parts[:size])) for size in range(len(parts) - 1, 0, -1)
    )
    return next((str(form) for element in around if (form := getattr(element, "form", None))), "")


def owner(address: str) -> str:
    """What a task is called in scenarios: its step, or the element whose actions opened it."""
    head, _, _ = address.partition("/then/")
    return head.rpartition("/")[2]
