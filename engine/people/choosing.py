"""Functions of expressions that pick people: `least_busy`, `next_of`, `managers`, and everybody below somebody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from engine.people import turns
from engine.people.finding import Connected, managers_of, members_of_team, present, team_of, working
from engine.people.lookup import user
from engine.records.dialect import Dialect
from engine.records.statement import Statement
from engine.records.unit_of_work import UnitOfWork
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


def choose_least_busy(at: Connected, values: Sequence[Any]) -> str | None:
    """`least_busy(people)`."""
    return least_busy(at, _people(at, values[0]))


def choose_next(at: Connected, values: Sequence[Any]) -> str | None:
    """`next_of(people)`; what is written with it remembers that it was somebody's turn."""
    found = turns.longest_waiting(at, _people(at, values[0]))
    if found is not None and isinstance(at, UnitOfWork):
        turns.take(at, found)
    return found


def _people(at: Connected, among: Any) -> Collection[str]:
    """A set of people; a text names a team, several teams (``|a|b|``), or is one person."""
    if not isinstance(among, str):
        return among or ()
    if among.startswith("|"):
        return tuple(id for name in among.strip("|").split("|") for id in members_of_team(at, name))
    return working(at, (among,)) or members_of_team(at, among)


def choose_managers(at: Connected, values: Sequence[Any]) -> tuple[str, ...]:
    """`managers(user, n)`, the nearest first."""
    person, levels = values
    return managers_of(at, person, levels) if person is not None else ()


def choose_team(at: Connected, values: Sequence[Any]) -> frozenset[str]:
    """`my_team` of a person."""
    return team_of(at, values[0])


CHOOSERS = {
    "least_busy": choose_least_busy,
    "next_of": choose_next,
    "managers": choose_managers,
    "my_team": choose_team,
}
