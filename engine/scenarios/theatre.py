"""A database of its own for scenarios: the pack is published once, and every scenario begins with empty tables."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import uuid4

import psycopg
import sqlalchemy as sa

from engine.plugin import AppVersion
from engine.records import kernel
from engine.records.clock import VirtualClock
from engine.records.command import Command
from engine.records.database import refusal
from engine.scenarios.mishaps import mishaps

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.records.unit_of_work import UnitOfWork

# What publishing leaves in the kernel's tables; everything else is data.
PUBLISHED = frozenset(table.name for table in (kernel.bundle, kernel.active, kernel.physical, kernel.formula))


@dataclass(frozen=True)
class Theatre:
    """A pack in force on a virtual clock; ``mishaps`` are what has failed by itself since the tables were empty."""

    platform: Platform
    clock: VirtualClock
    version: AppVersion
    mishaps: list[str]

    def clear(self, instant: int) -> None:
        """As if the pack had just been published, at an instant."""
        tables = [table for table in self._tables() if table not in PUBLISHED]

        def empty(uow: UnitOfWork) -> None:
            for table in tables:
                uow.cursor.execute(f'DELETE FROM "{table}"')
            for active in uow.actives.values():
                for follow in self.platform.activations:
                    follow(uow, active.version)

        self.mishaps.clear()
        self.clock.set(instant)
        self.platform.run(Command("schema", empty))
        actives = self.platform.actives
        self.platform.actives = {
            app: replace(active, parameters=dict(active.defaults)) for app, active in actives.items()
        }

    def _tables(self) -> Iterator[str]:
        yield from kernel.metadata.tables
        for active in self.platform.actives.values():
            for store in active.schema.stores.values():
                yield store.table.name


@contextmanager
def theatre(folder: Path, url: str = "") -> Iterator[Theatre]:
    """Publishes the pack in a folder into a fresh database: a file that goes with the run, or, beside the database of
    a PostgreSQL URL, one that is made for the run and dropped. Raises Refused."""
    from engine.app import opened
    from engine.publishing import publish_folder

    clock = VirtualClock()
    with _database(url) as fresh, mishaps() as found, opened(fresh, clock) as platform:
        publish_folder(platform, folder)
        version = platform.actives[folder.resolve().name].version
        yield Theatre(platform, clock, cast(AppVersion, version), found)


@contextmanager
def _database(url: str) -> Iterator[str]:
    if not url.startswith("postgresql"):
        with tempfile.TemporaryDirectory(prefix="dougong-test-") as folder:
            yield f"sqlite:///{Path(folder) / 'scenarios.db'}"
        return
    beside = sa.make_url(url)
    address = beside.set(drivername="postgresql").render_as_string(hide_password=False)
    name = f"dougong_test_{uuid4().hex}"
    try:
        connection = psycopg.connect(address, autocommit=True)
    except psycopg.OperationalError as error:
        raise refusal(error) or error from error
    with connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield beside.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
