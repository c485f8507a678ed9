"""Accounts of people: made, given roles and passwords, listed; the first administrator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engine.access.viewer import ADMIN
from engine.people.finding import Connected, administrators
from engine.people.lookup import names, user
from engine.people.passwords import SHORTEST, new_password
from engine.people.sessions import set_password
from engine.problems import Problem, Refused
from engine.records.codec import SEPARATOR
from engine.records.dialect import Dialect
from engine.records.statement import Statement

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

USER = "system/user"
FIRST = "admin"


@dataclass(frozen=True)
class Account:
    """A person with a sign-in name; ``roles`` and ``teams`` as ``app/name``."""

    id: str
    login: str
    name: str
    roles: frozenset[str]
    teams: frozenset[str]
    active: bool


@cache
def _accounts(dialect: Dialect) -> Statement:
    columns = (user.c.id, user.c.login, user.c.name, user.c.roles, user.c.teams, user.c.active)
    return Statement(sa.select(*columns).where(user.c.deleted_at.is_(None)).order_by(user.c.login), dialect)


@cache
def _by_login(dialect: Dialect) -> Statement:
    same = user.c.login == sa.bindparam("login", type_=sa.Text)
    return Statement(sa.select(user.c.id).where(user.c.deleted_at.is_(None), same), dialect)


def accounts(at: Connected) -> list[Account]:
    """Everybody who has not been deleted, by sign-in name."""
    _accounts(at.dialect).run(at.cursor)
    return [
        Account(id, login, name, names(roles), names(teams), bool(active))
        for id, login, name, roles, teams, active in at.cursor.fetchall()
    ]


def known_account(at: Connected, login: str) -> str | None:
    """The id of the person with a sign-in name, None if there is none."""
    _by_login(at.dialect).run(at.cursor, {"login": login})
    found = at.cursor.fetchone()
    return None if found is None else str(found[0])


def find_account(at: Connected, login: str) -> str:
    """The id of the person with a sign-in name. Raises Refused 404."""
    found = known_account(at, login)
    if found is None:
        raise Refused((Problem("user.unknown", {"login": login}),), 404)
    return found


def add_account(
    uow: UnitOfWork, login: str, name: str = "", roles: Iterable[str] = (), password: str | None = None
) -> str:
    """A new person, who cannot sign in without a password; gives the id. Raises Refused."""
    if known_account(uow, login) is not None:
        raise Refused((Problem("user.exists", {"login": login}),), 409)
    values = {"login": login, "name": name or login, "active": True, "roles": joined(roles)}
    id: str = uow.create(USER, values)["id"]
    if password is not None:
        change_password(uow, id, password)
    return id


def change_password(uow: UnitOfWork, id: str, password: str) -> None:
    """Gives a person a new password. Raises Refused for one that is too short."""
    if len(password) < SHORTEST:
        raise Refused((Problem("password.short", {"length": SHORTEST, "path": "password"}),))
    set_password(uow, id, password)


def change_roles(uow: UnitOfWork, id: str, add: Iterable[str] = (), remove: Iterable[str] = ()) -> frozenset[str]:
    """Gives and takes roles; gives those that the person has now. Raises Refused for an unknown role."""
    row = uow.get(USER, id)
    held = names(row["roles"]) if row is not None else frozenset()
    now = (held | frozenset(add)) - frozenset(remove)
    uow.update(USER, id, {"roles": joined(now)})
    return now


def ensure_admin(uow: UnitOfWork) -> str | None:
    """Makes the first administrator if there is none; the password, which is shown once, or None."""
    if administrators(uow):
        return None
    password = new_password()
    found = known_account(uow, FIRST)
    if found is None:
        add_account(uow, FIRST, "管理员", (ADMIN,), password)
    else:
        change_roles(uow, found, (ADMIN,))
        uow.update(USER, found, {"active": True})
        change_password(uow, found, password)
    return password


def joined(members: Iterable[str]) -> str | None:
    """The stored form of a set."""
    found = sorted(set(members))
    return SEPARATOR + SEPARATOR.join(found) + SEPARATOR if found else None
