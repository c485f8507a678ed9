"""The element `rule`: an automation as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.definitions.model import Element
from engine.definitions.slots import Expr, Flag, Many, One, Rates, Time, Trigger, Word, key
from engine.definitions.values import Expression, Located, On, Rate


@dataclass(frozen=True, kw_only=True)
class Automation(Element):
    """What the system does by itself when something happens or becomes true."""

    noun = "rule"
    trigger: tuple[On, ...] = key(
        Trigger(),
        default=(),
        doc="What sets the rule off; without it, the instant at which `when` becomes true",
        example="{rule: 欢迎, trigger: created, then: {notify: owner}}",
    )
    when: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="Must hold for the rule to act",
        example="{rule: 提醒, when: amount > 100, then: {notify: owner}}",
    )
    then: tuple[Any, ...] = key(
        Many(One("action")),
        doc="The actions, one after the other",
        example="{rule: 提醒, when: amount > 100, then: {notify: owner}}",
    )
    again: Expression | None = key(
        Time(),
        default=None,
        doc="Acts again each time this has passed while `when` stays true",
        example="{rule: 提醒, when: amount > 100, again: 1d, then: {notify: owner}}",
    )

    before: bool = key(
        Flag(),
        default=False,
        doc="Looks at a change before it is kept: may only `set` fields of the record and `stop` the change",
        example="{rule: 底价, before: true, trigger: updated, when: amount < 1, then: {stop: 金额太低}}",
    )
    limit: Rate | None = key(
        Rates(),
        default=None,
        doc="Acts at most so often; beyond it the rule pauses, what it would have done waits, and a manager is asked",
        example="{rule: 提醒, when: amount > 100, limit: 500/h, then: {notify: owner}}",
    )
    on_error: Located = key(
        Word("refuse", "isolate"),
        default=Located("refuse"),
        doc="If it cannot act: what set it off is refused, or goes on without it and the run log tells of it",
        example="{rule: 提醒, trigger: created, on_error: isolate, then: {notify: owner}}",
    )

    def promises(self) -> bool:
        return True
