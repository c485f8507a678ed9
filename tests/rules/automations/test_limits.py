"""A rule over its limit pauses: nothing is lost, a manager decides, and a restart forgets nothing."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest

from engine.problems import Refused
from engine.records.housekeeping import begin
from tests.rules.shop import customer, shop
from tests.running import World, started_again

RULES = """
title: 上限
form: customer
rules:
  hello: {rule: 打招呼, trigger: created, limit: 3/h, then: {notify: owner, message: "c {{ name }}"}}
"""
TITLE = "规则「打招呼」超过了上限 3/h，已暂停"


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with shop(database_url, {"rules/limit.yaml": RULES}) as found:
        found.person("root")
        found.run(lambda uow: uow.update("system/user", found.people["root"], {"roles": "|system/admin|"}) and None)
        yield found


def told(world: World) -> list[str]:
    return [text.removeprefix("c ") for text in world.told("li") if text.startswith("c ")]


def outcomes(world: World) -> list[str]:
    return [
        found for (found,) in world.select("SELECT outcome FROM dougong_rule_run WHERE rule = 'hello' ORDER BY seq")
    ]


def fill(world: World, count: int, start: int = 0) -> None:
    for number in range(start, start + count):
        customer(world, str(number))


def test_beyond_the_limit_the_rule_pauses_and_a_manager_is_asked_once(world: World) -> None:
    fill(world, 6)
    assert told(world) == ["0", "1", "2"]
    assert world.tasks("root") == [TITLE]
    assert world.tasks("root", language="en") == ["The rule “打招呼” went beyond its limit of 3/h and has paused"]
    assert outcomes(world) == ["done"] * 3 + ["held"] * 3


def test_within_the_limit_it_goes_on_with_every_window(world: World) -> None:
    fill(world, 3)
    world.passes("1h")
    fill(world, 3, 3)
    assert len(told(world)) == 6 and world.tasks("root") == []


def test_let_through_everything_happens_once_in_order(world: World) -> None:
    fill(world, 120)
    world.complete(TITLE, "root", outcome="continue")
    fill(world, 2, 120)
    world.passes("1min")
    assert told(world) == [str(number) for number in range(122)]
    assert world.tasks("root") == []


def test_what_waits_since_the_decision_is_held_to_the_limit(world: World) -> None:
    fill(world, 5)
    world.complete(TITLE, "root", outcome="continue")
    fill(world, 6, 5)
    world.passes("1min")
    assert told(world) == [str(number) for number in range(8)]
    assert world.tasks("root") == [TITLE]


def test_dropped_is_noted_and_the_rule_goes_on_afresh(world: World) -> None:
    fill(world, 5)
    world.complete(TITLE, "root", outcome="drop")
    fill(world, 1, 5)
    assert told(world) == ["0", "1", "2", "5"]
    assert outcomes(world) == ["done"] * 3 + ["held"] * 2 + ["dropped"] * 2 + ["done"]


def test_left_paused_it_asks_again_the_next_day(world: World) -> None:
    fill(world, 4)
    world.complete(TITLE, "root", outcome="stay")
    assert world.tasks("root") == []
    world.passes("25h")
    assert world.tasks("root") == [TITLE] and told(world) == ["0", "1", "2"]


def test_the_question_about_a_record_that_was_deleted_is_asked_about_another(world: World) -> None:
    fill(world, 5)
    fourth = world.rows("customer")[3]["id"]
    world.delete("customer", fourth)
    assert world.tasks("root") == []
    world.passes("25h")
    assert world.tasks("root") == [TITLE]
    world.complete(TITLE, "root", outcome="continue")
    world.passes("1min")
    assert told(world) == ["0", "1", "2", "4"]
    assert outcomes(world)[-2:] == ["lapsed", "done"]


def test_an_answer_is_one_of_three(world: World) -> None:
    fill(world, 4)
    with pytest.raises(Refused) as refused:
        world.complete(TITLE, "root", outcome="maybe")
    assert refused.value.problems[0].text("zh") == "请选择：继续做、全部放弃、先停着"


def test_a_restart_forgets_nothing(database_url: str, world: World) -> None:
    fill(world, 5)
    world.platform.close()
    with started_again(database_url, world) as again:
        fill(again, 1, 5)
        assert told(again) == ["0", "1", "2"]
        again.complete(TITLE, "root", outcome="continue")
        again.passes("1min")
        assert told(again) == [str(number) for number in range(6)]


def test_a_rule_published_without_its_limit_does_what_waited_and_one_that_is_gone_drops_it(world: World) -> None:
    fill(world, 5)
    world.publish({"rules/limit.yaml": RULES.replace("limit: 3/h, ", "")})
    world.passes("1min")
    fill(world, 2, 5)
    assert told(world) == [str(number) for number in range(7)]
    world.publish({"rules/limit.yaml": RULES})
    fill(world, 5, 7)
    world.publish({"rules/limit.yaml": "title: 空\nform: customer\n"})
    assert world.select("SELECT count(*) FROM dougong_rule_held") == [(0,)]
    assert world.select("SELECT count(*) FROM dougong_rule_state") == [(0,)]


def test_the_log_tells_inputs_outputs_cause_and_duration(world: World) -> None:
    customer(world, "云海")
    ((inputs, outputs, cause, actor, took),) = world.select(
        "SELECT inputs, outputs, cause, actor, microseconds FROM dougong_rule_run WHERE rule = 'hello'"
    )
    assert orjson.loads(inputs) == {} and actor is None and 0 <= took < 60_000_000
    assert orjson.loads(outputs) == [{"verb": "notify", "entity": "user", "ids": [world.people["li"]], "count": 1}]
    assert orjson.loads(cause)["kind"] == "system"


def test_a_refusal_that_a_person_reads_is_noted_too(world: World) -> None:
    acme = customer(world)
    many = "{many: {rule: 改, trigger: {changed: note}, then: [{delete: this}, {set: {score: 1}}]}}"
    world.publish({"rules/bad.yaml": f"title: b\nform: customer\nrules: {many}\n"})
    with pytest.raises(Refused):
        world.update("customer", acme, "li", note="x")
    ((inputs, outcome, problems),) = world.select(
        "SELECT inputs, outcome, problems FROM dougong_rule_run WHERE rule = 'many'"
    )
    assert (orjson.loads(inputs), outcome) == ({"note": "x"}, "refused")
    assert {problem["language"]: problem["code"] for problem in orjson.loads(problems)} == dict.fromkeys(
        ("zh", "en"), "record.missing"
    )


def test_old_lines_of_the_log_are_dropped(world: World) -> None:
    world.run(begin)
    fill(world, 2)
    world.passes("40d")
    assert outcomes(world) == []
