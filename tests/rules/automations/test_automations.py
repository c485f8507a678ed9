"""Automations on a running shop: what sets them off, how often, in which order, and what never does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from engine.problems import Refused
from engine.records.command import Cause
from engine.time.duration import parse
from tests.rules.shop import TODAY, customer, order, shop, tags
from tests.running import NOW, World

DAY = 86_400_000


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with shop(database_url) as found:
        yield found


def test_a_trigger_acts_once_for_each_such_change(world: World) -> None:
    acme = customer(world)
    world.update("customer", acme, note="x")
    assert world.told("li") == ["欢迎 云海"]
    world.person("zhou", roles=["seller"])
    world.update("customer", acme, owner=world.people["zhou"])
    assert world.told("li")[1:] == ["云海 已交给 Zhou"]
    world.delete("customer", acme)
    world.restore("customer", acme)
    assert world.told("zhou") == ["云海 已删除"]


def test_a_computed_value_that_crosses_sets_off_its_rule_once_and_the_actions_follow_in_order(world: World) -> None:
    acme = customer(world)
    order(world, acme, 600)
    assert world.tasks("li") == []
    big = order(world, acme, 600)
    assert world.row("customer", acme)["grade"] == "known"
    assert world.tasks("li") == ["登门拜访"]
    assert world.told("li")[1:] == ["云海 已是熟客"]
    order(world, acme, 600)  # more of the same is no crossing
    assert world.tasks("li") == ["登门拜访"]
    world.update("order", big, amount=0)
    world.update("order", big, amount=60_000)  # over 1000 all the time
    assert world.tasks("li") == ["登门拜访"]


def test_each_crossing_counts_anew(world: World) -> None:
    acme = customer(world)
    for _ in range(3):
        big = order(world, acme, 1000)
        world.delete("order", big)
    assert world.tasks("li") == ["登门拜访"] * 3


def test_a_rule_over_a_big_order_creates_a_record_that_knows_its_cause(world: World) -> None:
    acme = customer(world)
    order(world, acme, 901, code="大单")
    gift = next(row for row in world.rows("order") if row["code"] == "赠品")
    assert (gift["customer"], gift["amount"]) == (acme, 0)
    ((cause,),) = world.select(f"SELECT cause FROM dougong_change WHERE record = '{gift['id']}'")
    assert "rules/order/rules/first" in cause and '"parent":{"kind":"system"' in cause


def test_time_sets_off_a_rule_at_its_instant_and_again_every_day_until_it_is_calmed(world: World) -> None:
    acme = customer(world, moved_at=NOW)
    world.passes("3d")
    assert world.told("li") == ["欢迎 云海"]  # not yet more than 3 days
    world.passes("1min")
    assert world.told("li")[1:] == ["云海 久无进展"]
    world.passes("2d")
    assert world.told("li")[1:] == ["云海 久无进展"] * 3
    world.update("customer", acme, moved_at=world.now)
    world.passes("3d")
    assert len(world.told("li")) == 4
    world.passes("1min")
    assert len(world.told("li")) == 5


@pytest.mark.parametrize("calm", ["deleted", "closed"])
def test_nothing_is_repeated_for_what_is_deleted_or_closed(world: World, calm: str) -> None:
    acme = customer(world, moved_at=NOW)
    world.passes("3d1min")
    if calm == "deleted":
        world.delete("customer", acme)
    else:
        world.update("customer", acme, grade="gone")
    told = len(world.told("li"))
    world.passes("10d")
    assert len(world.told("li")) == told
    assert [kind for kind, _ in world.due() if kind == "rules.again"] == []


def test_a_restored_record_goes_on_being_repeated_without_a_new_first_time(world: World) -> None:
    acme = customer(world, moved_at=NOW)
    world.passes("3d1min")
    world.delete("customer", acme)
    world.passes("5d")
    before = len(world.told("li"))
    world.restore("customer", acme)
    assert len(world.told("li")) == before
    world.passes("1d")
    assert len(world.told("li")) == before + 1


def test_after_a_stand_still_every_crossing_fires_once_and_in_order(world: World) -> None:
    names = ["三", "一", "二"]
    for name, days in zip(names, (2, 0, 1), strict=True):
        customer(world, name, moved_at=NOW + days * DAY)
    customer(world, "四", moved_at=NOW - 4 * DAY)  # true from the beginning, told every day
    before = len(world.told("li"))
    world.stands_still("20d")
    assert world.told("li")[before:] == ["四 久无进展", "一 久无进展", "二 久无进展", "三 久无进展"]
    world.passes("1d")
    assert len(world.told("li")) == before + 8


def test_what_became_true_and_false_during_a_stand_still_is_told_too(world: World) -> None:
    changes = {
        "rules/order.yaml": "title: 短\nform: order\nrules:\n  window:\n    rule: 窗口\n"
        "    when: days_since(paid_on) = 5\n    then: {notify: customer.owner, message: '{{ code }} 五天了'}\n"
    }
    world.publish(changes)
    world.settle()
    acme = customer(world)
    order(world, acme, 1, TODAY, code="甲")
    order(world, acme, 1, TODAY - 2, code="乙")
    world.stands_still("30d")
    assert world.told("li")[1:] == ["乙 五天了", "甲 五天了"]


def test_a_turned_knob_is_news(world: World) -> None:
    customer(world, moved_at=NOW - 2 * DAY)
    world.turn("stale_after", parse("1d"))
    assert world.told("li")[1:] == ["云海 久无进展"]
    world.turn("stale_after", parse("12h"))
    assert len(world.told("li")) == 2


def test_a_new_rule_says_nothing_about_what_was_true_before_it(world: World) -> None:
    old = customer(world, score=9)
    young = customer(world, "海石", score=0)
    rules = (
        "title: 新\nform: customer\nrules:\n  loved: {rule: 看好, when: score > 5 and now > created_at + 1h, again: 1d"
    )
    rules += ", then: {notify: owner, message: '{{ name }} 看好'}}\n"
    world.passes("2h")
    world.publish({"rules/more.yaml": rules})
    before = len(world.told("li"))
    world.update("customer", old, note="edited before the job has come to it")
    world.settle()
    world.passes("3d")
    assert world.told("li")[before:] == []
    world.update("customer", young, score=9)
    assert world.told("li")[before:] == ["海石 看好"]
    world.update("customer", old, score=3)
    world.update("customer", old, score=9)
    assert world.told("li")[before:] == ["海石 看好", "云海 看好"]


def test_history_that_is_imported_is_no_news_but_its_tags_hold(world: World) -> None:
    def history(uow: Any) -> str:
        uow.quiet = True
        acme = uow.create("customer", {"name": "老客户", "owner": world.people["li"], "moved_at": NOW - 90 * DAY})["id"]
        uow.create("order", {"customer": acme, "amount": 200_000, "paid": True, "paid_on": TODAY, "code": "旧"})
        return str(acme)

    acme = world.run(history, cause=Cause("import", title="2024.xlsx"))
    assert (world.told("li"), world.tasks("li")) == ([], [])
    assert world.row("customer", acme)["rules.rich"] and tags(world, acme) == {"high_value"}
    world.create("customer", None, Cause("import", title="今天.xlsx"), name="新客户", owner=world.people["li"])
    assert world.told("li") == ["欢迎 新客户"]


def test_rules_that_lead_to_one_another_are_stopped_and_nothing_is_written(world: World) -> None:
    acme = customer(world, score=0)
    with pytest.raises(Refused) as refused:
        world.update("customer", acme, "li", score=1)
    (problem,) = refused.value.problems
    assert problem.code == "wave.too_deep"
    assert "手工修改 → 来 (客户) → 往 (客户) → 来 (客户)" in problem.text("zh")
    assert world.row("customer", acme)["score"] == 0


BLOCKING = """
title: 不可能
form: customer
rules:
  late:
    rule: 到期建单
    when: now - moved_at > 1d
    then:
      - {notify: owner, message: "{{ name }} 到期"}
      - {set: {score: =score + 100}}
"""


def test_one_record_that_a_rule_cannot_handle_does_not_hold_up_time_for_the_others(world: World) -> None:
    form = world.files["forms/customer.yaml"].decode()
    form = form.replace("access:", "checks:\n  low: {assert: score < 105, message: 评分太高}\naccess:")
    world.publish({"rules/late.yaml": BLOCKING, "forms/customer.yaml": form})
    bad = customer(world, "坏", score=50, moved_at=NOW)
    good = customer(world, "好", score=0, moved_at=NOW)
    before = len(world.told("li"))
    world.passes("2d")
    assert world.told("li")[before:] == ["好 到期"]
    assert (world.row("customer", bad)["score"], world.row("customer", good)["score"]) == (50, 100)
    world.passes("2d")
    assert len([text for text in world.told("li") if text.endswith("久无进展")]) == 2
    with pytest.raises(Refused):  # a person reads why
        world.update("customer", bad, "li", moved_at=world.now)
        world.update("customer", bad, "li", moved_at=NOW)
