"""Compiled actions: one after the other, all in the unit of work that they are part of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from engine.expressions.types import Type

if TYPE_CHECKING:
    from engine.actions.context import ActionContext
    from engine.plugin import AppVersion, Build
    from engine.records.unit_of_work import UnitOfWork

Run = Callable[["UnitOfWork", "ActionContext"], None]
PART = "actions"


@dataclass(frozen=True)
class Action:
    """One action: where it is defined, its verb, what it does."""

    address: str
    verb: str
    run: Run


@dataclass(frozen=True)
class Write:
    """What an action writes: an attribute of records of an entity; ``""`` is that a record comes, ``"-"`` that it goes.

    ``value`` is the constant that is written, None for an expression that reads ``reads``.
    """

    entity: str
    attribute: str
    value: str | None = None
    reads: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Actions:
    """A list of actions; ``reads`` are the variables given to them, ``gives`` those they leave behind.

    ``writes`` is what they may change, ``calls`` are the addresses of other actions that they set off.
    """

    items: tuple[Action, ...] = ()
    reads: Mapping[str, Type] = field(default_factory=dict)
    gives: Mapping[str, Type] = field(default_factory=dict)
    writes: tuple[Write, ...] = ()
    calls: tuple[str, ...] = ()

    def run(self, uow: UnitOfWork, context: ActionContext) -> None:
        """Does one after the other; what they change has the cause that is in force."""
        for action in self.items:
            action.run(uow, context)

    def __bool__(self) -> bool:
        return bool(self.items)


def actions_at(version: AppVersion | Build, address: str) -> Actions:
    """The actions compiled at an address; none if this version has none there any more."""
    found = cast("Mapping[str, Actions]", version.parts.get(PART, {}))
    return found.get(address, Actions())
