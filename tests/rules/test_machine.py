"""Incremental keeping, full evaluation and plain Python agree, whatever happens in whatever order."""

from __future__ import annotations

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.rules.machine import COLD, Shop
from tests.rules.shop import shop


def test_what_is_kept_and_told_is_what_ought_to_be(database_url: str, full: bool) -> None:
    with shop(database_url, {"rules/cold.yaml": COLD}) as world:
        world.settle()
        machine = type("Running", (Shop,), {"world": world})
        size = settings(max_examples=60 if full else 6, stateful_step_count=40 if full else 20, deadline=None)
        run_state_machine_as_test(machine, settings=size)
