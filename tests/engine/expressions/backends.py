"""The same boundary rows in Python, SQLite, PostgreSQL and DuckDB, and the values that each computes of them."""

from __future__ import annotations

import random
import sqlite3
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import sqlalchemy as sa

from engine.expressions import sql
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.runtime.zones import FIRST_DAY, LAST_DAY
from engine.expressions.sql.writer import FOLD
from engine.expressions.types import Boolean, Choice, Choices, Date, DateTime, Number, Reference
from engine.records.text import fold
from engine.time.duration import Duration
from engine.time.workdays import Workdays
from tests.engine.expressions.model import Model, World, values
from tests.engine.expressions.world import CATALOG, FOLDED, NOW, SCOPE, TODAY, ZONE, tables


class Working:
    """A calendar with a holiday week and two days worked in its place; it moves no instants."""

    workdays = Workdays("1111100", worked=(TODAY, TODAY + 15), off=(11_016, 19_782, *range(TODAY - 12, TODAY - 7)))

    def add(self, instant: int, duration: Duration) -> int | None:
        return None


ENVIRONMENT = Environment(
    now=NOW,
    today=TODAY,
    zone=ZoneInfo(ZONE),
    me="u1",
    my_team=frozenset(("u2", "u3", "u4")),
    calendar=Working(),
    parameters={"days": 30, "amount": 5_000_000, "stale": Duration(days=3)},
)
TEXTS = [
    "上海",
    "a",
    "B",
    "ab",
    "A b ",
    "😀",
    "𠮷",
    "Ａ",
    "it's",
    "ß",
    "12.5",
    "-3",
    "x-y-z",
    "１２",
    "\u3000上海",
    "👨\u200d👩",
    "e\u0301%_",
]
FAR = 10**15 - 1


def rows(size: int) -> World:
    """Boundary values and nulls, always the same."""
    rnd = random.Random(7)
    pick = lambda *values: None if rnd.random() < 0.2 else rnd.choice(values)  # noqa: E731
    numbers = (0, 1, -1, 3, 5, -5, 15, 25, 49, 5_000_000, 5_000_001, FAR, -FAR, 123_456_789)
    days = (TODAY, TODAY - 1, TODAY - 29, TODAY - 30, TODAY - 31, 20_514, 19_782, 20_483, 11_016, 0, -400)
    days += (20_118, 20_453, 20_484, 47_540, FIRST_DAY, LAST_DAY)  # ends of months, of a century, of time
    moments = (NOW, NOW - 1, NOW - 3 * 86_400_000, NOW - 259_199_999, NOW - 2_600_000_000, 0, 1_580_000_000_123)
    users = [f"u{index}" for index in range(5)]
    base = {"version": 1, "created_at": 0, "deleted_at": None}
    found: World = {"user": [], "customer": [], "order": [], "customer.items": []}
    for index, user in enumerate(users):
        roles = ("|t/director|", "|t/ceo|x|", None)[index % 3]
        manager = users[index - 1] if index else None
        teams = "|t/presales|" if index % 2 else None
        known = {"name": user.upper(), "manager": manager, "roles": roles, "teams": teams, "active": index != 3}
        found["user"].append(base | {"id": user} | known)
    ids = [f"c{index:03}" for index in range(size)]
    for key in ids:
        found["customer"].append(
            base
            | {"id": key, "owner": pick(*users), "parent_co": pick(key, *ids), "name": pick(*TEXTS)}
            | {"note": pick(*TEXTS), "paid": pick(*numbers), "count": pick(*numbers), "rate": pick(*numbers)}
            | {"last_paid": pick(*days), "birthday": pick(*days), "contact": pick(*moments)}
            | {"stage": pick("clean", "proposal", "won", "lost"), "stage.entered": pick(*moments)}
            | {"status": pick("draft", "settled", "shipped"), "tags": pick("|vip|", "|x|vip|", "|vipx|")}
            | {"tags.high_value": pick(True, False), "flag": pick(True, False), "photo": pick('[{"id": "f"}]')}
        )
    for index in range(size * 3):
        known = {"customer": pick(*ids[: size // 2]), "amount": pick(*numbers), "quantity": pick(0, 1, 2, 7)}
        known |= {"status": pick("draft", "settled"), "paid_on": pick(*days), "at": pick(*moments)}
        known["deleted_at"] = 5 if rnd.random() < 0.15 else None
        found["order"].append(base | {"id": f"o{index:04}"} | known)
    for index in range(size):
        known = {"parent": pick(*ids[: size // 2]), "position": pick(1, 2, 3), "price": pick(*numbers)}
        known |= {"pieces": pick(0, 1, 12), "gift": pick(True, False)}
        found["customer.items"].append(base | {"id": f"i{index:04}"} | known)
    return found


class Database:
    """Runs many columns over all customers in one select."""

    def __init__(self, dialect: Any, connection: Any) -> None:
        self.dialect = dialect
        self.connection = connection
        self.tables = tables()

    def fill(self, found: World) -> None:
        for name, table in self.tables.items():
            self.run(sa.schema.CreateTable(table))
            for row in found[name]:
                columns = {item.column: row.get(key) for key, item in CATALOG[name].attributes.items() if item.column}
                columns |= {f"{key}{FOLD}": row[key] and fold(row[key]) for key in FOLDED if name == "customer"}
                self.run(sa.insert(table).values(**columns))

    def context(self) -> sql.SqlContext:
        return sql.SqlContext(CATALOG, self.tables, self.tables["customer"], self.dialect, ZONE)

    def run(self, statement: Any, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        if self.dialect == "duckdb":
            if isinstance(statement, sa.schema.CreateTable):
                text, parameters = str(statement.compile(dialect=sql.duckdb.DIALECT)), []
            else:
                text, parameters = sql.compile_for_duckdb(statement, values or {})
            return self.in_duckdb(text, parameters)
        result = self.connection.execute(statement, values or {})
        return [tuple(row) for row in result] if result.returns_rows else []

    def in_duckdb(self, text: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
        """DuckDB's optimizer fails on an assertion of its own for some nested subqueries: then without it."""
        try:
            return list(self.connection.execute(text, parameters).fetchall())
        except duckdb.InternalException:
            self.connection.execute("PRAGMA disable_optimizer")
            try:
                return list(self.connection.execute(text, parameters).fetchall())
            finally:
                self.connection.execute("PRAGMA enable_optimizer")

    def values(self, checked: list[Checked]) -> dict[str, tuple[Any, ...]]:
        context = self.context()
        key = self.tables["customer"].c.id
        columns = [sql.column(each, context).label(f"e{index}") for index, each in enumerate(checked)]
        found = self.run(sa.select(key, *columns), sql.bind_values(context.binds, ENVIRONMENT))
        return {row[0]: row[1:] for row in found}

    def columns(self, checked: list[Checked]) -> list[dict[str, Any]]:
        """The values of each expression by record; DuckDB plans many subqueries of one select for minutes."""
        if self.dialect == "duckdb":
            return [{key: value for key, (value,) in self.values([each]).items()} for each in checked]
        found = self.values(checked)
        return [{key: row[index] for key, row in found.items()} for index in range(len(checked))]

    def holding(self, checked: Checked, holds: bool) -> set[str]:
        context = self.context()
        key = self.tables["customer"].c.id
        statement = sa.select(key).where(sql.condition(checked, context, holds))
        return {row[0] for row in self.run(statement, sql.bind_values(context.binds, ENVIRONMENT))}


def register(connection: sqlite3.Connection) -> None:
    sql.register_sqlite_functions(connection)


def checked(text: str) -> Checked:
    found = check(text, SCOPE)
    assert isinstance(found, Checked), [problem.text("en") for problem in found]
    return found


def in_python(found: Checked, world: World) -> dict[str, Any]:
    """Python's values beside the customers; what lies beyond the record is sought in the rows themselves."""
    return values(found.tree, world["customer"], Model(world, ENVIRONMENT))


def normal(value: Any, found: Checked) -> Any:
    if value is None or isinstance(found.type, Choice | Choices | Reference):
        return value
    if isinstance(found.type, Boolean):
        return bool(value)
    return int(value) if isinstance(found.type, Number | Date | DateTime) else value
