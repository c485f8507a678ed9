"""Rules that look at a change before it is kept: they complete it or stop it, and nothing of a stopped change stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.problems import Problem, Refused
from engine.records.command import Cause
from tests.rules.shop import customer, order, shop
from tests.running import World

RULES = """
title: 事前
form: customer
rules:
  floor:
    rule: 底线
    before: true
    trigger: [created, updated]
    when: score < 0
    then: {stop: "{{ name }} 的评分不能是负数"}
  round: {rule: 补全, before: true, trigger: {changed: score}, when: score > 100, then: {set: {score: 100, note: 封顶}}}
  seen:
    rule: 看到封顶
    before: true
    trigger: {changed: score}
    when: note = "封顶"
    then:
      set:
        note: =concat(note, "!")
  credit: {rule: 欠款太多, before: true, when: paid > 5000, then: {stop: 累计太多}}
  after: {rule: 之后, trigger: {changed: score}, then: {notify: owner, message: "{{ score }}"}}
"""
ENGLISH = "rules/before/rules/floor/then/stop/stop: 'The score of {{ name }} cannot be negative'\n"


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with shop(database_url, {"rules/before.yaml": RULES, "translations/en.yaml": ENGLISH}) as found:
        yield found


def stopped(world: World, id: str, **values: object) -> Problem:
    with pytest.raises(Refused) as refused:
        world.update("customer", id, "li", **values)
    (problem,) = refused.value.problems
    return problem


def test_a_stopped_change_is_told_in_both_languages_with_its_address_and_nothing_of_it_stays(
    world: World,
) -> None:
    acme = customer(world)
    problem = stopped(world, acme, score=-1, note="x")
    assert (problem.code, problem.address) == ("action.stopped", "rules/before/rules/floor/then/stop")
    assert problem.text("zh") == "云海 的评分不能是负数"
    assert problem.text("en") == "The score of 云海 cannot be negative"
    row = world.row("customer", acme)
    assert (row["score"], row["note"]) == (None, None)


def test_a_new_record_can_be_stopped_too(world: World) -> None:
    with pytest.raises(Refused):
        customer(world, score=-5)
    assert world.rows("customer") == []


def test_what_one_rule_sets_the_next_one_sees_and_the_others_hear_of_it_once(world: World) -> None:
    acme = customer(world, score=1)
    world.update("customer", acme, "li", score=500)
    row = world.row("customer", acme)
    assert (row["score"], row["note"]) == (100, "封顶!")
    assert world.told("li")[-1:] == ["100"] and world.told("li").count("100") == 1


def test_a_change_elsewhere_that_makes_the_condition_true_is_stopped(world: World) -> None:
    acme = customer(world)
    order(world, acme, 5000)
    with pytest.raises(Refused) as refused:
        order(world, acme, 1)
    assert refused.value.problems[0].text("zh") == "累计太多"
    assert world.row("customer", acme)["paid"] == 500_000


def test_an_action_of_a_rule_is_looked_at_like_a_persons_change(world: World) -> None:
    negative = "{neg: {rule: 减, trigger: {changed: note}, then: {set: {score: -1}}}}"
    world.publish({"rules/more.yaml": f"title: m\nform: customer\nrules: {negative}\n"})
    acme = customer(world)
    assert stopped(world, acme, note="x").code == "action.stopped"


def test_what_time_brings_about_is_not_stopped(world: World) -> None:
    late = "title: l\nform: customer\nrules: {late: {rule: 久, before: true, when: recency > 3, then: {stop: 太久}}}"
    world.publish({"rules/late.yaml": late})
    acme = customer(world)
    order(world, acme, 10)
    world.passes("10d")
    assert world.row("customer", acme)["rules.late"] is True


def test_a_rule_at_a_time_whose_write_is_stopped_is_undone_alone_and_noted(world: World) -> None:
    timed = """
title: t
form: customer
rules: {timed: {rule: 定时减, trigger: {every: day 10:00}, then: [{set: {note: 开始}}, {set: {score: =score - 5}}]}}
"""
    world.publish({"rules/timed.yaml": timed})
    low, high = customer(world, "低", score=1), customer(world, "高", score=50)
    world.passes("2h")
    assert (world.row("customer", low)["score"], world.row("customer", low)["note"]) == (1, None)
    assert (world.row("customer", high)["score"], world.row("customer", high)["note"]) == (45, "开始")
    rows = world.select("SELECT record, outcome FROM dougong_rule_run WHERE rule = 'timed' ORDER BY seq")
    assert sorted(rows) == sorted([(low, "refused"), (high, "done")])


def test_an_import_and_a_programs_write_are_looked_at_too(world: World) -> None:
    acme = customer(world)
    for kind in ("import", "api"):
        with pytest.raises(Refused):
            world.update("customer", acme, cause=Cause(kind), score=-1)


BAD = {
    "notify": ("{rule: x, before: true, trigger: created, then: {notify: owner}}", "rule.before_only"),
    "stop afterwards": ("{rule: x, trigger: created, then: {stop: nein}}", "rule.stop"),
    "limit": ("{rule: x, before: true, trigger: created, limit: 5/h, then: {stop: nein}}", "rule.before_key"),
    "deleted": ("{rule: x, before: true, trigger: deleted, then: {stop: nein}}", "rule.before_trigger"),
    "again without when": ("{rule: x, trigger: created, again: 1d, then: {notify: owner}}", "rule.again"),
    "a rate": ("{rule: x, trigger: created, limit: 5 an hour, then: {notify: owner}}", "time.bad_rate"),
}


def test_what_makes_no_sense_is_said_before_it_is_published(world: World) -> None:
    told = {}
    for name, (written, _) in BAD.items():
        with pytest.raises(Refused) as refused:
            world.publish({"rules/bad.yaml": f"title: b\nform: customer\nrules: {{bad: {written}}}\n"})
        told[name] = [problem.code for problem in refused.value.problems]
    assert told == {name: [code] for name, (_, code) in BAD.items()}
