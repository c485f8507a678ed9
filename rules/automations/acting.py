"""A rule acts on a record: guarded, within its limit, and noted in the run log."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter_ns
from typing import TYPE_CHECKING, Any

from engine.actions import ActionContext
from engine.actions.guarding import guarded
from engine.problems import Refused
from engine.records.command import Cause
from engine.records.evaluate import evaluate, later
from rules.automations import log
from rules.automations.automation import Rule

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

AGAIN = "rules.again"
Row = Mapping[str, Any]


def act(uow: UnitOfWork, rule: Rule, row: Row, old: Row | None = None) -> list[log.Entry]:
    """Lets the rule act, whatever its limit; gives what is to be noted of it.

    Raises Refused where a person waits who can read why it could not.
    """
    began = perf_counter_ns()
    context = ActionContext(entity=rule.entity, id=row["id"], row=row, old=old)
    refusals: list[Refused] = []
    isolate = rule.automation.on_error == "isolate"
    try:
        address = rule.automation.address
        guarded(uow, address, lambda: _perform(uow, rule, context), isolate=isolate, failed=refusals.append)
    except Refused as refused:
        log.write_apart(uow, [_refused(uow, rule, row, began, refused)])
        raise
    if refusals:
        return [_refused(uow, rule, row, began, refusals[0])]
    return [log.entry(uow, rule, row, "done", microseconds=_since(began), outputs=context.effects)]


def _refused(uow: UnitOfWork, rule: Rule, row: Row, began: int, refused: Refused) -> log.Entry:
    return log.entry(uow, rule, row, "refused", microseconds=_since(began), problems=refused.problems)


def _since(began: int) -> int:
    return (perf_counter_ns() - began) // 1000


def _perform(uow: UnitOfWork, rule: Rule, context: ActionContext) -> None:
    with uow.because(cause_of(uow, rule, context.id)):
        rule.actions.run(uow, context)
    if rule.again is not None:
        repeat(uow, rule, context.row)


def cause_of(uow: UnitOfWork, rule: Rule, record: str) -> Cause:
    """The rule as the cause of what its actions do."""
    automation, entity = rule.automation, rule.entity
    number = uow.version(entity.app).number
    return Cause("rule", automation.address, entity.app, entity.name, record, number, automation.title)


def repeat(uow: UnitOfWork, rule: Rule, row: Row) -> None:
    """Makes the rule act again after its time, if its condition holds then."""
    assert rule.again is not None
    wait = evaluate(rule.again, rule.entity, row, uow)
    at = later(uow, rule.entity.app, uow.now, wait) if wait is not None else None
    if at is not None and at > uow.now:
        payload = {"app": rule.entity.app, "entity": rule.entity.name, "rule": rule.key, "record": row["id"]}
        uow.set_due(AGAIN, again_key(rule, row["id"]), at, payload)


def again_key(rule: Rule, record: str) -> str:
    return f"{rule.entity.app}/{rule.key}/{record}"
