"""Computes cut points set-wise.

The point of a share is the discrete quantile: of n values ordered from the worst, the one at place ⌈share · n⌉. It is
what DuckDB calls ``quantile_disc`` and PostgreSQL ``percentile_disc``. Records without a value do not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import ceil
from typing import Any

import sqlalchemy as sa

from engine.expressions import sql
from engine.expressions.sql import Binds, SqlContext, bind_values
from engine.expressions.tree import Attribute, Node
from engine.records.evaluate import At, environment
from engine.records.schema import Schema
from engine.records.statement import Statement
from rules.cuts.composing import Ranking


def points(at: At, app: str, form: str, ranking: Ranking) -> dict[str, Any]:
    """The cut points by the names under which they are stored, in stored form; null while there is nothing to rank."""
    schema = at.actives[app].schema
    count, placed, binds = _statements(schema, form, ranking)
    values: Mapping[str, Any] = bind_values(binds, environment(at, app))
    count.run(at.cursor, values)
    (total,) = at.cursor.fetchone()
    places = [ceil(bound * total) for bound in ranking.bounds]
    placed.run(at.cursor, {**values, "places": at.dialect.pack(sorted(set(places)))})
    found = dict(at.cursor.fetchall())
    names = ranking.names(schema.catalog[form].attributes[ranking.value])
    return {name: found.get(place) for name, place in zip(names, places, strict=True)}


@lru_cache(maxsize=256)
def _statements(schema: Schema, form: str, ranking: Ranking) -> tuple[Statement, Statement, Binds]:
    """How many values there are, and the values at given places from the worst."""
    store = schema.stores[form]
    context = SqlContext(schema.catalog, schema.tables, store.table, store.dialect.name, schema.zone)
    value = sql.column(_tree(schema, form, ranking), context).label("value")
    every = sa.select(value).where(store.table.c.deleted_at.is_(None)).subquery("every_value")
    order = every.c.value.desc() if ranking.better == "low" else every.c.value.asc()
    place = sa.func.row_number().over(order_by=order).label("place")
    ranked = sa.select(every.c.value, place).where(every.c.value.is_not(None)).subquery("ranked")
    chosen = sa.select(ranked.c.place, ranked.c.value).where(
        store.dialect.among(ranked.c.place, "places", sa.BigInteger)
    )
    count = sa.select(sa.func.count(every.c.value))
    return Statement(count, store.dialect), Statement(chosen, store.dialect), context.binds


def _tree(schema: Schema, form: str, ranking: Ranking) -> Node:
    attribute = schema.catalog[form].attributes[ranking.value]
    if attribute.column is None and attribute.formula is not None:
        return attribute.formula.tree
    return Attribute(attribute.type, form, attribute.name)
