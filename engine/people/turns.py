"""Taking turns: who waited longest comes next, whatever set of people is asked for."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.people.finding import Connected, present
from engine.people.lookup import user
from engine.people.tables import turn
from engine.records.dialect import Dialect
from engine.records.statement import Statement


@cache
def _waiting(dialect: Dialect) -> Statement:
    order = (sa.func.coalesce(turn.c.number, 0), user.c.name, user.c.id)
    everybody = sa.select(user.c.id).select_from(user.outerjoin(turn, turn.c.user == user.c.id))
    clause = everybody.where(present, dialect.among(user.c.id, "ids")).order_by(*order).limit(1)
    return Statement(clause, dialect)


@cache
def _take(dialect: Dialect) -> Statement:
    insert = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
    last = turn.alias()
    following = sa.select(sa.func.coalesce(sa.func.max(last.c.number), 0) + 1).scalar_subquery()
    clause = insert(turn).inline().values(user=sa.bindparam("taken", type_=sa.Text), number=following)
    merged = clause.on_conflict_do_update(index_elements=["user"], set_={"number": clause.excluded.number})
    return Statement(merged, dialect)


def longest_waiting(at: Connected, among: Collection[str]) -> str | None:
    """The active one who was never taken or longest ago; of several, by name."""
    if not among:
        return None
    _waiting(at.dialect).run(at.cursor, {"ids": at.dialect.pack(sorted(among))})
    found = at.cursor.fetchone()
    return None if found is None else found[0]


def take(at: Connected, person: str) -> None:
    """Remembers that it was somebody's turn."""
    _take(at.dialect).run(at.cursor, {"taken": person})
