"""`do`: an open task is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.actions.values import Values
from engine.definitions import Located
from engine.definitions.slots import Name, Text, key
from engine.definitions.slots import Values as ValueMap
from engine.definitions.values import Value
from engine.scenarios.step import Run, ScenarioStep
from engine.scenarios.steps.waiting import Waiting
from engine.tasks.completing import complete_task

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork
    from engine.scenarios.compilation import ScenarioCompilation
    from engine.scenarios.play import Play


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
        waiting = Waiting(self.do, self.record)
        forms = waiting.checked(compilation, self.address)
        if not forms:
            return None
        values = {form: compilation.values(form, self.with_, f"{self.address}/with") for form in sorted(forms)}
        return _Doing(self, waiting, {form: found for form, found in values.items() if found is not None})


@dataclass(frozen=True)
class _Doing:
    step: Do
    waiting: Waiting
    values: Mapping[str, Values]

    def __call__(self, play: Play) -> None:
        play.write(lambda uow: self.complete(play, uow))

    def complete(self, play: Play, uow: UnitOfWork) -> None:
        task = self.waiting.found(play, uow)
        values = self.values.get(task.entity)
        fields = play.body(uow, values, task.entity, task.record) if values is not None else {}
        viewer = play.viewer(play.who, uow) if play.who else None
        outcome, opinion = self.step.outcome, self.step.opinion
        complete_task(uow, task.id, viewer, outcome=outcome, opinion=opinion, fields=fields)
