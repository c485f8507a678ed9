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
    where = linked(writer, node, table)
    if node.function in ("any", "all"):
        return existence(inside, node, table, where)
    if node.where is not None:
        where.append(inside.condition(node.where))
    value = None if node.value is None else inside.value(node.value)
    select = SELECTS[node.function](inside, node, table, value, where)
    return select.correlate_except(table).scalar_subquery()


def linked(writer: Writer, node: tree.Aggregate, table: sa.FromClause) -> list[Column]:
    """That a record is one of those that the aggregate is about, its condition aside."""
    where = [*alive(table)]
    if node.link:
        link = writer.entity(node.entity).attributes[node.link].column
        assert link is not None
        where.insert(0, table.c[link] == writer.value(node.base))
    return where


def members(writer: Writer, node: tree.Aggregate, limit: int) -> sa.Select[Any]:
    """The ids of the records that the aggregate is about, at most so many, in their order."""
    table = writer.alias(node.entity)
    where = linked(writer, node, table)
    if node.where is not None:
        where.append(writer.inside(table).condition(node.where))
    return sa.select(table.c["id"]).where(*where).order_by(table.c["id"]).limit(limit)


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


def over(writer: Writer, node: tree.Aggregate, value: Column | None) -> Column:
    """The aggregate of a column over the rows of a statement or of its groups; ``value`` None counts rows.

    For ``sum count count_distinct avg min max``.
    """
    return COLUMNS[node.function](writer, node, value)


def total(writer: Writer, node: tree.Aggregate, value: Any) -> Column:
    return writer.engine.bounded(sa.func.coalesce(writer.engine.total(value), const(0)), LIMIT)


def count(writer: Writer, node: tree.Aggregate, value: Any) -> Column:
    return sa.func.count() if value is None else sa.func.count(value)


def count_distinct(writer: Writer, node: tree.Aggregate, value: Any) -> Column:
    return sa.func.count(sa.distinct(value))


def average(writer: Writer, node: tree.Aggregate, value: Any) -> Column:
    """The sum over the count with the decimals of an average."""
    assert node.value is not None and isinstance(node.value.type, Number)
    summed = writer.engine.bounded(writer.engine.total(value), LIMIT)
    quotient = writer.engine.divide(summed, sa.func.count(value), AVERAGE_SCALE - node.value.type.scale)
    return writer.engine.bounded(quotient, LIMIT)


def least(writer: Writer, node: tree.Aggregate, value: Any) -> Column:
    return sa.func.min(value)


def greatest(writer: Writer, node: tree.Aggregate, value: Any) -> Column:
    return sa.func.max(value)


COLUMNS = {
    "sum": total,
    "count": count,
    "count_distinct": count_distinct,
    "avg": average,
    "min": least,
    "max": greatest,
}


def plain(
    inside: Writer, node: tree.Aggregate, table: sa.FromClause, value: Any, where: list[Column]
) -> sa.Select[Any]:
    return sa.select(over(inside, node, value)).select_from(table).where(*where)


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
    return sa.select(average(inside, node, ranked.c.v)).where(in_middle(ranked.c.place, ranked.c.n))


def in_middle(place: Column, count: Column) -> Column:
    """Whether a place among so many ordered values, counted from 1, is one of the one or two in the middle."""
    return sa.and_(place * 2 >= count, place * 2 <= count + 2)


def end(inside: Writer, node: tree.Aggregate, table: sa.FromClause, value: Any, where: list[Column]) -> sa.Select[Any]:
    """The value of the first or last record: by position in a table, else by id, which grows with time."""
    identity = inside.engine.ordered(table.c["id"])
    keys = [identity] if node.order == "id" else [table.c[node.order], identity]
    down = node.function == "last"
    ordered = [key.desc().nulls_last() if down else key.asc().nulls_first() for key in keys]
    return sa.select(value).select_from(table).where(*where).order_by(*ordered).limit(1)


SELECTS = {**dict.fromkeys(COLUMNS, plain), "median": median, "first": end, "last": end}
