"""A flow for people: where it stands, what was done, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flows.compiled import Flow
from flows.definition import END, Step
from flows.instance import Instance, events
from flows.steps.task import TaskStep

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.readers import Reader


def told(
    reader: Reader, version: AppVersion, flow: Flow, instance: Instance, step: str, language: str
) -> dict[str, Any]:
    """The flow part of a task: its fields, its buttons, the steps done and to come."""
    definition = version.definition
    about = flow.steps[step].definition
    outcomes = about.outcomes if isinstance(about, TaskStep) else {}
    return {
        "fields": {name: str(level) for name, level in about.fields.items()} if isinstance(about, TaskStep) else {},
        "outcomes": [{"name": name, "title": definition.title(one, language)} for name, one in outcomes.items()],
        "steps": _steps(reader, version, flow, instance, step, language),
        "flow": {
            "name": flow.definition.name,
            "title": definition.title(flow.definition, language),
            "step": step,
            "goal": definition.text(f"{flow.definition.address}/goal", language, str(flow.definition.goal or "")),
        },
    }


def _steps(
    reader: Reader, version: AppVersion, flow: Flow, instance: Instance, now: str, language: str
) -> list[dict[str, str]]:
    """What was done in the order in which it was done, the present step, then the way ahead by default."""

    def line(name: str, state: str) -> dict[str, str]:
        return {
            "name": name,
            "title": version.definition.title(flow.steps[name].definition, language),
            "state": state,
        }

    past = [event.step for event in events(reader.cursor, reader.dialect, instance.id) if event.kind != "skipped"]
    done = [line(name, "done") for name in past if name in flow.steps and _shown(flow.steps[name].definition)]
    ahead = [line(name, "next") for name in _ahead(flow, now) if _shown(flow.steps[name].definition)]
    return [*done, line(now, "now"), *ahead]


def _ahead(flow: Flow, name: str) -> list[str]:
    found: list[str] = []
    while (name := flow.graph.nodes[name].always) != END and name not in found:
        found.append(name)
    return found


def _shown(step: Step) -> bool:
    return bool(step.title)
