"""One saved record, without HTTP: 25 columns, the change log and the parent's rollup, in groups of commands.

The limit is the same work by hand on a DBAPI cursor, nothing checked.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.measure import Row, measure_once
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.scope import EntityScope
from engine.expressions.types import Choice, Date, Number, Option, Reference, Text
from engine.records.clock import VirtualClock
from engine.records.command import Actor, Cause, Command
from engine.records.database import PRAGMAS
from engine.records.entity import Attribute, Entity, Way
from engine.records.ids import new_id
from engine.records.runtime import Runtime
from engine.records.system import system_attributes
from engine.records.version import BareVersion

WRITES = 4000
GROUP = 8
LI = Actor("0198c6a0-0000-7000-8000-000000000001", "li", "user")
OPTIONS = Choice(tuple(Option(name) for name in "abcdef"))
KINDS = [Text()] * 10 + [Number(0)] * 5 + [Number(2)] * 4 + [Date()] * 3 + [OPTIONS] * 3
FIELDS = [f"f{number:02}" for number in range(25)]


def catalog() -> dict[str, Entity]:
    """Orders of a customer, whose total is kept."""
    system = system_attributes()
    fields = {name: Attribute(name, kind, name) for name, kind in zip(FIELDS, KINDS, strict=True)}
    customer = Attribute("customer", Reference("customer"), "customer")
    order = Entity("shop", "order", "shop_order", {**system, "customer": customer, **fields})
    ways = {"orders": Way("orders", "order", "customer")}
    total = Attribute("total", Number(2), "total")
    holder = Entity("shop", "customer", "shop_customer", {**system, "total": total}, ways)
    scope = EntityScope({"order": order, "customer": holder}, holder, app="shop")
    formula = check("sum(orders.f15)", scope)
    assert isinstance(formula, Checked), formula
    kept = Attribute("total", Number(2), "total", formula)
    return {
        "order": order,
        "customer": Entity("shop", "customer", "shop_customer", {**system, "total": kept}, ways),
    }


def values(number: int, customer: str) -> dict[str, Any]:
    """One order's values in stored form."""
    found: dict[str, Any] = {"customer": customer}
    for name, kind in zip(FIELDS, KINDS, strict=True):
        if isinstance(kind, Text):
            found[name] = f"客户档案文字{number}"
        else:
            found[name] = "abcdef"[number % 6] if isinstance(kind, Choice) else number
    return found


@contextmanager
def shop() -> Iterator[tuple[Runtime, list[str]]]:
    """A runtime with a thousand customers."""
    with tempfile.TemporaryDirectory() as folder:
        runtime = Runtime.open(f"sqlite:///{folder}/write.db", VirtualClock())
        runtime.activate(BareVersion("shop", 1, catalog()))
        make: Command[list[str]] = Command(
            "bulk", lambda uow: [uow.create("customer", {})["id"] for _ in range(1000)], app="shop"
        )
        try:
            yield runtime, runtime.run(make)
        finally:
            runtime.close()


def through_unit_of_work(runtime: Runtime, customers: list[str]) -> None:
    """WRITES commands, GROUP of them waiting at a time."""
    for start in range(0, WRITES, GROUP):
        futures = [
            runtime.submit(command(values(number, customers[number % 1000]))) for number in range(start, start + GROUP)
        ]
        for future in futures:
            future.result()


def command(row: dict[str, Any]) -> Command[str]:
    return Command("interactive", lambda uow: str(uow.create("order", row)["id"]), LI, Cause("user"), app="shop")


class ByHand:
    """The same rows by hand: insert, sum of the parent, change log; one commit for GROUP of them."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
        for pragma in PRAGMAS:
            self.connection.execute(f"PRAGMA {pragma}")
        self.customers = [new_id(number) for number in range(1000)]
        numbers = {0: "INTEGER"}
        columns = [
            f"{name} {'TEXT' if isinstance(kind, Text | Choice) else numbers[0]}"
            for name, kind in zip(FIELDS, KINDS, strict=True)
        ]
        cursor = self.connection
        cursor.execute("CREATE TABLE customer (id TEXT PRIMARY KEY, total INTEGER)")
        cursor.executemany("INSERT INTO customer VALUES (?, 0)", [(id_,) for id_ in self.customers])
        cursor.execute(
            "CREATE TABLE orders (id TEXT PRIMARY KEY, version, created_at, created_by, updated_at, updated_by, "
            f"deleted_at, customer TEXT, {', '.join(columns)})"
        )
        cursor.execute("CREATE INDEX orders_customer ON orders (customer) WHERE deleted_at IS NULL")
        cursor.execute("CREATE INDEX orders_updated ON orders (updated_at) WHERE deleted_at IS NULL")
        cursor.execute(
            "CREATE TABLE log (seq INTEGER PRIMARY KEY, app, entity, record, version, operation, actor, cause, at, "
            "diff)"
        )
        cursor.execute("CREATE INDEX log_record ON log (record, seq)")

    def run(self) -> None:
        cursor = self.connection.cursor()
        marks = ", ".join("?" * (8 + len(FIELDS)))
        insert = f"INSERT INTO orders VALUES ({marks})"
        total = (
            "UPDATE customer SET total = (SELECT coalesce(sum(f15), 0) FROM orders WHERE customer = customer.id "
            "AND deleted_at IS NULL) WHERE id = ?"
        ).replace("WHERE customer = customer.id", "WHERE orders.customer = customer.id")
        columns = "app, entity, record, version, operation, actor, cause, at, diff"
        log = f"INSERT INTO log ({columns}) VALUES (?,?,?,?,?,?,?,?,?)"
        for start in range(0, WRITES, GROUP):
            cursor.execute("BEGIN IMMEDIATE")
            for number in range(start, start + GROUP):
                id_, customer = new_id(0), self.customers[number % 1000]
                row = values(number, customer)
                cursor.execute(insert, (id_, 1, 0, LI.id, 0, LI.id, None, *row.values()))
                cursor.execute(total, (customer,))
                for entity, record in (("order", id_), ("customer", customer)):
                    diff = str(row) if entity == "order" else '{"total":[1,2]}'
                    cursor.execute(log, ("shop", entity, record, 1, "create", LI.id, '{"kind":"user"}', 0, diff))
            cursor.execute("COMMIT")


def cases() -> Iterable[Row]:
    with shop() as (runtime, customers), tempfile.TemporaryDirectory() as folder:
        by_hand = ByHand(Path(folder) / "hand.db")
        try:
            found = measure_once(
                {"ours": lambda: through_unit_of_work(runtime, customers), "limit": by_hand.run}, rounds=5
            )
        finally:
            by_hand.connection.close()
        micro = {name: seconds / WRITES * 1e6 for name, seconds in found.items()}
        yield Row.compare("write", "25 columns, log, parent's sum", "µs CPU", micro["ours"], micro["limit"])
