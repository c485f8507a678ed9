"""From an automation as it is written to the rule that runs."""

from __future__ import annotations

from engine.actions import compile_actions
from engine.compiling import check_in
from engine.definitions.values import On
from engine.expressions.checked import Checked
from engine.expressions.types import Choice, Expected
from engine.plugin import Build
from engine.problems import Problem
from engine.records.entity import Entity
from rules.automations import problems as _problems  # noqa: F401 (declares the problem codes)
from rules.automations.attributes import watches
from rules.automations.automation import Rule, condition_of
from rules.automations.definition import Automation

BUILT = frozenset({"created", "updated", "deleted", "changed", "enters", "leaves"})


def compile_automation(build: Build, entity: Entity, automation: Automation) -> Rule:
    """The rule that is written; problems go to the build."""
    for on in automation.trigger:
        _check_trigger(build, entity, automation, on)
    if watches(automation) and automation.when is None:
        build.problems.add(Problem("rule.never", {"title": automation.title}, automation.address, automation.span))
    return Rule(
        automation,
        entity,
        condition_of(automation),
        None if watches(automation) else _check(build, entity, automation, "when", "boolean"),
        _check(build, entity, automation, "again", "time"),
        compile_actions(build, entity, automation.then, f"{automation.address}/then"),
    )


def _check(build: Build, entity: Entity, automation: Automation, key: str, expected: Expected) -> Checked | None:
    expression = getattr(automation, key)
    if expression is None:
        return None
    return check_in(build, entity, expression, expected, f"{automation.address}/{key}", changing=True)


def _check_trigger(build: Build, entity: Entity, automation: Automation, on: On) -> None:
    address = f"{automation.address}/trigger"
    if on.word not in BUILT:
        build.problems.add(Problem("definition.not_yet", {"word": on.word}, address, on.span))
    elif on.word == "changed":
        for name in on.names:
            if name not in entity.attributes:
                build.problems.add(Problem("rule.field", {"name": name, "form": entity.title}, address, name.span))
    elif on.names:
        field, _, option = on.names[0].rpartition(".")
        attribute = entity.attributes.get(field)
        if attribute is None or not isinstance(attribute.type, Choice) or option not in attribute.type.names:
            parameters = {"path": on.names[0], "form": entity.title}
            build.problems.add(Problem("rule.option", parameters, address, on.names[0].span))
