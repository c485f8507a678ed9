"""Problems are values that say what is wrong, where, and what to do."""

from __future__ import annotations

import pytest

import engine.definitions.problems  # noqa: F401  declares the codes
from engine.problems import Problem, Problems, Refused, Span
from engine.problems.problem import LIMIT


def missing(key: str, line: int = 1, file: str = "a.yaml") -> Problem:
    return Problem("definition.missing", {"key": key}, "forms/a", Span(file, line, 3, line, 4))


def test_a_problem_speaks_the_language_of_its_reader() -> None:
    problem = missing("title")
    assert problem.text("zh") == "缺少「title」"
    assert problem.text("en") == "“title” is missing"
    assert problem.hint("en") == "add title:"
    assert problem.text("fr") == problem.text("en")


def test_a_problem_has_a_place_and_an_address_as_json() -> None:
    assert missing("title").to_json("en") == {
        "code": "definition.missing",
        "severity": "error",
        "message": "“title” is missing",
        "hint": "add title:",
        "address": "forms/a",
        "file": "a.yaml",
        "line": 1,
        "column": 3,
        "end_line": 1,
        "end_column": 4,
    }


def test_a_parameter_may_have_a_text_for_each_language_and_a_list_is_joined() -> None:
    expected = {"zh": "列表", "en": "a list"}
    problem = Problem("definition.shape", {"expected": expected, "found": ["x", "y"]})
    assert problem.text("zh") == "这里应是列表，写的是x、y"
    assert problem.text("en") == "here a list is expected, but this is x, y"


def test_braces_in_a_parameter_are_not_read_as_placeholders() -> None:
    assert missing("{key.__class__}").text("en") == "“{key.__class__}” is missing"


def test_an_unknown_code_or_a_missing_parameter_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        Problem("definition.nothing_of_the_kind")
    with pytest.raises(ValueError, match="key"):
        Problem("definition.missing")


def test_problems_are_kept_once_and_in_the_order_of_the_text() -> None:
    problems = Problems([missing("b", 9), missing("a", 2), missing("a", 2), missing("c", 1, "b.yaml")])
    assert [problem.parameters["key"] for problem in problems] == ["a", "b", "c"]
    assert len(problems) == 3


def test_a_warning_is_no_error() -> None:
    problems = Problems([Problem("definition.word_twice", {"word": "set"})])
    assert problems and not problems.errors


def test_a_flood_of_problems_is_cut_off() -> None:
    assert len(Problems(missing(str(number)) for number in range(LIMIT + 10))) == LIMIT


def test_a_refusal_carries_its_problems_and_its_status() -> None:
    refused = Refused([missing("title")], 409)
    assert refused.status == 409
    assert refused.problems[0].code == "definition.missing"
    assert "missing" in str(refused)


def test_what_only_follows_from_another_problem_is_told_when_nothing_else_is() -> None:
    consequence = Problem("expression.broken_formula", {"name": "cost", "column": 1})
    warning = Problem("definition.word_twice", {"word": "set"})
    assert list(Problems([consequence, missing("title")])) == [missing("title")]
    assert consequence in list(Problems([consequence, warning]))
    assert Problems([consequence]).errors == (consequence,)
