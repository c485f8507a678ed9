"""Reads and writes tasks and the people who have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from functools import cache
from typing import Any

import orjson
import sqlalchemy as sa

from engine.people.finding import Connected
from engine.records.dialect import Dialect
from engine.records.statement import Statement
from engine.tasks.tables import person, task
from engine.tasks.task import Task, Timer

COLUMNS = tuple(column.name for column in fields(Task))
JSON = frozenset({"title", "help", "data", "timers", "cause"})


@cache
def find_statement(dialect: Dialect) -> Statement:
    columns = [task.c[name] for name in COLUMNS]
    return Statement(sa.select(*columns).where(task.c.id == text_bind("id")), dialect)


@cache
def of_record_statement(dialect: Dialect) -> Statement:
    columns = [task.c[name] for name in COLUMNS]
    same = (task.c[name] == text_bind(name) for name in ("app", "entity", "record", "state"))
    return Statement(sa.select(*columns).where(*same).order_by(task.c.id), dialect)


@cache
def insert_statement(dialect: Dialect) -> Statement:
    return Statement(task.insert().inline(), dialect, COLUMNS)


@cache
def update_statement(dialect: Dialect, names: tuple[str, ...]) -> Statement:
    """Writes columns of a task that still has the version it was read with."""
    clause = task.update().where(task.c.id == text_bind("id_"), task.c.version == number_bind("version_"))
    return Statement(clause, dialect, names)


@cache
def timers_statement(dialect: Dialect) -> Statement:
    """Timers come and go without counting as a change of the task."""
    return Statement(task.update().where(task.c.id == text_bind("id_")), dialect, ("timers",))


@cache
def people_statement(dialect: Dialect) -> Statement:
    clause = sa.select(person.c.user, person.c.state, person.c.since).where(person.c.task == text_bind("task"))
    return Statement(clause.order_by(person.c.since, person.c.user), dialect)


@cache
def insert_person_statement(dialect: Dialect) -> Statement:
    return Statement(person.insert().inline(), dialect, ("task", "user", "state", "since"))


@cache
def drop_person_statement(dialect: Dialect) -> Statement:
    clause = person.delete().where(person.c.task == text_bind("task"), person.c.user == text_bind("person"))
    return Statement(clause, dialect)


@cache
def move_people_statement(dialect: Dialect) -> Statement:
    """Everybody of a task in one state comes into another."""
    clause = person.update().where(person.c.task == text_bind("task"), person.c.state == text_bind("before"))
    return Statement(clause.values(state=text_bind("after")), dialect)


def text_bind(name: str) -> Any:
    return sa.bindparam(name, type_=sa.Text)


def number_bind(name: str) -> Any:
    return sa.bindparam(name, type_=sa.BigInteger)


def find(at: Connected, id: str) -> Task | None:
    """The task with this id."""
    find_statement(at.dialect).run(at.cursor, {"id": id})
    row = at.cursor.fetchone()
    return None if row is None else read(row)


def of_record(at: Connected, app: str, entity: str, record: str, state: str) -> list[Task]:
    """The tasks about a record that are in a state, the oldest first."""
    values = {"app": app, "entity": entity, "record": record, "state": state}
    of_record_statement(at.dialect).run(at.cursor, values)
    return [read(row) for row in at.cursor.fetchall()]


def insert(at: Connected, made: Task) -> None:
    insert_statement(at.dialect).run(at.cursor, _stored({name: getattr(made, name) for name in COLUMNS}))


def update(at: Connected, found: Task, values: Mapping[str, Any]) -> bool:
    """Writes columns and counts the version up; False if somebody else was quicker."""
    changed = _stored({**values, "version": found.version + 1})
    statement = update_statement(at.dialect, tuple(sorted(changed)))
    statement.run(at.cursor, {**changed, "id_": found.id, "version_": found.version})
    return at.cursor.rowcount == 1


def write_timers(at: Connected, id: str, timers: Sequence[Timer]) -> None:
    timers_statement(at.dialect).run(at.cursor, {**_stored({"timers": timers}), "id_": id})


def people(at: Connected, id: str) -> dict[str, str]:
    """The people of a task and their state, in the order in which they got it."""
    people_statement(at.dialect).run(at.cursor, {"task": id})
    return {user: state for user, state, _ in at.cursor.fetchall()}


def set_person(at: Connected, id: str, user: str, state: str, since: int) -> None:
    drop_person_statement(at.dialect).run(at.cursor, {"task": id, "person": user})
    row = {"task": id, "user": user, "state": state, "since": since}
    insert_person_statement(at.dialect).run(at.cursor, row)


def move_people(at: Connected, id: str, before: str, after: str) -> None:
    move_people_statement(at.dialect).run(at.cursor, {"task": id, "before": before, "after": after})


def read(row: tuple[Any, ...]) -> Task:
    """A task of a row of COLUMNS."""
    values = {name: orjson.loads(value) if name in JSON else value for name, value in zip(COLUMNS, row, strict=True)}
    values["timers"] = tuple(Timer(**timer) for timer in values["timers"])
    return Task(**values)


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: orjson.dumps(value, default=asdict).decode() if name in JSON else value for name, value in values.items()
    }
