"""The records that one record leads to, by their ids: along a way or a reference, or of a whole form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.expressions import sql
from engine.expressions.sql import SqlContext, bind_values
from engine.expressions.tree import Aggregate
from engine.records.entity import Entity
from engine.records.evaluate import bound_row, environment, own_reads, team_of
from engine.records.statement import Statement

if TYPE_CHECKING:
    from engine.records.evaluate import At, Row

KEPT = "_members_statement"  # where a tree keeps its statement


def related(
    node: Aggregate,
    entity: Entity,
    row: Row,
    at: At,
    limit: int,
    *,
    old: Row | None = None,
    extras: Any = None,
    me: str | None = None,
) -> list[str]:
    """The ids of the records that an aggregate beside a record is about, at most ``limit``, in their order."""
    statement, binds, reads = _statement(node, entity, at, limit)
    about = environment(at, entity.app, me=me, old=old, extras=extras, my_team=team_of(node, at, me))
    values = {f"row_{name}": row.get(name) for name in reads}
    statement.run(at.cursor, {**values, **bind_values(binds, about)})
    return [id for (id,) in at.cursor.fetchall()]


def _statement(node: Aggregate, entity: Entity, at: At, limit: int) -> tuple[Statement, Any, tuple[str, ...]]:
    schema = at.actives[entity.app].schema
    kept = node.__dict__.setdefault(KEPT, {})
    key = (at.dialect.name, schema.zone, limit)
    if key not in kept:
        reads = tuple(sorted(own_reads(node, 0)))
        base = bound_row(entity, schema, reads)
        context = SqlContext(schema.catalog, schema.tables, base, at.dialect.name, schema.zone)
        kept[key] = (Statement(sql.members(node, context, limit), at.dialect), context.binds, reads)
    found: tuple[Statement, Any, tuple[str, ...]] = kept[key]
    return found
