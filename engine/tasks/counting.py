"""How much somebody has to do, how much they were told."""

from __future__ import annotations

from functools import cache

import sqlalchemy as sa

from engine.people.finding import Connected
from engine.records.dialect import Dialect
from engine.records.statement import Statement
from engine.tasks.store import text_bind
from engine.tasks.tables import notice, person


@cache
def _tasks(dialect: Dialect) -> Statement:
    mine = person.c.user == text_bind("user_id"), person.c.state == "open"
    return Statement(sa.select(sa.func.count()).select_from(person).where(*mine), dialect)


@cache
def _notices(dialect: Dialect) -> Statement:
    mine = notice.c.user == text_bind("user_id")
    return Statement(sa.select(sa.func.count()).select_from(notice).where(mine), dialect)


def task_count(at: Connected, user: str) -> int:
    """How many open tasks somebody has, in all apps."""
    _tasks(at.dialect).run(at.cursor, {"user_id": user})
    return int(at.cursor.fetchone()[0])


def notice_count(at: Connected, user: str) -> int:
    """How many notices somebody ever got, read ones too."""
    _notices(at.dialect).run(at.cursor, {"user_id": user})
    return int(at.cursor.fetchone()[0])
