"""Hostile and mistaken texts: a problem with its column within bounded work, and nothing is raised."""

from __future__ import annotations

from time import process_time

import pytest

from engine.expressions.check import check
from tests.engine.expressions.world import SCOPE

HOSTILE = {
    "().__class__.__bases__[0].__subclasses__()": "bad_character",
    "name.__class__.__mro__": "no_part",
    "__import__(name)": "unknown_function",
    "9**9**9": "unexpected",
    "(" * 2000 + "1" + ")" * 1999: "too_deep",
    "(" * 5000: "too_long",
    "x" * 1_000_000: "too_long",
    "not " * 900 + "flag": "too_deep",
    "1" + "+1" * 1500: "too_deep",
    "nothing = 3": "unknown_name",
    "status = 'payd'": "unknown_option",
    "name": "condition",
    "paid": "condition",
    "orders": "condition_records",
    "paid > 1234567890123456": "long_number",
    "paid > 5万": "bad_number",
    "paid > name": "mixed",
    "1 < paid < 5": "chained",
    "flag && flag": "foreign_sign",
    'name = "x': "open_text",
    "": "unfinished",
    "paid >": "unfinished",
    "now - contact > 3": "elapsed_number",
    "last_paid + 30 > today": "add_days",
    "sent(this) > 3": "not_yet",
    'text(paid, "yyyy") = name': "format",
    "in_role(owner, boss)": "unknown_role",
    "param.dayz > 3": "unknown_parameter",
    "sum(owner.name) > 3": "no_way",
    "flag且flag": "glued",
    "rate * rate * rate * rate > 1": "too_precise",
    "tags = vip": "not_compared",
}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:30])
def test_a_bad_text_is_a_problem_with_its_column(text: str) -> None:
    start = process_time()
    found = check(text, SCOPE, "boolean")
    assert process_time() - start < 0.5
    assert isinstance(found, tuple)
    codes = [problem.code for problem in found]
    assert f"expression.{HOSTILE[text]}" in codes
    for problem in found:
        assert "column" in problem.text("zh") or "列" in problem.text("zh")
        assert problem.text("en") and len(problem.text("en")) < 400
        assert 1 <= int(str(problem.parameters["column"])) <= len(text) + 1


def test_single_equals_compares() -> None:
    assert not isinstance(check("name = 'A'", SCOPE, "boolean"), tuple)
