"""When working time is in play, the next change of a record is worked out in Python: no database knows the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.expressions.checked import Checked
from engine.expressions.tree import Aggregate, Literal, Node, Parameter, Path, Shift, walk
from engine.records.evaluate import evaluate
from engine.time.duration import MINUTE, Duration

if TYPE_CHECKING:
    from engine.records.entity import Entity
    from engine.records.unit_of_work import UnitOfWork


def works(tree: Node, parameters: Mapping[str, Any]) -> bool:
    """Whether a tree moves an instant by working time, with these values of the parameters."""
    return any(is_working(length, parameters) for length in lengths(tree))


def lengths(tree: Node) -> tuple[Node, ...]:
    """The durations by which a tree moves instants, of those that are or may be working time."""
    found = [node.duration for node in walk(tree) if isinstance(node, Shift)]
    return tuple(length for length in found if isinstance(length, Parameter) or is_working(length, {}))


def next_instant(checked: Checked, entity: Entity, row: Mapping[str, Any], uow: UnitOfWork) -> int | None:
    """The next change of a record. Where working time counts for other records that it looks at, it looks again
    every minute."""
    parameters = uow.parameters(entity.app)
    elsewhere = (node for node in walk(checked.tree) if isinstance(node, Aggregate | Path))
    if any(works(node, parameters) for node in elsewhere):
        return uow.now + MINUTE
    found: int | None = evaluate(checked, entity, row, uow)
    return found


def is_working(length: Node, parameters: Mapping[str, Any]) -> bool:
    """Whether a duration is working time, with these values of the parameters."""
    value = length.value if isinstance(length, Literal) else None
    if isinstance(length, Parameter):
        value = parameters.get(length.name)
    return isinstance(value, Duration) and value.working
