"""Aggregates over related records as correlated scalar subqueries."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from engine.expressions import tree
from engine.expressions.checking.aggregates import AVERAGE_SCALE
from engine.expressions.sql.context import Column
from engine.expressions.sql.engines import const
from engine.expressions.sql.writer import Writer, alive
from engine.expressions.types import LIMIT, Number


def aggregate(writer: Writer, node: tree.Aggregate) -> Column:
    """The aggregate beside the record at hand."""
    table = writer.alias(node.entity)
    inside = writer.inside(table)
    where = [*alive(table)]
    if node.link:
        link = writer.entity(node.entity).attributes[node.link].column
        assert link is not None
        where.insert(0, table.c[link] == writer.value(node.base))
    if node.function in ("any", "all"):
        return existence(inside, node, table, where)
    if node.where is not None:
        where.append(inside.condition(node.where))
    value = None if node.value is None else inside.value(node.value)
    select = SELECTS[node.function](inside, node, table, value, where)
    return select.correlate_except(table).scalar_subquery()


def existence(inside: Writer, node: tree.Aggregate, table: sa.FromClause, where: list[Column]) -> Column:
    """``any``: there is one. ``all``: none fails; without a field ``where`` is what must hold."""
    tests = [part for part in (node.where, node.value) if part is not None]
    if node.function == "all" and tests:
        where += [inside.condition(test) for test in tests[:-1]]
        where.append(inside.condition(tests[-1], holds=False))
    else:
        where += [inside.condition(test) for test in tests]
    found = sa.exists(sa.select(const(1)).select_from(table).where(*where).correlate_except(table))
    return found if node.function == "any" else sa.not_(found)


def total(
    inside: Writer, node: tree.Aggregate, table: sa.FromClause, value: Any, where: list[Column]
) -> sa.Select[Any]:
    found = sa.func.coalesce(inside.engine.total(value), const(0))
    return sa.select(inside.engine.bounded(found, LIMIT)).select_from(table).where(*where)


def count(
    inside: Writer, node: tree.Aggregate, table: sa.FromClause, value: Any, where: list[Column]
) -> sa.Select[Any]:
    counted = sa.func.count() if value is None else sa.func.count(value)
    return sa.select(counted).select_from(table).where(*where)


def count_distinct(
    inside: Writer, node: tree.Aggregate, table: sa.FromClause, value: Any, where: list[Column]
) -> sa.Select[Any]:
    return sa.select(sa.func.count(sa.distinct(value))).select_from(table).where(*where)


def average(
    inside: Writer, node: tree.Aggregate, table: sa.FromClause, value: Any, where: list[Column]
) -> sa.Select[Any]:
    summed = inside.engine.bounded(inside.engine.total(value), LIMIT)
    return sa.select(_shared(inside, node, summed, sa.func.count(value))).select_from(table).where(*where)


def _shared(inside: Writer, node: tree.Aggregate, summed: Column, counted: Column) -> Column:
    """A sum over a count with the decimals of an average."""
    assert node.value is not None and isinstance(node.value.type, Number)
    quotient = inside.engine.divide(summed, counted, AVERAGE_SCALE - node.value.type.scale)
    return inside.engine.bounded(quotient, LIMIT)


def median(
    inside: Writer, node: tree.Aggregate, table: sa.FromClause, value: Any, where: list[Column]
) -> sa.Select[Any]:
    """The mean of the one or two values in the middle."""
    place = sa.func.row_number().over(order_by=value)
    ranked = (
        sa.select(value.label("v"), place.label("place"), sa.func.count().over().label("n"))
        .select_from(table)
        .where(*where, value.is_not(None))
        .correlate_except(table)
        .subquery()
    )
    middle = sa.and_(ranked.c.place * 2 >= ranked.c.n, ranked.c.place * 2 <= ranked.c.n + 2)
    summed = inside.engine.bounded(inside.engine.total(ranked.c.v), LIMIT)
    return sa.select(_shared(inside, node, summed, sa.func.count(ranked.c.v))).where(middle)


def least(
    inside: Writer, node: tree.Aggregate, table: sa.FromClause, value: Any, where: list[Column]
) -> sa.Select[Any]:
    return sa.select(sa.func.min(value)).select_from(table).where(*where)


def greatest(
    inside: Writer, node: tree.Aggregate, table: sa.FromClause, value: Any, where: list[Column]
) -> sa.Select[Any]:
    return sa.select(sa.func.max(value)).select_from(table).where(*where)


def end(inside: Writer, node: tree.Aggregate, table: sa.FromClause, value: Any, where: list[Column]) -> sa.Select[Any]:
    """The value of the first or last record: by position in a table, else by id, which grows with time."""
    identity = inside.engine.ordered(table.c["id"])
    keys = [identity] if node.order == "id" else [table.c[node.order], identity]
    down = node.function == "last"
    ordered = [key.desc().nulls_last() if down else key.asc().nulls_first() for key in keys]
    return sa.select(value).select_from(table).where(*where).order_by(*ordered).limit(1)


SELECTS = {
    "sum": total,
    "count": count,
    "count_distinct": count_distinct,
    "avg": average,
    "median": median,
    "min": least,
    "max": greatest,
    "first": end,
    "last": end,
}
