"""Flows on a running desk: how they start, what their tasks ask for, how they go on, when they are late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from engine.problems import Refused
from tests.flows.desk import PACK, desk, lead, standing, story
from tests.running import World, instant, started_again

HOUR = 3_600_000
DAY = 24 * HOUR


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with desk(database_url) as found:
        yield found


def test_a_record_starts_its_flow_if_the_condition_holds(world: World) -> None:
    lead(world)
    lead(world, "已成交", status="won")
    assert standing(world) == [("intake", "running", "call")]
    assert world.tasks("li") == ["首次电话"]


def test_a_completed_task_writes_what_was_filled_in_and_the_flow_goes_where_it_says(world: World) -> None:
    cloud = lead(world, budget=2_000_000)
    world.complete("首次电话", "li", fields={"intent": "high", "need": "要快"})
    row = world.row("lead", cloud)
    assert (row["intent"], row["need"], row["called_on"]) == ("high", "要快", 20_514)
    (visit,) = world.rows("visit")
    assert (visit["lead"], visit["note"]) == (cloud, "登门")
    assert world.tasks("li") == ["登门拜访"]
    world.complete("登门拜访", "li", outcome="refused")
    assert world.row("lead", cloud)["status"] == "dropped"
    assert standing(world) == [("intake", "done", None)]
    assert story(world) == [("call", "done", None), ("visit", "acted", None), ("visited", "done", "refused")]
    assert world.select("SELECT outcome FROM dougong_flow") == [("dropped",)]
    assert (world.tasks(), world.due()) == ([], [])


WRONG = [
    ({}, "value.required"),
    ({"fields": {"intent": "none", "budget": 5}}, "value.unknown"),
    ({"fields": {"intent": "maybe"}}, "value.option"),
]


@pytest.mark.parametrize(("given", "code"), WRONG)
def test_a_task_asks_for_what_its_step_requires_and_writes_nothing_else(world: World, given: Any, code: str) -> None:
    cloud = lead(world)
    with pytest.raises(Refused) as refused:
        world.complete("首次电话", "li", **given)
    assert code in {problem.code for problem in refused.value.problems}
    assert (world.row("lead", cloud)["intent"], world.tasks("li")) == (None, ["首次电话"])


def test_an_outcome_must_be_one_of_the_buttons(world: World) -> None:
    lead(world, budget=2_000_000)
    world.complete("首次电话", "li", fields={"intent": "high"})
    with pytest.raises(Refused) as refused:
        world.complete("登门拜访", "li", outcome="perhaps")
    assert [problem.code for problem in refused.value.problems] == ["flow.outcome"]
    assert "谈成" in refused.value.problems[0].text("zh")


def test_a_wait_ends_at_its_instant_and_the_flow_may_go_round(world: World) -> None:
    lead(world)
    for _ in range(2):
        world.complete(world.tasks("li")[0], "li", fields={"intent": "none"})
        assert standing(world) == [("intake", "running", "rest")]
        world.passes("14d23h59min")
        assert world.tasks() == []
        world.passes("1min")
        assert world.tasks("li") == ["再次联系"]
    world.complete("再次联系", "li", fields={"intent": "high"})
    assert standing(world) == [("intake", "done", None)]


def test_the_supervisor_is_told_once_then_later_again_then_has_it(world: World) -> None:
    lead(world)
    world.passes("1h29min")
    assert world.told("li") == []
    world.passes("1min")
    assert len(world.told("li")) == 1  # reminded
    world.passes("30min")
    assert world.told("wang") == []  # due, not overdue
    world.passes("1min")
    assert (world.told("wang"), world.told("li")[1:]) == (["云海 还没有联系"], ["云海 还没有联系"])
    world.passes("23h")
    assert len(world.told("wang")) == 1
    world.passes("1h")
    assert world.told("wang")[1:] == ["云海 晚了一天"]
    world.passes("1d")
    assert (world.tasks("wang"), world.tasks("li")) == (["首次电话"], [])
    world.passes("30d")
    assert len(world.told("wang")) == 2


def test_nothing_is_late_once_the_task_is_done(world: World) -> None:
    lead(world)
    world.passes("1h")
    world.complete("首次电话", "li", fields={"intent": "high"})
    world.passes("30d")
    assert (world.told("li"), world.told("wang"), world.due()) == ([], [], [])


def test_after_a_stand_still_over_several_rungs_each_fires_once_in_order(world: World) -> None:
    lead(world)
    world.stands_still("1d12h")
    assert world.told("wang") == ["云海 还没有联系", "云海 晚了一天"]
    assert world.tasks("li") == ["首次电话"]
    world.stands_still("10d")
    assert world.told("wang") == ["云海 还没有联系", "云海 晚了一天"]
    assert world.tasks("wang") == ["首次电话"]


def test_after_a_stand_still_the_next_task_has_its_whole_time(world: World) -> None:
    lead(world)
    world.complete("首次电话", "li", fields={"intent": "none"})
    world.stands_still("20d")
    assert world.tasks("li") == ["再次联系"]
    ((due,),) = world.select("SELECT due_at FROM dougong_task WHERE state = 'open'")
    assert due == world.now + DAY


def test_working_time_counts_by_the_calendar(world: World) -> None:
    friday = instant("2026-03-06 16:00")
    world.passes("4d7h")
    assert world.now == friday
    lead(world, budget=2_000_000)
    world.complete("首次电话", "li", fields={"intent": "high"})
    ((due,),) = world.select("SELECT due_at FROM dougong_task WHERE state = 'open'")
    assert due == instant("2026-03-10 16:00")  # two working days on


def test_a_wait_for_a_change_ends_with_it_or_in_the_end_without(world: World) -> None:
    first = lead(world, "甲", status="won")
    second = lead(world, "乙", status="won")
    for id in (first, second):
        world.update("lead", id, "li", need="等")
    assert [step for _, _, step in standing(world)] == ["rich", "rich"]
    world.update("lead", first, budget=50_000)
    assert len(standing(world)) == 2 and world.told("li") == []
    world.update("lead", first, budget=50_001)
    assert world.told("li") == ["甲 有预算了"]
    world.passes("7d")
    assert world.told("li")[1:] == ["乙 等不到预算"]
    world.update("lead", second, budget=90_000)
    assert len(world.told("li")) == 2
    third = lead(world, "丙", status="won", budget=90_000)
    world.update("lead", third, need="等")  # there already
    assert world.told("li")[2:] == ["丙 有预算了"]


def test_one_runs_per_record_unless_the_flow_says_many(world: World) -> None:
    cloud = lead(world, status="won")
    world.update("lead", cloud, need="等")
    world.update("lead", cloud, need="别等")
    world.update("lead", cloud, need="等")
    assert standing(world) == [("waiting", "running", "rich")] * 2


def test_a_button_starts_a_flow_once_and_one_of_the_team_takes_its_task(world: World) -> None:
    world.person("zhou", roles=["seller"], manager="wang", teams=["first_line"])
    cloud = lead(world, status="won")
    button = "forms/lead/buttons/check/then"
    for _ in range(2):
        world.press("lead", cloud, button, "li")
    assert standing(world) == [("checking", "running", "check")]
    assert (world.tasks("li"), world.tasks("zhou")) == (["核查资料"], ["核查资料"])
    world.complete("核查资料", "zhou")
    assert (world.tasks("li"), world.row("lead", cloud)["need"]) == ([], "核查过")


@pytest.mark.parametrize("by", ["hand", "system"])
def test_a_lead_closed_by_hand_leaves_no_task_and_nothing_to_fall_due(world: World, by: str) -> None:
    cloud = lead(world)
    world.update("lead", cloud, "wang" if by == "hand" else None, status="dropped")
    assert (world.tasks(), world.due()) == ([], [])
    assert world.tasks("li", "cancelled") == []
    assert standing(world) == [("intake", "done", None)]
    assert story(world) == [("call", "left", None), ("closed", "interrupted", None)]
    assert world.told("li") == ["云海 的流程结束"]
    world.passes("30d")
    assert world.told("wang") == []


def test_what_the_flow_closes_itself_interrupts_nothing(world: World) -> None:
    cloud = lead(world)
    world.complete("首次电话", "li", fields={"intent": "invalid"})
    assert world.row("lead", cloud)["status"] == "dropped"
    assert story(world) == [("call", "done", None)]
    assert world.told("li") == []


def test_an_interrupt_may_lead_to_a_step(database_url: str) -> None:
    text = (PACK / "flows/intake.yaml").read_text(encoding="utf-8")
    text = text.replace("title: 线索被关闭, then", "title: 线索被关闭, next: again, then")
    with desk(database_url, {"flows/intake.yaml": text}) as world:
        cloud = lead(world)
        world.update("lead", cloud, status="dropped")
        assert (world.tasks("li"), standing(world)) == (["再次联系"], [("intake", "running", "again")])


def test_a_deleted_record_keeps_nobody_busy_and_a_restored_one_goes_on(world: World) -> None:
    cloud, sea = lead(world), lead(world, "海石")
    world.complete("首次电话", "li", fields={"intent": "none"})  # the first: cloud waits
    world.delete("lead", cloud)
    world.delete("lead", sea)
    assert (world.tasks(), world.due()) == ([], [])
    world.passes("10d")
    assert world.told("wang") == []
    world.restore("lead", cloud)
    world.passes("5d1min")
    assert world.tasks("li") == ["再次联系"]
    world.restore("lead", sea)
    assert sorted(world.tasks("li")) == ["再次联系", "首次电话"]


def test_a_restart_in_the_middle_changes_nothing(database_url: str) -> None:
    with desk(database_url) as world:
        cloud = lead(world, budget=2_000_000)
    with started_again(database_url, world) as again:
        again.passes("1h")
        again.complete("首次电话", "li", fields={"intent": "high"})
    with started_again(database_url, again) as third:
        third.passes("1d")
        third.complete("登门拜访", "li", outcome="agreed")
        assert third.row("lead", cloud)["status"] == "won"
        assert standing(third) == [("intake", "done", None)]
