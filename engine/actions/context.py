"""What actions know when they run: the record that they are about, and what happened before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from engine.records.entity import Entity
from engine.records.evaluate import evaluate

if TYPE_CHECKING:
    from engine.expressions.checked import Checked
    from engine.records.unit_of_work import UnitOfWork

TOLD = 20


@dataclass
class ActionContext:
    """``row`` is the record when the actions began, ``old`` before the change that set them off.

    ``extras`` are the values of variables by their dotted name: ``step.visit.outcome`` a value, ``row`` and
    ``step.new_customer`` a record. ``created`` are the records made so far, entity name and id; ``effects`` tell
    what was done: verb, entity, and the ids of at most TOLD records (or people), with their number.
    """

    entity: Entity
    id: str
    row: Mapping[str, Any]
    old: Mapping[str, Any] | None = None
    extras: dict[str, Any] = field(default_factory=dict)
    created: list[tuple[str, str]] = field(default_factory=list)
    effects: list[dict[str, Any]] = field(default_factory=list)

    def note(self, verb: str, entity: str, ids: Sequence[str]) -> None:
        """Tells what an action has done."""
        self.effects.append({"verb": verb, "entity": entity, "ids": list(ids[:TOLD]), "count": len(ids)})

    def knowing(self, name: str, value: Any) -> ActionContext:
        """The same with one more variable."""
        return replace(self, extras={**self.extras, name: value})

    def current(self, uow: UnitOfWork) -> Mapping[str, Any]:
        """The record as it is now; as it was if it has been deleted."""
        return uow.get(self.entity, self.id) or self.row

    def value(self, uow: UnitOfWork, checked: Checked) -> Any:
        """The value of an expression beside the record, in stored form."""
        row = self.current(uow)
        me = uow.actor.id
        return evaluate(checked, self.entity, row, uow, old=self.old, extras=self.extras, me=me)
