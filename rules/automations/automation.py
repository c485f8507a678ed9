"""Automations compiled: what sets each off, what must hold, what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.definitions.values import On
from engine.expressions.checked import Checked
from engine.records.change import Change
from engine.records.entity import Entity
from engine.time.repeat import Repeat
from rules.automations.attributes import condition_attribute, watches
from rules.automations.definition import Automation

if TYPE_CHECKING:
    from engine.actions import Actions

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Schedule:
    """One repetition of a rule; ``field`` is the date field of the record whose anniversaries it follows."""

    every: Repeat
    field: str | None = None


@dataclass(frozen=True, eq=False)
class Rule:
    """``condition`` names the kept attribute that a rule without trigger watches; ``reads`` are the attributes of the
    record that decide whether it acts, ``schedules`` its times."""

    automation: Automation
    entity: Entity
    condition: str | None
    when: Checked | None
    again: Checked | None
    actions: Actions
    reads: tuple[str, ...] = ()
    schedules: tuple[Schedule, ...] = ()

    @property
    def key(self) -> str:
        """The rule's name, unique in its app."""
        return self.automation.name

    def set_off(self, change: Change) -> bool:
        """Whether a change sets the rule off, `when` of a rule with triggers aside."""
        if self.condition is not None:
            return becomes(change, self.condition, True)
        return any(happened(on, change) for on in self.automation.trigger)

    def hears(self, word: str) -> bool:
        """Whether one of its triggers is this word."""
        return any(on.word == word for on in self.automation.trigger)

    def calmed(self, change: Change) -> bool:
        """Whether a change ends what a rule without trigger watches."""
        return self.condition is not None and (becomes(change, self.condition, False) or change.operation == "delete")

    def taken_back(self, change: Change) -> bool:
        """Whether a record comes back for which the condition held before it was deleted, and holds still."""
        return (
            self.condition is not None
            and change.operation == "restore"
            and bool(change.after.get(self.condition))
            and not self.set_off(change)
        )


def condition_of(automation: Automation) -> str | None:
    """The kept attribute that an automation without trigger watches."""
    return condition_attribute(automation).name if watches(automation) else None


def becomes(change: Change, attribute: str, value: bool) -> bool:
    """Whether a kept boolean has just become true, or false.

    What is known for the first time (its rule has just been published) has not become anything.
    """
    after = bool(change.after.get(attribute)) and change.operation != "delete"
    before = change.before.get(attribute) if change.before is not None else False
    return before is not None and after is value and before is not value


def happened(on: On, change: Change) -> bool:
    """Whether a change is what a trigger speaks of."""
    match on.word:
        case "created" | "submitted":  # nothing is stored before it is submitted
            return change.operation == "create"
        case "deleted":
            return change.operation == "delete"
        case "updated":
            return change.operation == "update" and bool(change.changed)
        case "changed":
            return change.operation == "update" and not change.changed.isdisjoint(on.names)
        case "enters" | "leaves":
            field, option = on.names[0].rsplit(".", 1)
            after = change.after.get(field) == option
            before = change.before is not None and change.before.get(field) == option
            return (after and not before) if on.word == "enters" else (before and not after)
    return False
