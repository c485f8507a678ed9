"""The element `rule`: an automation as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.definitions.model import Element
from engine.definitions.slots import Expr, Many, One, Time, Trigger, key
from engine.definitions.values import Expression, On


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

    def promises(self) -> bool:
        return True
