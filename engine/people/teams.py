"""Who is below whom: kept right in the same transaction in which somebody's manager changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engine.people.finding import is_above
from engine.people.tables import team
from engine.problems import Problem
from engine.records.dialect import Dialect
from engine.records.statement import Statement

if TYPE_CHECKING:
    from engine.records.change import Change
    from engine.records.unit_of_work import UnitOfWork


@cache
def _leave(dialect: Dialect) -> Statement:
    """Nobody who was above a person is above that person and those below."""
    return Statement(team.delete().where(team.c.member.in_(_branch()), team.c.manager.in_(_line())), dialect)


@cache
def _join(dialect: Dialect) -> Statement:
    """A new manager and all above are above a person and those below."""
    manager = sa.bindparam("manager", type_=sa.Text)
    above = sa.union_all(
        sa.select(manager.label("id"), sa.literal_column("1").label("depth")),
        sa.select(team.c.manager, team.c.depth + 1).where(team.c.member == manager),
    ).subquery("above")
    below = sa.union_all(
        sa.select(_person().label("id"), sa.literal_column("0").label("depth")),
        sa.select(team.c.member, team.c.depth).where(team.c.manager == _person()),
    ).subquery("below")
    pairs = sa.select(above.c.id, below.c.id, above.c.depth + below.c.depth).join_from(above, below, sa.true())
    return Statement(team.insert().inline().from_select(["manager", "member", "depth"], pairs), dialect)


def _person() -> sa.BindParameter[str]:
    return sa.bindparam("person", type_=sa.Text)


def _branch() -> sa.CompoundSelect[tuple[str]]:
    own = team.alias()
    return sa.union_all(sa.select(_person()), sa.select(own.c.member).where(own.c.manager == _person()))


def _line() -> sa.Select[tuple[str]]:
    own = team.alias()
    return sa.select(own.c.manager).where(own.c.member == _person())


def keep_teams(uow: UnitOfWork, changes: Sequence[Change]) -> Iterable[Problem]:
    """A validator: follows each change of a manager, and refuses to put anybody below themselves."""
    for change in changes:
        if change.app == "system" and change.entity == "user" and "manager" in change.changed:
            yield from _move(uow, change)


def _move(uow: UnitOfWork, change: Change) -> Iterator[Problem]:
    person, manager = change.id, change.after["manager"]
    if change.before is not None and change.before["manager"] is not None:
        _leave(uow.dialect).run(uow.cursor, {"person": person})
    if manager is None:
        return
    if manager == person or is_above(uow, person, manager):
        name = change.after.get("name") or change.after.get("login")
        yield Problem("user.manager_circle", {"name": name, "path": "manager"}, "manager")
        return
    _join(uow.dialect).run(uow.cursor, {"person": person, "manager": manager})
