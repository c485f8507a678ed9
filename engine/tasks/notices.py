"""Notices: what people are told. What somebody has to do is a task and not a notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import orjson

from engine.records.dialect import Dialect
from engine.records.ids import new_id
from engine.records.statement import Statement
from engine.tasks.store import number_bind, text_bind
from engine.tasks.tables import notice
from engine.tasks.task import Texts
from engine.tasks.topics import hint_people

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

COLUMNS = ("id", "app", "user", "entity", "record", "element", "text", "cause", "at")


@dataclass(frozen=True)
class About:
    """The record that somebody is told about, and the definition that says so."""

    app: str
    entity: str
    record: str
    element: str


@cache
def _insert(dialect: Dialect) -> Statement:
    return Statement(notice.insert().inline(), dialect, COLUMNS)


@cache
def _read(dialect: Dialect) -> Statement:
    own = notice.c.user == text_bind("user_id"), notice.c.app == text_bind("app_name")
    unread = notice.c.read_at.is_(None), dialect.among(notice.c.id, "ids")
    return Statement(notice.update().where(*own, *unread).values(read_at=number_bind("now")), dialect)


def tell(uow: UnitOfWork, user: str, about: About, text: Texts) -> str:
    """Puts a notice into somebody's inbox, with its text by language; gives its id."""
    row = {"id": new_id(uow.now), "app": about.app, "user": user, "entity": about.entity}
    row |= {"record": about.record, "element": about.element}
    stored = {"text": orjson.dumps(text).decode(), "cause": orjson.dumps(uow.cause.to_json()).decode()}
    _insert(uow.dialect).run(uow.cursor, {**row, **stored, "at": uow.now})
    hint_people(uow, (user,), "notices")
    return row["id"]


def mark_read(uow: UnitOfWork, app: str, user: str, ids: Sequence[str]) -> int:
    """Marks a person's own notices as read; how many were unread before."""
    values = {"user_id": user, "app_name": app, "ids": uow.dialect.pack(list(ids)), "now": uow.now}
    _read(uow.dialect).run(uow.cursor, values)
    count = uow.cursor.rowcount
    if count:
        hint_people(uow, (user,), "notices")
    return count
