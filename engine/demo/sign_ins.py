"""The sign-ins of demo data, for as long as they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

import sqlalchemy as sa

from engine.definitions.kinds.data import DataDefinition
from engine.demo.tables import demo
from engine.people.lookup import user
from engine.people.tables import credential
from engine.records.statement import Statement

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.plugin import AppVersion
    from engine.records.dialect import Dialect
    from engine.records.readers import Reader


@dataclass(frozen=True)
class SignIn:
    """How a person of the demo data signs in; ``role`` is its title in the reader's language."""

    role: str
    name: str
    login: str
    password: str


@cache
def _unchanged(dialect: Dialect) -> Statement:
    """The people who still have the password that their app's data gave them."""
    clause = (
        sa.select(user.c.login, user.c.name, demo.c.password)
        .join(credential, credential.c.user == user.c.id)
        .join(demo, demo.c.stored == credential.c.password)
        .where(
            demo.c.app == sa.bindparam("app", type_=sa.Text), user.c.deleted_at.is_(None), user.c.active.is_(sa.true())
        )
    )
    return Statement(clause, dialect)


def sign_ins(platform: Platform, app: str, language: str) -> list[SignIn]:
    """What the app's data says is to be shown, in its order; who has changed the password is left out."""
    version = cast("AppVersion", platform.actives[app].version)

    def read(reader: Reader) -> dict[str, tuple[str, str]]:
        _unchanged(reader.dialect).run(reader.cursor, {"app": app})
        return {login: (name, password) for login, name, password in reader.cursor.fetchall()}

    return list(_shown(version, platform.read(read), language))


def _shown(version: AppVersion, people: dict[str, tuple[str, str]], language: str) -> Iterator[SignIn]:
    definition = version.definition
    for data in definition.all("data", DataDefinition).values():
        for login in data.sign_in:
            if login in people:
                roles = (definition.app.roles[role] for role in data.users[login].roles)
                titles = [definition.title(role, language) for role in roles]
                yield SignIn(" / ".join(titles), people[login][0], login, people[login][1])
