"""A rule over all stored rows, set-wise: our statement from the definition against the same in SQL by hand (limit).

`RULE_ROWS` sets the number of customers (100,000; the goal speaks of 1,000,000). A tag is counted, a segment and a
decision of ten rows are counted by what they give; the values are computed anew from the fields, not read.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from functools import partial
from typing import Any

import sqlalchemy as sa

from bench.decision import FILES, ROWS
from bench.measure import Row, measure_once
from engine.app import opened
from engine.expressions import sql
from engine.expressions.sql import bind_values
from engine.expressions.types import Boolean
from engine.platform import Platform
from engine.publishing import publish
from engine.records.clock import VirtualClock, day_of
from engine.records.command import Command
from engine.records.evaluate import environment
from engine.records.readers import Reader
from engine.records.statement import Statement
from engine.records.viewing import Source

MOST = int(os.environ.get("RULE_ROWS", "100000"))
RULES = """
title: 规则
form: customer
tags:
  high: {tag: 高价值, when: days_since(last) < 30 and paid > 50000}
segments:
  phase:
    segment: 阶段
    classes:
      core: {title: 核心, when: days_since(last) <= 30 and paid > 50000}
      growing: {title: 成长, when: days_since(last) <= 30}
      cooling: {title: 转冷, when: days_since(last) <= 90}
      asleep: {title: 沉睡, when: else}
"""
FILL = """WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :most - 1)
    INSERT INTO bench_customer (id, version, created_at, updated_at, name, grade, paid, orders, last)
    SELECT printf('c%09d', i), 1, 0, 0, 'n' || i,
        CASE i % 7 WHEN 0 THEN 'gold' WHEN 1 THEN 'silver' WHEN 2 THEN NULL ELSE 'plain' END,
        (i * 7919) % 12000000, (i * 31) % 40, :today - (i * 104729) % 400 FROM n"""
COUNTED = "SELECT {value} AS found, count(*) FROM bench_customer WHERE deleted_at IS NULL GROUP BY found"


def whens() -> str:
    """The decision by hand: its rows as branches of a CASE."""
    branches = []
    for grade, paid, orders, discount, _ in ROWS:
        parts = [f"grade = '{grade}'"] if grade else []
        parts += [f"paid >= {paid * 100}"] if paid else []
        parts += [f"orders >= {orders}"] if orders else []
        branches.append(f"WHEN {' AND '.join(parts)} THEN {discount * 100}" if parts else f"ELSE {discount * 100}")
    return f"CASE {' '.join(branches)} END"


# By the name of the attribute: the same by hand.
HAND = {
    "tags.high": """SELECT 1, count(*) FROM bench_customer WHERE deleted_at IS NULL
        AND :today - last < 30 AND paid > 5000000""",
    "phase": COUNTED.format(
        value="""CASE WHEN :today - last <= 30 AND paid > 5000000 THEN 'core'
        WHEN :today - last <= 30 THEN 'growing' WHEN :today - last <= 90 THEN 'cooling' ELSE 'asleep' END"""
    ),
    "price.discount": COUNTED.format(value=whens()),
}


def fill(platform: Platform) -> None:
    def run(uow: Any) -> None:
        uow.cursor.execute(FILL, {"most": MOST, "today": day_of(platform.clock.now(), "Asia/Shanghai")})

    platform.run(Command("bulk", run, app="bench"))


def ours(name: str, reader: Reader) -> list[Any]:
    """How many records have which value, by the formula of the attribute: written, compiled and run."""
    source = Source.of(reader.actives["bench"].schema, "customer")
    formula = reader.actives["bench"].version.catalog["customer"].attributes[name].formula
    assert formula is not None
    kept = source.alias.c.deleted_at.is_(None)
    if isinstance(formula.type, Boolean):
        clause = sa.select(sa.literal(1), sa.func.count()).where(kept, sql.condition(formula, source.context))
    else:
        value = sql.column(formula, source.context).label("found")
        clause = sa.select(value, sa.func.count()).where(kept).group_by(value)
    Statement(clause, reader.dialect).run(
        reader.cursor, bind_values(source.context.binds, environment(reader, "bench"))
    )
    return sorted(map(tuple, reader.cursor.fetchall()))


def by_hand(name: str, reader: Reader) -> list[Any]:
    reader.cursor.execute(HAND[name], {"today": reader.today("bench")})
    return sorted(map(tuple, reader.cursor.fetchall()))


def cases() -> Iterable[Row]:
    with tempfile.TemporaryDirectory() as folder, opened(f"sqlite:///{folder}/rule.db", VirtualClock()) as platform:
        publish(platform, {**FILES, "rules/more.yaml": RULES.encode()}, "bench")
        fill(platform)
        for name in HAND:
            mine, hand = (partial(platform.readers.apart, partial(read, name)) for read in (ours, by_hand))
            if mine() != hand():
                raise AssertionError(f"{name}: {mine()} is not {hand()}")
            found = measure_once({"ours": mine, "hand": hand}, rounds=5)
            yield Row.compare("rule", f"{MOST:,}: {name}; by hand", "ms CPU", found["ours"] * 1e3, found["hand"] * 1e3)
