"""Totals of a list by group, as wire values: what a kanban column or a list's foot shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import orjson
import sqlalchemy as sa

from engine.expressions.environment import Environment
from engine.expressions.types import NUMBER, Type
from engine.records.evaluate import At
from engine.records.json_sql import Column, json_list, json_object, json_value
from engine.records.query import ListQuery, bound_values, compiled_plan, shape_of
from engine.records.schema import Schema
from engine.records.statement import Statement
from engine.records.viewing import Shown, shown_value

Function = Literal["count", "sum", "avg", "min", "max"]


@dataclass(frozen=True)
class Total:
    name: str
    function: Function
    attribute: str = ""


def total_records(
    at: At,
    app: str,
    query: ListQuery,
    totals: Sequence[Total],
    by: str | None,
    environment: Environment,
) -> list[dict[str, Any]]:
    """One object per group (``"by"`` is its wire value), or one without groups; sums of nothing are 0."""
    schema, shape = at.actives[app].schema, shape_of(query)
    statement = _statement(schema, *shape, tuple(totals), by)
    statement.run(at.cursor, bound_values(at, compiled_plan(schema, *shape), query, environment))
    found: list[dict[str, Any]] = orjson.loads(at.cursor.fetchone()[0])
    return found


@lru_cache(maxsize=256)
def _statement(
    schema: Schema, shape: ListQuery, search: tuple[bool, ...], totals: tuple[Total, ...], by: str | None
) -> Statement:
    plan = compiled_plan(schema, shape, search)
    source, dialect = plan.source, schema.dialect
    pairs: dict[str, Column] = {}
    if by is not None:
        pairs["by"] = shown_value(source, Shown(by))
    for total in totals:
        type_, column = _total(plan.source.entity.attributes.get(total.attribute), total, source)
        pairs[total.name] = json_value(type_, column, dialect)
    clause = sa.select(json_object(pairs, dialect).label("total")).select_from(source.alias).where(*plan.conditions)
    if by is not None:
        clause = clause.group_by(source.column(source.entity.attributes[by]))
    groups = clause.subquery("groups")
    return Statement(sa.select(json_list(groups.c.total, dialect)), dialect)


def _total(attribute: Any, total: Total, source: Any) -> tuple[Type, Column]:
    if total.function == "count":
        return NUMBER, sa.func.count()
    column = source.column(attribute)
    type_ = attribute.type
    if total.function == "sum":
        return type_, sa.cast(sa.func.coalesce(sa.func.sum(column), 0), sa.BigInteger)
    if total.function == "avg":
        average = sa.cast(sa.func.round(sa.func.avg(column)), sa.BigInteger)
        return type_, average
    extreme = sa.func.min(column) if total.function == "min" else sa.func.max(column)
    return type_, extreme
