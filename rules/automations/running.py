"""Automations at work: set off by changes, repeated while their condition stays true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from engine.actions import ActionContext
from engine.actions.guarding import guarded
from engine.records.change import Change
from engine.records.command import Cause
from engine.records.evaluate import evaluate, later
from rules.automations.automation import Rule
from rules.rule_set import RuleSet

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.unit_of_work import UnitOfWork

AGAIN = "rules.again"


def rules_of(uow: UnitOfWork, app: str) -> RuleSet:
    """The rule set of an app's active version."""
    return cast("AppVersion", uow.version(app)).part("rules", RuleSet)


def on_changes(uow: UnitOfWork, changes: Sequence[Change]) -> None:
    """Runs the rules that a wave of changes sets off, rule by rule in order, record by record."""
    for app in dict.fromkeys(change.app for change in changes):
        own = [change for change in changes if change.app == app]
        for rule in rules_of(uow, app).all():
            for change in own:
                if change.entity == rule.entity.name:
                    _consider(uow, rule, change)


def _consider(uow: UnitOfWork, rule: Rule, change: Change) -> None:
    if rule.again is not None:
        if rule.calmed(change):
            uow.cancel_due(AGAIN, _key(rule, change.id))
        elif rule.taken_back(change):
            _repeat(uow, rule, change.after)
    if rule.set_off(change) and _applies(uow, rule, change):
        with uow.following(change):
            guarded(uow, rule.automation.address, lambda: act(uow, rule, change.after, change.before))


def _applies(uow: UnitOfWork, rule: Rule, change: Change) -> bool:
    """Whether `when` beside a trigger holds, and the record has not been deleted by an earlier rule."""
    if change.operation != "delete" and uow.get(rule.entity, change.id) is None:
        return False
    if rule.when is None:
        return True
    return bool(evaluate(rule.when, rule.entity, change.after, uow, old=change.before, me=uow.actor.id))


def act(uow: UnitOfWork, rule: Rule, row: Any, old: Any = None) -> None:
    """Runs the actions of a rule on a record, with the rule as their cause."""
    automation = rule.automation
    cause = Cause(
        "rule",
        automation.address,
        rule.entity.app,
        rule.entity.name,
        row["id"],
        uow.version(rule.entity.app).number,
        automation.title,
    )
    with uow.because(cause):
        rule.actions.run(uow, ActionContext(entity=rule.entity, id=row["id"], row=row, old=old))
    if rule.again is not None:
        _repeat(uow, rule, row)


def _repeat(uow: UnitOfWork, rule: Rule, row: Any) -> None:
    assert rule.again is not None
    wait = evaluate(rule.again, rule.entity, row, uow)
    at = later(uow, rule.entity.app, uow.now, wait) if wait is not None else None
    if at is not None and at > uow.now:
        payload = {"app": rule.entity.app, "entity": rule.entity.name, "rule": rule.key, "record": row["id"]}
        uow.set_due(AGAIN, _key(rule, row["id"]), at, payload)


def on_again(uow: UnitOfWork, key: str, at: int, payload: Any) -> None:
    """The time has passed: the rule acts again if its condition still holds."""
    rule = next((rule for rule in rules_of(uow, payload["app"]).all() if rule.key == payload["rule"]), None)
    row = uow.get(f"{payload['app']}/{payload['entity']}", payload["record"])
    if rule is not None and row is not None and _holds(uow, rule, row):
        guarded(uow, rule.automation.address, lambda: act(uow, rule, row))


def _holds(uow: UnitOfWork, rule: Rule, row: Any) -> bool:
    """Asked anew: at this very instant the condition may lapse, and the sweep that notes it comes after."""
    attribute = rule.entity.attributes.get(rule.condition or "")
    if attribute is None or attribute.formula is None:
        return False
    return bool(evaluate(attribute.formula, rule.entity, row, uow))


def _key(rule: Rule, record: str) -> str:
    return f"{rule.entity.app}/{rule.key}/{record}"
