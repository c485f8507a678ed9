"""Steps and tasks of flows stand in the story of their record, for the eyes of its reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.engine.served import acting, served
from tests.flows.desk import desk, lead
from tests.running import World


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with desk(database_url) as found:
        yield found


def story(world: World, id: str, by: str = "li", language: str = "zh") -> list[Any]:
    """Kind, title, text and who of each item, the newest first; the status where it is refused."""
    with served(world.platform) as address, acting(world.platform, address, world.people[by], language) as client:
        answer = client.get(f"/api/apps/desk/forms/lead/records/{id}/timeline")
    if answer.status_code != 200:
        return [answer.status_code]
    return [
        (item["kind"], item["title"], item["text"], (item["who"] or {}).get("name"))
        for item in answer.json()["items"]
        if item["kind"] in ("flow", "task")
    ]


def test_a_record_tells_what_flows_and_people_did_about_it(world: World) -> None:
    cloud = lead(world, budget=2_000_000)
    world.passes("1h")
    world.complete("首次电话", "li", fields={"intent": "none"}, opinion="下月再打")
    world.passes("15d")
    assert story(world, cloud) == [
        ("task", "再次联系", "待办理", None),
        ("flow", "孵化", "等到了", None),
        ("task", "首次电话", "已办理: 下月再打", "Li"),
        ("flow", "线索接入", "流程开始", None),
    ]
    world.update("lead", cloud, "wang", status="won")
    told = story(world, cloud, language="en")
    assert {("task", "再次联系", "cancelled", None), ("flow", "线索接入", "Flow over", None)} <= set(told)
    assert ("flow", "线索被关闭", "Flow interrupted", "Wang") in told


def test_what_a_task_says_is_told_to_those_whom_it_concerns(world: World) -> None:
    world.person("zhou", roles=["boss"])
    cloud = lead(world)
    world.complete("首次电话", "li", fields={"intent": "invalid"}, opinion="骂人")
    ((kind, title, text, _),) = [one for one in story(world, cloud, "zhou") if one[0] == "task"]
    assert (kind, title, text) == ("task", "待办", "已办理")
    assert ("task", "首次电话", "已办理: 骂人", "Li") in story(world, cloud, "wang")


def test_the_story_of_a_hidden_record_is_hidden(world: World) -> None:
    world.person("zhou", roles=["seller"])
    assert story(world, lead(world), "zhou") == [404]


def test_a_notice_about_a_late_task_names_the_task_in_the_readers_language(world: World) -> None:
    world.publish({"translations/en.yaml": "flows/intake/steps/call: First call\n"})
    lead(world)
    world.passes("1d")
    causes = {}
    for language in ("zh", "en"):
        with served(world.platform) as address, acting(world.platform, address, world.people["wang"], language) as wang:
            causes[language] = {each["cause"] for each in wang.get("/api/apps/desk/notices").json()["records"]}
    assert "「首次电话」逾期" in causes["zh"]
    assert "“First call” is overdue" in causes["en"]
