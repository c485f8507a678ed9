"""`task: title`: a to-do about this record, outside of any flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from engine.actions.action import Actions, actions_at
from engine.actions.compilation import ActionElement, Compilation, compile_actions
from engine.actions.context import ActionContext
from engine.actions.moments import moment_of
from engine.actions.people import People, compile_choosing_people
from engine.actions.template import Template, compile_template
from engine.definitions import Choice, Choosing, Expression, Located, Many, One, Text, Time, Word, key
from engine.expressions.checked import Checked
from engine.expressions.types import Reference
from engine.people.lookup import by_id
from engine.records.command import Cause
from engine.tasks.kinds import TaskKind
from engine.tasks.opening import open_task
from engine.tasks.task import Pick, Task, TaskSpec

if TYPE_CHECKING:
    from engine.actions.action import Run
    from engine.plugin import AppVersion
    from engine.records.unit_of_work import UnitOfWork

KIND = "action"
RECORDS = "records"


@dataclass(frozen=True, kw_only=True)
class TaskAction(ActionElement):
    """Gives people something to do; ``then`` follows once it is done."""

    noun: ClassVar[str] = "task"
    assign: tuple[Choice[tuple[Expression, ...]], ...] = key(
        Choosing("people"), doc="Who has to do it", example="{task: 回访, assign: owner}"
    )
    due: Expression | None = key(
        Time(), default=None, doc="When it must be done", example="{task: 回访, assign: owner, due: 3d}"
    )
    help: Located | None = key(
        Text(),
        default=None,
        doc="One line for the person who does it",
        example="{task: 回访, assign: owner, help: 问问用得怎样}",
    )
    pick: Located = key(
        Word("all", "any"),
        default=Located("all"),
        doc="With several people: each has a task of their own, or one of them takes it",
        example="{task: 回访, assign: role.sales, pick: any}",
    )
    then: tuple[Any, ...] = key(
        Many(One("action")),
        default=(),
        doc="The actions that follow once it is done",
        example="{task: 回访, assign: owner, then: {set: {called: true}}}",
    )

    def compile(self, compilation: Compilation) -> Run | None:
        people = compile_choosing_people(compilation, self.assign, f"{self.address}/assign")
        due = compilation.check(self.due, "time", f"{self.address}/due") if self.due is not None else None
        title = compile_template(compilation, self.title, self.address)
        help_ = compile_template(compilation, self.help, f"{self.address}/help") if self.help else None
        then = f"{self.address}/then"
        compile_actions(
            compilation.build,
            compilation.entity,
            self.then,
            then,
            variables=compilation.variables,
            changing=False,
        )
        return _Open(self.address, people, due, title, help_, cast(Pick, str(self.pick)))


@dataclass(frozen=True)
class _Open:
    address: str
    people: People
    due: Checked | None
    title: Template
    help: Template | None
    pick: Pick

    def __call__(self, uow: UnitOfWork, context: ActionContext) -> None:
        people = self.people(uow, context)
        found = (by_id(uow.cursor, uow.dialect, user) for user in people)
        readers = tuple(viewer for viewer in found if viewer is not None)
        entity = context.entity
        spec = TaskSpec(
            entity.app,
            entity.name,
            context.id,
            KIND,
            self.address,
            self.title.render(uow, context, readers),
            people,
            self.help.render(uow, context, readers) if self.help is not None else {},
            self.pick,
            moment_of(uow, context, self.due) if self.due is not None else None,
            data={RECORDS: _records(context)},
        )
        context.note("task", "task", open_task(uow, spec))


def _records(context: ActionContext) -> dict[str, str]:
    """The records among the variables, to be found again when the task is done."""
    return {name: value["id"] for name, value in context.extras.items() if isinstance(value, Mapping) and "id" in value}


class ActionTask(TaskKind):
    """Tasks of the verb: once done, their ``then`` runs."""

    def done(self, uow: UnitOfWork, task: Task) -> None:
        version = cast("AppVersion", uow.version(task.app))
        actions, entity = actions_at(version, f"{task.element}/then"), version.catalog[task.entity]
        row = uow.get(entity, task.record)
        if not actions or row is None:
            return
        element = version.definition.find(task.element)
        title = element.title if element is not None else ""
        cause = Cause("task", task.element, task.app, task.entity, task.record, version.number, title)
        with uow.because(cause):
            extras = restored(uow, version, actions, task)
            actions.run(uow, ActionContext(entity, task.record, row, extras=extras))


def restored(uow: UnitOfWork, version: AppVersion, actions: Actions, task: Task) -> dict[str, Any]:
    """The variables of the task's ``then``: the records that earlier actions made, as they are now."""
    known = {name: type_ for name, type_ in actions.reads.items() if isinstance(type_, Reference)}
    ids = task.data.get(RECORDS, {})
    return {
        name: uow.get(version.catalog[type_.entity], ids[name]) or {} for name, type_ in known.items() if name in ids
    }
