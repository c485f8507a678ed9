"""Picks one of several people: `least_busy`."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import sqlalchemy as sa

from engine.people.finding import Connected, present
from engine.people.lookup import user
from engine.records.dialect import Dialect
from engine.records.statement import Statement
from engine.tasks.tables import person


@cache
def _least_busy(dialect: Dialect) -> Statement:
    same = person.c.user == user.c.id
    waiting = sa.select(sa.func.count()).select_from(person).where(same, person.c.state == "open")
    latest = sa.select(sa.func.coalesce(sa.func.max(person.c.since), 0)).where(same)
    order = (waiting.scalar_subquery(), latest.scalar_subquery(), user.c.name, user.c.id)
    clause = sa.select(user.c.id).where(present, dialect.among(user.c.id, "ids")).order_by(*order).limit(1)
    return Statement(clause, dialect)


def least_busy(at: Connected, among: Collection[str]) -> str | None:
    """The active one with the fewest open tasks; of several, who got a task longest ago, then by name."""
    if not among:
        return None
    _least_busy(at.dialect).run(at.cursor, {"ids": at.dialect.pack(sorted(among))})
    found = at.cursor.fetchone()
    return None if found is None else found[0]
