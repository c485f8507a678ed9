"""Working time in conditions: true at the very minute, by parameter or written, also for other records."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.time.duration import parse
from tests.rules.shop import customer, shop
from tests.running import NOW, World, instant

RULES = """
title: 工作时间
form: customer
tags:
  slow: {tag: 慢, when: now - moved_at > 2wd}
rules:
  late: {rule: 晚了, when: now - moved_at > param.stale_after, then: {notify: owner, message: 晚了}}
"""


OTHERS = """
title: 别人的工作时间
form: customer
tags:
  slower: {tag: 更慢, when: any(referrals where now - moved_at > param.stale_after)}
"""


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with shop(database_url, {"rules/customer.yaml": RULES}) as found:
        yield found


def until(world: World, text: str) -> None:
    world.platform.advance_to(instant(text))


def test_a_parameter_of_working_days_strikes_on_the_minute_and_skips_the_weekend(world: World) -> None:
    world.turn("stale_after", parse("3wd"))
    customer(world, moved_at=instant("2026-03-05 10:30"))  # a Thursday
    until(world, "2026-03-10 10:30")
    assert world.told("li") == []
    until(world, "2026-03-10 10:31")
    assert world.told("li") == ["晚了"]


def test_working_hours_run_only_while_the_office_is_open(world: World) -> None:
    world.turn("stale_after", parse("4wh"))
    customer(world, moved_at=instant("2026-03-06 16:00"))  # a Friday; the office closes at 18
    until(world, "2026-03-09 11:00")
    assert world.told("li") == []
    until(world, "2026-03-09 11:01")
    assert world.told("li") == ["晚了"]


def test_written_working_time_does_the_same(world: World) -> None:
    id = customer(world, moved_at=instant("2026-03-06 10:00"))
    until(world, "2026-03-10 10:00")
    assert not world.row("customer", id)["tags.slow"]
    until(world, "2026-03-10 10:01")
    assert world.row("customer", id)["tags.slow"]


def test_what_depends_on_the_working_time_of_others_is_not_late_either(sqlite_database: str) -> None:
    with shop(sqlite_database, {"rules/customer.yaml": OTHERS}) as world:
        world.turn("stale_after", parse("1wh"))
        first = customer(world)
        customer(world, "海石", referrer=first, moved_at=NOW)
        until(world, "2026-03-02 10:00")
        assert not world.row("customer", first)["tags.slower"]
        until(world, "2026-03-02 10:02")
        assert world.row("customer", first)["tags.slower"]


def test_turning_the_knob_back_to_calendar_time_counts_from_then_on(world: World) -> None:
    world.turn("stale_after", parse("3wd"))
    customer(world, moved_at=instant("2026-03-05 10:30"))
    until(world, "2026-03-07 00:00")
    world.turn("stale_after", parse("3d"))
    until(world, "2026-03-08 10:30")
    assert world.told("li") == []
    until(world, "2026-03-08 10:31")
    assert world.told("li") == ["晚了"]


LOCAL = """
title: 当地日期
form: customer
tags:
  march: {tag: 三月, when: month(moved_at) = 3}
"""


def test_another_zone_of_the_app_moves_stored_instants_to_other_days(database_url: str) -> None:
    with shop(database_url, {"rules/local.yaml": LOCAL}) as world:
        id = customer(world, moved_at=instant("2026-03-01 01:00"))
        assert world.row("customer", id)["tags.march"]
        app = world.files["app.yaml"].decode()
        world.publish({"app.yaml": f"{app}\ntimezone: America/New_York\n"})
        world.platform.jobs.run_ready()
        assert not world.row("customer", id)["tags.march"]
