"""`do`: an open task is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.actions.values import Values
from engine.definitions import Element, Located
from engine.definitions.names import meant
from engine.definitions.slots import Name, Text, key
from engine.definitions.slots import Values as ValueMap
from engine.definitions.values import Value
from engine.scenarios.step import Run, ScenarioStep
from engine.scenarios.unmet import Unmet
from engine.tasks.boxes import open_tasks
from engine.tasks.completing import complete_task
from engine.tasks.store import people
from engine.tasks.task import Task

if TYPE_CHECKING:
    from engine.definitions import AppDefinition
    from engine.records.unit_of_work import UnitOfWork
    from engine.scenarios.compilation import ScenarioCompilation
    from engine.scenarios.play import Play

TASK = "task"


@dataclass(frozen=True, kw_only=True)
class Do(ScenarioStep):
    """Completes an open task: of a flow step, or of the rule or button that opened it."""

    verb: ClassVar[str] = "do"
    do: Located = key(Name(), doc="the step, rule or button", example="{do: first_call, as: li, with: {intent: none}}")
    with_: Mapping[str, Value] = key(
        ValueMap(),
        default={},
        doc="values of the record's fields",
        example="{do: first_call, with: {intent: none}}",
    )
    outcome: Located | None = key(Name(), default=None, doc="the button", example="{do: talk, outcome: agreed}")
    opinion: Located | None = key(Text(), default=None, doc="what is said", example="{do: talk, opinion: 同意}")
    record: Located | None = key(
        Name(),
        default=None,
        doc="the record, where several wait at this step",
        example="{do: talk, record: deal}",
    )

    def compile(self, compilation: ScenarioCompilation) -> Run | None:
        makers = task_makers(compilation.build.definition)
        known = sorted({owner(address) for address in makers})
        if self.do not in known:
            compilation.report("scenario.task", self.address, self.do.span, name=self.do, nearest=meant(self.do, known))
            return None
        if self.record is not None and compilation.form_of(self.record, f"{self.address}/record") is None:
            return None
        forms = {makers[address] for address in makers if owner(address) == self.do}
        if self.record is not None:
            forms &= {compilation.forms[self.record]}
        values = {form: self._values(compilation, form) for form in sorted(forms)}
        return _Doing(self, {form: found for form, found in values.items() if found is not None})

    def _values(self, compilation: ScenarioCompilation, form: str) -> Values | None:
        return compilation.values(form, self.with_, f"{self.address}/with")


@dataclass(frozen=True)
class _Doing:
    step: Do
    values: Mapping[str, Values]

    def __call__(self, play: Play) -> None:
        play.write(lambda uow: self.complete(play, uow))

    def complete(self, play: Play, uow: UnitOfWork) -> None:
        task = self.chosen(play, uow, self.candidates(play, uow))
        values = self.values.get(task.entity)
        fields = play.body(uow, values, task.entity, task.record) if values is not None else {}
        viewer = play.viewer(play.who, uow) if play.who else None
        outcome, opinion = self.step.outcome, self.step.opinion
        complete_task(uow, task.id, viewer, outcome=outcome, opinion=opinion, fields=fields)

    def candidates(self, play: Play, uow: UnitOfWork) -> list[Task]:
        found = [task for task in open_tasks(uow, play.app) if owner(task.element) == self.step.do]
        if self.step.record is not None:
            wanted = play.cast.records[self.step.record]
            found = [task for task in found if task.record == wanted]
        return found

    def chosen(self, play: Play, uow: UnitOfWork, found: list[Task]) -> Task:
        """The person's own task; somebody else's is refused by the task itself. Raises Unmet."""
        own = [task for task in found if play.me is not None and people(uow, task.id).get(play.me) == "open"]
        found = own or found
        if len(found) == 1 or (found and len({task.record for task in found}) == 1):
            return found[0]
        waiting = [play.name_of(task.record) or "?" for task in found]
        expected = {"zh": f"待办 {self.step.do} 正等着完成", "en": f"a task {self.step.do} waits to be done"}
        if not found:
            raise Unmet(expected, {"zh": "没有这样的待办", "en": "there is none"})
        names = ", ".join(waiting)
        raise Unmet(expected, {"zh": f"有几项，用 record 指明：{names}", "en": f"several, name the record: {names}"})


def task_makers(definition: AppDefinition) -> dict[str, str]:
    """The elements that open tasks: address → the form whose records they are about."""
    found = {}
    for address, element in definition.elements.items():
        if element.word() == TASK and (form := _form_of(definition, address)):
            found[address] = form
    return found


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
