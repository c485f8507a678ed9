"""Whatever happens in whatever order, killed while catching up or not: every crossing is told once, in order of time,
and every time of a schedule comes once for each record that it is about."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from engine.app import opened
from engine.records.clock import VirtualClock
from engine.records.due import TIME, fire, first_due
from tests.rules.machine import COLD, DAY, SHANGHAI, Shop
from tests.rules.shop import shop
from tests.running import World

HOUR = 3_600_000
MORNING = """
title: 早上
form: customer
rules:
  morning: {rule: 早, trigger: {every: day 06:00}, when: paid > 0, then: {notify: owner, message: "{{ name }} 早"}}
"""


class Opened:
    """The running shop, closed and opened again on the same database whenever the machine says so."""

    def __init__(self, url: str, world: World, stack: ExitStack) -> None:
        self.url, self.world, self.stack = url, world, stack

    def again(self) -> None:
        now = self.world.now
        self.world.platform.close()
        self.world.platform = self.stack.enter_context(opened(self.url, VirtualClock(now)))


class Killed(Shop):
    """The shop beside its model, with mornings counted; its process may end at any point between two commits."""

    shop: Opened

    def __init__(self) -> None:
        super().__init__()
        self.mornings: dict[str, int] = {}

    @rule(hours=st.integers(1, 24 * 12), fired=st.integers(0, 4))
    def killed_while_catching_up(self, hours: int, fired: int) -> None:
        before = self.world.now
        clock: Any = self.world.platform.clock
        clock.set(before + hours * HOUR)
        for _ in range(fired):
            rows = self.world.platform.read(lambda reader: first_due(reader.cursor, reader.dialect))
            if not rows or rows[0].at > self.world.now:
                break
            row = rows[0]
            self.world.run(lambda uow, row=row: fire(uow, row), cause=TIME)
        self.shop.again()
        self.world.stands_still("0h")
        self.caught_up(before)

    def caught_up(self, before: int) -> None:
        super().caught_up(before)
        shift = SHANGHAI - 6 * HOUR
        times = (self.world.now + shift) // DAY - (before + shift) // DAY
        for id in self.alive(self.model.customers):
            if self.model.paid(id) > 0:
                self.mornings[id] = self.mornings.get(id, 0) + times

    @invariant()
    def every_morning_came_once(self) -> None:
        told = self.world.told("li")
        for id, customer in self.model.customers.items():
            assert told.count(f"{customer.name} 早") == self.mornings.get(id, 0), customer.name

    @invariant()
    def what_was_told_is_in_the_order_of_time(self) -> None:
        rows = self.world.select("SELECT since FROM dougong_interval WHERE what = 'rules.cold' ORDER BY id")
        assert rows == sorted(rows)


def test_every_crossing_and_every_time_is_told_once(database_url: str, full: bool) -> None:
    files = {"rules/cold.yaml": COLD, "rules/morning.yaml": MORNING}
    with ExitStack() as stack, shop(database_url, files) as world:
        world.settle()
        running = Opened(database_url, world, stack)
        machine = type("Running", (Killed,), {"world": world, "shop": running})
        size = settings(max_examples=60 if full else 5, stateful_step_count=30 if full else 15, deadline=None)
        run_state_machine_as_test(machine, settings=size)
