"""Segments, scores and decisions: kept as data, parameters and time change, and read like fields everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from engine.problems import Refused
from engine.records.evaluate import evaluate
from tests.engine.served import acting, served
from tests.rules.kinds import CUTS, RULES
from tests.rules.shop import TODAY, customer, order, shop
from tests.running import World

RESULTS = ("r", "m", "growth", "rfm", "worth", "care.level", "care.free", "care.discount", "gifts.gift", "bonus.points")
RECORDS = "/api/apps/shop/forms/customer/records"


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with shop(database_url, {"rules/kinds.yaml": RULES}) as found:
        yield found


def kept(world: World, id: str, *names: str) -> list[Any]:
    row = world.row("customer", id)
    return [row[name] for name in names or RESULTS]


def test_a_new_record_has_its_classes_scores_and_outputs_at_once(world: World) -> None:
    acme = customer(world)
    assert kept(world, acme) == [None, 1, 0, "unbought", None, "plain", None, 0, None, 0]


def test_everything_follows_what_is_written_elsewhere(world: World) -> None:
    acme = customer(world)
    order(world, acme, 1500, TODAY - 1)
    assert kept(world, acme) == [5, 3, 800, "star", "high", "vip", True, 1000, "|bag|cup|", 15]
    world.delete("order", world.rows("order")[0]["id"])
    assert kept(world, acme, "r", "m", "rfm", "worth") == [None, 1, "unbought", None]


def test_everything_follows_time_at_the_instant_when_it_changes(world: World) -> None:
    acme = customer(world)
    order(world, acme, 1500, TODAY)
    seen = []
    for _ in range(32):
        seen.append(tuple(kept(world, acme, "r", "rfm", "care.discount")))
        world.passes("1d")
    assert [seen[day] for day in (7, 8, 30, 31)] == [
        (5, "star", 1000),
        (4, "star", 1000),
        (4, "star", 1000),
        (3, "dormant", 500),
    ]


def test_a_stand_still_loses_no_class_that_a_record_passed_through(world: World) -> None:
    acme = customer(world)
    order(world, acme, 1500, TODAY)
    world.stands_still("40d")
    stays = [(each.value, each.since, each.until) for each in world.intervals(acme) if each.what == "rfm"]
    assert [value for value, since, until in stays if since != until] == ["star", "dormant"]
    assert stays[-1][1] == stays[-2][2]


def test_a_parameter_moves_records_between_classes(world: World) -> None:
    acme = customer(world)
    order(world, acme, 150, TODAY - 20)
    assert kept(world, acme, "rfm") == ["rest"]
    world.turn("r_days", 10)
    assert kept(world, acme, "rfm") == ["dormant"]


def test_points_add_up_to_at_most_their_maximum_and_keep_their_decimals(world: World) -> None:
    acme = customer(world)
    friend = customer(world, "海石", grade="known", referrer=acme, needs=[{"need": "快", "urgent": True}])
    assert kept(world, friend, "growth") == [905]
    order(world, friend, 600)
    assert kept(world, friend, "growth") == [1000]


def test_entering_and_leaving_a_class_set_rules_off(database_url: str) -> None:
    rules = """
title: 提醒
form: customer
rules:
  star: {rule: 进入高价值, trigger: {enters: rfm.star}, then: {notify: owner, message: "{{ name }} 进"}}
  lost: {rule: 离开高价值, trigger: {leaves: rfm.star}, then: {notify: owner, message: "{{ name }} 出"}}
"""
    with shop(database_url, {"rules/kinds.yaml": RULES, "rules/told.yaml": rules}) as world:
        acme = customer(world)
        order(world, acme, 1500, TODAY)
        assert [text for text in world.told("li") if text[-1] in "进出"] == ["云海 进"]
        world.passes("31d")
        assert [text for text in world.told("li") if text[-1] in "进出"] == ["云海 进", "云海 出"]


def test_results_are_shown_filtered_sorted_and_refused_like_computed_fields(world: World) -> None:
    acme = customer(world)
    customer(world, "海石")
    order(world, acme, 1500, TODAY - 1)
    with served(world.platform) as address, acting(world.platform, address, world.people["wang"]) as wang:
        query = {
            "filter": "care.level = vip and rfm = star",
            "sort": "growth desc",
            "show": "name,rfm,gifts.gift,growth",
        }
        (found,) = wang.get(RECORDS, params=query).json()["records"]
        assert (found["name"], found["rfm"], found["gifts.gift"], found["growth"]) == (
            "云海",
            "star",
            ["bag", "cup"],
            80,
        )
        whole = wang.get(f"{RECORDS}/{acme}").json()
        assert (whole["care.level"], whole["care.discount"], whole["r"]) == ("vip", 0.1, 5)
        for name in ("rfm", "r", "care.level"):
            refused = wang.patch(f"{RECORDS}/{acme}", json={"version": whole["version"], name: whole[name]})
            assert refused.json()["code"] == "value.readonly", name


def test_the_form_tells_classes_with_colour_and_strategy(world: World) -> None:
    with served(world.platform) as address, acting(world.platform, address, world.people["wang"]) as wang:
        fields = wang.get("/api/apps/shop").json()["forms"]["customer"]["fields"]
    star = fields["rfm"]["options"][1]
    assert star == {"name": "star", "title": "高价值客户", "color": "amber", "help": "专属服务"}
    assert [fields[name]["level"] for name in ("rfm", "r", "care.level")] == ["read"] * 3
    assert (fields["gifts.gift"]["many"], fields["growth"]["decimals"]) == (True, 1)


def test_a_result_is_as_hidden_as_what_it_is_made_of(database_url: str) -> None:
    rules = """
title: 内部
form: customer
segments:
  inner: {segment: 内部分层, classes: {good: {title: 好, when: secret >= 8}, rest: {title: 其他, when: else}}}
scores:
  inner_score: {score: 内部评分, formula: secret, better: high, bands: [5, 8]}
"""
    with shop(database_url, {"rules/inner.yaml": rules}) as world:
        acme = customer(world, secret=9)
        with served(world.platform) as address:
            with acting(world.platform, address, world.people["li"]) as li:
                assert not {"inner", "inner_score"} & li.get(f"{RECORDS}/{acme}").json().keys()
                assert li.get(RECORDS, params={"filter": "inner = good"}).status_code == 400
            with acting(world.platform, address, world.people["wang"]) as wang:
                found = wang.get(f"{RECORDS}/{acme}").json()
                assert (found["inner"], found["inner_score"]) == ("good", 3)


def test_records_are_cut_by_rank_at_stored_points_refreshed_on_schedule(database_url: str) -> None:
    with shop(database_url, {"rules/cuts.yaml": CUTS}) as world:
        ids = [customer(world, f"c{number}") for number in range(10)]
        for number, id in enumerate(ids[1:], 1):
            order(world, id, number * 10, TODAY - number)
        assert kept(world, ids[9], "quintile", "abc") == [None, None]  # nothing was there to rank by
        world.passes("1min")
        assert [kept(world, id, "quintile")[0] for id in ids] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
        assert [kept(world, id, "near")[0] for id in ids] == [None, 4, 4, 3, 3, 2, 2, 1, 1, 1]
        assert "".join(kept(world, id, "abc")[0] for id in ids) == "cccccbbbaa"
        order(world, ids[0], 10_000, TODAY)
        assert kept(world, ids[0], "quintile", "abc") == [5, "a"]  # against the stored points
        assert kept(world, ids[8], "quintile", "abc") == [5, "a"]  # who has not moved
        world.passes("1d")
        assert kept(world, ids[8], "quintile", "abc") == [4, "b"]
        assert sorted(kept(world, id, "quintile")[0] for id in ids) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_the_first_points_are_no_news_and_later_ones_are(database_url: str) -> None:
    told = """
title: 提醒
form: customer
rules:
  best: {rule: 进入 A 级, trigger: {enters: abc.a}, then: {notify: owner, message: "{{ name }} 进 A"}}
"""
    with shop(database_url, {"rules/cuts.yaml": CUTS, "rules/told.yaml": told}) as world:
        ids = [customer(world, f"c{number}") for number in range(5)]
        for number, id in enumerate(ids[:4]):
            order(world, id, number * 10 + 5)
        world.passes("1min")
        assert kept(world, ids[3], "abc") == ["a"]
        assert not [text for text in world.told("li") if text.endswith("进 A")]
        order(world, ids[3], -34)
        world.passes("1d")
        assert kept(world, ids[2], "abc") == ["a"]
        assert [text for text in world.told("li") if text.endswith("进 A")] == ["c2 进 A"]


def test_points_of_an_older_definition_are_never_read(database_url: str) -> None:
    with shop(database_url, {"rules/cuts.yaml": CUTS}) as world:
        ids = [customer(world, f"c{number}") for number in range(4)]
        for number, id in enumerate(ids):
            order(world, id, number * 10 + 10)
        world.passes("1min")
        assert [kept(world, id, "quintile")[0] for id in ids] == [1, 2, 3, 4]
        world.publish(
            {"rules/cuts.yaml": CUTS.replace("formula: paid, better: high", "formula: 0 - paid, better: high")}
        )
        world.settle()
        assert [kept(world, id, "quintile")[0] for id in ids] == [4, 3, 2, 1]


def test_what_is_kept_equals_what_its_formula_gives_anew(world: World) -> None:
    acme = customer(world, grade="known")
    for days in (3, 12, 45):
        order(world, acme, 40 * days, TODAY - days)
        world.passes(f"{days}d")
        row = world.row("customer", acme)

        def afresh(reader: Any, row: dict[str, Any] = row) -> dict[str, Any]:
            entity = reader.version("shop").catalog["customer"]
            return {name: evaluate(entity.attributes[name].formula, entity, row, reader) for name in RESULTS}

        assert world.platform.read(afresh) == {name: row[name] for name in RESULTS}


def test_a_result_cannot_take_the_name_of_a_field(database_url: str) -> None:
    wrong = RULES.replace("  rfm:\n    segment: RFM 客群", "  paid:\n    segment: RFM 客群").replace("rfm =", "paid =")
    with pytest.raises(Refused) as refused, shop(database_url, {"rules/kinds.yaml": wrong}):
        pass
    assert "rule.name_taken" in {problem.code for problem in refused.value.problems}


def test_what_depends_on_who_looks_cannot_be_kept(database_url: str) -> None:
    wrong = RULES.replace("when: growth >= 60", "when: owner = me")
    with pytest.raises(Refused) as refused, shop(database_url, {"rules/kinds.yaml": wrong}):
        pass
    assert {problem.code for problem in refused.value.problems} == {"rule.viewer"}
