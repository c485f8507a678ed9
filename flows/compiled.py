"""The flows of an app, compiled: their graphs and what their steps do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from engine.actions import Actions
from engine.expressions.checked import Checked
from engine.records.entity import Entity
from flows.definition import FlowDefinition
from flows.graph import Graph
from flows.steps.behaviour import CompiledStep

if TYPE_CHECKING:
    from engine.plugin import AppVersion


@dataclass(frozen=True)
class CompiledInterrupt:
    """``condition`` is the kept attribute that strikes by becoming true; the flow goes on at ``target``."""

    name: str
    condition: str
    target: str
    actions: Actions


@dataclass(frozen=True)
class Flow:
    """One flow that can run."""

    definition: FlowDefinition
    entity: Entity
    graph: Graph
    steps: Mapping[str, CompiledStep]
    when: Checked | None
    interrupts: Mapping[str, CompiledInterrupt]


@dataclass(frozen=True)
class FlowSet:
    """The flows of an app by name, in the order of their files."""

    flows: Mapping[str, Flow]

    def of(self, entity: str) -> tuple[Flow, ...]:
        """The flows about records of an entity."""
        return tuple(flow for flow in self.flows.values() if flow.entity.name == entity)


def flows_of(version: AppVersion) -> FlowSet:
    """The flows of a version."""
    return cast(FlowSet, version.parts["flows"])
