"""What editors are told while somebody types: on whole texts and on broken ones."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.expressions.service import Place, completions, findings, hover, signature, told
from tests.engine.expressions import generator
from tests.engine.expressions.world import CHANGING, SCOPE

PLACE = Place(SCOPE, "boolean")


def labels(marked: str, place: Place = PLACE) -> list[str]:
    """What is offered at the sign ``|``."""
    cursor = marked.index("|")
    return [each.label for each in completions(marked.replace("|", "", 1), cursor, place)]


@pytest.mark.parametrize(
    ("marked", "first"),
    [
        ("pa|", "parent_co"),
        ("累计|", "paid"),
        ("paid |", "and"),
        ("status = |", "draft"),
        ("status in (draft, |", "draft"),
        ('status = "se|', "settled"),
        ("not tags has |", "vip"),
        ("owner = |", "me"),
        ("name is |", "set"),
        ("parent_co.own|", "owner"),
        ("owner.mana|", "manager"),
        ("stage.|", "closed"),
        ("param.|", "days"),
        ("role.|", "director"),
        ("team.|", "presales"),
        ("sum(orders.am|", "amount"),
        ("sum(订单.am|", "amount"),
        ("sum(orders.amount |", "where"),
        ("any(orders where quan|", "quantity"),
        ("any(orders where status = |", "draft"),
        ("any(orders where this.birth|", "birthday"),
        ("count(orders where customer.la|", "last_paid"),
        ("any(items where parent.birth|", "birthday"),
        ("start_of(today, |", "day"),
        ('text(paid, "#|', "#,##0"),
        ("（paid ＞ 5 且 fl|", "flag"),
    ],
)
def test_what_fits_is_offered_first(marked: str, first: str) -> None:
    assert labels(marked)[0] == first


def test_records_around_an_aggregate_are_not_offered_inside_its_condition() -> None:
    assert "birthday" in labels("birth|") and "birthday" not in labels("any(orders where birth|")


def test_what_was_before_is_offered_only_where_something_changes() -> None:
    assert "old" not in labels("ol|") and labels("ol|", Place(CHANGING))[0] == "old"


def test_only_the_expressions_of_a_slot_are_read() -> None:
    text, value = Place(SCOPE, slot="text"), Place(SCOPE, slot="value")
    assert labels("您好 {{ na|", text)[0] == "name" and labels("您好 {{ name }} na|", text) == []
    assert labels("=pa|", value)[0] == "parent_co" and labels("pa|", value) == []
    (wrong,) = findings("{{ name }} {{ nothing }}", text)[0]
    assert (wrong.start, wrong.end) == (14, 21)


def test_a_name_under_the_cursor_is_explained() -> None:
    field = hover("paid > 5", 2, PLACE)
    assert field is not None and (field.title["zh"], field.start, field.end, field.stage) == (
        "累计成交",
        0,
        4,
        "stored",
    )
    option = hover("status = settled", 12, PLACE)
    assert option is not None and option.title["zh"] == "已付款"
    function = hover("sum(orders.amount) > 1", 1, PLACE)
    assert function is not None and function.signature.startswith("sum(")
    assert hover("paid > 5", 8, PLACE) is None


def test_the_call_around_the_cursor_is_told_with_the_parameter_at_it() -> None:
    found = signature("case(flag, round(paid, ", 23, PLACE)
    assert found is not None and (found.function, found.parameters[found.active]) == ("round", "n")
    assert signature("round(paid, 2)", 14, PLACE) is None


def test_a_problem_has_its_place_and_where_it_is_known_its_fix() -> None:
    (wrong,), meaning = findings("flag and paids > 5", PLACE)
    assert (wrong.start, wrong.end, wrong.fix, meaning) == (9, 14, "paid", None)
    assert wrong.message["zh"] != wrong.message["en"]


def test_a_right_expression_is_said_in_words() -> None:
    problems, meaning = findings("paid > 5 and not flag", PLACE)
    assert problems == [] and meaning is not None
    assert meaning.words == {"zh": "累计成交 > 5 且 非 重点", "en": "累计成交 > 5 and not 重点"}


@given(st.one_of(generator.expressions(), st.text(max_size=60)), st.data())
def test_no_text_and_no_cursor_raise(text: str, data: st.DataObject) -> None:
    place = Place(SCOPE, "boolean", data.draw(st.sampled_from(["expression", "value", "text"])))
    cut = text[: data.draw(st.integers(0, len(text)))]
    answer = told(cut, data.draw(st.integers(0, len(cut))), place)
    assert json.loads(json.dumps(answer)).keys() == {"completions", "hover", "signature", "problems", "meaning"}
    for problem in answer["problems"]:
        assert 0 <= problem["start"] <= problem["end"] <= len(cut)
