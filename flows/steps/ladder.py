"""The ladder of a late task, compiled: each rung with its time; its actions are kept at its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.actions import compile_actions
from engine.expressions.checked import Checked
from engine.expressions.types import TEXT
from flows.steps.behaviour import FlowBuild

if TYPE_CHECKING:
    from flows.steps.task import TaskStep

TASK = "task"


@dataclass(frozen=True)
class CompiledRung:
    """``element`` is the address at which its actions are found."""

    element: str
    after: Checked | None
    every: Checked | None


def compile_ladder(flow: FlowBuild, step: TaskStep) -> tuple[CompiledRung, ...]:
    """The rungs of a task in their order."""
    found = []
    for rung in step.overdue:
        compile_actions(flow.build, flow.entity, (rung.action,), rung.address, variables={**flow.variables, TASK: TEXT})
        after = flow.check(step, "overdue", rung.after, "time")
        found.append(CompiledRung(rung.address, after, flow.check(step, "overdue", rung.every, "time")))
    return tuple(found)
