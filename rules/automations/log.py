"""The run log: what each run of a rule read and did, how long it took, because of what, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import orjson
import sqlalchemy as sa

from engine.problems import Problem, Refused
from engine.records.clock import DAY
from engine.records.command import Command
from engine.records.dialect import Dialect
from engine.records.statement import Statement
from rules.automations import tables
from rules.automations.automation import Rule

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

Outcome = Literal["done", "refused", "held", "dropped", "lapsed"]
Entry = dict[str, Any]
KEPT = 30 * DAY


@cache
def _insert(dialect: Dialect) -> Statement:
    columns = [column.name for column in tables.run.c if column.name != "seq"]
    return Statement(tables.run.insert().inline(), dialect, columns)


@cache
def _forget(dialect: Dialect) -> Statement:
    before = tables.run.c.at < sa.bindparam("before", type_=sa.BigInteger)
    return Statement(tables.run.delete().where(before), dialect)


def entry(
    uow: UnitOfWork,
    rule: Rule,
    row: Mapping[str, Any],
    outcome: Outcome,
    *,
    microseconds: int = 0,
    outputs: Iterable[Mapping[str, Any]] = (),
    problems: Iterable[Problem] = (),
) -> Entry:
    """One line of the log, about the cause in force."""
    told = [problem.to_json(language) | {"language": language} for problem in problems for language in ("zh", "en")]
    return {
        "app": rule.entity.app,
        "rule": rule.key,
        "entity": rule.entity.name,
        "record": row["id"],
        "at": uow.now,
        "outcome": outcome,
        "microseconds": microseconds,
        "actor": uow.actor.id,
        "cause": orjson.dumps(uow.cause.to_json()).decode(),
        "inputs": orjson.dumps({name: row.get(name) for name in rule.reads}, default=str).decode(),
        "outputs": orjson.dumps(list(outputs)).decode(),
        "problems": orjson.dumps(told).decode() if told else None,
    }


def write(uow: UnitOfWork, entries: list[Entry]) -> None:
    """Appends lines, all with one statement."""
    if entries:
        _insert(uow.dialect).run_many(uow.cursor, entries)


def write_apart(uow: UnitOfWork, entries: list[Entry]) -> None:
    """Appends lines although the unit of work is about to be undone: in one of their own that follows it."""
    command: Command[None] = Command("interactive", lambda later: write(later, entries))
    with suppress(Refused):  # a queue that is full has more urgent things to do
        uow.runtime.submit(command)


def forget(uow: UnitOfWork, at: int) -> None:
    """Drops what is older than KEPT."""
    _forget(uow.dialect).run(uow.cursor, {"before": at - KEPT})
