"""How long each kept value held: rows opened and closed when a tag, a segment or a condition flips."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.records import kernel
from engine.records.change import Change, Touched
from engine.records.dialect import Dialect
from engine.records.statement import Statement

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


@cache
def _open(dialect: Dialect) -> Statement:
    columns = ["app", "entity", "record", "what", "value", "since", "rule_version"]
    return Statement(kernel.interval.insert().inline(), dialect, columns)


@cache
def _close(dialect: Dialect) -> Statement:
    table = kernel.interval
    clause = table.update().where(
        table.c.record == sa.bindparam("record_", type_=sa.Text),
        table.c.what == sa.bindparam("what_", type_=sa.Text),
        table.c.until.is_(None),
    )
    return Statement(clause, dialect, ["until"])


def write_intervals(uow: UnitOfWork, wave: Iterable[tuple[Touched, Change]]) -> None:
    opened: list[dict[str, Any]] = []
    closed: list[dict[str, Any]] = []
    for touched, change in wave:
        for attribute in touched.store.intervals:
            before, after = _values(attribute.name, change)
            if before == after:
                continue
            if before is not None:
                closed.append({"record_": change.id, "what_": attribute.name, "until": uow.now})
            if after is not None:
                opened.append(_row(uow, change, attribute.name, after))
    if closed:
        _close(uow.dialect).run_many(uow.cursor, closed)
    if opened:
        _open(uow.dialect).run_many(uow.cursor, opened)


def _values(name: str, change: Change) -> tuple[str | None, str | None]:
    """The value before and after as intervals tell it: null while it does not hold or the record is away."""
    before = None if change.before is None or change.operation == "restore" else change.before[name]
    after = None if change.operation == "delete" else change.after[name]
    return _told(before), _told(after)


def _told(value: Any) -> str | None:
    if value is None or value is False:
        return None
    return "" if value is True else str(value)


def _row(uow: UnitOfWork, change: Change, what: str, value: str) -> dict[str, Any]:
    return {
        "app": change.app,
        "entity": change.entity,
        "record": change.id,
        "what": what,
        "value": value or None,
        "since": uow.now,
        "rule_version": uow.version(change.app).number,
    }
