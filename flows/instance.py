"""A running flow in its rows: read, made, moved on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.records.dialect import Dialect
from engine.records.ids import new_id
from engine.records.statement import Cursor, Statement
from flows.state import State, Token
from flows.tables import event, instance, token

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Instance:
    """A flow about one record, pinned to the version of the app in which it was started."""

    id: str
    app: str
    flow: str
    number: int
    entity: str
    record: str
    state: State
    started_at: int
    started_by: str | None = None
    ended_at: int | None = None


@dataclass(frozen=True)
class Event:
    """One thing that happened in a flow; ``record`` is what the step made."""

    step: str
    kind: str
    at: int
    outcome: str | None = None
    by: str | None = None
    record: str | None = None


def create(uow: UnitOfWork, app: str, flow: str, entity: str, record: str) -> Instance:
    """A new instance, not yet at any step."""
    number = uow.version(app).number
    made = Instance(new_id(uow.now), app, flow, number, entity, record, State(), uow.now, uow.actor.id)
    row = {"id": made.id, "app": app, "flow": flow, "number": number, "entity": entity, "record": record}
    row |= {"status": "running", "outcome": None, "last": 0, "started_at": uow.now}
    _insert(instance, uow.dialect).run(uow.cursor, {**row, "started_by": uow.actor.id, "ended_at": None})
    return made


def save(uow: UnitOfWork, before: Instance, state: State) -> Instance:
    """Writes what changed of the state."""
    gone = [one for one in before.state.tokens if state.token(one.id) is None]
    new = [one for one in state.tokens if before.state.token(one.id) is None]
    for one in gone:
        _delete_token(uow.dialect).run(uow.cursor, {"instance": before.id, "token": one.id})
    for one in new:
        row = {"instance": before.id, "id": one.id, "step": one.step, "since": one.since, "tasks": None}
        _insert(token, uow.dialect).run(uow.cursor, row)
    ended = uow.now if state.status == "done" else None
    values = {
        "key": before.id,
        "status": state.status,
        "outcome": state.outcome,
        "last": state.last,
        "ended_at": ended,
    }
    _update(uow.dialect).run(uow.cursor, values)
    return replace(before, state=state)


def note(uow: UnitOfWork, one: Instance, found: Event) -> None:
    """Adds to the history of an instance."""
    _count_events(uow.dialect).run(uow.cursor, {"instance": one.id})
    seq = uow.cursor.fetchone()[0] + 1
    row = {"instance": one.id, "seq": seq, "step": found.step, "kind": found.kind, "outcome": found.outcome}
    _insert(event, uow.dialect).run(uow.cursor, {**row, "by": found.by, "record": found.record, "at": found.at})


def load(cursor: Cursor, dialect: Dialect, id: str) -> Instance | None:
    """An instance with its tokens."""
    _by_id(dialect).run(cursor, {"key": id})
    row = cursor.fetchone()
    return _instance(cursor, dialect, row) if row is not None else None


def of_record(cursor: Cursor, dialect: Dialect, record: str) -> list[Instance]:
    """The instances about a record, the latest first."""
    _by_record(dialect).run(cursor, {"record": record})
    return [_instance(cursor, dialect, row) for row in cursor.fetchall()]


def of_earlier_versions(uow: UnitOfWork, app: str, number: int) -> list[Instance]:
    """The running instances of an app that began under another version."""
    _earlier(uow.dialect).run(uow.cursor, {"app": app, "number": number})
    return [_instance(uow.cursor, uow.dialect, row) for row in uow.cursor.fetchall()]


def events(cursor: Cursor, dialect: Dialect, id: str) -> list[Event]:
    """What happened in an instance, in order."""
    _events(dialect).run(cursor, {"instance": id})
    return [Event(step, kind, at, outcome, by, record) for step, kind, outcome, by, record, at in cursor.fetchall()]


def set_tasks(uow: UnitOfWork, instance: str, token: int, tasks: tuple[str, ...]) -> None:
    """Remembers the tasks that were opened for a token."""
    _set_tasks(uow.dialect).run(uow.cursor, {"of": instance, "token": token, "tasks": " ".join(tasks)})


def tasks_of(cursor: Cursor, dialect: Dialect, instance: str, token: int) -> tuple[str, ...]:
    """The tasks that were opened for a token."""
    _tasks_of(dialect).run(cursor, {"of": instance, "token": token})
    row = cursor.fetchone()
    return tuple((row[0] or "").split()) if row is not None else ()


def _instance(cursor: Cursor, dialect: Dialect, row: tuple[Any, ...]) -> Instance:
    id, app, flow, number, entity, record, status, outcome, last, at, by, ended = row
    _tokens(dialect).run(cursor, {"instance": id})
    tokens = tuple(Token(*found) for found in cursor.fetchall())
    return Instance(id, app, flow, number, entity, record, State(status, tokens, outcome, last), at, by, ended)


_COLUMNS = (
    "id",
    "app",
    "flow",
    "number",
    "entity",
    "record",
    "status",
    "outcome",
    "last",
    "started_at",
    "started_by",
    "ended_at",
)


@cache
def _insert(table: sa.Table, dialect: Dialect) -> Statement:
    return Statement(table.insert().inline(), dialect, [column.name for column in table.c])


@cache
def _by_id(dialect: Dialect) -> Statement:
    chosen = sa.select(*(instance.c[name] for name in _COLUMNS))
    return Statement(chosen.where(instance.c.id == sa.bindparam("key", type_=sa.Text)), dialect)


@cache
def _by_record(dialect: Dialect) -> Statement:
    chosen = sa.select(*(instance.c[name] for name in _COLUMNS)).order_by(instance.c.id.desc())
    return Statement(chosen.where(instance.c.record == sa.bindparam("record", type_=sa.Text)), dialect)


@cache
def _earlier(dialect: Dialect) -> Statement:
    chosen = sa.select(*(instance.c[name] for name in _COLUMNS)).order_by(instance.c.id)
    running = instance.c.app == sa.bindparam("app", type_=sa.Text), instance.c.status == "running"
    return Statement(chosen.where(*running, instance.c.number != sa.bindparam("number", type_=sa.BigInteger)), dialect)


@cache
def _tokens(dialect: Dialect) -> Statement:
    own = token.c.instance == sa.bindparam("instance", type_=sa.Text)
    return Statement(sa.select(token.c.id, token.c.step, token.c.since).where(own).order_by(token.c.id), dialect)


@cache
def _delete_token(dialect: Dialect) -> Statement:
    own = token.c.instance == sa.bindparam("instance", type_=sa.Text)
    return Statement(token.delete().where(own, token.c.id == sa.bindparam("token", type_=sa.BigInteger)), dialect)


@cache
def _update(dialect: Dialect) -> Statement:
    changed = instance.update().where(instance.c.id == sa.bindparam("key", type_=sa.Text))
    return Statement(changed, dialect, ["status", "outcome", "last", "ended_at"])


@cache
def _count_events(dialect: Dialect) -> Statement:
    own = event.c.instance == sa.bindparam("instance", type_=sa.Text)
    return Statement(sa.select(sa.func.coalesce(sa.func.max(event.c.seq), 0)).where(own), dialect)


@cache
def _events(dialect: Dialect) -> Statement:
    own = event.c.instance == sa.bindparam("instance", type_=sa.Text)
    columns = (event.c.step, event.c.kind, event.c.outcome, event.c.by, event.c.record, event.c.at)
    return Statement(sa.select(*columns).where(own).order_by(event.c.seq), dialect)


def _own_token() -> sa.ColumnElement[bool]:
    one = token.c.instance == sa.bindparam("of", type_=sa.Text)
    return sa.and_(one, token.c.id == sa.bindparam("token", type_=sa.BigInteger))


@cache
def _set_tasks(dialect: Dialect) -> Statement:
    return Statement(token.update().where(_own_token()), dialect, ["tasks"])


@cache
def _tasks_of(dialect: Dialect) -> Statement:
    return Statement(sa.select(token.c.tasks).where(_own_token()), dialect)
