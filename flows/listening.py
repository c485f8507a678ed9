"""What sets flows off and what moves them on: changes of records, time, tasks done and tasks late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from engine.records.change import Change
from engine.records.evaluate import evaluate
from flows.advancing import finish, start
from flows.compiled import Flow, flows_of
from flows.instance import of_record
from flows.state import Finished
from rules.automation import becomes, happened

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.unit_of_work import UnitOfWork


def on_changes(uow: UnitOfWork, changes: Sequence[Change]) -> None:
    """Starts the flows that a wave of changes sets off and ends the waits that it fulfils."""
    for change in changes:
        for flow in flows_of(cast("AppVersion", uow.version(change.app))).of(change.entity):
            if change.operation != "delete":
                _resume(uow, flow, change)
                _consider(uow, flow, change)


def _consider(uow: UnitOfWork, flow: Flow, change: Change) -> None:
    if not any(happened(on, change) for on in flow.definition.trigger):
        return
    if flow.when is not None and not evaluate(flow.when, flow.entity, change.after, uow, old=change.before):
        return
    if may_start(uow, flow, change.id):
        start(uow, flow, change.id)


def may_start(uow: UnitOfWork, flow: Flow, record: str) -> bool:
    """Whether `once` allows another instance about a record."""
    if flow.definition.once == "many":
        return True
    own = [one for one in of_record(uow.cursor, uow.dialect, record) if one.flow == flow.definition.name]
    if flow.definition.once == "ever":
        return not own
    return not any(one.state.status == "running" for one in own)


def _resume(uow: UnitOfWork, flow: Flow, change: Change) -> None:
    fulfilled = {
        name
        for name, compiled in flow.steps.items()
        if (condition := getattr(compiled.behaviour, "condition", None)) and becomes(change, condition, True)
    }
    if not fulfilled:
        return
    for instance in of_record(uow.cursor, uow.dialect, change.id):
        for token in instance.state.tokens:
            if instance.flow == flow.definition.name and token.step in fulfilled:
                finish(uow, instance.id, Finished(token.id))


def on_timer(uow: UnitOfWork, key: str, at: int, payload: Mapping[str, Any]) -> None:
    """The time of a wait has passed."""
    finish(uow, payload["instance"], Finished(payload["token"], timed_out=True))
