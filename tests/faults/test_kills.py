"""kill -9 under load: what was acknowledged stays, nothing is half done, nothing happens twice."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Sequence

from tests.faults.depot import Clerk, Depot, now, prepare
from tests.faults.serving import serving
from tests.faults.truths import half_done, looking

CLERKS = 4


def test_kill_9_under_load_loses_nothing_and_leaves_nothing_half(database_url: str, full: bool) -> None:
    chance = random.Random(7)
    depot = prepare(database_url)
    clerks = [Clerk(depot, f"clerk{number}", random.Random(number)) for number in range(CLERKS)]
    for _ in range(50 if full else 5):
        work_until_killed(database_url, clerks, chance.uniform(0.02, 0.6))
        with looking(database_url) as tables:
            assert half_done(tables) == {}
    acknowledged = sum(clerk.acknowledged for clerk in clerks)
    assert acknowledged >= (1000 if full else 50)
    with serving(database_url) as server:
        finish_pending(depot, clerks, server.address)
        wait_for_marks(database_url)
    with looking(database_url) as tables:
        assert half_done(tables) == {}
        marks = Counter(order for (order,) in tables.rows('SELECT "order" FROM depot_mark'))
        alive = {id_ for clerk in clerks for id_, order in clerk.orders.items() if not order["deleted"]}
        assert {id_: marks[id_] for id_ in alive} == dict.fromkeys(alive, 1)
        keys = tables.rows("SELECT count(*) FROM dougong_idempotency")
        assert keys == [(sum(clerk.acknowledged for clerk in clerks),)]
        if database_url.startswith("sqlite"):
            assert tables.rows("PRAGMA integrity_check") == [("ok",)]


def work_until_killed(url: str, clerks: Sequence[Clerk], seconds: float) -> None:
    """Serves, repeats what was under way at the last kill, works and kills."""
    with serving(url) as server:
        address = server.address
        finish_pending(clerks[0].depot, clerks, address)
        check_orders(url, clerks)
        threads = [threading.Thread(target=clerk.work, args=(address,)) for clerk in clerks]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        server.kill()
        for thread in threads:
            thread.join()


def finish_pending(depot: Depot, clerks: Sequence[Clerk], address: str) -> None:
    """The write that a kill cut off is sent again under its key: it has happened, or it happens now."""
    with depot.http(address) as http:
        for clerk in clerks:
            if (pending := clerk.pending) is not None:
                clerk.keep(pending, pending.send(http))
                assert pending.send(http).status_code in (200, 201)


def check_orders(url: str, clerks: Sequence[Clerk]) -> None:
    """The orders are exactly those that were acknowledged, with their values, lines and versions."""
    with looking(url) as tables:
        rows = tables.named("depot_order")
        lines: dict[str, list[tuple[str, int]]] = {id_: [] for id_ in rows}
        for parent, item, amount in tables.rows(
            "SELECT parent, item, amount FROM depot_order__lines WHERE deleted_at IS NULL ORDER BY parent, position"
        ):
            lines[parent].append((item, amount))
    expected = {id_: order for clerk in clerks for id_, order in clerk.orders.items()}
    assert rows.keys() == expected.keys()
    for id_, order in expected.items():
        row = rows[id_]
        assert (row["code"], row["client"], row["state"]) == (order["code"], order["client"], order["state"])
        assert (row["deleted_at"] is not None) == order["deleted"]
        if not order["deleted"]:
            assert row["version"] == order["version"]
            assert lines[id_] == [(line["item"], round(line["amount"] * 100)) for line in order["lines"]]


def wait_for_marks(url: str) -> None:
    """Until nothing falls due any more, at most as long as the last order may take."""
    until = now() + 20_000
    while now() < until:
        with looking(url) as tables:
            if tables.rows("SELECT count(*) FROM dougong_due WHERE kind = 'task.overdue'") == [(0,)]:
                return
        time.sleep(0.1)
