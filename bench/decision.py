"""A decision of ten rows over one record: a native Python function (limit), zen-engine with a static loader (peer).

Ten records, one for each row, so that an early answer weighs no more than a late one. Zen answers for all outputs at
once; ours has a formula for each, and the second case asks for both.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from typing import Any

import zen

from bench.measure import Row, measure
from engine.app import opened
from engine.expressions import python
from engine.expressions.environment import Environment
from engine.platform import Platform
from engine.publishing import publish
from engine.records.clock import VirtualClock

CUSTOMER = """
title: 客户
label: name
fields:
  name: {text: 名称}
  grade: {choice: 等级, options: {gold: 金, silver: 银, plain: 普通}}
  paid: {money: 成交}
  orders: {number: 订单数}
  last: {date: 最近}
"""
# Of each row: grade, least paid, least orders; discount, who agrees to it.
ROWS: tuple[tuple[str, int, int, int, str], ...] = (
    ("gold", 50_000, 0, 20, "director"),
    ("gold", 10_000, 0, 15, "manager"),
    ("gold", 0, 0, 12, "seller"),
    ("silver", 50_000, 0, 12, "manager"),
    ("silver", 10_000, 0, 10, "seller"),
    ("silver", 0, 0, 8, "seller"),
    ("", 50_000, 20, 8, "manager"),
    ("", 0, 20, 6, "seller"),
    ("", 0, 5, 3, "seller"),
    ("", 0, 0, 0, "nobody"),
)
FACTS = (
    ("gold", 60_000, 3),
    ("gold", 20_000, 3),
    ("gold", 500, 3),
    ("silver", 60_000, 3),
    ("silver", 20_000, 3),
    ("silver", 500, 3),
    ("plain", 60_000, 30),
    ("plain", 500, 30),
    ("plain", 500, 8),
    ("plain", 500, 1),
)
OUTPUTS = ("discount", "level")
TIMES = 100  # rounds over the ten records per call, so that the call of the bench weighs nothing
EACH = TIMES * len(FACTS)


def condition(grade: str, paid: int, orders: int) -> str:
    parts = [f"grade = {grade}"] if grade else []
    parts += [f"paid >= {paid}"] if paid else []
    parts += [f"orders >= {orders}"] if orders else []
    return " and ".join(parts) or "else"


def rules() -> str:
    """The decision as a file of rules."""
    lines = [
        f"      row_{place}: {{when: {condition(*row[:3])}, discount: {row[3]}%, level: {row[4]}}}"
        for place, row in enumerate(ROWS)
    ]
    names = sorted({row[4] for row in ROWS})
    options = ", ".join(f"{name}: {name}" for name in names)
    head = f"""
title: 价格
form: customer
decisions:
  price:
    decision: 价格权限
    gives: {{discount: {{percent: 折扣}}, level: {{choice: 审批到, options: {{{options}}}}}}}
    rows:
"""
    return head + "\n".join(lines) + "\n"


FILES = {
    "app.yaml": b"title: Bench\n",
    "forms/customer.yaml": CUSTOMER.encode(),
    "rules/customer.yaml": rules().encode(),
}


def native(row: dict[str, Any]) -> tuple[int, str]:
    """The table by hand, over stored values."""
    grade, paid, orders = row["grade"], row["paid"], row["orders"]
    if grade == "gold":
        if paid is not None and paid >= 5_000_000:
            return 2000, "director"
        return (1500, "manager") if paid is not None and paid >= 1_000_000 else (1200, "seller")
    if grade == "silver":
        if paid is not None and paid >= 5_000_000:
            return 1200, "manager"
        return (1000, "seller") if paid is not None and paid >= 1_000_000 else (800, "seller")
    if orders is not None and orders >= 20:
        return (800, "manager") if paid is not None and paid >= 5_000_000 else (600, "seller")
    return (300, "seller") if orders is not None and orders >= 5 else (0, "nobody")


def table() -> dict[str, Any]:
    """The decision as zen's table, first row that holds."""
    inputs = [{"id": name, "name": name, "field": name, "type": "expression"} for name in ("grade", "paid", "orders")]
    outputs = [{"id": name, "name": name, "field": name, "type": "expression"} for name in OUTPUTS]
    rows = [
        {
            "_id": str(place),
            "grade": f'"{grade}"' if grade else "",
            "paid": f">= {paid}" if paid else "",
            "orders": f">= {orders}" if orders else "",
            "discount": str(discount),
            "level": f'"{level}"',
        }
        for place, (grade, paid, orders, discount, level) in enumerate(ROWS)
    ]
    content = {"hitPolicy": "first", "inputs": inputs, "outputs": outputs, "rules": rows}
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": content},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    return {"nodes": nodes, "edges": edges}


def compiled(platform: Platform) -> list[Callable[[dict[str, Any], Environment], Any]]:
    attributes = platform.actives["bench"].version.catalog["customer"].attributes
    formulas = [attributes[f"price.{output}"].formula for output in OUTPUTS]
    return [python.function(formula) for formula in formulas if formula is not None]


def cases() -> Iterable[Row]:
    with tempfile.TemporaryDirectory() as folder, opened(f"sqlite:///{folder}/decision.db", VirtualClock()) as platform:
        publish(platform, FILES, "bench")
        discount, level = compiled(platform)
    environment = Environment(now=0, today=0)
    plain = [{"grade": grade, "paid": paid, "orders": orders} for grade, paid, orders in FACTS]
    stored = [{"grade": grade, "paid": paid * 100, "orders": orders} for grade, paid, orders in FACTS]
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"price": table()}}})
    for row, given in zip(stored, plain, strict=True):
        found = discount(row, environment), level(row, environment)
        result = engine.evaluate("price", given)["result"]
        if not found == native(row) == (round(result["discount"] * 100), result["level"]):
            raise AssertionError(f"{given}: {found}, {native(row)}, {result}")
    cost = measure(
        {
            "one": lambda: [discount(row, environment) for _ in range(TIMES) for row in stored],
            "both": lambda: [
                (discount(row, environment), level(row, environment)) for _ in range(TIMES) for row in stored
            ],
            "native": lambda: [native(row) for _ in range(TIMES) for row in stored],
            "zen": lambda: [engine.evaluate("price", row) for _ in range(TIMES) for row in plain],
        }
    )
    each = {name: value / EACH for name, value in cost.items()}
    for case, ours in (("one output", "one"), ("both outputs", "both")):
        yield Row.compare(
            "decision", f"ten rows, {case}; native; zen", "µs CPU", each[ours], each["native"], each["zen"]
        )
