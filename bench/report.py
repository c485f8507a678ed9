"""Reports over many orders: ours with rights, filters and merging, against the statement by hand.

`REPORT_ROWS` sets the number of orders (100,000; the goal speaks of 1,000,000 and 5,000,000). The limit does the
same on the same connection: one statement, no rights, no labels, nothing merged.
"""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bench.measure import Row, measure_once
from engine.access.viewer import SYSTEM
from engine.app import opened
from engine.definitions.files import read_folder
from engine.platform import Platform
from engine.plugin import AppVersion
from engine.problems import Problems
from engine.publishing import publish
from engine.records.clock import VirtualClock
from engine.records.command import Command
from engine.records.ids import new_id
from engine.records.unit_of_work import UnitOfWork
from reports.answering import answer

ROWS = int(os.environ.get("REPORT_ROWS", "100000"))
CLIENTS = 1000
PACK = Path(__file__).parent.parent / "tests" / "reports" / "packs" / "trade"
MONTH = "strftime('%Y-%m', paid_on * 86400, 'unixepoch')"
ALIVE = "deleted_at IS NULL"
BY_HAND = {
    "revenue": f"SELECT sum(amount) FROM trade_order WHERE status = 'paid' AND {ALIVE}",
    "both": f"SELECT channel, count(*) FROM trade_order WHERE {ALIVE} GROUP BY 1",
    "monthly": f"SELECT {MONTH}, sum(amount) FILTER (WHERE status = 'paid'), count(*) FROM trade_order "
    f"WHERE {ALIVE} GROUP BY 1",
    "by_sector": "SELECT c.sector, sum(o.amount) FILTER (WHERE o.status = 'paid'), count(*) FROM trade_order o "
    "LEFT JOIN trade_client c ON c.id = o.client AND c.deleted_at IS NULL WHERE o.deleted_at IS NULL GROUP BY 1",
    "now": f"SELECT stage, count(*), sum(amount) FROM trade_deal WHERE {ALIVE} GROUP BY 1",
}
CASES = {
    "revenue": "a card",
    "both": "two forms by channel, with totals",
    "monthly": "two measures by month",
    "by_sector": "by the field of another form",
    "now": "deals by stage",
}


def fill(platform: Platform) -> None:
    """Clients, orders and deals, written by hand."""
    chance, now = random.Random(5), platform.clock.now()
    ids = [new_id(now) for _ in range(CLIENTS)]
    clients = [(id, 1, now, now, str(at), chance.choice(("steel", "food", None))) for at, id in enumerate(ids)]
    orders = [(new_id(now), 1, now, now, *_order(chance, ids)) for _ in range(ROWS)]
    stages = ("talk", "offer", "sign", "won", "lost")
    deals = [(new_id(now), 1, now, now, chance.choice(stages), chance.randrange(10**6)) for _ in range(ROWS)]

    def run(uow: UnitOfWork) -> None:
        for table, columns, rows in (
            ("client", "name, sector", clients),
            ("order", "client, amount, status, channel, paid_on", orders),
            ("deal", "stage, amount", deals),
        ):
            marks = ", ".join("?" * len(rows[0]))
            text = f"INSERT INTO trade_{table} (id, version, created_at, updated_at, {columns}) VALUES ({marks})"
            uow.cursor.executemany(text, rows)

    platform.run(Command("bulk", run, app="trade"))


def _order(chance: random.Random, clients: list[str]) -> tuple[Any, ...]:
    status, channel = chance.choice(("paid", "open")), chance.choice(("fair", "shop"))
    return chance.choice(clients), chance.randrange(10**6), status, channel, 20_000 + chance.randrange(700)


def cases() -> Iterable[Row]:
    with tempfile.TemporaryDirectory() as folder, opened(f"sqlite:///{folder}/report.db", VirtualClock()) as platform:
        publish(platform, read_folder(PACK, Problems()), "trade")
        fill(platform)
        found: Any = platform.actives["trade"].version
        for name, title in CASES.items():
            figures = measure_once({"ours": ours(platform, found, name), "limit": by_hand(platform, name)})
            milliseconds = {which: seconds * 1000 for which, seconds in figures.items()}
            yield Row.compare(
                "report", f"{ROWS:,} orders: {title}", "ms CPU", milliseconds["ours"], milliseconds["limit"]
            )


def ours(platform: Platform, version: AppVersion, name: str) -> Callable[[], object]:
    return lambda: platform.read(lambda reader: answer(reader, version, SYSTEM, name))


def by_hand(platform: Platform, name: str) -> Callable[[], object]:
    def run(reader: Any) -> object:
        reader.cursor.execute(BY_HAND[name])
        return reader.cursor.fetchall()

    return lambda: platform.read(run)
