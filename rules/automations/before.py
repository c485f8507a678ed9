"""Rules that look at a change before it is kept: they complete it, or stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.actions.guarding import BY_ITSELF
from engine.records.change import Change
from engine.records.derive.propagate import derive
from engine.records.waves import seen
from rules.automations import log
from rules.automations.acting import act
from rules.automations.automation import Rule
from rules.automations.running import applies, rules_of

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def amend(uow: UnitOfWork) -> None:
    """Runs the rules with ``before`` on the present wave, each once for each record that it concerns, in order.

    What one has written the next one sees, derived values too. What time alone has brought about is not asked.
    """
    entries: list[log.Entry] = []
    for app in dict.fromkeys(key[0] for key in uow.wave.touched):
        for rule in rules_of(uow, app).before:
            entries += _amend(uow, rule)
    log.write(uow, entries)


def _amend(uow: UnitOfWork, rule: Rule) -> list[log.Entry]:
    changes = [change for _, change in seen(uow, uow.wave) if (change.app, change.entity) == _key(rule)]
    entries: list[log.Entry] = []
    for change in changes:
        if _written(change) and rule.set_off(change) and applies(uow, rule, change):
            with uow.following(change):
                entries += act(uow, rule, change.after, change.before)
    if entries:
        derive(uow)
    return entries


def _key(rule: Rule) -> tuple[str, str]:
    return rule.entity.app, rule.entity.name


def _written(change: Change) -> bool:
    """Whether somebody's write led to it."""
    return change.cause.kind != "derived" or change.cause.first.kind not in BY_ITSELF
