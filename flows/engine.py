"""The flow engine as the kernel sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.definitions import Registry
from engine.plugin import Build
from engine.tasks.kinds import register as register_task
from flows import attributes, lost
from flows.compiling import compile_flows
from flows.definition import FlowDefinition
from flows.listening import follow_records, on_timer, start_flows
from flows.scenarios import STEP
from flows.start import StartFlow
from flows.steps.action import ActionStep
from flows.steps.branch import Branch
from flows.steps.end import EndStep
from flows.steps.rung import Reassign, Rung
from flows.steps.task import TaskStep
from flows.steps.wait import TIMER, Wait
from flows.steps.working import FLOW
from flows.story import flows_told
from flows.tasks import FlowTask
from flows.traces import traces_of

if TYPE_CHECKING:
    from engine.platform import Platform


class FlowEngine:
    """Ways of working: steps, waits, tasks and what happens when they are late."""

    name = "flows"

    def register(self, registry: Registry) -> None:
        registry.family("action").add(StartFlow)
        step = registry.family("step")
        for kind in (TaskStep, Wait, Branch, EndStep):
            step.add(kind)
        step.wrap("action", ActionStep)
        rung_action = registry.family("rung_action")
        rung_action.add(Reassign)
        for verb in registry.family("action").members.values():
            rung_action.add(verb)
        registry.family("rung").wrap("rung_action", Rung)
        registry.kind("flows", FlowDefinition)
        registry.question(STEP)

    def declare(self, build: Build) -> None:
        attributes.declare(build)

    def compile(self, build: Build) -> None:
        build.parts[self.name] = compile_flows(build)

    def connect(self, platform: Platform) -> None:
        platform.listeners.append(follow_records)
        platform.reactions.append(start_flows)
        platform.due_handlers |= {TIMER: on_timer, lost.LOST: lost.look}
        platform.activations.append(lost.follow_version)
        platform.stories.append(flows_told)
        platform.traces.append(traces_of)
        register_task(platform, FLOW, FlowTask(platform))


engine = FlowEngine()
