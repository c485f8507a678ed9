"""Why and why not, of expressions made at random: the facts tell the value again, and what is said to be missing,
once it is done, makes the condition hold."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.expressions import python
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.nearest import Asking, Nearest, Need, nearest
from engine.expressions.tree import Literal
from engine.expressions.types import Boolean, Choice, Choices, Date, DateTime, Number, Text, Type
from engine.expressions.why import again, explain
from tests.engine.expressions import generator
from tests.engine.expressions.backends import ENVIRONMENT, rows
from tests.engine.expressions.backends import checked as understood
from tests.engine.expressions.world import NOW, SCOPE, TODAY

ROWS = rows(40)["customer"]
SEVERAL = 3  # rows that each expression is asked beside


def some(type_: Type, chance: random.Random) -> Any:
    """A value such as another record might give."""
    match type_:
        case Number(scale=scale):
            return chance.choice((None, 0, 1, 10**scale, -5, 5_000_000, chance.randrange(10**7)))
        case Boolean():
            return chance.random() < 0.5
        case Date():
            return chance.choice((None, TODAY, TODAY - chance.randrange(400)))
        case DateTime():
            return chance.choice((None, NOW, NOW - chance.randrange(10**10)))
        case Choice(options=options) if options:
            return chance.choice((None, *(option.name for option in options)))
        case Choices():
            return chance.choice((None, "|vip|", "|x|vip|"))
        case Text():
            return chance.choice((None, "上海", "a", "ab"))
    return chance.choice((None, "u1", "c001"))


def beside(found: Checked, chance: random.Random) -> Iterator[dict[str, Any]]:
    for row in chance.sample(ROWS, SEVERAL):
        others = {one.key: frozenset(("u1",)) if one.many else some(one.tree.type, chance) for one in found.inputs}
        yield {**row, **others}


def asking(found: Checked, row: dict[str, Any], wanted: Any = True) -> Asking:
    """Only the data may change, not the time."""

    def holds(changed: Any, at: int | None) -> bool:
        value = python.function(found)({**row, **changed}, ENVIRONMENT)
        return (bool(value) is wanted) if isinstance(found.type, Boolean) else value == wanted

    return Asking(row, ENVIRONMENT, lambda part, wanted: None, holds, lambda part: True)


def why_not(text: str, wanted: Any = True, **values: Any) -> Nearest:
    found, row = understood(text), {**ROWS[0], **dict.fromkeys(ROWS[0]), **values}
    return nearest(found.tree, wanted, asking(found, row, wanted))


def changes(found: Nearest) -> dict[str, Any]:
    return {need.change.key: need.change.after for need in found.needs if need.change is not None}


def test_the_value_follows_from_its_facts_alone(full: bool) -> None:
    @settings(max_examples=3500 if full else 150, deadline=None)
    @given(generator.expressions(), st.integers(0, 10**6))
    def law(text: str, seed: int) -> None:
        found = check(text, SCOPE)
        if isinstance(found, Checked):
            for row in beside(found, random.Random(seed)):
                value = python.function(found)(row, ENVIRONMENT)
                told = explain(found, row, ENVIRONMENT)
                computed = again(told, ENVIRONMENT)
                same = bool(computed) == bool(value) if isinstance(found.type, Boolean) else computed == value
                assert same and told.holds == bool(value), text

    law()


def test_what_is_missing_is_enough_and_none_of_it_is_too_much(full: bool) -> None:
    sure = [0, 0]

    @settings(max_examples=3500 if full else 200, deadline=None)
    @given(generator.conditions(2), st.integers(0, 10**6), st.booleans())
    def law(text: str, seed: int, wanted: bool) -> None:
        found = check(text, SCOPE)
        if not isinstance(found, Checked):
            return
        for row in beside(found, random.Random(seed)):
            function = python.function(found)
            if bool(function(row, ENVIRONMENT)) is wanted:
                continue
            told = nearest(found.tree, wanted, asking(found, row, wanted))
            sure[told.sure] += 1
            if told.sure:
                assert bool(function({**row, **changes(told)}, ENVIRONMENT)) is wanted, text
                assert_each_is_needed(told, asking(found, row, wanted), text)
            for need in told.needs:
                assert_turns(need, row)

    law()
    assert sure[True] > sure[False] / 4  # most can be told


def assert_each_is_needed(told: Nearest, asked: Asking, text: str) -> None:
    every = changes(told)
    for key in every:
        if len(every) > 1:
            assert not asked.holds({name: value for name, value in every.items() if name != key}, None), (text, key)


def assert_turns(need: Need, row: dict[str, Any]) -> None:
    """A change of one part turns that part, and half of the way does not where it is said to be the least."""
    if need.change is None:
        return
    part, change = python.function(need.leaf), need.change
    assert bool(part({**row, change.key: change.after}, ENVIRONMENT)) is need.wanted
    if change.word in ("at_least", "at_most") and change.before is not None:
        step = 1 if change.word == "at_least" else -1
        assert bool(part({**row, change.key: change.after - step}, ENVIRONMENT)) is not need.wanted
        assert (change.after - change.before) * step > 0


@pytest.mark.parametrize(
    ("text", "values", "wanted"),
    [
        ("paid > 50000", {"paid": 4_680_000}, {"paid": 5_000_001}),
        ("paid * 2 - 100 >= 300", {"paid": 10_000}, {"paid": 20_000}),
        ("paid <= 10 and count >= 3", {"paid": 2_000, "count": 1}, {"paid": 1_000, "count": 3}),
        ("paid >= 1000 or count >= 3", {"paid": 50_000, "count": 2}, {"count": 3}),  # a third against a half
        ("(paid >= 1000 and flag) or count >= 100", {"paid": 99_000, "count": 1, "flag": False}, {"count": 100}),
        ("status = settled and stage >= proposal", {"stage": "clean"}, {"status": "settled", "stage": "proposal"}),
        ("days_since(last_paid) < 30", {"last_paid": TODAY - 42}, {"last_paid": TODAY - 29}),
        ("last_paid > today - 1w", {}, {"last_paid": TODAY - 6}),
        ("tags has vip", {"tags": "|x|"}, {"tags": "|x|vip|"}),
        ("not (tags has vip) and not flag", {"tags": "|vip|", "flag": True}, {"tags": None, "flag": False}),
        ("name is empty", {"name": "a"}, {"name": None}),
        ("paid = count", {"paid": 100, "count": 3}, {"paid": 300}),
        ("if(flag, paid > 10, count > 2)", {"flag": False, "paid": 2_000, "count": 0}, {"flag": True}),
        ("not (paid > 10 or count > 2)", {"paid": 2_000, "count": 3}, {"paid": 1_000, "count": 2}),
        ("paid > 10 and paid < 20", {"paid": 3_000}, {"paid": 1_999}),
    ],
)
def test_the_nearest_change(text: str, values: dict[str, Any], wanted: dict[str, Any]) -> None:
    found = why_not(text, **values)
    assert found.sure and changes(found) == wanted


def test_a_class_tells_what_it_takes_to_be_in_another() -> None:
    text = 'case(paid > 1000 and count > 2, "A", paid > 100, "B", "C")'
    assert changes(why_not(text, "B", paid=5_000, count=5)) == {"paid": 10_001}
    assert changes(why_not(text, "A", paid=20_000, count=5)) == {"paid": 100_001}
    assert changes(why_not(text, "B", paid=200_000, count=3)) == {"count": 2}
    assert changes(why_not(text, "C", paid=200_000, count=3)) == {"paid": 10_000}


@pytest.mark.parametrize(
    "text", ['contains(name, "x")', "mod(count, 7) = 3", "paid > 1 and paid < 1", "weekday(birthday) = 7"]
)
def test_where_no_change_is_known_none_is_invented(text: str) -> None:
    found = why_not(text, name="a", count=1, paid=0, birthday=TODAY)
    assert not found.sure and changes(found) == {}
    assert all(not isinstance(need.leaf, Literal) for need in found.needs)


def test_facts_of_another_branch_are_refused() -> None:
    found = understood('case(paid > 10, "A", "B")')
    told = explain(found, {**ROWS[0], "paid": 2_000}, ENVIRONMENT)
    tried = told.items[0]
    forged = [type(tried.facts[0])("paid", tried.facts[0].node, 0)]
    object.__setattr__(tried, "facts", tuple(forged))
    with pytest.raises(ValueError, match="another branch"):
        again(told, ENVIRONMENT)
