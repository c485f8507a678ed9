"""The daily time sweep: what time alone changes in many customers, against the same by hand in SQL.

`SWEEP_ROWS` sets the number of customers (100,000; the goal speaks of 1,000,000). Three limits of one day, all
without change log, intervals and listeners: the rows concerned by one UPDATE, all rows with the changed ones
written, all rows written. The peer is the same with our own full re-evaluation.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterable
from time import process_time
from typing import Any

from bench.measure import Row
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.scope import EntityScope
from engine.expressions.types import Boolean, Choice, Date, Number, Option
from engine.records.clock import VirtualClock, day_of, midnight_of
from engine.records.command import Command
from engine.records.derive.reevaluate import reevaluate
from engine.records.entity import Attribute, Entity
from engine.records.ids import new_id
from engine.records.runtime import Runtime
from engine.records.system import system_attributes
from engine.records.unit_of_work import UnitOfWork
from engine.records.version import BareVersion

ROWS = int(os.environ.get("SWEEP_ROWS", "100000"))
DAYS = 5
ZONE = "Asia/Shanghai"
CLASSES = Choice(tuple(Option(name) for name in ("core", "growing", "cooling", "asleep")))
SEGMENT = (
    "case(days_since(last) <= 30 and spent > 50000, core, days_since(last) <= 30, growing, "
    "days_since(last) <= 90, cooling, asleep)"
)
BY_HAND = (
    "CASE WHEN :today - last <= 30 AND spent > 5000000 THEN 'core' WHEN :today - last <= 30 THEN 'growing' "
    "WHEN :today - last <= 90 THEN 'cooling' ELSE 'asleep' END"
)
KEPT = [("customer", name) for name in ("segment", "quiet", "next_change")]
NEXT = "CASE WHEN :today <= last + 30 THEN last + 31 WHEN :today <= last + 90 THEN last + 91 END"


def catalog() -> dict[str, Entity]:
    """Customers with a kept segment and a kept tag."""
    own = {"last": Attribute("last", Date(), "last"), "spent": Attribute("spent", Number(2), "spent")}
    bare = Entity("shop", "customer", "shop_customer", {**system_attributes(), **own})
    scope = EntityScope({"customer": bare}, bare, app="shop")
    kept = {}
    for name, type_, text in (("segment", CLASSES, SEGMENT), ("quiet", Boolean(), "days_since(last) > 30")):
        checked = check(text, scope, type_)
        assert isinstance(checked, Checked), checked
        kept[name] = Attribute(name, type_, name, checked, kept=True, intervals=True)
    return {"customer": Entity("shop", "customer", "shop_customer", {**bare.attributes, **kept})}


def fill(runtime: Runtime) -> None:
    """Customers whose last order lies up to 400 days back, written by hand, then computed."""
    chance, today, now = random.Random(3), day_of(runtime.clock.now(), ZONE), runtime.clock.now()
    rows = [
        (new_id(now), 1, now, now, today - chance.randrange(400), chance.randrange(12_000_000)) for _ in range(ROWS)
    ]
    columns = "id, version, created_at, updated_at, last, spent"

    def run(uow: UnitOfWork) -> None:
        uow.cursor.executemany(f"INSERT INTO shop_customer ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows)

    runtime.run(Command("bulk", run, app="shop"))
    reevaluate(runtime, "shop", KEPT)


def by_hand(runtime: Runtime) -> None:
    """A table beside, with the day of the next change instead of the instant."""

    def run(uow: UnitOfWork) -> None:
        today = {"today": uow.today("shop")}
        uow.cursor.execute("CREATE TABLE hand (id INTEGER PRIMARY KEY, last, spent, segment, next)")
        uow.cursor.execute("INSERT INTO hand (last, spent) SELECT last, spent FROM shop_customer")
        uow.cursor.execute(f"UPDATE hand SET segment = {BY_HAND}, next = {NEXT}", today)
        uow.cursor.execute("CREATE INDEX hand_next ON hand (next) WHERE next IS NOT NULL")

    runtime.run(Command("bulk", run, app="shop"))


def statement(runtime: Runtime, text: str) -> float:
    """CPU seconds of one statement at today's date, committed."""

    def run(uow: UnitOfWork) -> Any:
        return uow.cursor.execute(text, {"today": uow.today("shop")})

    return cpu(lambda: runtime.run(Command("bulk", run, app="shop")))


def cpu(call: Any) -> float:
    start = process_time()
    call()
    return process_time() - start


def cases() -> Iterable[Row]:
    with tempfile.TemporaryDirectory() as folder:
        runtime = Runtime.open(f"sqlite:///{folder}/sweep.db", VirtualClock())
        try:
            runtime.activate(BareVersion("shop", 1, catalog()), zone=ZONE)
            fill(runtime)
            by_hand(runtime)
            yield from days(runtime)
        finally:
            runtime.close()


def days(runtime: Runtime) -> Iterable[Row]:
    """The mean of DAYS days; nothing else happens in them."""
    ours = hand = changed = full = 0.0
    for _ in range(DAYS):
        midnight = midnight_of(day_of(runtime.clock.now(), ZONE) + 1, ZONE)
        ours += cpu(lambda until=midnight: runtime.advance_to(until)) / DAYS
        hand += statement(runtime, f"UPDATE hand SET segment = {BY_HAND}, next = {NEXT} WHERE next <= :today") / DAYS
        changed += statement(runtime, f"UPDATE hand SET segment = {BY_HAND} WHERE segment IS NOT ({BY_HAND})") / DAYS
        full += statement(runtime, f"UPDATE hand SET segment = {BY_HAND}, next = {NEXT}") / DAYS
    again = cpu(lambda: reevaluate(runtime, "shop", KEPT))
    limits = {"the rows concerned": hand, "all rows, changed ones written": changed, "all rows written": full}
    for name, limit in limits.items():
        yield Row.compare("sweep", f"{ROWS:,}: against {name}", "ms CPU a day", ours * 1000, limit * 1000, again * 1000)
