"""Commands with a key happen once: the first result is kept and given again."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
import sqlalchemy as sa

from engine.problems import Problem, Refused
from engine.records import kernel
from engine.records.dialect import Dialect
from engine.records.statement import Cursor, Statement

MISSING = object()


@cache
def _find(dialect: Dialect) -> Statement:
    table = kernel.idempotency
    key = table.c.key == sa.bindparam("key", type_=sa.Text)
    return Statement(sa.select(table.c.digest, table.c.result).where(key), dialect)


@cache
def _keep(dialect: Dialect) -> Statement:
    return Statement(kernel.idempotency.insert().inline(), dialect, ["key", "digest", "result", "at"])


@cache
def _forget(dialect: Dialect) -> Statement:
    table = kernel.idempotency
    return Statement(table.delete().where(table.c.at < sa.bindparam("at", type_=sa.BigInteger)), dialect)


def stored_result(cursor: Cursor, dialect: Dialect, key: str, digest: str | None) -> Any:
    """The first result under this key, or MISSING; Refused 422 if the key was for another request."""
    _find(dialect).run(cursor, {"key": key})
    found = cursor.fetchone()
    if found is None:
        return MISSING
    if found[0] != digest:
        raise Refused((Problem("command.key_reused", {"key": key}),), 422)
    return orjson.loads(found[1])


def store_result(cursor: Cursor, dialect: Dialect, key: str, digest: str | None, result: Any, now: int) -> None:
    told = orjson.dumps(result).decode()
    _keep(dialect).run(cursor, {"key": key, "digest": digest, "result": told, "at": now})


def forget_before(cursor: Cursor, dialect: Dialect, instant: int) -> None:
    """Drops keys older than ``instant``."""
    _forget(dialect).run(cursor, {"at": instant})
