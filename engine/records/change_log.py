"""The append-only change log: one row per touched record and cause, with old and new values."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import orjson

from engine.records import kernel
from engine.records.change import Change, Touched
from engine.records.command import Actor, Cause
from engine.records.dialect import Dialect
from engine.records.statement import Cursor, Statement

SYSTEM_NAMES = frozenset({"id", "version", "created_at", "created_by", "updated_at", "updated_by", "deleted_at"})


@cache
def _insert(dialect: Dialect) -> Statement:
    columns = [column.name for column in kernel.change.c if column.name != "seq"]
    return Statement(kernel.change.insert().inline(), dialect, columns)


def write_log(
    cursor: Cursor, dialect: Dialect, wave: Iterable[tuple[Touched, Change]], actor: Actor, job: str | None
) -> None:
    """Appends the rows of a wave."""
    rows = [row for touched, change in wave for row in _rows(touched, change, actor, job)]
    if rows:
        _insert(dialect).run_many(cursor, rows)


def _rows(touched: Touched, change: Change, actor: Actor, job: str | None) -> list[dict[str, Any]]:
    if len(touched.edits) < 2:
        return [_row(change, change.cause, _diff(change, change.changed), actor, job)]
    edits = list(touched.edits.items())
    written = frozenset[str]().union(*(names for _, names in edits))
    told = [
        change.changed - written | (edits[0][1] & change.changed),
        *(names & change.changed for _, names in edits[1:]),
    ]
    return [
        _row(change, cause, _diff(change, names), actor, job) for (cause, _), names in zip(edits, told, strict=True)
    ]


@lru_cache(maxsize=1024)
def _told(cause: Cause) -> str:
    return orjson.dumps(cause.to_json()).decode()


def _diff(change: Change, names: Iterable[str]) -> dict[str, tuple[Any, Any]]:
    """Old and new value by name, of what is not the system's own."""
    before, after = change.before, change.after
    if before is None:
        return {name: (None, after[name]) for name in names if name not in SYSTEM_NAMES}
    return {name: (before[name], after[name]) for name in names if name not in SYSTEM_NAMES}


def _row(
    change: Change, cause: Cause, diff: dict[str, tuple[Any, Any]], actor: Actor, job: str | None
) -> dict[str, Any]:
    return {
        "app": change.app,
        "entity": change.entity,
        "record": change.id,
        "version": change.after["version"],
        "operation": change.operation,
        "actor": actor.id,
        "cause": _told(cause),
        "at": change.at,
        "diff": orjson.dumps(diff).decode(),
        "job": job,
    }
