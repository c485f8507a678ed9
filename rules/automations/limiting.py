"""The limit of a rule: how often it acted in the present window, and what waits once it has paused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.records.dialect import Dialect
from engine.records.statement import Statement
from rules.automations import log, tables
from rules.automations.acting import act
from rules.automations.asking import ask
from rules.automations.automation import Rule

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

Row = Mapping[str, Any]


@dataclass(frozen=True)
class State:
    """How a rule with a limit stands; see the table."""

    app: str
    rule: str
    state: Literal["active", "paused", "releasing"] = "active"
    since: int = 0
    count: int = 0
    upto: int | None = None
    task: str | None = None


@dataclass(frozen=True)
class Held:
    """A run that waits."""

    seq: int
    record: str
    old: Row | None


class _Statements:
    def __init__(self, dialect: Dialect) -> None:
        state, held = tables.state, tables.held
        app, rule = sa.bindparam("app", type_=sa.Text), sa.bindparam("rule", type_=sa.Text)
        own, waiting = (state.c.app == app, state.c.rule == rule), (held.c.app == app, held.c.rule == rule)
        self.find = Statement(sa.select(state).where(*own), dialect)
        self.of_app = Statement(sa.select(state).where(state.c.app == app), dialect)
        insert = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
        new = insert(state).inline()
        kept = {name: new.excluded[name] for name in ("state", "since", "count", "upto", "task")}
        upsert = new.on_conflict_do_update(index_elements=["app", "rule"], set_=kept)
        self.save = Statement(upsert, dialect, [column.name for column in state.c])
        self.forget = Statement(state.delete().where(*own), dialect)
        columns = [column.name for column in held.c if column.name != "seq"]
        self.hold = Statement(held.insert().inline(), dialect, columns)
        first = sa.select(held.c.seq, held.c.record, held.c.old).where(*waiting).order_by(held.c.seq)
        self.first = Statement(first.limit(sa.bindparam("most", type_=sa.BigInteger)), dialect)
        self.take = Statement(held.delete().where(held.c.seq == sa.bindparam("seq", type_=sa.BigInteger)), dialect)
        waits = sa.select(sa.func.count(), sa.func.max(held.c.seq)).where(*waiting)
        self.waits = Statement(waits, dialect)
        self.drop = Statement(held.delete().where(*waiting), dialect)


@cache
def _statements(dialect: Dialect) -> _Statements:
    return _Statements(dialect)


def attempt(uow: UnitOfWork, rule: Rule, row: Row, old: Row | None = None) -> list[log.Entry]:
    """Lets the rule act if its limit allows; else what it would have done waits. Gives what is to be noted."""
    if rule.automation.limit is None:
        return act(uow, rule, row, old)
    if allowed(uow, rule, row):
        return act(uow, rule, row, old)
    _hold(uow, rule, row, old)
    return [log.entry(uow, rule, row, "held")]


def allowed(uow: UnitOfWork, rule: Rule, row: Row) -> bool:
    """Counts one more; whether the rule may act. A rule that has used up its window pauses, and a manager is asked."""
    found = state_of(uow, rule)
    return found.state == "active" and counted(uow, rule, found, row["id"]).state == "active"


def counted(uow: UnitOfWork, rule: Rule, found: State, record: str) -> State:
    """How a rule stands after one more run: paused, with the question asked, where its window is used up."""
    limit = rule.automation.limit
    assert limit is not None
    if uow.now - found.since >= limit.milliseconds:
        found = replace(found, since=uow.now, count=0)
    if found.count < limit.count:
        found = replace(found, count=found.count + 1)
    else:
        found = replace(found, state="paused", upto=None, task=ask(uow, rule, record))
    save(uow, found)
    return found


def state_of(uow: UnitOfWork, rule: Rule) -> State:
    """How the rule stands."""
    _statements(uow.dialect).find.run(uow.cursor, {"app": rule.entity.app, "rule": rule.key})
    values = uow.cursor.fetchone()
    return State(*values) if values is not None else State(rule.entity.app, rule.key)


def states_of(uow: UnitOfWork, app: str) -> list[State]:
    """How the rules of an app stand that have ever counted."""
    _statements(uow.dialect).of_app.run(uow.cursor, {"app": app})
    return [State(*values) for values in uow.cursor.fetchall()]


def save(uow: UnitOfWork, state: State) -> None:
    _statements(uow.dialect).save.run(uow.cursor, vars(state))


def forget(uow: UnitOfWork, state: State) -> None:
    """The rule is gone, or has no limit any more."""
    _statements(uow.dialect).forget.run(uow.cursor, {"app": state.app, "rule": state.rule})


def _hold(uow: UnitOfWork, rule: Rule, row: Row, old: Row | None) -> None:
    waiting = {
        "app": rule.entity.app,
        "rule": rule.key,
        "entity": rule.entity.name,
        "record": row["id"],
        "at": uow.now,
        "cause": orjson.dumps(uow.cause.to_json()).decode(),
        "old": orjson.dumps(dict(old), default=str).decode() if old is not None else None,
    }
    _statements(uow.dialect).hold.run(uow.cursor, waiting)


def waiting(uow: UnitOfWork, app: str, rule: str) -> tuple[int, int]:
    """How many runs wait, and the number of the last of them."""
    _statements(uow.dialect).waits.run(uow.cursor, {"app": app, "rule": rule})
    count, last = uow.cursor.fetchone()
    return count, last or 0


def first_held(uow: UnitOfWork, app: str, rule: str, most: int) -> list[Held]:
    """The runs that have waited longest."""
    _statements(uow.dialect).first.run(uow.cursor, {"app": app, "rule": rule, "most": most})
    rows = uow.cursor.fetchall()
    return [Held(seq, record, orjson.loads(old) if old is not None else None) for seq, record, old in rows]


def take(uow: UnitOfWork, one: Held) -> None:
    """The run waits no longer."""
    _statements(uow.dialect).take.run(uow.cursor, {"seq": one.seq})


def drop_held(uow: UnitOfWork, app: str, rule: str) -> None:
    """Nothing of the rule waits any more."""
    _statements(uow.dialect).drop.run(uow.cursor, {"app": app, "rule": rule})
