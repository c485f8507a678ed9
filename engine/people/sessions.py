"""Signing in and out: sessions of people, tokens of programs, and patience with wrong passwords."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.people import problems as _problems  # noqa: F401 (declares the problem codes)
from engine.people.lookup import by_login, digest
from engine.people.passwords import hash_password, matches
from engine.people.tables import credential, failure, session, token
from engine.problems import Problem, Refused
from engine.records.dialect import Dialect
from engine.records.statement import Cursor, Statement

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

LIFETIME = 14 * 86_400_000
PATIENCE = 5
PAUSE = 60_000


@dataclass(frozen=True)
class SignedIn:
    """A new session: the secret for the cookie and the token that writes must repeat."""

    secret: str
    csrf: str


def check_password(cursor: Cursor, dialect: Dialect, login: str, password: str, now: int) -> str | None:
    """The user's id, or None for a wrong name or password alike. Raises Refused 429 after too many failures."""
    _failures(dialect).run(cursor, {"login": login[:64]})
    failed = cursor.fetchone()
    if failed is not None and failed[0] >= PATIENCE and failed[1] > now:
        seconds = -(-(failed[1] - now) // 1000)
        raise Refused((Problem("session.wait", {"retry_after": seconds}),), 429)
    found = by_login(cursor, dialect, login)
    fits = matches(found[1] if found else None, password)
    return found[0] if found and fits else None


def open_session(uow: UnitOfWork, user: str, login: str) -> SignedIn:
    """Begins a session and forgets the failures of the name."""
    made = SignedIn(secrets.token_urlsafe(32), secrets.token_urlsafe(24))
    _run(uow, sa.delete(failure).where(failure.c.login == sa.bindparam("login")), login=login[:64])
    row = {"id": digest(made.secret), "user": user, "csrf": made.csrf}
    _run(uow, sa.insert(session), **row, created_at=uow.now, expires_at=uow.now + LIFETIME)
    return made


def close_session(uow: UnitOfWork, secret: str) -> None:
    """Ends a session; an unknown one has ended already."""
    _run(uow, sa.delete(session).where(session.c.id == sa.bindparam("id")), id=digest(secret))


def carry_sessions(uow: UnitOfWork, milliseconds: int) -> None:
    """Moves the ends of all sessions along with a clock that is moved, so that nobody is signed out by it."""
    later = sa.update(session).values(expires_at=session.c.expires_at + sa.bindparam("by", type_=sa.BigInteger))
    Statement(later, uow.dialect).run(uow.cursor, {"by": milliseconds})


def count_failure(uow: UnitOfWork, login: str) -> None:
    """Remembers a failed sign-in of a name, known or not."""
    _failures(uow.dialect).run(uow.cursor, {"login": login[:64]})
    before = uow.cursor.fetchone()
    count = before[0] + 1 if before is not None and before[1] > uow.now else 1
    _run(uow, sa.delete(failure).where(failure.c.login == sa.bindparam("login")), login=login[:64])
    _run(uow, sa.insert(failure), login=login[:64], count=count, until=uow.now + PAUSE)


def set_password(uow: UnitOfWork, user: str, password: str) -> None:
    """Gives a person a password and ends the sessions opened with the old one."""
    _run(uow, sa.delete(credential).where(credential.c.user == sa.bindparam("user_id")), user_id=user)
    _run(uow, sa.insert(credential), user=user, password=hash_password(password))
    _run(uow, sa.delete(session).where(session.c.user == sa.bindparam("user_id")), user_id=user)


def new_token(uow: UnitOfWork, user: str, title: str, expires_at: int | None = None) -> str:
    """A token with which a program acts for a person; shown once."""
    secret = "dg_" + secrets.token_urlsafe(32)
    row = {"id": digest(secret), "user": user, "title": title}
    _run(uow, sa.insert(token), **row, created_at=uow.now, expires_at=expires_at)
    return secret


@cache
def _failures(dialect: Dialect) -> Statement:
    clause = sa.select(failure.c.count, failure.c.until).where(failure.c.login == sa.bindparam("login", type_=sa.Text))
    return Statement(clause, dialect)


def _run(uow: UnitOfWork, clause: Any, **values: Any) -> None:
    columns = tuple(values) if clause.is_insert else None
    Statement(clause, uow.dialect, columns).run(uow.cursor, values)
