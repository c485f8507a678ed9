"""Automations at work: set off by changes, repeated while their condition stays true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from engine.records.change import Change
from engine.records.evaluate import evaluate
from rules.automations import log
from rules.automations.acting import AGAIN, again_key, repeat
from rules.automations.automation import Rule
from rules.automations.limiting import attempt
from rules.rule_set import RuleSet

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.unit_of_work import UnitOfWork


def rules_of(uow: UnitOfWork, app: str) -> RuleSet:
    """The rule set of an app's active version."""
    return cast("AppVersion", uow.version(app)).part("rules", RuleSet)


def rule_named(uow: UnitOfWork, app: str, name: str) -> Rule | None:
    """The rule of this name in the active version, if it has one."""
    return next((rule for rule in rules_of(uow, app).all() if rule.key == name), None) if app in uow.actives else None


def on_changes(uow: UnitOfWork, changes: Sequence[Change]) -> None:
    """Runs the rules that a wave of changes sets off, rule by rule in order, record by record."""
    entries: list[log.Entry] = []
    for app in dict.fromkeys(change.app for change in changes):
        own = [change for change in changes if change.app == app]
        for rule in rules_of(uow, app).all():
            if not rule.automation.before:
                for change in own:
                    if change.entity == rule.entity.name:
                        entries += _consider(uow, rule, change)
    log.write(uow, entries)


def _consider(uow: UnitOfWork, rule: Rule, change: Change) -> list[log.Entry]:
    if rule.again is not None:
        if rule.calmed(change):
            uow.cancel_due(AGAIN, again_key(rule, change.id))
        elif rule.taken_back(change):
            repeat(uow, rule, change.after)
    if not rule.set_off(change) or not applies(uow, rule, change):
        return []
    with uow.following(change):
        return attempt(uow, rule, change.after, change.before)


def applies(uow: UnitOfWork, rule: Rule, change: Change) -> bool:
    """Whether `when` beside a trigger holds, and the record has not been deleted by an earlier rule."""
    if change.operation != "delete" and uow.get(rule.entity, change.id) is None:
        return False
    return rule.when is None or holds(uow, rule, change.after, change.before)


def holds(uow: UnitOfWork, rule: Rule, row: Mapping[str, Any], old: Mapping[str, Any] | None = None) -> bool:
    """Whether the condition of a rule is true of a record now, asked anew: at this very instant it may lapse, and
    the sweep that notes it comes after."""
    found = rule.when
    if rule.condition is not None:
        found = rule.entity.attributes[rule.condition].formula
    return found is None or bool(evaluate(found, rule.entity, row, uow, old=old, me=uow.actor.id))


def on_again(uow: UnitOfWork, key: str, at: int, payload: Any) -> None:
    """The time has passed: the rule acts again if its condition still holds."""
    rule = rule_named(uow, payload["app"], payload["rule"])
    row = uow.get(f"{payload['app']}/{payload['entity']}", payload["record"])
    if rule is not None and rule.condition is not None and row is not None and holds(uow, rule, row):
        log.write(uow, attempt(uow, rule, row))
