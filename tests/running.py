"""A whole platform on a virtual clock with one pack, and what tests do with it: write, let time pass, look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from engine.access.viewer import Viewer
from engine.actions import ActionContext, actions_at
from engine.app import opened as opened_platform
from engine.definitions.files import read_folder
from engine.people.accounts import joined
from engine.people.lookup import by_id
from engine.platform import Platform
from engine.problems import Problems
from engine.publishing import Published, publish
from engine.records.clock import VirtualClock, instant_of, zone_of
from engine.records.command import Actor, Cause, Command
from engine.records.history import Interval, record_intervals
from engine.records.parameters import set_parameter
from engine.tasks import Task, complete_task
from engine.time.duration import parse
from tests.engine.served import selected

NOW = 1_772_413_200_000  # Monday 2026-03-02 09:00 in Shanghai
SHANGHAI = "Asia/Shanghai"


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a pack's folder."""
    problems = Problems()
    files = read_folder(folder, problems)
    assert not problems.errors, [problem.text("en") for problem in problems.errors]
    return files


@dataclass
class World:
    """A running app; people are known by their sign-in names."""

    platform: Platform
    app: str
    files: dict[str, bytes]
    people: dict[str, str] = field(default_factory=dict)

    def publish(self, changes: Mapping[str, str] = {}) -> Published:
        """Publishes the pack with some files replaced."""
        self.files |= {path: text.encode() for path, text in changes.items()}
        return publish(self.platform, self.files, self.app)

    # People

    def person(self, login: str, **values: Any) -> str:
        """A new person; the manager by sign-in name, roles and teams as names of this app's."""
        made = {"login": login, "name": login.title(), "active": True, **values}
        made |= {name: joined(f"{self.app}/{one}" for one in made[name]) for name in ("roles", "teams") if name in made}
        if "manager" in made:
            made["manager"] = self.people[made["manager"]]
        self.people[login] = self.run(lambda uow: uow.create("system/user", made)["id"])
        return self.people[login]

    def viewer(self, login: str) -> Viewer:
        found = self.platform.read(lambda reader: by_id(reader.cursor, reader.dialect, self.people[login]))
        assert found is not None
        return found

    # Records

    def run(self, run: Any, by: str | None = None, cause: Cause | None = None, kind: Any = "interactive") -> Any:
        """Something done in one unit of work of the app, by a person or by the system."""
        actor = Actor(self.people[by], by.title(), "user") if by else Actor()
        because = cause or Cause("user" if by else "system")
        return self.platform.run(Command(kind, run, actor, because, app=self.app))

    def create(self, form: str, by: str | None = None, cause: Cause | None = None, **values: Any) -> str:
        found: str = self.run(lambda uow: uow.create(form, values)["id"], by, cause)
        return found

    def update(self, form: str, id: str, by: str | None = None, cause: Cause | None = None, **values: Any) -> None:
        self.run(lambda uow: uow.update(form, id, values) and None, by, cause)

    def delete(self, form: str, id: str, by: str | None = None) -> None:
        self.run(lambda uow: uow.delete(form, id), by)

    def restore(self, form: str, id: str, by: str | None = None) -> None:
        self.run(lambda uow: uow.restore(form, id) and None, by)

    def row(self, form: str, id: str) -> dict[str, Any]:
        found = self.run(lambda uow: uow.get(form, id))
        assert found is not None
        return dict(found)

    def press(self, form: str, id: str, actions: str, by: str) -> None:
        """Runs the actions compiled at an address on a record, for a person."""

        def run(uow: Any) -> None:
            version = uow.version()
            entity = version.catalog[form]
            actions_at(version, actions).run(uow, ActionContext(entity, id, uow.get(entity, id)))

        self.run(run, by)

    def rows(self, form: str) -> list[dict[str, Any]]:
        """The records of a form that are not deleted, in the order of their ids."""
        store = self.platform.store(self.platform.actives, self.app, form)
        found = self.platform.read(lambda reader: [dict(row) for row in store.every(reader.cursor)])
        return sorted((row for row in found if row["deleted_at"] is None), key=lambda row: row["id"])

    def intervals(self, id: str) -> list[Interval]:
        """When which kept values of a record held, the earliest first."""
        return list(reversed(self.platform.read(lambda reader: record_intervals(reader, id))))

    # Time and knobs

    @property
    def now(self) -> int:
        return self.platform.clock.now()

    def passes(self, time: str) -> int:
        """Time passes (``2h``, ``3d``); what falls due fires, each at its instant. How much fired."""
        return self.platform.advance_to(self.now + milliseconds(time))

    def stands_still(self, time: str) -> None:
        """Time passes while nothing runs; afterwards what fell due fires at once, in order."""
        clock: Any = self.platform.clock
        clock.set(self.now + milliseconds(time))
        self.platform.advance_to(self.now)

    def turn(self, name: str, value: Any) -> None:
        """Sets a parameter, and lets what depends on it be computed."""
        self.run(lambda uow: set_parameter(uow, name, value))
        self.settle()

    def settle(self) -> None:
        """Runs the jobs that are waiting."""
        self.platform.jobs.run_ready()

    # Inboxes

    def select(self, text: str) -> list[tuple[Any, ...]]:
        """Rows of a statement."""
        return selected(self.platform, text)

    def told(self, login: str, language: str = "zh") -> list[str]:
        """What a person was told, in order."""
        user = self.people[login]
        rows = self.select(f"""SELECT text FROM dougong_notice WHERE "user" = '{user}' ORDER BY at, id""")
        return [orjson.loads(text)[language] for (text,) in rows]

    def tasks(self, login: str | None = None, state: str = "open", language: str = "zh") -> list[str]:
        """The titles of the tasks in a state, of one person or of all, in the order in which they were opened."""
        whose = (
            f"""AND id IN (SELECT task FROM dougong_task_person WHERE "user" = '{self.people[login]}'
            AND state <> 'left')"""
            if login
            else ""
        )
        rows = self.select(f"SELECT title FROM dougong_task WHERE state = '{state}' {whose} ORDER BY created_at, id")
        return [orjson.loads(title)[language] for (title,) in rows]

    def complete(self, title: str, by: str, **given: Any) -> Task:
        """A person completes the open task of a title."""
        rows = self.select("SELECT id, title FROM dougong_task WHERE state = 'open' ORDER BY id")
        id = next(id for id, text in rows if orjson.loads(text)["zh"] == title)
        viewer = self.viewer(by)
        found: Task = self.run(lambda uow: complete_task(uow, id, viewer, **given), by)
        return found

    def due(self) -> list[tuple[str, int]]:
        """What is still to happen by itself: kind and instant, the housekeeping aside."""
        rows = self.select("SELECT kind, at FROM dougong_due ORDER BY at, kind, key")
        return [(kind, at) for kind, at in rows if kind != "housekeeping"]


def milliseconds(time: str) -> int:
    """A duration without months and working time."""
    length = parse(time)
    return length.days * 86_400_000 + length.milliseconds


def instant(text: str) -> int:
    """A local time of Shanghai as an instant: ``2026-03-02 09:00``."""
    from datetime import datetime

    return instant_of(datetime.fromisoformat(text).replace(tzinfo=zone_of(SHANGHAI)))


@contextmanager
def running(url: str, pack: Path, now: int = NOW, changes: Mapping[str, str] = {}) -> Iterator[World]:
    """A pack published on a database, on a virtual clock; its loops do not run by themselves."""
    with opened_platform(url, VirtualClock(now)) as platform:
        world = World(platform, pack.name, files_of(pack))
        world.publish(changes)
        yield world


@contextmanager
def started_again(url: str, world: World) -> Iterator[World]:
    """The same database opened by a new process, so to speak, at the time at which the last one stood."""
    with opened_platform(url, VirtualClock(world.now)) as platform:
        yield World(platform, world.app, world.files, world.people)
