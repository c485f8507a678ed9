"""Somebody's notices, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
import sqlalchemy as sa

from engine.expressions.types import DATETIME
from engine.people.finding import Connected
from engine.records.codec import to_json
from engine.records.dialect import Dialect
from engine.records.statement import Statement
from engine.tasks.store import text_bind
from engine.tasks.tables import notice
from engine.tasks.task import said
from engine.tasks.telling import Telling

LIMIT = 100


@dataclass(frozen=True)
class Notice:
    """A notice as it is stored; texts by language, instants in ms."""

    id: str
    entity: str
    record: str
    text: dict[str, str]
    cause: dict[str, Any]
    at: int
    read_at: int | None


@cache
def _list(dialect: Dialect) -> Statement:
    columns = [notice.c[name] for name in ("id", "entity", "record", "text", "cause", "at", "read_at")]
    own = notice.c.user == text_bind("user_id"), notice.c.app == text_bind("app_name")
    return Statement(sa.select(*columns).where(*own).order_by(notice.c.id.desc()).limit(LIMIT), dialect)


@cache
def _unread(dialect: Dialect) -> Statement:
    own = notice.c.user == text_bind("user_id"), notice.c.app == text_bind("app_name")
    clause = sa.select(sa.func.count()).select_from(notice).where(*own, notice.c.read_at.is_(None))
    return Statement(clause, dialect)


def notices_of(at: Connected, app: str, user: str) -> list[Notice]:
    """The last notices of somebody in an app."""
    _list(at.dialect).run(at.cursor, {"user_id": user, "app_name": app})
    return [
        Notice(id, entity, record, orjson.loads(text), orjson.loads(cause), when, read_at)
        for id, entity, record, text, cause, when, read_at in at.cursor.fetchall()
    ]


def unread_of(at: Connected, app: str, user: str) -> int:
    """How many notices of an app somebody has not read."""
    _unread(at.dialect).run(at.cursor, {"user_id": user, "app_name": app})
    return int(at.cursor.fetchone()[0])


def told(telling: Telling) -> dict[str, Any]:
    """``{"records": […], "unread": n}``."""
    reader, app, user = telling.reader, telling.version.app, telling.viewer.id
    found = notices_of(reader, app, user)
    called = telling.labels(found)
    records = [
        {
            "id": each.id,
            "text": said(each.text, telling.language),
            "at": to_json(DATETIME, each.at),
            "form": each.entity,
            "record": {"id": each.record, "label": called.get((each.entity, each.record))},
            "read": each.read_at is not None,
            "cause": telling.cause(each.cause),
        }
        for each in found
    ]
    return {"records": records, "unread": unread_of(reader, app, user)}
