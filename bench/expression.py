"""One rule over one row, `recency < 30 and paid > 50000`: a native Python function (limit) and two peers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import zen
from simpleeval import SimpleEval

from bench.measure import Row, measure
from engine.expressions import python
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.scope import EntityScope
from engine.expressions.types import Number
from engine.records.entity import Attribute, Entity

TEXT = "recency < 30 and paid > 50000"
FIELDS = {"recency": Number(0), "paid": Number(2)}
RECORD = {"recency": 12, "paid": 6_340_000}
PLAIN = {"recency": 12, "paid": 63_400.0}
TIMES = 1_000  # rows per call, so that the call of the bench weighs nothing


def native(row: dict[str, Any], environment: Environment) -> bool:
    recency, paid = row["recency"], row["paid"]
    return recency is not None and recency < 30 and paid is not None and paid > 5_000_000


def cases() -> Iterable[Row]:
    attributes = {name: Attribute(name, type_, name) for name, type_ in FIELDS.items()}
    found = check(TEXT, EntityScope({}, Entity("bench", "customer", "customer", attributes)), "boolean")
    assert isinstance(found, Checked)
    ours, environment = python.function(found), Environment(now=0, today=0)
    evaluator = SimpleEval()
    parsed = evaluator.parse(TEXT)
    compiled = zen.compile_expression(TEXT)

    def simple() -> object:
        evaluator.names = PLAIN
        return evaluator.eval(TEXT, previously_parsed=parsed)

    micro = measure(
        {
            "ours": lambda: [ours(RECORD, environment) for _ in range(TIMES)],
            "native": lambda: [native(RECORD, environment) for _ in range(TIMES)],
            "simpleeval": lambda: [simple() for _ in range(TIMES)],
            "zen": lambda: [compiled.evaluate(PLAIN) for _ in range(TIMES)],
        }
    )
    each = {name: value / TIMES for name, value in micro.items()}
    for peer in ("simpleeval", "zen"):
        yield Row.compare("expression", f"one row; native; {peer}", "µs CPU", each["ours"], each["native"], each[peer])
