"""Python, SQLite, PostgreSQL and DuckDB give the same answers."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest
import sqlalchemy as sa

from engine.expressions import python, sql
from engine.expressions.atoms import next_change
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.types import Boolean, Choice, Choices, Date, DateTime, Number, Reference
from engine.time.duration import Duration
from tests.engine.expressions.world import CATALOG, NOW, SCOPE, TODAY, ZONE, tables

ENVIRONMENT = Environment(
    now=NOW,
    today=TODAY,
    zone=ZoneInfo(ZONE),
    me="u1",
    my_team=frozenset(("u2", "u3", "u4")),
    parameters={"days": 30, "amount": 5_000_000, "stale": Duration(days=3)},
)
TEXTS = ["上海", "a", "B", "ab", "A b ", "😀", "𠮷", "Ａ", "it's", "ß", "12.5", "-3", "x-y-z"]
FAR = 10**15 - 1
EXPRESSIONS = """
paid + count
paid - rate
paid * count
paid * rate
round(paid * rate, 2)
round(paid, -3)
round_up(paid)
round_down(rate, 1)
paid / count
count / 3
round(paid / 3, 2)
-paid
abs(paid)
mod(count, 7)
mod(paid, -3)
int(paid)
min(paid, count, rate)
max(last_paid, birthday)
max(contact, stage.entered)
coalesce(paid, count, 0)
if(flag, paid, count)
case(paid > 0, "a", paid < 0, "b", "c")
len(name)
left(name, 2)
right(name, 2)
mid(name, 2, 1)
trim(note)
upper(name)
lower(note)
concat(name, "-", note)
concat(name, paid)
text(last_paid)
replace(name, "a", "")
number(name)
min(name, note)
max(name, note)
year(last_paid) * 10000 + month(last_paid) * 100 + day(last_paid)
quarter(last_paid)
week(last_paid)
weekday(last_paid)
start_of(last_paid, week)
start_of(last_paid, month)
start_of(contact, quarter)
end_of(last_paid, month)
end_of(last_paid, quarter)
end_of(birthday, year)
last_paid + 1mo
last_paid - 13mo
last_paid + 30d
contact + 1mo
contact - 3d
contact + 2h
contact + param.stale
last_paid + param.stale
days_since(last_paid)
days_between(birthday, contact)
years_since(birthday)
date(year(last_paid), 2, 29)
stage.chance
stage.days
owner.name
owner.manager.name
parent_co.paid
count(orders)
count(orders.paid_on)
sum(orders.amount where status = settled)
sum(orders.amount * orders.quantity)
avg(orders.amount)
median(orders.amount)
min(orders.paid_on where quantity > 1)
max(orders.at)
last(orders.amount)
first(orders.status)
count_distinct(orders.status)
count(orders where paid_on > today - 1y)
count(parent_co.orders)
count(orders where amount > this.paid)
sum(orders.amount) / count(orders)
""".strip().splitlines()
CONDITIONS = """
flag
paid > 50000
paid >= rate
count = 3
count != 3
paid = rate
name = note
name != note
name < note
name = "上海"
name in ("a", "B")
not name in ("a", "B")
status = settled
status != settled
status in (draft, shipped)
stage >= proposal
stage < won
stage.closed = won
stage.closed != won
stage.closed is empty
stage.closed is set
stage.chance > 10%
tags has vip
tags has high_value
tags has "x"
name is empty
name is set
flag = false
flag = true
contains(name, "a")
starts_with(name, note)
ends_with(name, "b ")
days_since(last_paid) < 30
days_since(contact) <= param.days
days_since(contact) > 12.5
days_since(last_paid) = 0
last_paid < contact
last_paid > "2026-01-31"
contact >= "2026-01-31 09:00"
now - contact > 3d
now - contact <= param.stale
now - max(contact, stage.entered) > 1mo
today - last_paid >= 36h
today - last_paid < param.stale
last_paid - 60d <= today
last_paid + 1mo > today
contact - 1h <= now
month(birthday) = month(today)
owner = me
owner != me
owner in my_team
owner in role.director
owner in team.presales
owner.manager = me
owner in managers(owner, 2)
parent_co = this
any(orders where status = settled)
any(orders)
all(orders where quantity > 1)
orders is set
sum(orders.amount) > 1000
if(flag, paid > 0, count > 0)
coalesce(flag, false)
paid > 50000 and (status = settled or not flag)
paid > 0 or name is empty
1 < 2
param.days > 20
me is set and flag
""".strip().splitlines()


def rows(size: int) -> dict[str, list[dict[str, Any]]]:
    """Boundary values and nulls, always the same."""
    rnd = random.Random(7)
    pick = lambda *values: None if rnd.random() < 0.2 else rnd.choice(values)  # noqa: E731
    numbers = (0, 1, -1, 3, 5, -5, 15, 25, 49, 5_000_000, 5_000_001, FAR, -FAR, 123_456_789)
    days = (TODAY, TODAY - 1, TODAY - 29, TODAY - 30, TODAY - 31, 20_514, 19_782, 20_483, 11_016, 0, -400)
    moments = (NOW, NOW - 1, NOW - 3 * 86_400_000, NOW - 259_199_999, NOW - 2_600_000_000, 0, 1_580_000_000_123)
    users = [f"u{index}" for index in range(5)]
    base = {"version": 1, "created_at": 0, "deleted_at": None}
    found: dict[str, list[dict[str, Any]]] = {"user": [], "customer": [], "order": []}
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
            | {"tags.high_value": pick(True, False), "flag": pick(True, False)}
        )
    for index in range(size * 3):
        known = {"customer": pick(*ids[: size // 2]), "amount": pick(*numbers), "quantity": pick(0, 1, 2, 7)}
        known |= {"status": pick("draft", "settled"), "paid_on": pick(*days), "at": pick(*moments)}
        known["deleted_at"] = 5 if rnd.random() < 0.15 else None
        found["order"].append(base | {"id": f"o{index:04}"} | known)
    return found


class Database:
    """Runs many columns over all customers in one select."""

    def __init__(self, dialect: Any, connection: Any) -> None:
        self.dialect = dialect
        self.connection = connection
        self.tables = tables()

    def fill(self, found: dict[str, list[dict[str, Any]]]) -> None:
        for name, table in self.tables.items():
            self.run(sa.schema.CreateTable(table))
            for row in found[name]:
                columns = {item.column: row.get(key) for key, item in CATALOG[name].attributes.items() if item.column}
                self.run(sa.insert(table).values(**columns))

    def context(self) -> sql.SqlContext:
        return sql.SqlContext(CATALOG, self.tables, self.tables["customer"], self.dialect, ZONE)

    def run(self, statement: Any, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        if self.dialect == "duckdb":
            if isinstance(statement, sa.schema.CreateTable):
                text, parameters = str(statement.compile(dialect=sql.duckdb.DIALECT)), []
            else:
                text, parameters = sql.compile_for_duckdb(statement, values or {})
            return list(self.connection.execute(text, parameters).fetchall())
        result = self.connection.execute(statement, values or {})
        return [tuple(row) for row in result] if result.returns_rows else []

    def values(self, checked: list[Checked]) -> dict[str, tuple[Any, ...]]:
        context = self.context()
        key = self.tables["customer"].c.id
        columns = [sql.column(each, context).label(f"e{index}") for index, each in enumerate(checked)]
        found = self.run(sa.select(key, *columns), sql.bind_values(context.binds, ENVIRONMENT))
        return {row[0]: row[1:] for row in found}

    def holding(self, checked: Checked, holds: bool) -> set[str]:
        context = self.context()
        key = self.tables["customer"].c.id
        statement = sa.select(key).where(sql.condition(checked, context, holds))
        return {row[0] for row in self.run(statement, sql.bind_values(context.binds, ENVIRONMENT))}


@pytest.fixture(scope="module")
def world(full: bool) -> dict[str, list[dict[str, Any]]]:
    return rows(120 if full else 40)


@pytest.fixture(scope="module", params=["sqlite", "duckdb", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, world: dict[str, list[dict[str, Any]]]) -> Iterator[Database]:
    if request.param == "duckdb":
        connection = duckdb.connect()
        found = Database("duckdb", connection)
        found.fill(world)
        yield found
        connection.close()
        return
    url = (
        "sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgres").replace("://", "+psycopg://")
    )
    engine = sa.create_engine(url)
    if request.param == "sqlite":
        sa.event.listen(engine, "connect", lambda raw, record: register(raw))
    with engine.connect() as connection:
        if request.param == "postgresql":
            connection.execute(sa.text("CREATE SCHEMA expressions"))
            connection.execute(sa.text("SET search_path TO expressions"))
        found = Database(request.param, connection)
        found.fill(world)
        yield found
        connection.rollback()
    engine.dispose()


def register(connection: sqlite3.Connection) -> None:
    sql.register_sqlite_functions(connection)


def checked(text: str) -> Checked:
    found = check(text, SCOPE)
    assert isinstance(found, Checked), [problem.text("en") for problem in found]
    return found


def in_python(database: Database, found: Checked, world: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Python's values; the inputs come from the database, the rest from the rows."""
    function = python.function(found)
    inputs: dict[str, tuple[Any, ...]] = {}
    single = [each for each in found.inputs if not each.many]
    if single:
        inputs = database.values([Checked(each.tree) for each in single])
    sets = {each.key: frozenset(row[0] for row in people(database, each.tree)) for each in found.inputs if each.many}
    values = {}
    for row in world["customer"]:
        given = dict(zip((each.key for each in single), inputs.get(row["id"], ()), strict=True))
        values[row["id"]] = function(row | given | sets, ENVIRONMENT)
    return values


def people(database: Database, tree: Any) -> list[tuple[Any, ...]]:
    from engine.expressions.tree import Chosen

    if isinstance(tree, Chosen):
        return []
    context = database.context()
    return database.run(sql.people(tree, context), sql.bind_values(context.binds, ENVIRONMENT))


def normal(value: Any, found: Checked) -> Any:
    if value is None or isinstance(found.type, Choice | Choices | Reference):
        return value
    if isinstance(found.type, Boolean):
        return bool(value)
    return int(value) if isinstance(found.type, Number | Date | DateTime) else value


def test_every_expression_has_one_value(database: Database, world: dict[str, list[dict[str, Any]]]) -> None:
    expressions = [checked(text) for text in (*EXPRESSIONS, *CONDITIONS)]
    expressions = [each for each in expressions if "managers" not in each.text]
    found = database.values(expressions)
    wrong = []
    for index, each in enumerate(expressions):
        for key, value in in_python(database, each, world).items():
            ours = bool(value) if each.text in CONDITIONS and value is None and each.text != "flag" else value
            theirs = normal(found[key][index], each)
            if ours != theirs and not (each.text in CONDITIONS and not ours and not theirs):
                wrong.append((each.text, key, ours, theirs))
    assert wrong == []


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_and_its_opposite_part_the_rows(
    database: Database, text: str, world: dict[str, list[dict[str, Any]]]
) -> None:
    found = checked(text)
    everything = {row["id"] for row in world["customer"]}
    yes, no = database.holding(found, True), database.holding(found, False)
    assert yes | no == everything and not yes & no
    assert database.holding(checked(f"not ({text})"), True) == no
    if "managers" not in text:
        assert {key for key, value in in_python(database, found, world).items() if value} == yes


def test_the_next_change_is_the_same_instant(database: Database, world: dict[str, list[dict[str, Any]]]) -> None:
    found = {text: next_change(checked(text)) for text in CONDITIONS}
    trees = [Checked(tree, text) for text, tree in found.items() if tree is not None]
    theirs = database.values(trees)
    wrong = []
    for index, each in enumerate(trees):
        for key, value in in_python(database, each, world).items():
            if normal(theirs[key][index], each) != value:
                wrong.append((each.text, key, value, theirs[key][index]))
    assert wrong == []
