"""A date of a record and a duration away from it, as a value."""

from __future__ import annotations

from collections.abc import Callable

from engine.expressions import tree
from engine.expressions.environment import Environment
from engine.expressions.python import environment_value
from engine.expressions.runtime import zones
from engine.expressions.runtime.dates import date_parts
from engine.expressions.sql.context import Column, NotInSql
from engine.expressions.sql.engines import const
from engine.expressions.sql.writer import Writer
from engine.expressions.types import NUMBER, Date
from engine.time.duration import Duration

Part = Callable[[Duration], int]


def shift(writer: Writer, node: tree.Shift) -> Column:
    """The shifted date or datetime; a parameter is taken apart when the statement runs."""
    if not node.duration.constant:
        raise NotInSql("a duration of a record")
    base, engine = writer.value(node.base), writer.engine
    whole = isinstance(node.base.type, Date)
    parts = _date_parts(node) if whole else _moment_parts(node)
    if isinstance(node.duration, tree.Literal):
        length: Duration = node.duration.value
        if length.working:
            raise NotInSql("working time")
        numbers = [part(length) for part in parts]
        if not numbers[0] and (whole or not numbers[1]):
            ends = (zones.FIRST_DAY, zones.LAST_DAY) if whole else (zones.FIRST_MOMENT, zones.LAST_MOMENT)
            return engine.cut(base + const(numbers[-1]), *ends)
        columns = [const(number) for number in numbers]
    else:
        columns = [_bound(writer, node, index, part) for index, part in enumerate(parts)]
    return engine.shift_date(base, *columns) if whole else engine.shift_moment(base, *columns)


def _date_parts(node: tree.Shift) -> tuple[Part, ...]:
    return (
        lambda length: date_parts(length, node.sign, node.up)[0],
        lambda length: date_parts(length, node.sign, node.up)[1],
    )


def _moment_parts(node: tree.Shift) -> tuple[Part, ...]:
    return (
        lambda length: node.sign * length.months,
        lambda length: node.sign * length.days,
        lambda length: node.sign * length.milliseconds,
    )


def _bound(writer: Writer, node: tree.Shift, index: int, part: Part) -> Column:
    def compute(environment: Environment) -> int | None:
        length: Duration | None = environment_value(node.duration, environment)
        return None if length is None or length.working else part(length)

    kind = "date" if isinstance(node.base.type, Date) else "moment"
    key = f"{node.duration!r} {node.sign} {node.up} {kind} {index}"
    return writer.context.computed(key, compute, NUMBER)
