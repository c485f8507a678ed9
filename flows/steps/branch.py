"""A crossing with a title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from engine.expressions.types import Type
from engine.plugin import Build
from flows.definition import Step
from flows.steps.behaviour import Behaviour, FlowBuild


@dataclass(frozen=True, kw_only=True)
class Branch(Step):
    """Only sends the flow on by its `next`."""

    noun: ClassVar[str] = "branch"

    def results(self, name: str, build: Build) -> Mapping[str, Type]:
        return {}

    def local(self, build: Build) -> Mapping[str, Type]:
        return {}

    def compiled(self, flow: FlowBuild) -> Behaviour:
        return Behaviour()
