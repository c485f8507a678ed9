"""A named end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.actions import Actions, compile_actions
from engine.definitions import Located, Many, Name, One, key
from engine.expressions.types import Type
from engine.plugin import Build
from flows.definition import Step
from flows.steps.behaviour import Behaviour, FlowBuild


@dataclass(frozen=True, kw_only=True)
class EndStep(Step):
    """The flow is over; what it ended with can be read where it was started."""

    noun: ClassVar[str] = "end"

    outcome: Located | None = key(
        Name(), default=None, doc="What the flow ended with", example="{end: 已签, outcome: signed}"
    )
    then: tuple[Any, ...] = key(
        Many(One("action")),
        default=(),
        doc="Actions at the end",
        example="{end: 已签, then: {set: {status: signed}}}",
    )

    def results(self, name: str, build: Build) -> Mapping[str, Type]:
        return {}

    def local(self, build: Build) -> Mapping[str, Type]:
        return {}

    def compiled(self, flow: FlowBuild) -> Behaviour:
        actions = compile_actions(flow.build, flow.entity, self.then, f"{self.address}/then", variables=flow.variables)
        return Ending(str(self.outcome) if self.outcome else None, actions)


class Ending(Behaviour):
    """Ends the flow; its actions run first."""

    word = "end"

    def __init__(self, outcome: str | None, actions: Actions) -> None:
        self.outcome = outcome
        self.actions = actions
