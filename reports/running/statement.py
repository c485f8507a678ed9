"""One statement for each fact: aggregates over the records of one form, cut and kept to what may be counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from engine.expressions import sql
from engine.expressions.environment import Environment
from engine.expressions.sql import bind_values
from engine.expressions.sql.aggregates import in_middle
from engine.expressions.sql.context import Binds
from engine.expressions.tree import Aggregate, Node
from engine.expressions.types import Boolean
from engine.records.evaluate import At
from engine.records.schema import Schema
from engine.records.statement import Statement
from engine.records.viewing import Source
from reports.running.cuts import Cut

Counted = tuple[tuple[Any, ...], tuple[Any, ...]]  # the values of the cuts, and of the aggregates


@dataclass(frozen=True)
class Fact:
    """``condition`` says which records of the entity count; their conditions and rights are all in it."""

    entity: str
    condition: Node
    cuts: tuple[Cut, ...]
    aggregates: tuple[Aggregate, ...]


def count(at: At, app: str, fact: Fact, environment: Environment) -> list[Counted]:
    """The groups with their aggregates; one group without cuts."""
    statement, binds = _statement(at.actives[app].schema, fact)
    statement.run(at.cursor, bind_values(binds, environment))
    size = len(fact.cuts)
    return [(_keys(fact, row[:size]), tuple(row[size:])) for row in at.cursor.fetchall()]


def _keys(fact: Fact, values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        bool(value) if isinstance(cut.type, Boolean) and value is not None else value
        for cut, value in zip(fact.cuts, values, strict=True)
    )


@lru_cache(maxsize=1024)
def _statement(schema: Schema, fact: Fact) -> tuple[Statement, Binds]:
    source = Source.of(schema, fact.entity)
    rows = _rows(source, fact)
    if any(node.function == "median" for node in fact.aggregates):
        rows = _middle(rows, fact)
    keys = [rows.c[f"key_{place}"] for place in range(len(fact.cuts))]
    totals = [
        sql.aggregate_over(node, None if node.value is None else rows.c[f"value_{place}"], source.context)
        for place, node in enumerate(fact.aggregates)
    ]
    clause = sa.select(*keys, *totals).select_from(rows).group_by(*keys)
    return Statement(clause, schema.dialect), dict(source.context.binds)


def _rows(source: Source, fact: Fact) -> sa.Subquery:
    """The records that count, each with its groups and what is aggregated of it."""
    table: sa.FromClause = source.alias
    columns: list[Any] = [sa.literal_column("1").label("one")]
    for place, cut in enumerate(fact.cuts):
        table, column = cut.spread(source, table)
        columns.append(column.label(f"key_{place}"))
    for place, node in enumerate(fact.aggregates):
        if node.value is not None:
            columns.append(sql.column(node.value, source.context).label(f"value_{place}"))
    alive = source.alias.c.deleted_at.is_(None)
    return (
        sa.select(*columns)
        .select_from(table)
        .where(alive, sql.condition(fact.condition, source.context))
        .subquery("counted")
    )


def _middle(rows: sa.Subquery, fact: Fact) -> sa.Subquery:
    """Of each group the one or two rows in the middle; a fact with a median has no other aggregate."""
    keys = [rows.c[f"key_{place}"] for place in range(len(fact.cuts))]
    value, grouped = rows.c.value_0, keys or None
    place = sa.func.row_number().over(partition_by=grouped, order_by=value).label("place")
    size = sa.func.count().over(partition_by=grouped).label("size")
    ranked = sa.select(*keys, value, place, size).where(value.is_not(None)).subquery("ranked")
    middle = in_middle(ranked.c.place, ranked.c.size)
    return (
        sa.select(*(column for column in ranked.c if column.name not in ("place", "size")))
        .where(middle)
        .subquery("middle")
    )
