"""The verb `start`: sets off a flow about this record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from engine.actions import ActionContext, ActionElement, Compilation
from engine.actions.action import Run
from engine.definitions import Located, Ref, key
from flows.advancing import start
from flows.compiled import flows_of
from flows.definition import FlowDefinition
from flows.listening import may_start

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class StartFlow(ActionElement):
    """Starts a flow about this record; what is done goes on without waiting for it."""

    verb: ClassVar[str] = "start"

    start: Located = key(Ref("flows"), doc="A flow about records of the same form", example="{start: approval}")

    def compile(self, compilation: Compilation) -> Run | None:
        found = compilation.build.definition.all("flows", FlowDefinition).get(str(self.start))
        if found is None:
            return None
        if found.form != compilation.entity.name:
            parameters = {"flow": found.title, "form": compilation.entity.title or compilation.entity.name}
            compilation.report("flow.other_form", self.address, self.span_of("start"), **parameters)
            return None
        name = found.name

        def run(uow: UnitOfWork, context: ActionContext) -> None:
            flow = flows_of(cast("AppVersion", uow.version(context.entity.app))).flows[name]
            if may_start(uow, flow, context.id):
                start(uow, flow, context.id)

        return run
