from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.engine.records.shop import opened, rows

ROOT = Path(__file__).parents[3]


def hammer(url: str, prefix: str, seconds: float) -> list[str]:
    """Runs the hammering process, kills it with SIGKILL and gives the ids that it had acknowledged."""
    program = [sys.executable, "-m", "tests.engine.records.hammer", url, prefix]
    process = subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip()]
    time.sleep(seconds)
    process.kill()
    acknowledged += [line.strip() for line in process.stdout.read().split("\n")[:-1]]
    process.stdout.close()
    process.wait()
    return [line for line in acknowledged if line]


def test_what_was_acknowledged_survives_kill_9(database_url: str, full: bool) -> None:
    chance = random.Random(1)
    acknowledged: list[str] = []
    for number in range(100 if full else 2):
        acknowledged += hammer(database_url, f"run{number}", chance.uniform(0.05, 0.6))
    with opened(database_url) as shop:
        found = {id_ for (id_,) in rows(shop, "SELECT id FROM shop_customer")}
        logged = {id_ for (id_,) in rows(shop, "SELECT record FROM dougong_change")}
        assert len(acknowledged) > 20
        assert found.issuperset(acknowledged)
        assert logged == found
        if shop.dialect.name == "sqlite":
            assert rows(shop, "PRAGMA integrity_check") == [("ok",)]
            ((indexed,),) = rows(shop, "SELECT count(*) FROM shop_customer__search")
            assert indexed == len(found)
