"""Why a tag is on a record: the whole explanation against the reads that it needs, each by the same readers.

The reads are the record, its intervals, and for each part of the condition the records behind it with their count.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from functools import partial
from typing import Any

from bench.measure import Row, measure
from engine.access.records import find
from engine.access.viewer import SYSTEM
from engine.app import opened
from engine.expressions.tree import Aggregate, walk
from engine.platform import Platform
from engine.publishing import publish
from engine.records.clock import VirtualClock, day_of
from engine.records.command import Command
from engine.records.evaluate import beside
from engine.records.history import record_intervals
from engine.records.readers import Reader
from rules.why import explain
from rules.why.contributors import Looking
from rules.why.subjects import known
from rules.why.telling import Telling
from rules.why.words import Words

ZONE = "Asia/Shanghai"
CUSTOMER = """
title: 客户
label: name
fields:
  name: {text: 名称}
  paid: {money: 成交, formula: sum(orders.amount where paid = true)}
  last: {date: 最近, formula: max(orders.paid_on where paid = true)}
"""
ORDER = """
title: 订单
label: code
fields:
  code: {text: 编号}
  customer: {reference: 客户, form: customer, back: orders}
  amount: {money: 金额}
  paid: {boolean: 已付款}
  paid_on: {date: 付款}
"""
RULES = """
title: 规则
form: customer
tags:
  high: {tag: 高价值, when: days_since(last) < 30 and paid > 50000}
"""
FILES = {
    "app.yaml": b"title: Bench\n",
    "forms/customer.yaml": CUSTOMER.encode(),
    "forms/order.yaml": ORDER.encode(),
    "rules/customer.yaml": RULES.encode(),
}
AMOUNTS = {"holds": 6_000_000, "fails": 1_000_000}


def customer(platform: Platform, amount: int) -> str:
    """A customer with five paid orders, one of them of the amount."""

    def run(uow: Any) -> str:
        id: str = uow.create("customer", {"name": "云海"})["id"]
        today = day_of(uow.now, ZONE)
        for number, each in enumerate((amount, 100, 100, 100, 100)):
            values = {"code": f"{number}", "customer": id, "amount": each, "paid": True, "paid_on": today - number}
            uow.create("order", values)
        return id

    return platform.run(Command("interactive", run, app="bench"))


def told(reader: Reader, id: str) -> dict[str, Any]:
    """The answer of why."""
    version: Any = reader.version("bench")
    looking = Looking(version, version.catalog["customer"], find(version, "customer", id, reader), SYSTEM, reader)
    words = Words(version, "zh", ZONE)
    one = next(one for one in known(version, "customer") if one.name == "high")
    found = explain(looking, reader, one.subject(version, "zh"), True, words.field)
    return Telling(found, words).answer()


def needed(reader: Reader, id: str) -> None:
    """The same reads, and nothing made of them."""
    version: Any = reader.version("bench")
    entity = version.catalog["customer"]
    row = find(version, "customer", id, reader)
    looking = Looking(version, entity, row, SYSTEM, reader)
    beside(entity.attributes["tags.high"].formula, entity, row, reader)
    for name in ("last", "paid"):
        for source in walk(entity.attributes[name].formula.tree):
            if isinstance(source, Aggregate):
                looking.contributors(source)
    record_intervals(reader, id)


def cases() -> Iterable[Row]:
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(f"sqlite:///{folder}/why.db", VirtualClock()) as platform,
    ):
        publish(platform, FILES, "bench")
        for case, amount in AMOUNTS.items():
            id = customer(platform, amount)

            def measured(reader: Reader, id: str = id) -> dict[str, float]:
                return measure({"ours": partial(told, reader, id), "reads": partial(needed, reader, id)})

            found = platform.readers.apart(measured)
            yield Row.compare(
                "why", f"a tag that {case}, five orders behind it", "µs CPU", found["ours"], found["reads"]
            )
