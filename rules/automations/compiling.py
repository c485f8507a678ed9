"""From an automation as it is written to the rule that runs."""

from __future__ import annotations

from collections.abc import Iterable

from engine.actions import compile_actions
from engine.compiling import check_in
from engine.expressions.checked import Checked
from engine.expressions.types import Expected
from engine.plugin import Build
from engine.problems import Problem, Span
from engine.records.entity import Entity
from rules.automations import problems as _problems  # noqa: F401 (declares the problem codes)
from rules.automations.attributes import watches
from rules.automations.automation import Rule, condition_of
from rules.automations.definition import Automation
from rules.automations.triggering import check_trigger, schedules

BEFORE = frozenset({"set", "stop"})  # what a rule may do before a change is kept
MOST_READ = 20


def compile_automation(build: Build, entity: Entity, automation: Automation) -> Rule:
    """The rule that is written; problems go to the build."""
    for on in automation.trigger:
        check_trigger(build, entity, automation, on)
    _check_whole(build, automation)
    when = None if watches(automation) else _check(build, entity, automation, "when", "boolean")
    return Rule(
        automation,
        entity,
        condition_of(automation),
        when,
        _check(build, entity, automation, "again", "time"),
        compile_actions(build, entity, automation.then, f"{automation.address}/then"),
        tuple(_reads(entity, automation, when)),
        schedules(entity, automation),
    )


def _check(build: Build, entity: Entity, automation: Automation, key: str, expected: Expected) -> Checked | None:
    expression = getattr(automation, key)
    if expression is None:
        return None
    return check_in(build, entity, expression, expected, f"{automation.address}/{key}", changing=True)


def _check_whole(build: Build, automation: Automation) -> None:
    """What the keys of a rule demand of one another."""

    def report(code: str, key: str, span: Span | None = None) -> None:
        address = f"{automation.address}/{key}" if key else automation.address
        where = span or (automation.span_of(key) if key else automation.span)
        build.problems.add(Problem(code, {"title": automation.title}, address, where))

    if automation.when is None and watches(automation):
        report("rule.never", "")
    if automation.again is not None and automation.when is None:
        report("rule.again", "again")
    for action in automation.then:
        if automation.before and action.word() not in BEFORE:
            report("rule.before_only", "then", action.span)
        if action.word() == "stop" and not automation.before:
            report("rule.stop", "then", action.span)
    if automation.before:
        for key in ("limit", "again"):
            if getattr(automation, key) is not None:
                report("rule.before_key", key)
        if any(on.word in ("deleted", "every") for on in automation.trigger):
            report("rule.before_trigger", "trigger")


def _reads(entity: Entity, automation: Automation, when: Checked | None) -> Iterable[str]:
    """The attributes of the record that decide whether the rule acts, for the run log."""
    condition = condition_of(automation)
    watched = entity.attributes.get(condition or "")
    formula = watched.formula if watched is not None else when
    named = [name for on in automation.trigger for name in on.names]
    own = [name.rpartition(".")[0] if name not in entity.attributes else str(name) for name in named]
    read = [each.attribute for each in formula.depends if not each.path] if formula is not None else []
    return [name for name in dict.fromkeys([*own, *read]) if name in entity.attributes][:MOST_READ]
