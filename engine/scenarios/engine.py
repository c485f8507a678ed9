"""Scenarios as the kernel plugs them in: checked with the pack, run by whoever tests it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.definitions import Registry
from engine.plugin import Build
from engine.scenarios.asked.can import CAN
from engine.scenarios.asked.find import FIND
from engine.scenarios.asked.people import NOTICES, TASKS
from engine.scenarios.compiling import PART, compile_scenarios
from engine.scenarios.steps.do import Do
from engine.scenarios.steps.expect import Expect
from engine.scenarios.steps.handing import Reassign, Take
from engine.scenarios.steps.time import Pass, Until

if TYPE_CHECKING:
    from engine.platform import Platform


class ScenarioEngine:
    """What a pack says of itself is compiled after everything else of it."""

    name = PART

    def register(self, registry: Registry) -> None:
        for step in (Do, Take, Reassign, Pass, Until, Expect):
            registry.family("scenario_step").add(step)
        for question in (TASKS, NOTICES, CAN, FIND):
            registry.question(question)

    def declare(self, build: Build) -> None:
        """Nothing to declare."""

    def compile(self, build: Build) -> None:
        build.parts[PART] = compile_scenarios(build)

    def connect(self, platform: Platform) -> None:
        """Nothing to follow."""


engine = ScenarioEngine()
