"""Tasks of flows: what their page shows, what completing one demands, and how the flow goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from engine.problems import Problem, Refused
from engine.tasks import store
from engine.tasks.kinds import TaskKind
from engine.tasks.task import Task
from flows.advancing import cause_of, finish
from flows.compiled import Flow
from flows.instance import Instance, load
from flows.pinning import flow_of, pinned
from flows.run import Run
from flows.state import Finished
from flows.steps.task import TaskStep
from flows.steps.working import Working
from flows.telling import told
from forms.coercion import coerce
from forms.compiled import FormSet, Sheet

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.platform import Platform
    from engine.plugin import AppVersion
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork


class FlowTask(TaskKind):
    """The tasks that flows open."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform

    def details(self, reader: Reader, task: Task, viewer: Viewer, language: str) -> Mapping[str, Any]:
        instance = load(reader.cursor, reader.dialect, task.data["instance"])
        if instance is None:
            return {}
        version, flow = pinned(self.platform, reader, instance)
        return told(reader, version, flow, instance, task.data["step"], language) if flow is not None else {}

    def version(self, uow: UnitOfWork, task: Task) -> AppVersion:
        instance = load(uow.cursor, uow.dialect, task.data["instance"])
        return pinned(self.platform, uow, instance)[0] if instance is not None else super().version(uow, task)

    def check(self, uow: UnitOfWork, task: Task, viewer: Viewer | None, body: Mapping[str, Any]) -> None:
        flow, instance, step = _place(uow, task)
        if step.outcomes and body.get("outcome") not in step.outcomes:
            titles = [one.title for one in step.outcomes.values()]
            raise Refused((Problem("flow.outcome", {"outcomes": titles, "path": "outcome"}),))
        fields = dict(body.get("fields") or {})
        _only(step, fields)
        if fields:
            write_fields(uow, flow, instance.record, fields)
        _require(uow, flow, instance.record, step)

    def done(self, uow: UnitOfWork, task: Task) -> None:
        flow, instance, step = _place(uow, task)
        run = Run.begin(uow, flow, instance)
        token = task.data["token"]
        if run is None or any(_open(uow, other) for other in run.tasks.get(token, ()) if other != task.id):
            return
        behaviour = flow.steps[step.name].behaviour
        if isinstance(behaviour, Working) and behaviour.plan.actions:
            run.extras |= {"outcome": task.outcome}
            with uow.because(cause_of(uow, flow, instance)):
                run.perform(behaviour.plan.actions)
        finish(uow, instance.id, Finished(token, task.outcome))

    def variables(self, uow: UnitOfWork, task: Task) -> Mapping[str, Any]:
        flow, instance, _ = _place(uow, task)
        run = Run.begin(uow, flow, instance)
        return run.extras if run is not None else {}


def write_fields(uow: UnitOfWork, flow: Flow, record: str, fields: Mapping[str, Any]) -> None:
    """Writes what was filled in, as it came over the wire. Raises Refused with every problem."""
    found = coerce(_sheet(uow, flow), fields)
    if found.problems:
        raise Refused(found.problems)
    uow.update(flow.entity, record, found.values)


def _sheet(uow: UnitOfWork, flow: Flow) -> Sheet:
    version = cast("AppVersion", uow.version(flow.entity.app))
    return version.part("forms", FormSet).sheets[flow.entity.name]


def _place(uow: UnitOfWork, task: Task) -> tuple[Flow, Instance, TaskStep]:
    instance = load(uow.cursor, uow.dialect, task.data["instance"])
    flow = flow_of(uow, instance) if instance is not None else None
    if instance is None or flow is None or instance.state.token(task.data["token"]) is None:
        raise Refused((Problem("flow.gone"),), 409)
    return flow, instance, cast(TaskStep, flow.steps[task.data["step"]].definition)


def _open(uow: UnitOfWork, id: str) -> bool:
    found = store.find(uow, id)
    return found is not None and found.state == "open"


def _only(step: TaskStep, fields: Mapping[str, Any]) -> None:
    """A task writes the fields that it is about, no others."""
    unknown = [name for name in fields if step.fields.get(name) not in ("edit", "required")]
    if unknown:
        raise Refused(Problem("value.unknown", {"name": name, "path": name}) for name in unknown)


def _require(uow: UnitOfWork, flow: Flow, record: str, step: TaskStep) -> None:
    row = uow.get(flow.entity, record) or {}
    missing = [name for name, level in step.fields.items() if level == "required" and _empty(uow, flow, row, name)]
    if missing:
        attributes = flow.entity.attributes
        raise Refused(
            Problem(
                "value.required",
                {"title": attributes[name].title if name in attributes else name, "path": name},
            )
            for name in missing
        )


def _empty(uow: UnitOfWork, flow: Flow, row: Mapping[str, Any], name: str) -> bool:
    if name in flow.entity.ways:
        return not uow.children(flow.entity, name, row["id"])
    return row.get(name) is None
