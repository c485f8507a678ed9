"""A step that the system does: any verb of the actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.actions import Actions, compile_actions
from engine.definitions import Inner, key
from engine.expressions.types import Reference, Type
from engine.plugin import Build
from flows.definition import Step
from flows.steps.behaviour import Behaviour, FlowBuild

if TYPE_CHECKING:
    from flows.run import Run


@dataclass(frozen=True, kw_only=True)
class ActionStep(Step):
    """Takes in every action: ``{set: {status: won}, next: end}``."""

    action: Any = key(Inner("action"), doc="What is done", example="{set: {status: won}}")

    def results(self, name: str, build: Build) -> Mapping[str, Type]:
        made = getattr(self.action, "create", None)
        return {f"step.{name}": Reference(str(made))} if made else {}

    def local(self, build: Build) -> Mapping[str, Type]:
        return {}

    def compiled(self, flow: FlowBuild) -> Behaviour:
        return Acting(compile_actions(flow.build, flow.entity, (self.action,), self.address, variables=flow.variables))


class Acting(Behaviour):
    """Runs its action in the transaction of the step."""

    word = "act"

    def __init__(self, actions: Actions) -> None:
        self.actions = actions

    def act(self, run: Run) -> str | None:
        created = run.perform(self.actions)
        return created[-1][1] if created else None
