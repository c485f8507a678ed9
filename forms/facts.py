"""What the rules of a form are asked beside: one record as one reader or unit of work sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.records.entity import Entity
from engine.records.evaluate import evaluate
from forms.rule import Given, Rule

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Facts:
    """``row`` has the stored form of every attribute; it need not be stored yet. ``me`` is who acts."""

    entity: Entity
    row: Mapping[str, Any]
    at: UnitOfWork | Reader
    me: str | None = None
    old: Mapping[str, Any] | None = None

    def value(self, rule: Rule) -> Any:
        """The value of an expression, in stored form."""
        if rule.always is not None:
            return rule.always
        return evaluate(rule.checked, self.entity, self.row, self.at, old=self.old, me=self.me)

    def holds(self, rule: Rule | None, otherwise: bool = False) -> bool:
        """Whether a condition holds; ``otherwise`` where nobody wrote one."""
        return otherwise if rule is None else bool(self.value(rule))

    def given(self, given: Given) -> Any:
        """A value of the definition."""
        return given.fixed if given.rule is None else self.value(given.rule)
