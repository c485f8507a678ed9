"""`stop: text`: refuses what the action is part of, and says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.actions.compilation import ActionElement, Compilation
from engine.actions.template import compile_template
from engine.definitions import Located, Text, key
from engine.people.lookup import by_id
from engine.problems import Problem, Refused

if TYPE_CHECKING:
    from engine.actions.action import Run
    from engine.actions.context import ActionContext
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class StopAction(ActionElement):
    """Refuses the change, the press or the task that sets it off; nothing of it happens."""

    verb: ClassVar[str] = "stop"
    stop: Located = key(
        Text(), doc="Why, for the person; {{ expression }} inserts a value", example="{stop: 低于底价，请先申请}"
    )

    def compile(self, compilation: Compilation) -> Run | None:
        template, address = compile_template(compilation, self.stop, f"{self.address}/stop"), self.address

        def run(uow: UnitOfWork, context: ActionContext) -> None:
            viewer = by_id(uow.cursor, uow.dialect, uow.actor.id) if uow.actor.id is not None else None
            message = template.render(uow, context, (viewer,) if viewer is not None else ())
            raise Refused((Problem("action.stopped", {"message": message}, address),))

        return run
