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
from engine.expressions.sql.engines import const
from engine.expressions.tree import Aggregate, Logical, Node
from engine.expressions.types import Boolean
from engine.records.evaluate import At
from engine.records.json_sql import Column
from engine.records.schema import Schema
from engine.records.statement import Statement
from engine.records.viewing import Source
from reports.running.conditions import both, either
from reports.running.cuts import Cut

Counted = tuple[tuple[Any, ...], tuple[Any, ...]]  # the values of the cuts, and of the aggregates


@dataclass(frozen=True)
class Fact:
    """Aggregates over the records of an entity, each over those for which its condition holds; their rights are
    in the conditions. A median stands alone."""

    entity: str
    cuts: tuple[Cut, ...]
    counted: tuple[tuple[Aggregate, Node], ...]


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
    if any(node.function == "median" for node, _ in fact.counted):
        rows = _middle(rows, fact)
    keys = [rows.c[f"key_{place}"] for place in range(len(fact.cuts))]
    totals = [
        sql.aggregate_over(node, rows.c[f"value_{place}"], source.context)
        for place, (node, _) in enumerate(fact.counted)
    ]
    clause = sa.select(*keys, *totals).select_from(rows).group_by(*keys)
    return Statement(clause, schema.dialect), dict(source.context.binds)


def _rows(source: Source, fact: Fact) -> sa.Subquery:
    """The records that count for some aggregate, each with its groups and what is aggregated of it; null where it
    does not count for that one."""
    table: sa.FromClause = source.alias
    columns: list[Any] = []
    for place, cut in enumerate(fact.cuts):
        table, column = cut.spread(source, table)
        columns.append(column.label(f"key_{place}"))
    conditions = [_parts(condition) for _, condition in fact.counted]
    common = [part for part in conditions[0] if all(part in others for others in conditions)]
    own = [both(*(part for part in parts if part not in common)) for parts in conditions]
    for place, ((node, _), counts) in enumerate(zip(fact.counted, own, strict=True)):
        value: Column = const(1) if node.value is None else sql.column(node.value, source.context)
        if len(set(own)) > 1:
            value = sa.case((sql.condition(counts, source.context), value))
        columns.append(value.label(f"value_{place}"))
    counted = sql.condition(both(*common, either(*own)), source.context)
    return (
        sa.select(*columns).select_from(table).where(source.alias.c.deleted_at.is_(None), counted).subquery("counted")
    )


def _parts(node: Node) -> tuple[Node, ...]:
    """The conditions that an `and` is made of."""
    if isinstance(node, Logical) and node.operator == "and":
        return tuple(part for item in node.items for part in _parts(item))
    return (node,)


def _middle(rows: sa.Subquery, fact: Fact) -> sa.Subquery:
    """Of each group the one or two rows in the middle."""
    keys = [rows.c[f"key_{place}"] for place in range(len(fact.cuts))]
    value, grouped = rows.c.value_0, keys or None
    place = sa.func.row_number().over(partition_by=grouped, order_by=value).label("place")
    size = sa.func.count().over(partition_by=grouped).label("size")
    ranked = sa.select(*keys, value, place, size).where(value.is_not(None)).subquery("ranked")
    middle = in_middle(ranked.c.place, ranked.c.size)
    kept = [column for column in ranked.c if column.name not in ("place", "size")]
    return sa.select(*kept).where(middle).subquery("middle")
