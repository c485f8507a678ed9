"""Reading the change log: what happened to a record, as values, and the record as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
import sqlalchemy as sa

from engine.records import kernel
from engine.records.dialect import Dialect
from engine.records.readers import Reader
from engine.records.statement import Statement


@dataclass(frozen=True)
class Entry:
    """One row of the change log; ``diff`` is {attribute: [old, new]} in stored form."""

    seq: int
    app: str
    entity: str
    record: str
    version: int
    operation: str
    actor: str | None
    cause: dict[str, Any]
    at: int
    diff: dict[str, list[Any]]
    job: str | None


@dataclass(frozen=True)
class Interval:
    """A stretch of time in which a kept value held; ``value`` is None for a tag or a condition."""

    what: str
    value: str | None
    since: int
    until: int | None
    rule_version: int


COLUMNS = tuple(column.name for column in kernel.change.c)


@cache
def _of_record(dialect: Dialect) -> Statement:
    table = kernel.change
    clause = (
        sa.select(table)
        .where(table.c.record == sa.bindparam("record", type_=sa.Text))
        .where(table.c.seq < sa.bindparam("before", type_=sa.BigInteger))
        .order_by(table.c.seq.desc())
        .limit(sa.bindparam("limit", type_=sa.BigInteger))
    )
    return Statement(clause, dialect)


@cache
def _of_job(dialect: Dialect) -> Statement:
    table = kernel.change
    clause = (
        sa.select(table)
        .where(table.c.job == sa.bindparam("job", type_=sa.Text))
        .where(table.c.seq < sa.bindparam("before", type_=sa.BigInteger))
        .order_by(table.c.seq.desc())
        .limit(sa.bindparam("limit", type_=sa.BigInteger))
    )
    return Statement(clause, dialect)


@cache
def _following(dialect: Dialect) -> Statement:
    table = kernel.change
    clause = (
        sa.select(table)
        .where(table.c.seq > sa.bindparam("after", type_=sa.BigInteger))
        .order_by(table.c.seq)
        .limit(sa.bindparam("limit", type_=sa.BigInteger))
    )
    return Statement(clause, dialect)


@cache
def _intervals(dialect: Dialect) -> Statement:
    table = kernel.interval
    columns = (table.c.what, table.c.value, table.c.since, table.c.until, table.c.rule_version)
    clause = sa.select(*columns).where(table.c.record == sa.bindparam("record", type_=sa.Text))
    return Statement(clause.order_by(table.c.id.desc()), dialect)


@cache
def _touching(dialect: Dialect) -> Statement:
    table = kernel.change
    position = sa.func.instr if dialect.name == "sqlite" else sa.func.strpos
    clause = (
        sa.select(table.c.at)
        .where(table.c.record == sa.bindparam("record", type_=sa.Text))
        .where(position(table.c.diff, sa.bindparam("named", type_=sa.Text)) > 0)
        .order_by(table.c.seq.desc())
        .limit(1)
    )
    return Statement(clause, dialect)


LAST = 2**62


def record_history(reader: Reader, record: str, before: int = LAST, limit: int = 100) -> list[Entry]:
    """The newest changes of a record, before a sequence number."""
    _of_record(reader.dialect).run(reader.cursor, {"record": record, "before": before, "limit": limit})
    return [entry(row) for row in reader.cursor.fetchall()]


def job_changes(reader: Reader, job: str, before: int = LAST, limit: int = 500) -> list[Entry]:
    """The newest changes that a bulk job made, before a sequence number."""
    _of_job(reader.dialect).run(reader.cursor, {"job": job, "before": before, "limit": limit})
    return [entry(row) for row in reader.cursor.fetchall()]


def changes_after(reader: Reader, seq: int, limit: int = 10_000) -> list[Entry]:
    """The changes after a sequence number, oldest first: what a mirror applies."""
    _following(reader.dialect).run(reader.cursor, {"after": seq, "limit": limit})
    return [entry(row) for row in reader.cursor.fetchall()]


def record_intervals(reader: Reader, record: str) -> list[Interval]:
    """When which tags, segments and conditions of a record held, newest first."""
    _intervals(reader.dialect).run(reader.cursor, {"record": record})
    return [Interval(*row) for row in reader.cursor.fetchall()]


def last_change(reader: Reader, record: str, attribute: str) -> int | None:
    """When an attribute of a record last changed; None if the log does not tell."""
    _touching(reader.dialect).run(reader.cursor, {"record": record, "named": f'"{attribute}":['})
    found = reader.cursor.fetchone()
    return found[0] if found is not None else None


def values_at(reader: Reader, record: str, instant: int) -> dict[str, Any] | None:
    """The logged values of a record as they were at an instant; None before it was created."""
    values: dict[str, Any] = {}
    known = False
    for found in reversed(record_history(reader, record, limit=100_000)):
        if found.at > instant:
            break
        known = True
        values.update((name, new) for name, (_, new) in found.diff.items())
    return values if known else None


def entry(row: Sequence[Any]) -> Entry:
    values = dict(zip(COLUMNS, row, strict=True))
    return Entry(**{**values, "cause": orjson.loads(values["cause"]), "diff": orjson.loads(values["diff"])})
