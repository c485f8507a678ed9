"""The state machines at length, and on PostgreSQL."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.engine.records.machine import LedgerMachine
from tests.engine.records.test_time import TimeMachine


def thorough(examples: int, steps: int) -> settings:
    every = list(HealthCheck)
    return settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=every)


def on_postgresql(machine: type[LedgerMachine], server: str) -> type[LedgerMachine]:
    """The machine with a database of its own for each example."""

    class OnPostgresql(machine):  # type: ignore[misc, valid-type]
        def url(self) -> str:
            self.name = f"machine_{uuid4().hex}"
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {self.name}")  # type: ignore[arg-type]
            return server.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{self.name}?")

        def teardown(self) -> None:
            super().teardown()
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {self.name} WITH (FORCE)")  # type: ignore[arg-type]

    return OnPostgresql


@pytest.mark.postgresql
@pytest.mark.parametrize("machine", [LedgerMachine, TimeMachine])
def test_derived_values_are_right_on_postgresql(machine: type[LedgerMachine], postgres: str, full: bool) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        on_postgresql(machine, postgres), settings=thorough(50, 40) if full else thorough(2, 20)
    )


@pytest.mark.full
@pytest.mark.parametrize("machine", [LedgerMachine, TimeMachine])
def test_derived_values_are_right_over_long_stories(machine: type[LedgerMachine]) -> None:
    run_state_machine_as_test(machine, settings=thorough(200, 60))  # type: ignore[no-untyped-call]
