"""The problems of rules."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "rule.no_why",
    "error",
    zh="标签「{element}」由人设置，没有规则可以解释",
    en="The tag “{element}” is set by people: there is no rule to explain it",
)
