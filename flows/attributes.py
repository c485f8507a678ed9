"""Which attributes flows add to the records of a form: what a step waits for is kept true by the kernel."""

from __future__ import annotations

from engine.expressions.types import BOOLEAN
from engine.plugin import Build
from engine.records.entity import Attribute
from engine.records.system import column_name
from flows.definition import flow_files
from flows.steps.wait import Until, Wait, condition_name


def declare(build: Build) -> None:
    """A hidden kept attribute for each wait with a condition."""
    for flow in flow_files(build.definition):
        for step in flow.steps.values():
            if isinstance(step, Wait) and isinstance(step.wait, Until):
                name = condition_name(flow.name, step.name)
                attribute = Attribute(
                    name,
                    BOOLEAN,
                    column=column_name(name),
                    kept=True,
                    hidden=True,
                    title=step.title,
                    address=f"{step.address}/wait/until",
                )
                build.entity(flow.form).add(attribute, step.wait.until)
