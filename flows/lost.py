"""What running flows wait for although the active version does not keep it any more, or means something else by it.

A version keeps true what its own flows wait for. A flow that began under an earlier one and waits for something that
a later one has dropped or changed is looked at every minute, by its own definition.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from engine.actions.guarding import guarded
from engine.records.evaluate import evaluate
from engine.records.version import Version
from flows.advancing import finish, interrupt
from flows.compiled import Flow
from flows.instance import Instance, of_earlier_versions
from flows.pinning import flow_of, pinned
from flows.state import Finished

if TYPE_CHECKING:
    from engine.expressions.checked import Checked
    from engine.platform import Platform
    from engine.records.unit_of_work import UnitOfWork

LOST = "flows.lost"
EVERY = 60_000


def follow_version(uow: UnitOfWork, version: Version) -> None:
    """A version comes into force: flows of earlier ones are looked at."""
    if of_earlier_versions(uow, version.app, version.number):
        uow.set_due(LOST, version.app, uow.now)


def is_lost(uow: UnitOfWork, instance: Instance, condition: str) -> bool:
    """Whether the active version does not keep this condition as the flow means it."""
    active = uow.version(instance.app)
    if active.number == instance.number:
        return False
    now = active.catalog[instance.entity].attributes.get(condition)
    then = _meant(uow, instance, condition)
    return then is not None and (now is None or now.formula is None or now.formula.tree != then.tree)


def holds(uow: UnitOfWork, instance: Instance, condition: str, row: Mapping[str, Any]) -> bool:
    """Whether what the flow waits for is there; what was said of a field that is gone never is."""
    if not is_lost(uow, instance, condition):
        return bool(row.get(condition))
    then = _meant(uow, instance, condition)
    try:
        return then is not None and bool(evaluate(then, uow.store(_place(instance)).entity, row, uow))
    except KeyError:
        return False


def wait_on(uow: UnitOfWork, app: str) -> None:
    """A flow waits for something that is lost."""
    uow.set_due(LOST, app, uow.now + EVERY)


def look(uow: UnitOfWork, key: str, at: int, payload: Any = None) -> None:
    """Moves on the flows of an app whose lost conditions have come true; looks again as long as there are any."""
    again = False
    for instance in of_earlier_versions(uow, key, uow.version(key).number) if key in uow.actives else ():
        flow, row = flow_of(uow, instance), uow.get(_place(instance), instance.record)
        if flow is not None and row is not None:
            again |= _look(uow, flow, instance, row)
    if again:
        wait_on(uow, key)


def _look(uow: UnitOfWork, flow: Flow, instance: Instance, row: Mapping[str, Any]) -> bool:
    """Whether something of this flow is lost; what of it has come true is followed."""
    found = False
    for one in flow.interrupts.values():
        if is_lost(uow, instance, one.condition):
            found = True
            if holds(uow, instance, one.condition, row):
                guarded(uow, flow.definition.address, lambda one=one: interrupt(uow, flow, instance, one))  # type: ignore[misc]
                return True
    for token in instance.state.tokens:
        condition = flow.steps[token.step].behaviour.condition
        if condition is not None and is_lost(uow, instance, condition):
            found = True
            if holds(uow, instance, condition, row):
                done = Finished(token.id)
                guarded(uow, flow.definition.address, lambda done=done: finish(uow, instance.id, done))  # type: ignore[misc]
    return found


def _meant(uow: UnitOfWork, instance: Instance, condition: str) -> Checked | None:
    """The condition as the flow's own version has it."""
    version, _ = pinned(cast("Platform", uow.runtime), uow, instance)
    attribute = version.catalog[instance.entity].attributes.get(condition)
    return attribute.formula if attribute is not None else None


def _place(instance: Instance) -> str:
    return f"{instance.app}/{instance.entity}"
