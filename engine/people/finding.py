"""Finds people: those who work here, those in roles, those who are above somebody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set
from functools import cache
from typing import Any, Protocol

import sqlalchemy as sa

from engine.access.viewer import ADMIN
from engine.people.lookup import user
from engine.people.tables import team
from engine.records.dialect import Dialect
from engine.records.statement import Cursor, Statement

present = sa.and_(user.c.active.is_(sa.true()), user.c.deleted_at.is_(None))


class Connected(Protocol):
    """A unit of work or a reader: something with a cursor."""

    @property
    def cursor(self) -> Cursor: ...

    @property
    def dialect(self) -> Dialect: ...


@cache
def _among(dialect: Dialect) -> Statement:
    return Statement(sa.select(user.c.id, user.c.name).where(present, dialect.among(user.c.id, "ids")), dialect)


@cache
def _named(dialect: Dialect) -> Statement:
    return Statement(sa.select(user.c.id, user.c.name).where(dialect.among(user.c.id, "ids")), dialect)


@cache
def _holding(dialect: Dialect) -> Statement:
    holds = user.c.roles.like(sa.bindparam("pattern", type_=sa.Text), escape="\\")
    return Statement(sa.select(user.c.id).where(present, holds).order_by(user.c.name, user.c.id), dialect)


@cache
def _in_team(dialect: Dialect) -> Statement:
    belongs = user.c.teams.like(sa.bindparam("pattern", type_=sa.Text), escape="\\")
    return Statement(sa.select(user.c.id).where(present, belongs).order_by(user.c.name, user.c.id), dialect)


@cache
def _above(dialect: Dialect) -> Statement:
    pair = team.c.manager == sa.bindparam("manager", type_=sa.Text)
    member = team.c.member == sa.bindparam("member", type_=sa.Text)
    return Statement(sa.select(sa.literal_column("1")).where(pair, member), dialect)


@cache
def _line(dialect: Dialect) -> Statement:
    near = team.c.depth <= sa.bindparam("levels", type_=sa.BigInteger)
    mine = team.c.member == sa.bindparam("member", type_=sa.Text)
    return Statement(sa.select(team.c.manager).where(mine, near).order_by(team.c.depth), dialect)


@cache
def _team(dialect: Dialect) -> Statement:
    return Statement(sa.select(team.c.member).where(team.c.manager == sa.bindparam("manager", type_=sa.Text)), dialect)


def working(at: Connected, people: Collection[str]) -> tuple[str, ...]:
    """Those of the people who are active, each once: in their order, a set in the order of names."""
    if not people:
        return ()
    _among(at.dialect).run(at.cursor, {"ids": at.dialect.pack(list(people))})
    found: dict[str, str] = dict(at.cursor.fetchall())
    if isinstance(people, Sequence):
        return tuple(each for each in dict.fromkeys(people) if each in found)
    return tuple(sorted(found, key=lambda each: (found[each] or "", each)))


def names_of(at: Connected, people: Iterable[str]) -> dict[str, str]:
    """The names of people, also of those who have left."""
    wanted = sorted(set(people))
    if not wanted:
        return {}
    _named(at.dialect).run(at.cursor, {"ids": at.dialect.pack(wanted)})
    return {id: name or "" for id, name in at.cursor.fetchall()}


def administrators(at: Connected) -> tuple[str, ...]:
    """The active administrators of the installation."""
    _holding(at.dialect).run(at.cursor, {"pattern": f"%|{ADMIN}|%"})
    return tuple(id for (id,) in at.cursor.fetchall())


def members_of_team(at: Connected, name: str) -> tuple[str, ...]:
    """The active people of a team, named ``app/team`` or, for one of that name in any app, ``team``."""
    escaped = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = f"%|{escaped}|%" if "/" in name else f"%/{escaped}|%"
    _in_team(at.dialect).run(at.cursor, {"pattern": pattern})
    return tuple(id for (id,) in at.cursor.fetchall())


def is_above(at: Connected, manager: str, member: str) -> bool:
    """Whether somebody is a manager of another, at any distance."""
    _above(at.dialect).run(at.cursor, {"manager": manager, "member": member})
    return at.cursor.fetchone() is not None


def managers_of(at: Connected, member: str, levels: int) -> tuple[str, ...]:
    """The managers of somebody, so many levels up, the nearest first."""
    _line(at.dialect).run(at.cursor, {"member": member, "levels": levels})
    return tuple(id for (id,) in at.cursor.fetchall())


def team_of(at: Connected, manager: str) -> frozenset[str]:
    """Everybody below a manager, at any distance."""
    _team(at.dialect).run(at.cursor, {"manager": manager})
    return frozenset(id for (id,) in at.cursor.fetchall())


def flattened(values: Iterable[Any]) -> tuple[str, ...] | frozenset[str]:
    """The ids in the values of people expressions: of several users in their order, of sets without one."""
    found = [_ids(value) for value in values]
    together = tuple(dict.fromkeys(id for ids in found for id in ids))
    return frozenset(together) if any(isinstance(ids, Set) for ids in found) else together


def _ids(value: Any) -> tuple[str, ...] | Set[str]:
    if isinstance(value, str):
        return (value,)
    found: tuple[str, ...] | Set[str] = () if value is None else value
    return found
