from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from engine.records.clock import SystemClock, VirtualClock
from engine.records.command import Command
from engine.records.runtime import Runtime
from engine.records.unit_of_work import UnitOfWork
from tests.engine.records.shop import catalog, do, opened, rows


@pytest.fixture
def shop(database_url: str) -> Iterator[Runtime]:
    with opened(database_url) as runtime:
        yield runtime


def remember(runtime: Runtime) -> list[tuple[str, int, Any, int]]:
    """Registers a handler for ``timer`` that notes what it was given."""
    fired: list[tuple[str, int, Any, int]] = []

    def handle(uow: UnitOfWork, key: str, at: int, payload: Any) -> None:
        fired.append((key, at, payload, uow.now))

    runtime.due_handlers["timer"] = handle
    return fired


def test_what_is_due_fires_in_the_order_of_time_each_at_its_instant(shop: Runtime) -> None:
    fired, start = remember(shop), shop.clock.now()

    def run(uow: UnitOfWork) -> None:
        for key, after in (("c", 3000), ("a", 1000), ("b", 2000), ("later", 9000)):
            uow.set_due("timer", key, start + after, {"n": after})

    do(shop, run)
    assert shop.advance_to(start + 5000) == 3
    assert fired == [(k, start + a, {"n": a}, start + a) for k, a in (("a", 1000), ("b", 2000), ("c", 3000))]
    assert shop.clock.now() == start + 5000


def test_a_row_that_a_handler_sets_earlier_than_the_next_fires_before_it(shop: Runtime) -> None:
    order, start = [], shop.clock.now()

    def handle(uow: UnitOfWork, key: str, at: int, payload: Any) -> None:
        order.append(key)
        if key == "first":
            uow.set_due("timer", "second", at + 10)

    shop.due_handlers["timer"] = handle
    do(shop, lambda uow: [uow.set_due("timer", k, start + a) for k, a in (("first", 100), ("third", 200))])
    shop.advance_to(start + 1000)
    assert order == ["first", "second", "third"]


def test_setting_again_moves_and_cancelling_removes(shop: Runtime) -> None:
    fired, start = remember(shop), shop.clock.now()
    do(shop, lambda uow: [uow.set_due("timer", key, start + 100, 1) for key in "ab"])
    do(shop, lambda uow: (uow.set_due("timer", "a", start + 500, 2), uow.cancel_due("timer", "b")))
    shop.advance_to(start + 1000)
    assert fired == [("a", start + 500, 2, start + 500)]


def test_a_handler_that_fails_does_not_hold_up_the_others(shop: Runtime) -> None:
    fired, start = [], shop.clock.now()

    def handle(uow: UnitOfWork, key: str, at: int, payload: Any) -> None:
        if key == "bad" and at == start + 100:
            raise ZeroDivisionError
        fired.append(key)

    shop.due_handlers["timer"] = handle
    do(shop, lambda uow: [uow.set_due("timer", key, start + 100) for key in ("bad", "good")])
    shop.advance_to(start + 1000)
    assert fired == ["good"]
    shop.advance_to(start + 100_000)
    assert fired == ["good", "bad"]


def test_what_fell_due_while_the_server_was_down_fires_once_after_the_restart(database_url: str) -> None:
    clock = VirtualClock()
    start = clock.now()
    with opened(database_url, clock=clock) as shop:
        fired = remember(shop)
        do(shop, lambda uow: [uow.set_due("timer", f"{n:02}", start + n * 100) for n in range(20)])
        shop.advance_to(start + 950)
        assert len(fired) == 10
    with opened(database_url, clock=clock) as shop:
        fired_later = remember(shop)
        shop.advance_to(start + 86_400_000)
        assert [key for key, *_ in fired + fired_later] == [f"{n:02}" for n in range(20)]
    with opened(database_url, clock=clock) as shop:
        fired_last = remember(shop)
        shop.advance_to(start + 2 * 86_400_000)
        assert fired_last == []


def test_the_loop_fires_by_itself_on_the_wall_clock(database_url: str) -> None:
    import threading

    with opened(database_url, clock=SystemClock()) as shop:
        done = threading.Event()
        shop.due_handlers["timer"] = lambda uow, key, at, payload: done.set()
        shop.start()
        now = shop.clock.now()
        do(shop, lambda uow: uow.set_due("timer", "x", now + 50))
        assert done.wait(10)


def test_a_jump_of_the_wall_clock_holds_firing_until_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.records import clock as module

    clock = SystemClock()
    assert clock.steady
    wall = module._wall
    monkeypatch.setattr(module, "_wall", lambda: wall() + 3_600_000)
    assert not clock.steady
    assert abs(clock.jump - 3_600_000) < 1000
    clock.confirm()
    assert clock.steady


def test_only_one_process_works_on_a_database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.problems import Refused
    from engine.records import database

    monkeypatch.setattr(database, "LOCK_SECONDS", 1)
    with opened(database_url), pytest.raises(Refused) as caught:
        Runtime.open(database_url)
    assert caught.value.problems[0].code == "database.in_use"
    with opened(database_url, entities=catalog()) as shop:
        assert rows(shop, "SELECT count(*) FROM shop_customer") == [(0,)]


def test_readers_cannot_write(shop: Runtime) -> None:
    with pytest.raises(Exception) as caught:
        rows(shop, "DELETE FROM dougong_due")
    shop.run(Command("interactive", lambda uow: None))
    assert "read" in str(caught.value.__cause__ or caught.value).lower()


def test_the_due_loop_and_readers_outlive_lost_connections(postgres_database: str) -> None:
    import psycopg
    import sqlalchemy as sa

    address = sa.make_url(postgres_database).set(drivername="postgresql").render_as_string(hide_password=False)
    with opened(postgres_database, clock=SystemClock()) as shop:
        fired = threading.Event()
        shop.due_handlers["ring"] = lambda uow, key, at, payload: fired.set()
        shop.start()
        with psycopg.connect(address, autocommit=True) as other:
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            other.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        assert rows(shop, "SELECT count(*) FROM shop_customer") == [(0,)]
        do(shop, lambda uow: uow.set_due("ring", "k", uow.now + 300))
        assert fired.wait(10)
