"""The people of demo data: accounts with their roles, teams, managers and departments."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.definitions.kinds.scenarios import Person
from engine.people.accounts import USER, change_roles, joined, known_account
from engine.people.tables import credential
from engine.records.statement import Statement

if TYPE_CHECKING:
    from engine.records.dialect import Dialect
    from engine.records.unit_of_work import UnitOfWork

DEPARTMENT = "system/department"


def make_people(uow: UnitOfWork, users: Mapping[str, Person], stored: str) -> dict[str, str]:
    """Accounts with a password, given by its hash; ids by sign-in name. Who is there already gets the roles too."""
    departments: dict[str, str] = {}
    people = {login: _person(uow, login, person, stored) for login, person in users.items()}
    for login, person in users.items():
        values: dict[str, Any] = {}
        if person.manager is not None:
            values["manager"] = people[person.manager]
        if person.department is not None:
            values["department"] = _department(uow, person.department, departments)
        uow.update(USER, people[login], values)
    uow.finish()
    return people


def _person(uow: UnitOfWork, login: str, person: Person, stored: str) -> str:
    roles = [f"{uow.app}/{role}" for role in person.roles]
    found = known_account(uow, login)
    if found is not None:
        change_roles(uow, found, roles)
        return found
    teams = joined(f"{uow.app}/{team}" for team in person.team)
    values = {"login": login, "name": person.title or login, "active": True, "roles": joined(roles), "teams": teams}
    id: str = uow.create(USER, values)["id"]
    _credential(uow.dialect).run(uow.cursor, {"user": id, "password": stored})
    return id


@cache
def _credential(dialect: Dialect) -> Statement:
    return Statement(sa.insert(credential).inline(), dialect, ["user", "password"])


def _department(uow: UnitOfWork, name: str, known: dict[str, str]) -> str:
    """The department of a name, made if there is none."""
    if name not in known:
        table = uow.store(DEPARTMENT).table
        same = table.c.name == sa.bindparam("name", type_=sa.Text)
        Statement(sa.select(table.c.id).where(same, table.c.deleted_at.is_(None)), uow.dialect).run(
            uow.cursor, {"name": name}
        )
        found = uow.cursor.fetchone()
        known[name] = found[0] if found is not None else uow.create(DEPARTMENT, {"name": name})["id"]
    return known[name]
