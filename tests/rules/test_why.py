"""Why a tag is on a record or is not, over HTTP, for the eyes of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from rules.web import ANSWER
from rules.why.words import within
from tests.engine.served import acting, served
from tests.rules.shop import TODAY, customer, order, shop
from tests.running import NOW, World


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with shop(database_url) as found:
        yield found


def why(world: World, id: str, tag: str, by: str = "wang", language: str = "zh") -> Any:
    """The answer, which keeps to its schema; the status where it is refused."""
    with served(world.platform) as address, acting(world.platform, address, world.people[by], language) as client:
        answer = client.get(f"/api/apps/shop/forms/customer/records/{id}/why/tags/{tag}")
    if answer.status_code != 200:
        return answer.status_code
    jsonschema.validate(answer.json(), ANSWER)
    return answer.json()


def test_a_tag_tells_its_condition_its_figures_and_the_records_behind_them(world: World) -> None:
    acme = customer(world)
    old = order(world, acme, 60, TODAY - 9, code="SO-1")
    new = order(world, acme, 80, TODAY - 2, code="SO-2")
    order(world, acme, 500, TODAY, code="SO-3", paid=False)
    told = why(world, acme, "high_value")
    assert (told["element"], told["holds"], told["missing"]) == ("rules/customer/tags/high_value", True, None)
    assert (told["since"], told["rule_version"]) == ("2026-03-02T01:00:00.000Z", 1)
    assert told["lapses_at"] == "2026-03-29T16:00:00.000Z"  # 30 days after the last payment
    recency, paid = told["condition"]["items"]
    assert (recency["value"], recency["bound"], recency["holds"]) == (2, 30, True)
    assert recency["from"] == [{"form": "order", "id": new, "label": "SO-2"}]
    assert (paid["value"], paid["bound"], paid["hidden"]) == (140.0, 100.0, 0)
    assert [one["id"] for one in paid["from"]] == [new, old]
    assert told["sentence"] == (
        "有「高价值」，因为距上次付款 < 30（现为 2），且累计金额 > ¥100.00（现为 ¥140.00）。"
        "自 2026-03-02 09:00 起。若无变化，2026-03-30 00:00 失效。"
    )


def test_the_hour_at_which_it_is_said_to_lapse_is_the_hour_at_which_it_lapses(world: World) -> None:
    acme = customer(world)
    order(world, acme, 200, TODAY - 3)
    told = why(world, acme, "high_value")
    world.passes("26d14h59min")
    assert why(world, acme, "high_value")["holds"]
    world.passes("1min")
    after = why(world, acme, "high_value")
    assert (after["holds"], after["since"]) == (False, told["lapses_at"])


def test_what_is_lacking_is_told_with_its_nearest_change(world: World) -> None:
    acme = customer(world)
    order(world, acme, 98, TODAY - 2)
    told = why(world, acme, "high_value", language="en")
    assert (told["holds"], told["lapses_at"], told["missing"]["at"]) == (False, None, None)
    lack = {"text": "累计金额 > ¥100.00", "gap": 2.01, "change": "¥2.01 more 累计金额 needed", "at": None}
    assert (told["missing"]["parts"], told["missing"]["sure"]) == ([lack], True)
    assert told["sentence"].startswith("Not “高价值”; still needed: 累计金额 > ¥100.00 (now ¥98.00, ¥2.01 short).")
    order(world, acme, 50, TODAY - 2)
    world.passes("40d")
    late = why(world, acme, "high_value")
    assert [part["gap"] for part in late["missing"]["parts"]] == [13]  # 42 days, fewer than 30 wanted
    never = customer(world, "海石")
    assert len(why(world, never, "high_value")["missing"]["parts"]) == 2


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("en", "Last contact > 30", "last contact > 30"),
        ("en", "VIP since", "VIP since"),
        ("en", "A", "A"),
        ("en", "", ""),
        ("zh", "Paid", "Paid"),
    ],
)
def test_a_title_within_an_english_sentence_has_no_capital(language: str, title: str, said: str) -> None:
    assert within(title, language) == said


def test_records_that_the_reader_may_not_see_are_counted_and_not_named(world: World) -> None:
    acme = customer(world)
    mine = order(world, acme, 60, code="SO-1", seller=world.people["li"])
    order(world, acme, 80, code="SO-2", seller=world.people["wang"])
    paid = why(world, acme, "high_value", "li")["condition"]["items"][1]
    assert (paid["value"], paid["hidden"]) == (140.0, 1)
    assert paid["from"] == [{"form": "order", "id": mine, "label": "SO-1"}]
    assert "SO-2" not in str(why(world, acme, "high_value", "li"))


def test_a_record_reached_by_a_reference_is_behind_it_too(world: World) -> None:
    acme = customer(world, "云海", "wang")
    friend = customer(world, "海石", referrer=acme)
    order(world, acme, 600)
    told = why(world, friend, "referred")
    assert told["condition"]["from"] == [{"form": "customer", "id": acme, "label": "云海"}]
    hidden = why(world, friend, "referred", "li")
    assert (hidden["condition"]["from"], hidden["condition"]["hidden"]) == ([], 1)
    assert "云海" not in str(hidden)


def test_a_hidden_record_answers_as_a_missing_one(world: World) -> None:
    theirs = customer(world, "云海", "wang")
    assert why(world, theirs, "high_value", "li") == 404
    assert why(world, "019cac0f-2680-7041-be41-a91b1f40b5b8", "high_value", "li") == 404
    world.delete("customer", theirs)
    assert why(world, theirs, "high_value") == 404


def test_figures_of_hidden_fields_are_not_told(world: World) -> None:
    acme = customer(world, secret=9)
    assert why(world, acme, "rated")["condition"]["value"] == 9
    assert why(world, acme, "rated", "li") == 404  # made of a hidden field, so hidden itself
    form = (
        world.files["forms/customer.yaml"]
        .decode()
        .replace("create: true}\n  boss", "create: true, fields: {tags.rated: read}}\n  boss")
    )
    world.publish({"forms/customer.yaml": form})
    told = why(world, acme, "rated", "li")
    assert told["condition"] == {"op": ">=", "holds": True, "text": "有些条件您无权查看", "veiled": True}
    assert "内部评分" not in str(told) and "9" not in told["sentence"].replace("2026-03-02 09:00", "")


@pytest.mark.parametrize("tag", ["vip", "nonsense"])
def test_there_is_no_why_for_what_people_set_or_nobody_has_declared(world: World, tag: str) -> None:
    assert why(world, customer(world), tag) == 404


def test_a_new_version_is_named_by_what_it_computed(world: World) -> None:
    acme = customer(world)
    order(world, acme, 200)
    rules = world.files["rules/customer.yaml"].decode().replace("paid > param.m_amount", "paid > 150")
    world.publish({"rules/customer.yaml": rules})
    world.settle()
    told = why(world, acme, "high_value")
    assert (told["rule_version"], told["condition"]["items"][1]["bound"]) == (1, 150.0)  # true since version 1
    order(world, acme, 1)
    other = customer(world, "海石")
    order(world, other, 200)
    assert why(world, other, "high_value")["rule_version"] == 2
    assert why(world, other, "high_value")["since"] == "2026-03-02T01:00:00.000Z"
    assert world.now == NOW
