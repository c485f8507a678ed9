"""A running flow keeps the definition with which it began; what starts later takes the new one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.engine.served import acting, served
from tests.flows.desk import PACK, desk, lead, standing
from tests.running import World, started_again

TEXT = (PACK / "flows/intake.yaml").read_text(encoding="utf-8")
NEW = """
title: 线索接入
form: lead
trigger: created
steps:
  greet: {task: 问候, assign: owner, due: 1h, overdue: {notify: owner.manager, message: 没有问候}}
"""


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with desk(database_url) as found:
        yield found


def test_old_instances_go_on_by_the_old_definition_and_new_ones_by_the_new(world: World) -> None:
    old = lead(world, "旧", budget=2_000_000)
    world.publish({"flows/intake.yaml": NEW})
    world.settle()
    lead(world, "新")
    assert world.tasks("li") == ["首次电话", "问候"]
    world.complete("首次电话", "li", fields={"intent": "high"})
    assert world.tasks("li") == ["问候", "登门拜访"]
    world.complete("登门拜访", "li", outcome="agreed")
    assert world.row("lead", old)["status"] == "won"
    assert standing(world) == [("intake", "done", None), ("intake", "running", "greet")]


def test_the_rungs_of_an_old_task_say_what_they_said_when_it_was_opened(world: World) -> None:
    lead(world, "旧")
    world.publish({"flows/intake.yaml": NEW})
    world.settle()
    world.passes("3h")
    assert world.told("wang") == ["旧 还没有联系"]


def test_later_steps_are_called_what_they_were_called_when_the_flow_began(world: World) -> None:
    lead(world, "旧", budget=2_000_000)
    world.publish({"flows/intake.yaml": TEXT.replace("登门拜访", "上门拜访")})
    world.settle()
    world.complete("首次电话", "li", fields={"intent": "high"})
    assert world.tasks("li") == ["登门拜访"]


def test_a_wait_goes_on_over_publications_and_a_restart(database_url: str) -> None:
    with desk(database_url) as world:
        lead(world, "旧")
        world.complete("首次电话", "li", fields={"intent": "none"})
        for number in range(3):
            world.publish({"flows/intake.yaml": NEW.replace("问候", f"问候{number}")})
            world.settle()
    with started_again(database_url, world) as again:
        again.passes("15d")
        assert again.tasks("li") == ["再次联系"]
        again.complete("再次联系", "li", fields={"intent": "invalid"})
        assert standing(again) == [("intake", "done", None)]


def test_the_page_of_an_old_task_tells_its_own_steps(world: World) -> None:
    lead(world, "旧")
    world.publish({"flows/intake.yaml": NEW})
    world.settle()
    with served(world.platform) as address, acting(world.platform, address, world.people["li"]) as client:
        (task,) = client.get("/api/apps/desk/tasks").json()["records"]
        page = client.get(f"/api/apps/desk/tasks/{task['id']}").json()
        assert page["fields"] == {"intent": "required", "need": "edit"}
        assert [step["name"] for step in page["steps"]][:2] == ["call", "sized"]
        done = client.post(f"/api/apps/desk/tasks/{task['id']}/complete", json={"fields": {"intent": "high"}})
        assert done.status_code == 200, done.text


WAITING = """
title: 等
form: lead
trigger: created
steps:
  hold: {wait: {until: budget > 5000}, title: 等预算}
  call: {task: 可以谈了, assign: owner}
interrupts:
  gone: {when: status = dropped}
"""


@pytest.mark.parametrize("later", [NEW, WAITING.replace("5000", "9000"), WAITING.replace("hold:", "stay:")])
def test_a_wait_that_a_later_version_drops_or_changes_goes_on_by_its_own_definition(world: World, later: str) -> None:
    world.publish({"flows/intake.yaml": WAITING})
    old = lead(world, "旧", budget=100)
    world.publish({"flows/intake.yaml": later})
    world.settle()
    world.passes("10min")
    assert "可以谈了" not in world.tasks("li")
    world.update("lead", old, budget=600_000)
    world.passes("1min")
    assert "可以谈了" in world.tasks("li")
    world.complete("可以谈了", "li")
    world.passes("2min")
    assert [kind for kind, _ in world.due() if kind == "flows.lost"] == []


def test_a_step_that_is_reached_when_its_version_is_gone_waits_by_its_own_definition(world: World) -> None:
    first = WAITING.replace("  hold:", "  start: {task: 开始, assign: owner}\n  hold:")
    world.publish({"flows/intake.yaml": first})
    old = lead(world, "旧", budget=100)
    world.publish({"flows/intake.yaml": NEW})
    world.settle()
    world.complete("开始", "li")
    world.passes("5min")
    assert world.tasks("li") == []
    world.update("lead", old, budget=600_000)
    world.passes("1min")
    assert world.tasks("li") == ["可以谈了"]
