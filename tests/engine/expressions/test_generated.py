"""Laws of expressions made at random: one meaning in Python and in three databases; a condition parts the rows."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.functions import FUNCTIONS
from engine.expressions.types import Boolean
from tests.engine.expressions import generator
from tests.engine.expressions.backends import Database, in_python, normal
from tests.engine.expressions.world import SCOPE

World = dict[str, list[dict[str, Any]]]
AT_ONCE = 25


def understood(texts: list[str]) -> list[Checked]:
    """The expressions that the language accepts; the generator knows grammar, not every rule of types."""
    found = (check(text, SCOPE) for text in texts)
    return [each for each in found if isinstance(each, Checked)]


def differences(database: Database, world: World, expressions: list[Checked]) -> list[tuple[str, str, Any, Any]]:
    wrong = []
    for each, found in zip(expressions, database.columns(expressions), strict=True):
        truth = isinstance(each.type, Boolean)
        for key, ours in in_python(database, each, world).items():
            theirs = normal(found[key], each)
            if (bool(ours) != bool(theirs)) if truth else (ours != theirs):
                wrong.append((each.text, key, ours, theirs))
    return wrong


def batches(kind: st.SearchStrategy[str]) -> Any:
    return given(st.lists(kind, min_size=AT_ONCE, max_size=AT_ONCE))


def laws(examples: int) -> Any:
    slow = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large)
    return settings(max_examples=examples, deadline=None, suppress_health_check=slow, derandomize=examples <= 20)


def test_an_expression_has_one_value_everywhere(database: Database, world: World, full: bool) -> None:
    @laws(800 if full else 20)
    @batches(generator.expressions())
    def law(texts: list[str]) -> None:
        assert differences(database, world, understood(texts)) == []

    law()


def test_a_condition_and_its_opposite_part_the_rows(database: Database, world: World, full: bool) -> None:
    everything = {row["id"] for row in world["customer"]}

    @laws(400 if full else 10)
    @given(st.lists(generator.conditions(2), min_size=5, max_size=5))
    def law(texts: list[str]) -> None:
        for found in understood(texts):
            yes, no = database.holding(found, True), database.holding(found, False)
            assert yes | no == everything and not yes & no, found.text
            values = database.values([found])
            assert {key for key, (value,) in values.items() if value} == yes, found.text

    law()


def test_the_generator_speaks_the_language() -> None:
    """Most of what is generated is accepted, and every function of records occurs."""
    texts: list[str] = []

    @laws(20)
    @given(st.lists(generator.expressions(), min_size=100, max_size=100))
    def collect(some: list[str]) -> None:
        texts.extend(some)

    collect()
    accepted = understood(texts)
    assert len(accepted) > len(texts) * 0.6
    elsewhere = {name for name, function in FUNCTIONS.items() if function.group in ("people", "change")}
    spoken = "\n".join(each.text for each in accepted)
    # A fold is a stored column in SQL: the duplicates of forms test it.
    assert {name for name in FUNCTIONS if f"{name}(" not in spoken} == elsewhere | {"fold"}
