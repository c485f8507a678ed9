"""A task of a flow at work: opened when the flow comes to it, cancelled when it leaves some other way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.actions import Actions
from engine.expressions.checked import Checked
from engine.tasks.opening import cancel_task, open_task
from engine.tasks.task import Rung, TaskSpec
from flows.instance import set_tasks
from flows.state import Token
from flows.steps.behaviour import Behaviour
from flows.steps.ladder import CompiledRung

if TYPE_CHECKING:
    from flows.run import Run
    from flows.steps.task import TaskStep

FLOW = "flow"
Line = tuple[tuple[Checked | None, ...], Checked | None, bool]


@dataclass(frozen=True)
class TaskPlan:
    """``people``: lines of a choosing map, each its people, its condition, and whether it is the last resort."""

    step: TaskStep
    people: tuple[Line, ...]
    due: Checked | None
    remind: Checked | None
    ladder: tuple[CompiledRung, ...]
    actions: Actions


class Working(Behaviour):
    """Waits until the people have done their task."""

    word = "wait"

    def __init__(self, plan: TaskPlan) -> None:
        self.plan = plan

    def enter(self, run: Run, token: Token) -> bool:
        step, plan = self.plan.step, self.plan
        due = run.after(plan.due) if plan.due is not None else None
        spec = TaskSpec(
            app=run.entity.app,
            entity=run.entity.name,
            record=run.row["id"],
            kind=FLOW,
            element=step.address,
            title=run.texts(step.address, step.title),
            people=self.people(run),
            help=run.texts(f"{step.address}/help", str(step.help or "")),
            pick="any" if step.pick == "any" else "all",
            due=due,
            remind=run.before(due, plan.remind),
            rungs=self._rungs(run, due),
            data={"instance": run.instance.id, "token": token.id, "step": step.name},
        )
        run.tasks[token.id] = open_task(run.uow, spec)
        set_tasks(run.uow, run.instance.id, token.id, run.tasks[token.id])
        return False

    def leave(self, run: Run, token: Token) -> None:
        """Those that nobody has done yet are nobody's any more."""
        for task in run.tasks.pop(token.id, ()):
            cancel_task(run.uow, task)

    def people(self, run: Run) -> tuple[str, ...]:
        """Who has to do it: the first line whose condition holds."""
        for people, condition, otherwise in self.plan.people:
            if otherwise or (condition is not None and run.value(condition)):
                return run.people(one for one in people if one is not None)
        return ()

    def _rungs(self, run: Run, due: int | None) -> tuple[Rung, ...]:
        if due is None:
            return ()
        found = []
        for rung in self.plan.ladder:
            at = run.after(rung.after, due) if rung.after is not None else due
            every = str(run.value(rung.every)) if rung.every is not None else None
            if at is not None:
                found.append(Rung(rung.element, at, every))
        return tuple(found)
