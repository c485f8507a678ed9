"""When time alone changes a condition of a record that nobody touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.expressions.atoms import next_change
from engine.expressions.checked import Checked
from engine.expressions.tree import Node
from engine.records.dialect import Dialect
from engine.records.entity import Entity
from engine.records.evaluate import At, evaluate
from engine.records.statement import Cursor

if TYPE_CHECKING:
    from engine.records.version import Active

NEXT = "_next_change"  # where a tree keeps the instant of its next change
STEPS = 64  # how many instants are tried: beyond them the answer is "not known"


@dataclass(frozen=True)
class Moment:
    """The data as it is, at another time."""

    at: At
    now: int

    @property
    def cursor(self) -> Cursor:
        return self.at.cursor

    @property
    def dialect(self) -> Dialect:
        return self.at.dialect

    @property
    def actives(self) -> Mapping[str, Active]:
        return self.at.actives

    def today(self, app: str) -> int:
        return self.actives[app].today(self.now)


def flips_at(condition: Checked, entity: Entity, row: Mapping[str, Any], at: At) -> int | None:
    """The first instant at which the value is not what it is now; None if time never changes it, or not soon."""
    change = _next_change(condition.tree)
    if change is None:
        return None
    holds, moment = evaluate(condition, entity, row, at), at
    for _ in range(STEPS):
        instant = evaluate(change, entity, row, moment)
        if instant is None:
            return None
        moment = Moment(at, instant)
        if evaluate(condition, entity, row, moment) != holds:
            return int(instant)
    return None


def _next_change(node: Node) -> Checked | None:
    """The instant of the next change of a tree, made once."""
    if NEXT not in node.__dict__:
        change = next_change(node)
        node.__dict__[NEXT] = None if change is None else Checked(change)
    found: Checked | None = node.__dict__[NEXT]
    return found
