"""What the boxes of a table show before anybody uses it: gaps, overlaps, rows that are never reached."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.app import engines
from engine.compiling import build_app
from engine.definitions import load
from engine.platform import new_registry
from engine.problems import Problems

CASES: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "decision_checks.yaml").read_text())
FORM = """
title: 报价
label: code
fields:
  code: {text: 编号}
  amount: {money: 金额}
  days: {number: 天数}
  level: {choice: 等级, options: {a: A, b: B, c: C}}
  region: {text: 大区}
  rush: {boolean: 加急}
  stage: {stage: 阶段, options: {open: 进行中, offer: 报价, won: 赢单}}
  signed: {date: 签约日期}
  discount: {percent: 折扣}
  marks: {tags: 标记, free: true}
access: {all: {see: true, create: true}}
"""
APP = """
title: 报价
version: 1.0.0
parameters:
  limit: {money: 上限, default: 100}
"""


def told(rules: str, language: str = "zh") -> list[str]:
    """What is said of a file of rules about the form: code and message."""
    files = {"app.yaml": APP, "forms/quote.yaml": FORM, "rules/quote.yaml": f"title: 规则\nform: quote\n{rules}"}
    chosen = engines()
    registry = new_registry(chosen)
    definition, problems = load({path: text.encode() for path, text in files.items()}, registry, "offers")
    if definition is not None:
        build_app(definition, registry, chosen, {}, problems)
    return said(problems, language)


def said(problems: Problems, language: str) -> list[str]:
    return [f"{problem.code} {problem.severity}: {problem.text(language)}" for problem in problems]


def decision(hit: str, rows: Mapping[str, Any]) -> str:
    """A table with one output, its rows as conditions or as a condition and what it gives."""
    made = {}
    for name, row in rows.items():
        when, gives = row if isinstance(row, list) else (row, name)
        made[name] = {"when": when, "to": gives}
    table = {"decision": "表", "hit": hit, "gives": {"to": {"text": "去向"}}, "rows": made}
    return str(yaml.safe_dump({"decisions": {"route": table}}, allow_unicode=True, sort_keys=False))


@pytest.mark.parametrize("name", CASES)
def test_what_is_told_of_a_table(name: str) -> None:
    case = CASES[name]
    rules = case["rules"] if "rules" in case else decision(case.get("hit", "first"), case["rows"])
    for language in ("zh", "en"):
        if language in case:
            assert told(rules, language) == (case[language] or [])


def test_a_huge_table_is_checked_within_a_stated_number_of_steps() -> None:
    rows = {f"row_{n}": f"amount > {n * 7 % 500} and days < {n * 13 % 400} and level = a" for n in range(150)}
    found = told(decision("unique", rows))
    assert any(line.startswith(("decision.overlap", "derive.too_large")) for line in found)


def test_a_table_knows_its_outputs() -> None:
    rules = "decisions: {d: {decision: 表, gives: {to: {text: 去向}}, rows: {x: {when: rush, two: 1}}}}"
    assert any(line.startswith("decision.no_output error") for line in told(rules))
    rules = "decisions: {d: {decision: 表, gives: {to: {file: 去向}}, rows: {x: {when: rush, to: 1}}}}"
    assert any(line.startswith("decision.noun error") for line in told(rules))
