"""Which attributes flows add to the records of a form: what a step waits for is kept true by the kernel."""

from __future__ import annotations

from engine.definitions import Expression
from engine.expressions.types import BOOLEAN
from engine.plugin import Build
from engine.records.entity import Attribute
from engine.records.system import column_name
from flows.definition import FlowDefinition, flow_files
from flows.steps.wait import KEPT, Until, Wait, condition_name


def declare(build: Build) -> None:
    """A hidden kept attribute for each wait with a condition and each interrupt."""
    for flow in flow_files(build.definition):
        if flow.form in build.known:  # said by `compile_flows`
            continue
        for step in flow.steps.values():
            if isinstance(step, Wait) and isinstance(step.wait, Until):
                name, address = condition_name(flow.name, step.name), f"{step.address}/wait/until"
                _keep(build, flow, name, step.title, address, step.wait.until)
        for one in flow.interrupts.values():
            _keep(build, flow, interrupt_name(flow.name, one.name), one.title, f"{one.address}/when", one.when)


def interrupt_name(flow: str, name: str) -> str:
    """The kept attribute that tells when an interrupt strikes."""
    return f"{KEPT}{flow}.interrupts.{name}"


def _keep(build: Build, flow: FlowDefinition, name: str, title: str, address: str, when: Expression) -> None:
    attribute = Attribute(name, BOOLEAN, column=column_name(name), kept=True, hidden=True, title=title, address=address)
    build.entity(flow.form).add(attribute, when)
