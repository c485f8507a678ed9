"""Hostile and mistaken texts: a problem with its column within bounded work, and nothing is raised."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.expressions import work
from engine.expressions.check import check
from tests.engine.expressions.world import SCOPE

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("hostile.yaml").read_text(encoding="utf-8"))


def text_of(case: dict[str, Any]) -> str:
    if "text" in case:
        return str(case["text"])
    repeated = case["repeat"] * case["times"]
    return f"{case.get('first', '')}{repeated}{case.get('then', '')}{case.get('and', '') * case.get('again', 0)}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: text_of(case)[:30])
def test_a_bad_text_is_a_problem_with_its_column(case: dict[str, Any]) -> None:
    text, spent = text_of(case), work.Work()
    found = check(text, SCOPE, "boolean", work=spent)
    assert isinstance(found, tuple)
    assert (f"expression.{case['code']}", case["column"]) in {(each.code, each.parameters["column"]) for each in found}
    for problem in found:
        assert problem.text("zh") != problem.text("en") and len(problem.text("en")) < 400
        assert 1 <= int(str(problem.parameters["column"])) <= len(text) + 1
    if "meant" in case:
        for language in ("zh", "en"):
            assert any(case["meant"] in problem.hint(language) for problem in found)
    assert spent.steps < work.LIMIT + 100


def test_what_one_writes_in_earnest_is_far_from_the_limit() -> None:
    spent = work.Work()
    text = " and ".join(f"(paid > {index} or sum(orders.amount where status = settled) < 5)" for index in range(55))
    assert not isinstance(check(text, SCOPE, "boolean", work=spent), tuple)
    assert len(text) > 3_000 and spent.steps < work.LIMIT / 5


def test_steps_beyond_the_limit_are_a_problem_beside_those_found_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "LIMIT", 200)
    found = check(" or ".join(["nothing"] * 20), SCOPE, "boolean")
    assert isinstance(found, tuple)
    assert {each.code for each in found} == {"expression.unknown_name", "expression.too_much_work"}


def test_single_equals_compares() -> None:
    assert not isinstance(check("name = 'A'", SCOPE, "boolean"), tuple)
