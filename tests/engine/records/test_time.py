from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from engine.records.change import Change
from engine.records.clock import DAY, VirtualClock, day_of, midnight_of
from engine.records.history import record_intervals
from engine.records.runtime import Runtime
from engine.records.version import BareVersion
from tests.engine.records.ledger import ledger
from tests.engine.records.machine import LIMIT, LedgerMachine
from tests.engine.records.model import differences
from tests.engine.records.shop import APP, create, do, get, opened, rows

HOUR = DAY // 24
ZONE = "Asia/Shanghai"


class TimeMachine(LedgerMachine):
    """Writes, deletions and a clock that moves by minutes or months."""

    kept = True

    @rule(jump=st.integers(1, 60 * HOUR) | st.integers(1, 50).map(lambda days: days * DAY))
    def time_passes(self, jump: int) -> None:
        self.runtime.advance_to(self.runtime.clock.now() + jump)

    @rule()
    def the_next_midnight_comes(self) -> None:
        self.runtime.advance_to(midnight_of(day_of(self.runtime.clock.now(), ZONE) + 1, ZONE))


TestTime = TimeMachine.TestCase
TestTime.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def books(database_url: str) -> Iterator[Runtime]:
    with opened(database_url, entities={}) as runtime:
        runtime.activate(BareVersion(APP, 2, ledger(kept=True)), parameters={"limit": LIMIT})
        yield runtime


def today(runtime: Runtime) -> int:
    return day_of(runtime.clock.now(), ZONE)


def test_a_tag_flips_at_the_very_instant_and_leaves_an_interval(books: Runtime) -> None:
    customer = create(books, "customer", called_at=books.clock.now())
    turn = books.clock.now() + 36 * HOUR + 1
    books.advance_to(turn - 1)
    assert (get(books, "customer", customer["id"]) or {})["tags.waiting"] is False
    books.advance_to(turn + 5000)
    assert (get(books, "customer", customer["id"]) or {})["tags.waiting"] is True
    do(books, lambda uow: uow.update("customer", customer["id"], {"called_at": uow.now}))
    told = books.read(lambda reader: record_intervals(reader, customer["id"]))
    waiting = [(item.since, item.until) for item in told if item.what == "tags.waiting"]
    assert waiting == [(turn, turn + 5000)]


def test_a_day_turns_at_local_midnight(books: Runtime) -> None:
    customer = create(books, "customer", met_on=today(books) - 30)
    midnight = midnight_of(today(books) + 1, ZONE)
    books.advance_to(midnight - 1)
    assert (get(books, "customer", customer["id"]) or {})["tags.quiet"] is False
    books.advance_to(midnight)
    assert (get(books, "customer", customer["id"]) or {})["tags.quiet"] is True


def test_a_child_that_becomes_late_is_seen_by_its_holder(books: Runtime) -> None:
    customer = create(books, "customer")
    order = create(books, "order", customer=customer["id"], due_on=today(books) + 2)
    books.advance_to(books.clock.now() + 5 * DAY)
    assert (get(books, "order", order["id"]) or {})["tags.late"] is True
    assert (get(books, "customer", customer["id"]) or {})["late_orders"] == 1


def test_each_crossing_is_told_once_and_in_the_order_of_time(books: Runtime) -> None:
    flips: list[tuple[int, str, Any]] = []

    def listen(uow: Any, changes: tuple[Change, ...]) -> None:
        for change in changes:
            if change.entity == "customer" and "grade" in change.changed and change.before is not None:
                flips.append((change.at, change.after["name"], change.after["grade"]))

    books.listeners.append(listen)
    start = today(books)
    for name, days in (("甲", 0), ("乙", 5)):
        create(books, "customer", name=name, met_on=start - days)
    books.advance_to(books.clock.now() + 100 * DAY)
    assert flips == [
        (midnight_of(start + 6, ZONE), "乙", "b"),
        (midnight_of(start + 11, ZONE), "甲", "b"),
        (midnight_of(start + 56, ZONE), "乙", "c"),
        (midnight_of(start + 61, ZONE), "甲", "c"),
    ]
    books.advance_to(books.clock.now() + 100 * DAY)
    assert len(flips) == 4


def test_after_a_stand_still_every_crossing_is_seen_as_if_the_server_had_run(database_url: str) -> None:
    clock = VirtualClock()
    start = clock.now()
    entities = ledger(kept=True)
    with opened(database_url, clock=clock, entities=entities) as books:
        books.activate(BareVersion(APP, 2, entities), parameters={"limit": LIMIT})
        customer = create(books, "customer", name="甲", met_on=today(books), called_at=start)
    clock.advance(90 * DAY)
    with opened(database_url, clock=clock, entities=entities) as books:
        books.activate(BareVersion(APP, 2, entities), parameters={"limit": LIMIT})
        books.due.fire_until(clock.now())
        told = books.read(lambda reader: record_intervals(reader, customer["id"]))
        assert [(item.value, item.since) for item in reversed(told) if item.what == "grade"] == [
            ("a", start),
            ("b", midnight_of(day_of(start, ZONE) + 11, ZONE)),
            ("c", midnight_of(day_of(start, ZONE) + 61, ZONE)),
        ]
        assert differences(books, LIMIT) == []


def test_a_sweep_of_more_than_a_chunk(books: Runtime) -> None:
    start = today(books)

    def run(uow: Any) -> None:
        for number in range(1100):
            uow.create("customer", {"name": str(number), "met_on": start - 30})

    do(books, run)
    books.advance_to(midnight_of(start + 1, ZONE))
    column = '"tags_quiet"'
    counted = f"SELECT count(*) FROM shop_customer WHERE {column}"
    assert rows(books, counted) == [(1100,)]


def test_deleting_closes_the_intervals_and_restoring_opens_them_again(books: Runtime) -> None:
    customer = create(books, "customer", met_on=today(books) - 40)
    books.advance_to(books.clock.now() + DAY)
    do(books, lambda uow: uow.delete("customer", customer["id"]))
    deleted = books.clock.now()
    books.advance_to(deleted + 5 * DAY)
    do(books, lambda uow: uow.restore("customer", customer["id"]))
    told = books.read(lambda reader: record_intervals(reader, customer["id"]))
    quiet = [(item.since, item.until) for item in reversed(told) if item.what == "tags.quiet"]
    assert quiet == [(deleted - DAY, deleted), (deleted + 5 * DAY, None)]


def test_nothing_is_swept_when_nothing_moves_with_time(database_url: str) -> None:
    with opened(database_url, entities=ledger()) as books:
        create(books, "customer", met_on=1)
        assert rows(books, "SELECT count(*) FROM dougong_due") == [(0,)]
