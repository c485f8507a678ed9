"""Durable jobs: work outside the transaction, enqueued inside it, done at least once.

``enqueue take advance end fail`` are all that the kernel asks of a job engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.records import kernel
from engine.records.dialect import Dialect
from engine.records.ids import new_id
from engine.records.statement import Cursor, Statement

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

State = Literal["todo", "running", "done", "failed"]
ATTEMPTS = 5
BACKOFF = 10_000


@dataclass(frozen=True)
class Job:
    """A job as its handler sees it; ``position`` is what ``advance`` stored, to go on from after a crash."""

    id: str
    app: str
    kind: str
    key: str | None
    payload: Any
    state: State
    attempts: int
    position: Any
    done: int
    total: int
    result: Any
    error: Any
    actor: str | None
    cause: Any


class GiveUp(Exception):
    """Raised by a handler whose job cannot succeed by being tried again."""


@dataclass(frozen=True)
class JobHandler:
    """``run`` works on an effect thread; its result returns as a command, to ``finished`` in the transaction
    that ends the job. After the last attempt ``failed`` gets the error's text. ``told`` is what a person is told
    of the job beside its progress, in a language."""

    run: Callable[[Job], Any]
    finished: Callable[[UnitOfWork, Job, Any], None] | None = None
    failed: Callable[[UnitOfWork, Job, str], None] | None = None
    attempts: int = ATTEMPTS
    told: Callable[[Job, str], Mapping[str, Any]] | None = None


class _Statements:
    """The statements on the table of jobs."""

    def __init__(self, dialect: Dialect) -> None:
        table = kernel.job
        self.columns = [column.name for column in table.c]
        insert = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
        new = insert(table).inline().on_conflict_do_nothing()
        self.insert = Statement(new, dialect, self.columns)
        now = sa.bindparam("now", type_=sa.BigInteger)
        ready = sa.and_(table.c.state == "todo", table.c.next_at <= now)
        first = sa.select(table).where(ready).order_by(table.c.next_at, table.c.id).limit(1)
        self.first = Statement(first, dialect)
        id_ = table.c.id == sa.bindparam("id_", type_=sa.Text)
        self.find = Statement(sa.select(table).where(id_), dialect)
        key = sa.and_(
            table.c.kind == sa.bindparam("kind", type_=sa.Text),
            table.c.key == sa.bindparam("key", type_=sa.Text),
        )
        self.by_key = Statement(sa.select(table.c.id).where(key), dialect)
        running = sa.and_(id_, table.c.state == "running")
        self.take = Statement(table.update().where(id_), dialect, ["state", "attempts"])
        ended = ["state", "result", "error", "next_at"]
        self.end = Statement(table.update().where(running), dialect, ended)
        self.advance = Statement(table.update().where(running), dialect, ["position", "done", "total"])
        self.recover = Statement(table.update().where(table.c.state == "running"), dialect, ["state", "next_at"])
        ended_before = table.c.next_at < sa.bindparam("before", type_=sa.BigInteger)
        self.forget = Statement(table.delete().where(table.c.state == "done", ended_before), dialect)
        self.next = Statement(sa.select(sa.func.min(table.c.next_at)).where(table.c.state == "todo"), dialect)


@cache
def _statements(dialect: Dialect) -> _Statements:
    return _Statements(dialect)


def enqueue(uow: UnitOfWork, kind: str, payload: Any, key: str | None, at: int | None) -> str:
    statements = _statements(uow.dialect)
    row = dict.fromkeys(statements.columns) | {
        "id": new_id(uow.now),
        "app": uow.app,
        "kind": kind,
        "key": key,
        "payload": orjson.dumps(payload).decode(),
        "state": "todo",
        "attempts": 0,
        "next_at": uow.now if at is None else at,
        "done": 0,
        "total": 0,
        "actor": uow.actor.id,
        "cause": orjson.dumps(uow.cause.to_json()).decode(),
        "created_at": uow.now,
    }
    statements.insert.run(uow.cursor, row)
    uow.after_commit[uow.runtime.jobs.wake] = None
    if uow.cursor.rowcount == 0:
        statements.by_key.run(uow.cursor, {"kind": kind, "key": key})
        return str(uow.cursor.fetchone()[0])
    return str(row["id"])


def take(uow: UnitOfWork) -> Job | None:
    """The next job that is ready, the caller's until it ends it or the process ends."""
    statements = _statements(uow.dialect)
    statements.first.run(uow.cursor, {"now": uow.now})
    values = uow.cursor.fetchone()
    if values is None:
        return None
    row = dict(zip(statements.columns, values, strict=True))
    taken = {"state": "running", "attempts": row["attempts"] + 1}
    statements.take.run(uow.cursor, {**taken, "id_": row["id"]})
    return _job({**row, **taken})


def end(uow: UnitOfWork, job: Job, result: Any) -> bool:
    """Marks a job done; False if it was ended already."""
    told = orjson.dumps(result).decode()
    return _end(uow, job, {"state": "done", "result": told, "error": None, "next_at": uow.now})


def fail(uow: UnitOfWork, job: Job, error: str, attempts: int) -> bool:
    """Tries a job again later, or gives it up after ``attempts``; True if it is given up."""
    last = job.attempts >= attempts
    pause = BACKOFF * 2 ** (job.attempts - 1)
    state = "failed" if last else "todo"
    _end(uow, job, {"state": state, "result": None, "error": error, "next_at": uow.now + pause})
    return last


def _end(uow: UnitOfWork, job: Job, values: dict[str, Any]) -> bool:
    _statements(uow.dialect).end.run(uow.cursor, {**values, "id_": job.id})
    uow.hint(f"jobs:{job.actor}")
    return uow.cursor.rowcount == 1


def advance(uow: UnitOfWork, job: Job, position: Any, done: int, total: int) -> None:
    """Notes how far a job has come, in the transaction of its chunk."""
    values = {"position": orjson.dumps(position).decode(), "done": done, "total": total}
    _statements(uow.dialect).advance.run(uow.cursor, {**values, "id_": job.id})
    uow.hint(f"jobs:{job.actor}")


def recover(uow: UnitOfWork) -> None:
    """At the start of the only process: what was running when it ended is to be done again."""
    _statements(uow.dialect).recover.run(uow.cursor, {"state": "todo", "next_at": uow.now})


def find(cursor: Cursor, dialect: Dialect, id_: str) -> Job | None:
    statements = _statements(dialect)
    statements.find.run(cursor, {"id_": id_})
    values = cursor.fetchone()
    return None if values is None else _job(dict(zip(statements.columns, values, strict=True)))


def forget_before(uow: UnitOfWork, instant: int) -> None:
    """Drops jobs that were done before ``instant``; failed ones stay."""
    _statements(uow.dialect).forget.run(uow.cursor, {"before": instant})


def next_at(cursor: Cursor, dialect: Dialect) -> int | None:
    """When the next job is to begin."""
    _statements(dialect).next.run(cursor)
    found: int | None = cursor.fetchone()[0]
    return found


def _job(row: dict[str, Any]) -> Job:
    names = ("id", "app", "kind", "key", "state", "attempts", "done", "total", "error", "actor")
    told = {name: row[name] for name in names}
    read = {name: _read(row[name]) for name in ("payload", "position", "result", "cause")}
    return Job(**told, **read)


def _read(text: str | None) -> Any:
    return None if text is None else orjson.loads(text)
