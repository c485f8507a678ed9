"""The inbox: what somebody has to do, has done, and what their team is late with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import sqlalchemy as sa

from engine.people.finding import Connected
from engine.people.tables import team
from engine.records.dialect import Dialect
from engine.records.statement import Statement
from engine.tasks.store import COLUMNS, number_bind, read, text_bind
from engine.tasks.tables import person, task
from engine.tasks.task import Task

Box = Literal["todo", "done", "team"]
LIMIT = 200


@dataclass(frozen=True)
class Counts:
    """How many tasks wait in each box; ``overdue`` are those of ``todo`` that are late."""

    todo: int
    overdue: int
    team: int


def _mine() -> Any:
    """Tasks that somebody has now."""
    has = sa.select(person.c.task).where(person.c.user == text_bind("user_id"), person.c.state == "open")
    return sa.and_(task.c.id.in_(has), task.c.app == text_bind("app_name"))


def _late() -> Any:
    return task.c.due_at < number_bind("now")


def _of_team() -> Any:
    """Late tasks of everybody below somebody."""
    below = sa.select(team.c.member).where(team.c.manager == text_bind("user_id"))
    has = sa.select(person.c.task).where(person.c.user.in_(below), person.c.state == "open")
    return sa.and_(task.c.id.in_(has), task.c.app == text_bind("app_name"), _late())


@cache
def _box(dialect: Dialect, box: Box, dated: bool | None, about: bool) -> Statement:
    """A page of a box: the first one, or (``dated`` is not None) what stands behind a task with a date or without.

    ``about``: only what is about one record.
    """
    columns = [task.c[name] for name in COLUMNS]
    behind = task.c.id > text_bind("after")
    if box == "done":
        where = sa.and_(task.c.done_by == text_bind("user_id"), task.c.app == text_bind("app_name"))
        order: Any = (task.c.done_at.desc(), task.c.id)
        later = _behind(task.c.done_at < number_bind("at"), task.c.done_at == number_bind("at"), behind)
    else:
        where = _mine() if box == "todo" else _of_team()
        order = (task.c.due_at.is_(None), task.c.due_at, task.c.id)
        undated = task.c.due_at.is_(None)
        dates = sa.or_(undated, task.c.due_at > number_bind("at"))
        later = _behind(dates, task.c.due_at == number_bind("at"), behind) if dated else sa.and_(undated, behind)
    if dated is not None:
        where = sa.and_(where, later)
    if about:
        where = sa.and_(where, task.c.record == text_bind("record_id"))
    return Statement(sa.select(*columns).where(where).order_by(*order).limit(number_bind("most")), dialect)


def _behind(beyond: Any, equal: Any, behind: Any) -> Any:
    return sa.or_(beyond, sa.and_(equal, behind))


@cache
def _counts(dialect: Dialect) -> Statement:
    def count(where: Any) -> Any:
        return sa.select(sa.func.count()).select_from(task).where(where).scalar_subquery()

    return Statement(sa.select(count(_mine()), count(sa.and_(_mine(), _late())), count(_of_team())), dialect)


@cache
def _holders(dialect: Dialect) -> Statement:
    """Who has the tasks now."""
    has = dialect.among(person.c.task, "ids"), person.c.state == "open"
    clause = sa.select(person.c.task, person.c.user).where(*has).order_by(person.c.since, person.c.user)
    return Statement(clause, dialect)


def box_of(
    at: Connected,
    app: str,
    user: str,
    box: Box,
    now: int,
    after: Task | None = None,
    limit: int = LIMIT,
    record: str | None = None,
) -> list[Task]:
    """The tasks in a box of somebody's behind ``after``: due first stands first, in ``done`` what was done last.

    ``record``: only those about it.
    """
    instant = None if after is None else after.done_at if box == "done" else after.due_at
    dated = None if after is None else instant is not None
    binds = {"user_id": user, "app_name": app, "now": now, "most": limit, "record_id": record}
    statement = _box(at.dialect, box, dated, record is not None)
    statement.run(at.cursor, {**binds, "at": instant, "after": after.id if after else ""})
    return [read(row) for row in at.cursor.fetchall()]


def counts_of(at: Connected, app: str, user: str, now: int) -> Counts:
    """How many tasks are in somebody's boxes."""
    _counts(at.dialect).run(at.cursor, {"user_id": user, "app_name": app, "now": now})
    return Counts(*at.cursor.fetchone())


@cache
def _open(dialect: Dialect) -> Statement:
    columns = [task.c[name] for name in COLUMNS]
    where = task.c.app == text_bind("app_name"), task.c.state == "open"
    return Statement(sa.select(*columns).where(*where).order_by(task.c.id), dialect)


def open_tasks(at: Connected, app: str) -> list[Task]:
    """Every open task of an app, the oldest first."""
    _open(at.dialect).run(at.cursor, {"app_name": app})
    return [read(row) for row in at.cursor.fetchall()]


def holders(at: Connected, ids: Iterable[str]) -> dict[str, list[str]]:
    """Who has each task now."""
    found: dict[str, list[str]] = {}
    wanted = list(ids)
    if wanted:
        _holders(at.dialect).run(at.cursor, {"ids": at.dialect.pack(wanted)})
        for id, user in at.cursor.fetchall():
            found.setdefault(id, []).append(user)
    return found
