"""What-if on all records: a changed threshold over stored values, and a changed window over their orders.

`WHATIF_ROWS` sets the number of customers (100,000; the goal speaks of 1,000,000), with five orders each. The limit
is the same difference in SQL by hand: how many enter and leave, their sum, and ten of each.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from functools import partial
from typing import Any

from bench.measure import Row, measure_once
from engine.access.viewer import SYSTEM
from engine.app import opened
from engine.platform import Platform
from engine.publishing import publish
from engine.records.clock import VirtualClock, day_of
from engine.records.command import Command
from engine.records.readers import Reader
from rules.whatif.asking import Question, ask

ROWS = int(os.environ.get("WHATIF_ROWS", "100000"))
ORDERS = 5
SAMPLE = 10
CUSTOMER = """
title: 客户
label: name
fields:
  name: {text: 名称}
  paid: {money: 成交, formula: sum(orders.amount)}
  last: {date: 最近, formula: max(orders.paid_on)}
"""
ORDER = """
title: 订单
label: code
fields:
  code: {text: 编号}
  customer: {reference: 客户, form: customer, back: orders}
  amount: {money: 金额}
  paid_on: {date: 付款}
"""
RULES = """
title: 规则
form: customer
tags:
  high: {tag: 高价值, when: days_since(last) < 30 and paid > 50000}
  recent: {tag: 近期活跃, when: sum(orders.amount where paid_on > today - 90d) > 20000}
"""
FILES = {
    "app.yaml": b"title: Bench\n",
    "forms/customer.yaml": CUSTOMER.encode(),
    "forms/order.yaml": ORDER.encode(),
    "rules/customer.yaml": RULES.encode(),
}
CHANGES = {
    "a threshold over stored values": ("< 30 and paid > 50000", "< 25 and paid > 40000"),
    "a window over the orders": ("- 90d) > 20000", "- 60d) > 15000"),
}
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {most} - 1) "
FILL = (
    NUMBERS.format(most=ROWS)
    + """INSERT INTO bench_customer (id, version, created_at, updated_at, name)
    SELECT printf('c%09d', i), 1, 0, 0, 'n' || i FROM n""",
    NUMBERS.format(most=ROWS * ORDERS)
    + """INSERT INTO bench_order (id, version, created_at, updated_at, customer, amount, paid_on)
    SELECT printf('o%09d', i), 1, 0, 0, printf('c%09d', i / 5), (i * 7919) % 2400000, :today - (i * 104729) % 400
    FROM n""",
    """UPDATE bench_customer SET (paid, last) = (SELECT coalesce(sum(amount), 0), max(paid_on) FROM bench_order
    WHERE customer = bench_customer.id AND deleted_at IS NULL)""",
    """UPDATE bench_customer SET tags_high = :today - last < 30 AND paid > 5000000, tags_recent = (
    SELECT coalesce(sum(amount), 0) FROM bench_order WHERE customer = bench_customer.id AND paid_on > :today - 90
    AND deleted_at IS NULL) > 2000000""",
)
# Old, new and worth of each customer, by hand.
HAND = {
    "a threshold over stored values": """SELECT id, tags_high AS o,
    :today - last < 25 AND paid > 4000000 AS n, paid AS m FROM bench_customer WHERE deleted_at IS NULL""",
    "a window over the orders": """SELECT c.id, c.tags_recent AS o, coalesce(w.total, 0) > 1500000 AS n, c.paid AS m
    FROM bench_customer c LEFT JOIN (SELECT customer, sum(amount) AS total FROM bench_order
    WHERE deleted_at IS NULL AND paid_on > :today - 60 GROUP BY customer) w ON w.customer = c.id
    WHERE c.deleted_at IS NULL""",
}
COUNTED = """SELECT count(*), sum(o), sum(n), sum(n AND NOT o), sum(o AND NOT n), sum(m * (n AND NOT o)),
    sum(m * (o AND NOT n)) FROM ({pairs} LIMIT -1 OFFSET 0)"""
SOME = "SELECT * FROM ({pairs} LIMIT -1 OFFSET 0) WHERE n {sign} o ORDER BY m DESC LIMIT {sample}"


def fill(platform: Platform) -> None:
    def run(uow: Any) -> None:
        today = {"today": day_of(platform.clock.now(), "Asia/Shanghai")}
        for text in FILL:
            uow.cursor.execute(text, today)
        uow.cursor.execute("ANALYZE")

    platform.run(Command("bulk", run, app="bench"))


def by_hand(platform: Platform, case: str) -> list[Any]:
    """What enters and leaves, by hand, on a connection of its own."""

    def read(reader: Reader) -> list[Any]:
        found = []
        texts = (COUNTED, SOME.replace("{sign}", ">"), SOME.replace("{sign}", "<"))
        for text in texts:
            reader.cursor.execute(text.format(pairs=HAND[case], sample=SAMPLE), {"today": reader.today("bench")})
            found.append(reader.cursor.fetchall())
        return found

    return platform.readers.apart(read)


def ours(platform: Platform, case: str) -> dict[str, Any]:
    files = {**FILES, "rules/customer.yaml": RULES.replace(*CHANGES[case]).encode()}
    return ask(platform, Question("bench", files, measures={"customer": "paid"}), SYSTEM, "zh")


def cases() -> Iterable[Row]:
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(f"sqlite:///{folder}/whatif.db", VirtualClock()) as platform,
    ):
        publish(platform, FILES, "bench")
        fill(platform)
        for case in CHANGES:
            element, (counted, *_) = ours(platform, case)["elements"][0], by_hand(platform, case)
            same = (element["records"], element["before"], element["after"], element["enters"]["count"])
            if same != counted[0][:4]:
                raise AssertionError(f"{case}: {same} is not {counted[0]}")
            found = measure_once({"ours": partial(ours, platform, case), "hand": partial(by_hand, platform, case)})
            yield Row.compare("whatif", f"{ROWS:,}: {case}", "ms CPU", found["ours"] * 1000, found["hand"] * 1000)
