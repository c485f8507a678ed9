from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.expressions.types import (
    Boolean,
    Choice,
    Choices,
    Date,
    DateTime,
    Duration,
    File,
    Number,
    Option,
    Reference,
    Text,
    Type,
)
from engine.records.codec import ValueProblem, from_json, literal, to_json
from engine.time.duration import parse

OPTIONS = (Option("a"), Option("b"))
ROUND = [
    (Number(0), 12, 12),
    (Number(2), 63400.5, 6_340_050),
    (Number(4), 0.1, 1000),
    (Text(), "张三", "张三"),
    (Boolean(), True, True),
    (Date(), "2026-03-02", 20514),
    (Date(), "1969-12-31", -1),
    (DateTime(), "2026-03-02T01:00:00.000Z", 1_772_413_200_000),
    (DateTime(), "1969-12-31T23:59:59.999Z", -1),
    (Choice(OPTIONS), "a", "a"),
    (Choices(OPTIONS), ["b", "a"], "|b|a|"),
    (Choices(OPTIONS, free=True), ['say "hi"', "\\"], '|say "hi"|\\|'),
    (Reference("customer"), "0198", "0198"),
    (Duration(), "3d", parse("3d")),
    (
        File(),
        [{"id": "1", "name": "x", "size": 3, "type": "t"}],
        '[{"id":"1","name":"x","size":3,"type":"t"}]',
    ),
]


@pytest.mark.parametrize(("type_", "wire", "stored"), ROUND)
def test_a_wire_value_and_its_stored_form_lead_to_each_other(type_: Type, wire: Any, stored: Any) -> None:
    assert from_json(type_, wire) == stored
    assert to_json(type_, stored) == wire


@pytest.mark.parametrize(
    ("type_", "wire", "code"),
    [
        (Number(2), "12", "value.type"),
        (Number(2), True, "value.type"),
        (Number(2), float("nan"), "value.type"),
        (Number(2), 1.005, "value.scale"),
        (Number(0), 10**15, "value.digits"),
        (Number(0), 1e300, "value.digits"),
        (Boolean(), 1, "value.type"),
        (Date(), "2026-02-30", "value.type"),
        (Date(), 5, "value.type"),
        (DateTime(), "2026-03-02T01:00:00", "value.type"),
        (DateTime(), "2026-03-02", "value.type"),
        (Choice(OPTIONS), "c", "value.option"),
        (Choice(OPTIONS), ["a"], "value.option"),
        (Choices(OPTIONS), "a", "value.type"),
        (Choices(OPTIONS), ["c"], "value.option"),
        (Choices(free=True), ["a|b"], "value.option"),
        (Reference("x"), 3, "value.type"),
        (Text(), 3, "value.type"),
        (Text(), "a\0b", "value.text"),
        (Text(), "\ud800", "value.text"),
        (Duration(), "3m", "value.type"),
        (File(), [{}], "value.type"),
        (File(), [{"id": "1"}, {"id": "2"}], "value.type"),
    ],
)
def test_what_the_type_does_not_accept_is_a_problem(type_: Type, wire: Any, code: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        from_json(type_, wire)
    assert caught.value.code == code
    assert caught.value.problem("x").text("zh")


@pytest.mark.parametrize(
    ("type_", "text", "stored"),
    [
        (Number(4), "10%", 1000),
        (Number(2), "50000", 5_000_000),
        (Boolean(), "true", True),
        (Date(), "2026-01-31", 20484),
        (DateTime(), "2026-01-31 09:00", 1_769_821_200_000),
        (Choices(OPTIONS), "a, b", "|a|b|"),
        (Text(), "", None),
    ],
)
def test_literals_are_read_by_their_type_and_local_time(type_: Type, text: str, stored: Any) -> None:
    assert literal(type_, text, "Asia/Shanghai") == stored


@pytest.mark.parametrize("type_", [Number(2), Text(), Choices(OPTIONS), Reference("x"), File(), Boolean()])
def test_null_and_empty_text_are_null(type_: Type) -> None:
    assert from_json(type_, None) is None
    assert from_json(type_, "") is None
    assert to_json(type_, None) is None


@given(st.integers(0, 6), st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_number_of_fifteen_digits_survives_json(scale: int, stored: int) -> None:
    import orjson

    wire = orjson.loads(orjson.dumps(to_json(Number(scale), stored)))
    assert from_json(Number(scale), wire) == stored
