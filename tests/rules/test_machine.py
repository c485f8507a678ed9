"""Incremental keeping, full evaluation and plain Python agree, whatever happens in whatever order."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from engine.records.derive.reevaluate import reevaluate
from tests.rules.kinds import RULES
from tests.rules.machine import COLD, COLD_DAYS, Shop, derived_of
from tests.rules.shop import shop

EPOCH = date(1970, 1, 1)
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin")  # the last two move their clocks in March
COMPUTED = frozenset({"version", "updated_at", "updated_by"})  # what tells only that something was computed


class Redefined(Shop):
    """The shop whose rules are edited and whose zone is changed while it runs, with rules of every kind."""

    def __init__(self) -> None:
        super().__init__()
        self.zone = ZONES[0]

    def day_at(self, instant: int) -> int:
        return (datetime.fromtimestamp(instant / 1000, ZoneInfo(self.zone)).date() - EPOCH).days

    def define(self) -> None:
        """Publishes the pack with the rule and the zone; what that changes is no news to automations."""
        app = "\n".join(line for line in self.world.files["app.yaml"].decode().splitlines() if "timezone" not in line)
        cold = COLD.replace(f">= {COLD_DAYS}", f">= {self.model.cold_days}")
        self.world.publish({"rules/cold.yaml": cold, "app.yaml": f"{app}\ntimezone: {self.zone}\n"})
        self.world.settle()
        for id in self.alive(self.model.customers):
            self.model.customers[id].was = self.model.holds(id, self.day)

    @initialize()
    def defined(self) -> None:
        self.define()

    @rule(days=st.sampled_from([12, COLD_DAYS, 25]))
    def edit_rule(self, days: int) -> None:
        self.model.cold_days = days
        self.define()

    @rule(zone=st.sampled_from(ZONES))
    def change_zone(self, zone: str) -> None:
        self.zone = zone
        self.define()

    def teardown(self) -> None:
        """Everything computed again, set by set, changes nothing."""
        entity = self.world.platform.actives[self.world.app].version.catalog["customer"]
        before = [same(row) for row in self.world.rows("customer")]
        names = [*(one.name for one in derived_of(entity)), "next_change"]
        reevaluate(self.world.platform, self.world.app, [("customer", name) for name in names])
        assert [same(row) for row in self.world.rows("customer")] == before
        super().teardown()


def same(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in COMPUTED}


def test_what_is_kept_and_told_is_what_ought_to_be(database_url: str, full: bool) -> None:
    with shop(database_url, {"rules/cold.yaml": COLD, "rules/kinds.yaml": RULES}) as world:
        world.settle()
        machine = type("Running", (Redefined,), {"world": world})
        size = settings(max_examples=60 if full else 6, stateful_step_count=40 if full else 20, deadline=None)
        run_state_machine_as_test(machine, settings=size)
