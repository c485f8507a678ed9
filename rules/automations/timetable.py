"""Rules that act at times: which times come next, and the records that each of them is about, chunk by chunk.

An occurrence that was missed while nothing ran is made up for, in order; each happens exactly once, because its
place in the records is kept in the transaction of its chunk.
"""

from __future__ import annotations

from functools import cache, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.expressions import sql
from engine.expressions.sql import Binds, NotInSql, SqlContext, bind_values
from engine.records import kernel
from engine.records.calendars import working_calendar
from engine.records.clock import EPOCH, zone_of
from engine.records.derive.propagate import SWEEP
from engine.records.dialect import Dialect
from engine.records.statement import Statement
from engine.records.store import Store
from engine.time.calendar import local
from engine.time.occurrence import days_of_field, next_after
from engine.time.repeat import Daily, Named, Repeat
from rules.automations import log
from rules.automations.automation import Rule, Schedule
from rules.automations.limiting import attempt
from rules.automations.running import holds, rule_named, rules_of

if TYPE_CHECKING:
    from engine.records.schema import Schema
    from engine.records.unit_of_work import UnitOfWork

OCCURRENCE = "timetable"  # after the sweep of the same instant, which goes by the name of its kind
RUN = "timetable.run"
CHUNK = 50  # records handled by one command


@cache
def _set(dialect: Dialect) -> tuple[Statement, Statement]:
    """The times that are set for an app, and whether a sweep of it is still to come at an instant."""
    table = kernel.due
    kind = table.c.kind == sa.bindparam("kind", type_=sa.Text)
    app = sa.bindparam("app", type_=sa.Text)
    own = sa.func.substr(table.c.key, 1, sa.func.length(app)) == app
    at = table.c.at <= sa.bindparam("at", type_=sa.BigInteger)
    known = Statement(sa.select(table.c.key, table.c.payload).where(kind, own), dialect)
    return known, Statement(sa.select(sa.literal_column("1")).where(kind, own, at).limit(1), dialect)


def follow_version(uow: UnitOfWork, app: str) -> None:
    """After publishing: sets the next time of each schedule; one that has not changed keeps what it has missed."""
    known, _ = _set(uow.dialect)
    known.run(uow.cursor, {"kind": OCCURRENCE, "app": f"{app}/"})
    before = dict(uow.cursor.fetchall())
    for rule in rules_of(uow, app).all():
        for number, schedule in enumerate(rule.schedules):
            key, digest = f"{app}/{rule.key}/{number}", _digest(uow, app, schedule)
            if digest not in before.pop(key, ""):
                _set_next(uow, key, {"app": app, "rule": rule.key, "number": number, "digest": digest}, schedule)
    for key in before:
        uow.cancel_due(OCCURRENCE, key)


def _digest(uow: UnitOfWork, app: str, schedule: Schedule) -> str:
    """Of all that decides when the schedule comes round."""
    calendar = working_calendar(uow.actives[app])
    working: tuple[object, ...] = ()
    if calendar is not None:
        working = sorted(calendar.holidays), sorted(calendar.workdays), dict(calendar.week), dict(calendar.days)
    return sha256(f"{schedule} {uow.actives[app].zone} {working}".encode()).hexdigest()


def _set_next(uow: UnitOfWork, key: str, payload: Any, schedule: Schedule, after: int | None = None) -> None:
    active = uow.actives[payload["app"]]
    instant = uow.now if after is None else after
    following = next_after(_daily(schedule), instant, zone_of(active.zone), working_calendar(active))
    if following is not None:
        uow.set_due(OCCURRENCE, key, following, payload)


def _daily(schedule: Schedule) -> Repeat:
    """Anniversaries of a date field come every day, for other records each."""
    if schedule.field is None or not isinstance(schedule.every, Named):
        return schedule.every
    return Daily(schedule.every.clock)


def on_occurrence(uow: UnitOfWork, key: str, at: int, payload: Any) -> None:
    """The time of a schedule: sets the next one, and begins with the records."""
    found = _schedule(uow, payload)
    if found is None:
        return
    if _swept(uow, payload["app"], at):
        _set_next(uow, key, payload, found[1], at)
        _chunk(uow, *found, {**payload, "key": key, "after": ""}, at)
    else:
        uow.set_due(OCCURRENCE, key, at, payload)


def on_run(uow: UnitOfWork, key: str, at: int, payload: Any) -> None:
    """The next chunk of an occurrence."""
    found = _schedule(uow, payload)
    if found is not None:
        _chunk(uow, *found, payload, at)


def _schedule(uow: UnitOfWork, payload: Any) -> tuple[Rule, Schedule] | None:
    rule = rule_named(uow, payload["app"], payload["rule"])
    if rule is None or payload["number"] >= len(rule.schedules):
        return None
    return rule, rule.schedules[payload["number"]]


def _swept(uow: UnitOfWork, app: str, at: int) -> bool:
    """Whether time has done its work on the app's records up to an instant."""
    _, coming = _set(uow.dialect)
    coming.run(uow.cursor, {"kind": SWEEP, "app": f"{app}/", "at": at})
    return uow.cursor.fetchone() is None


def _chunk(uow: UnitOfWork, rule: Rule, schedule: Schedule, payload: Any, at: int) -> None:
    """The records are those for which the condition holds at the instant; what is done about them is done now."""
    present = uow.now
    uow.move_to(at)
    ids, last = _chosen(uow, rule, schedule, payload["after"])
    uow.move_to(present)
    entries: list[log.Entry] = []
    for id in ids:
        row = uow.get(rule.entity, id)
        if row is not None:
            entries += attempt(uow, rule, row)
    log.write(uow, entries)
    if last is not None:
        uow.set_due(RUN, f"{payload['key']}#{at}", at, {**payload, "after": last})


def _chosen(uow: UnitOfWork, rule: Rule, schedule: Schedule, after: str) -> tuple[list[str], str | None]:
    """The next records by id, and after which one to go on; None if these were the last."""
    store = uow.store(rule.entity)
    statement, binds, asked = _selection(store, uow.actives[rule.entity.app].schema, rule, schedule)
    values = bind_values(binds, uow.environment(rule.entity.app)) | {"after_id": after}
    if schedule.field is not None:
        values["field_days"] = uow.dialect.pack(_days(uow, rule, schedule))
    statement.run(uow.cursor, values)
    ids = [id for (id,) in uow.cursor.fetchall()]
    last = ids[-1] if len(ids) == CHUNK else None
    return (ids if asked else [id for id in ids if _holds(uow, rule, id)]), last


def _holds(uow: UnitOfWork, rule: Rule, id: str) -> bool:
    row = uow.get(rule.entity, id)
    return row is not None and holds(uow, rule, row)


def _days(uow: UnitOfWork, rule: Rule, schedule: Schedule) -> list[int]:
    """The values of the date field for which the instant is an anniversary, as stored."""
    assert isinstance(schedule.every, Named)
    active = uow.actives[rule.entity.app]
    day = local(uow.now, zone_of(active.zone)).date()
    return [(found - EPOCH).days for found in days_of_field(schedule.every, day, working_calendar(active))]


@lru_cache(maxsize=256)
def _selection(store: Store, schema: Schema, rule: Rule, schedule: Schedule) -> tuple[Statement, Binds, bool]:
    """A chunk of the records, and whether the condition is part of it: what no database computes is asked after."""
    table = store.table
    where = [table.c.id > sa.bindparam("after_id", type_=sa.Text), table.c.deleted_at.is_(None)]
    if schedule.field is not None:
        column = table.c[store.columns[schedule.field]]
        where.append(store.dialect.among(column, "field_days", sa.BigInteger))
    context = SqlContext(schema.catalog, schema.tables, table, store.dialect.name, schema.zone)
    asked = True
    try:
        conditions = [sql.condition(rule.when, context)] if rule.when is not None else []
    except NotInSql:
        conditions, asked = [], False
    clause = sa.select(table.c.id).where(*where, *conditions).order_by(table.c.id).limit(CHUNK)
    return Statement(clause, store.dialect), context.binds if asked else {}, asked
