"""What sets flows off and what moves them on: changes of records, time, tasks done and tasks late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from engine.actions.guarding import guarded
from engine.records.change import Change
from engine.records.evaluate import evaluate
from engine.records.store import Store
from flows.advancing import finish, interrupt, resume, start, suspend
from flows.compiled import Flow, flows_of
from flows.instance import Instance, of_record
from flows.lost import is_lost
from flows.pinning import flow_of
from flows.state import Finished
from flows.steps.wait import KEPT
from rules.automations.automation import becomes, happened

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.unit_of_work import UnitOfWork


def start_flows(uow: UnitOfWork, changes: Sequence[Change]) -> None:
    """A reaction: starts the flows that a wave of changes sets off."""
    for change in changes:
        if change.operation != "delete":
            for flow in flows_of(cast("AppVersion", uow.version(change.app))).of(change.entity):
                _consider(uow, flow, change)


def follow_records(uow: UnitOfWork, changes: Sequence[Change]) -> None:
    """A listener: flows wait for what changes, are interrupted by it, and rest while their record is deleted."""
    for change in changes:
        awaited = _awaited(uow.store(f"{change.app}/{change.entity}"))
        if change.operation not in ("delete", "restore") and awaited.isdisjoint(change.changed):
            continue
        for instance in of_record(uow.cursor, uow.dialect, change.id):
            if instance.state.status == "running" and (flow := flow_of(uow, instance)) is not None:
                with uow.following(change):
                    _follow(uow, flow, instance, change)


@lru_cache(maxsize=256)
def _awaited(store: Store) -> frozenset[str]:
    return frozenset(name for name in store.names if name.startswith(KEPT))


def _follow(uow: UnitOfWork, flow: Flow, instance: Instance, change: Change) -> None:
    if change.operation == "delete":
        suspend(uow, flow, instance)
        return
    if change.operation == "restore":
        resume(uow, flow, instance)
    for one in flow.interrupts.values():
        if becomes(change, one.condition, True) and not is_lost(uow, instance, one.condition):
            guarded(uow, flow.definition.address, lambda one=one: interrupt(uow, flow, instance, one))  # type: ignore[misc]
            return
    for token in instance.state.tokens:
        condition = flow.steps[token.step].behaviour.condition
        if condition is not None and change.after.get(condition) and not is_lost(uow, instance, condition):
            done = Finished(token.id)
            guarded(uow, flow.definition.address, lambda done=done: finish(uow, instance.id, done))  # type: ignore[misc]


def _consider(uow: UnitOfWork, flow: Flow, change: Change) -> None:
    if not any(happened(on, change) for on in flow.definition.trigger):
        return
    me = uow.actor.id
    if flow.when is not None and not evaluate(flow.when, flow.entity, change.after, uow, old=change.before, me=me):
        return
    if may_start(uow, flow, change.id):
        with uow.following(change):
            guarded(uow, flow.definition.address, lambda: start(uow, flow, change.id))


def may_start(uow: UnitOfWork, flow: Flow, record: str) -> bool:
    """Whether `once` allows another instance about a record."""
    if flow.definition.once == "many":
        return True
    own = [one for one in of_record(uow.cursor, uow.dialect, record) if one.flow == flow.definition.name]
    if flow.definition.once == "ever":
        return not own
    return not any(one.state.status == "running" for one in own)


def on_timer(uow: UnitOfWork, key: str, at: int, payload: Mapping[str, Any]) -> None:
    """The time of a wait has passed."""
    finish(uow, payload["instance"], Finished(payload["token"], timed_out=True))
