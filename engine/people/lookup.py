"""Finds the person behind a session, a token or a sign-in name, on any cursor."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import sqlalchemy as sa

from engine.access.viewer import Viewer
from engine.people.tables import credential, session, token
from engine.records.dialect import Dialect
from engine.records.statement import Cursor, Statement

user = sa.table(
    "system_user",
    *(sa.column(name) for name in ("id", "name", "login", "language", "roles", "teams")),
    *(sa.column(name) for name in ("active", "deleted_at")),
)
_person = (user.c.id, user.c.name, user.c.login, user.c.language, user.c.roles, user.c.teams)
_present = sa.and_(user.c.active.is_(sa.true()), user.c.deleted_at.is_(None))


def digest(secret: str) -> str:
    """What is stored of a session or token: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


@cache
def _by_session(dialect: Dialect) -> Statement:
    return Statement(
        sa.select(*_person, session.c.csrf)
        .join_from(session, user, user.c.id == session.c.user)
        .where(_present, session.c.id == sa.bindparam("id", type_=sa.Text))
        .where(session.c.expires_at > sa.bindparam("now", type_=sa.BigInteger)),
        dialect,
    )


@cache
def _by_token(dialect: Dialect) -> Statement:
    expires = token.c.expires_at
    return Statement(
        sa.select(*_person, sa.literal_column("''"))
        .join_from(token, user, user.c.id == token.c.user)
        .where(_present, token.c.id == sa.bindparam("id", type_=sa.Text))
        .where(sa.or_(expires.is_(None), expires > sa.bindparam("now", type_=sa.BigInteger))),
        dialect,
    )


@cache
def _by_login(dialect: Dialect) -> Statement:
    return Statement(
        sa.select(user.c.id, credential.c.password)
        .join_from(user, credential, user.c.id == credential.c.user)
        .where(_present, user.c.login == sa.bindparam("login", type_=sa.Text)),
        dialect,
    )


@cache
def _by_id(dialect: Dialect) -> Statement:
    same = user.c.id == sa.bindparam("id", type_=sa.Text)
    return Statement(sa.select(*_person, sa.literal_column("''")).where(same), dialect)


def by_id(cursor: Cursor, dialect: Dialect, id: str) -> Viewer | None:
    """A person as a viewer, for what is written to them or decided about them; also of one who has left."""
    _by_id(dialect).run(cursor, {"id": id})
    row = cursor.fetchone()
    return None if row is None else _made(row)


def by_session(cursor: Cursor, dialect: Dialect, secret: str, now: int) -> Viewer | None:
    """The person whose session this is, if it has not ended and the person is still active."""
    return _viewer(cursor, _by_session(dialect), secret, now)


def by_token(cursor: Cursor, dialect: Dialect, secret: str, now: int) -> Viewer | None:
    """The person for whom a program acts with a token."""
    return _viewer(cursor, _by_token(dialect), secret, now)


def by_login(cursor: Cursor, dialect: Dialect, login: str) -> tuple[str, str] | None:
    """The id and the password hash of an active person."""
    _by_login(dialect).run(cursor, {"login": login})
    found: tuple[str, str] | None = cursor.fetchone()
    return found


def _viewer(cursor: Cursor, statement: Statement, secret: str, now: int) -> Viewer | None:
    statement.run(cursor, {"id": digest(secret), "now": now})
    row = cursor.fetchone()
    return None if row is None else _made(row)


def _made(row: tuple[Any, ...]) -> Viewer:
    id, name, login, language, roles, teams, csrf = row
    return Viewer(id, name, login, language or "", names(roles), names(teams), csrf)


def names(stored: str | None) -> frozenset[str]:
    """The members of a stored set ``|a|b|``."""
    return frozenset(name for name in (stored or "").split("|") if name)
