"""Aggregates over related records; ``min`` and ``max`` are declared with the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.functions.function import Function
from engine.expressions.tree import Node

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker


def aggregate(checker: Checker, call: syntax.Call) -> Node:
    from engine.expressions.checking import aggregates

    return aggregates.aggregate(checker, call)


def _function(name: str, signature: str, zh: str, en: str, example: str) -> Function:
    return Function(name, "related", signature, zh=zh, en=en, example=example, check=aggregate)


FUNCTIONS = (
    _function(
        "sum",
        "way.field where c",
        "合计；没有记录为 0",
        "the sum; 0 of nothing",
        "sum(orders.amount where status = settled)",
    ),
    _function(
        "count",
        "way where c",
        "条数，或不为空的值有几个",
        "how many records, or how many values that are not null",
        "count(orders where status = settled)",
    ),
    _function(
        "count_distinct",
        "way.field where c",
        "不同的值有几个",
        "how many different values",
        "count_distinct(orders.status)",
    ),
    _function(
        "avg",
        "way.field where c",
        "平均值，6 位小数",
        "the average, with 6 decimals",
        "avg(orders.amount)",
    ),
    _function(
        "median",
        "way.field where c",
        "中位数，6 位小数",
        "the median, with 6 decimals",
        "median(orders.amount)",
    ),
    _function(
        "any",
        "way where c",
        "是否有这样的记录",
        "whether there is such a record",
        "any(orders where amount > 10000)",
    ),
    _function(
        "all",
        "way where c",
        "是否每条记录都满足 c；没有记录也算",
        "whether c holds for every record; also when there is none",
        "all(orders where quantity > 0)",
    ),
    _function(
        "first",
        "way.field where c",
        "最早一条记录的值",
        "the value of the earliest record",
        "first(orders.status)",
    ),
    _function(
        "last",
        "way.field where c",
        "最近一条记录的值",
        "the value of the latest record",
        "last(orders.amount)",
    ),
)
