"""The question to a manager when a rule has reached its limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from engine.records.clock import DAY
from engine.tasks.opening import open_task
from engine.tasks.task import TaskSpec
from rules.automations.automation import Rule

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.unit_of_work import UnitOfWork

KIND = "rules.paused"
ASK = "rules.ask"
TITLES = {
    "zh": "规则「{title}」超过了上限 {limit}，已暂停",
    "en": "The rule “{title}” went beyond its limit of {limit} and has paused",
}
HELPS = {
    "zh": "它要做的事都在等着：继续做、全部放弃，或先停着（明天再问）。",
    "en": "What it would have done waits: let it through, drop it, or leave it paused (asked again tomorrow).",
}


def ask(uow: UnitOfWork, rule: Rule, record: str) -> str:
    """Opens the question for the administrators, about the record at which the limit was reached; gives its id.

    Asked again a day later if nobody has decided by then.
    """
    entity, automation = rule.entity, rule.automation
    definition = cast("AppVersion", uow.version(entity.app)).definition
    title = {
        language: text.format(
            title=definition.text(automation.address, language, automation.title),
            limit=automation.limit.text if automation.limit is not None else "",
        )
        for language, text in TITLES.items()
    }
    spec = TaskSpec(
        entity.app, entity.name, record, KIND, automation.address, title, (), HELPS, "any", data={"rule": rule.key}
    )
    (task,) = open_task(uow, spec)
    uow.set_due(ASK, f"{entity.app}/{rule.key}", uow.now + DAY, {"app": entity.app, "rule": rule.key})
    return task
