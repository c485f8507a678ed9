"""The problems of what-if."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "whatif.measure",
    "error",
    zh="「{text}」不是数字，不能用来合计",
    en="“{text}” is not a number: it cannot be summed up",
    hint_zh="写一个数字或金额的表达式，例如 paid",
    hint_en="Write an expression of a number, for example paid",
)
