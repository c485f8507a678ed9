"""Tags are true exactly while their condition holds: after writes, parameters, time, deletion, stand-still."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rules.shop import TODAY, customer, order, shop, tags
from tests.running import NOW, World, started_again


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with shop(database_url) as found:
        yield found


def test_a_tag_follows_the_records_that_it_counts(world: World) -> None:
    acme = customer(world)
    assert tags(world, acme) == set()
    first = order(world, acme, 100)
    assert tags(world, acme) == set()  # more than 100, not 100
    second = order(world, acme, 1)
    assert tags(world, acme) == {"high_value"}
    world.update("order", second, paid=False)
    assert tags(world, acme) == set()
    world.update("order", second, paid=True)
    world.delete("order", first)
    assert tags(world, acme) == set()
    world.restore("order", first)
    assert tags(world, acme) == {"high_value"}
    other = customer(world, "海石")
    world.update("order", first, customer=other)
    world.update("order", second, customer=other)
    assert (tags(world, acme), tags(world, other)) == (set(), {"high_value"})


def test_a_tag_follows_what_is_reached_through_a_reference(world: World) -> None:
    acme = customer(world)
    friend = customer(world, "海石", referrer=acme)
    order(world, acme, 501)
    assert tags(world, friend) == {"referred"}
    world.update("customer", friend, referrer=None)
    assert tags(world, friend) == set()


def test_a_tag_follows_the_rows_of_a_table(world: World) -> None:
    acme = customer(world, needs=[{"need": "快", "urgent": False}, {"need": "便宜", "urgent": True}])
    assert tags(world, acme) == {"urgent"}
    rows = world.rows("customer.needs")
    world.update("customer", acme, needs=[{"id": rows[0]["id"], "need": "快"}])
    assert tags(world, acme) == set()


def test_a_parameter_counts_at_once_for_all(world: World) -> None:
    late, soon = customer(world), customer(world, "海石")
    order(world, late, 200, TODAY - 40)
    order(world, soon, 200, TODAY - 20)
    assert (tags(world, late), tags(world, soon)) == (set(), {"high_value"})
    world.turn("r_days", 60)
    assert (tags(world, late), tags(world, soon)) == ({"high_value"}, {"high_value"})
    world.turn("m_amount", 20_000)
    assert (tags(world, late), tags(world, soon)) == (set(), set())


def test_time_alone_takes_a_tag_away_at_midnight_of_the_right_day(world: World) -> None:
    acme = customer(world)
    order(world, acme, 200, TODAY)
    world.passes("29d14h59min")  # 2026-03-31 23:59 in Shanghai: 29 days since
    assert tags(world, acme) == {"high_value"}
    world.passes("1min")
    assert tags(world, acme) == set()
    (interval,) = [each for each in world.intervals(acme) if each.what == "tags.high_value"]
    assert (interval.since, interval.until) == (NOW, world.now)


def test_a_stand_still_loses_no_change_and_keeps_its_instants(world: World) -> None:
    acme, other = customer(world), customer(world, "海石")
    order(world, acme, 200, TODAY - 25)
    order(world, other, 200, TODAY - 20)
    world.stands_still("30d")
    assert (tags(world, acme), tags(world, other)) == (set(), set())
    ended = [each.until for id in (acme, other) for each in world.intervals(id) if each.what == "tags.high_value"]
    assert [(end or 0) // 86_400_000 - TODAY for end in ended] == [4, 9]  # 16:00 UTC of the day before


def test_a_restart_in_between_changes_nothing(database_url: str) -> None:
    with shop(database_url) as world:
        acme = customer(world)
        order(world, acme, 200)
    with started_again(database_url, world) as again:
        assert tags(again, acme) == {"high_value"}
        again.passes("30d")
        assert tags(again, acme) == set()


def test_in_the_recycle_bin_a_record_ages_and_comes_back_with_what_holds_then(world: World) -> None:
    acme = customer(world)
    order(world, acme, 200)
    world.delete("customer", acme)
    world.passes("40d")
    world.restore("customer", acme)
    assert tags(world, acme) == set()
    order(world, acme, 1, TODAY + 40)
    assert tags(world, acme) == {"high_value"}


def test_tags_set_by_people_stay_as_people_set_them(world: World) -> None:
    acme = customer(world, tags="|vip|old friend|")
    order(world, acme, 200)
    world.passes("40d")
    world.turn("r_days", 90)
    assert world.row("customer", acme)["tags"] == "|vip|old friend|"
    assert tags(world, acme) == {"high_value"}
