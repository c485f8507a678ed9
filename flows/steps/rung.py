"""The rungs of `overdue`: what happens when a task is late, and when it is later still."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from engine.actions import ActionContext, ActionElement, Compilation
from engine.actions.action import Run
from engine.definitions import Element, Expr, Expression, Inner, Time, key
from engine.tasks.completing import reassign_task

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Rung(Element):
    """Takes in every action that may stand in a rung, with the time after the task fell due."""

    action: Any = key(Inner("rung_action"), doc="What is done", example="{notify: owner}")
    after: Expression | None = key(
        Time(), default=None, doc="How long after the task fell due", example="{notify: owner, after: 1d}"
    )
    every: Expression | None = key(
        Time(), default=None, doc="Again each time this has passed", example="{notify: owner, every: 1d}"
    )


@dataclass(frozen=True, kw_only=True)
class Reassign(ActionElement):
    """Gives the late task to somebody else."""

    verb: ClassVar[str] = "reassign"

    reassign: Expression = key(Expr("people"), doc="Who has to do it now", example="{reassign: owner.manager}")

    def compile(self, compilation: Compilation) -> Run | None:
        who = compilation.check(self.reassign, "people", f"{self.address}/reassign")
        if who is None:
            return None

        def run(uow: UnitOfWork, context: ActionContext) -> None:
            people = context.value(uow, who)
            found = sorted(people) if isinstance(people, frozenset | set) else [people] if people else []
            if found:
                reassign_task(uow, context.extras["task"], found[0])

        return run
