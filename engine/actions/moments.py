"""Time keys of actions: how long from now, or when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.expressions.types import Date, DateTime, Duration, Type
from engine.records.clock import midnight_of
from engine.records.evaluate import later

if TYPE_CHECKING:
    from engine.actions.context import ActionContext
    from engine.expressions.checked import Checked
    from engine.records.unit_of_work import UnitOfWork


def moment_of(uow: UnitOfWork, context: ActionContext, checked: Checked, start: int | None = None) -> int | None:
    """The instant that a time expression names: so long after ``start`` (now), or the end of a date."""
    value: Any = context.value(uow, checked)
    return named_instant(uow, context.entity.app, checked.type, value, uow.now if start is None else start)


def named_instant(
    uow: UnitOfWork, app: str, type_: Type, value: Any, start: int, calendar: str | None = None
) -> int | None:
    """What the value of a time expression names: a duration counts from ``start``, a date lasts to its end."""
    if value is None:
        return None
    match type_:
        case Duration():
            return later(uow, app, start, value, calendar)
        case DateTime():
            return int(value)
        case Date():
            return midnight_of(value + 1, uow.actives[app].zone)
    return None
