"""Tells an app its demo data, once, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa

from engine.definitions import bundle
from engine.definitions.kinds.data import DataDefinition
from engine.demo.people import make_people
from engine.demo.tables import demo
from engine.demo.telling import Line, begin, lines_of, tell
from engine.demo.values import Cast, Keep
from engine.people.passwords import hash_password, readable_password
from engine.plugin import AppVersion, Build
from engine.problems import Problem, Problems, Refused
from engine.records import statistics
from engine.records.command import Cause, Command
from engine.records.dialect import Dialect
from engine.records.statement import Statement

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.records.unit_of_work import UnitOfWork

FILES = "data/files/"


@cache
def _statements(dialect: Dialect) -> Mapping[str, Statement]:
    own = demo.c.app == sa.bindparam("app_", type_=sa.Text)
    open_ = demo.c.loaded_at.is_(None)
    return {
        "expect": Statement(sa.insert(demo).inline(), dialect, ["app"]),
        "expected": Statement(sa.select(demo.c.app).where(own, open_), dialect),
        "forget": Statement(sa.delete(demo).where(own, open_), dialect),
        "loaded": Statement(sa.update(demo).where(own), dialect, ["loaded_at", "password", "stored"]),
    }


def expect_data(platform: Platform, app: str) -> None:
    """Notes that an app is to be told its data, if it has never been published: call this before publishing."""

    def run(uow: UnitOfWork) -> None:
        if bundle.last_number(uow.cursor, uow.dialect, app) == 0 and not expected(uow, app):
            _statements(uow.dialect)["expect"].run(uow.cursor, {"app": app})

    platform.run(Command("interactive", run, app="system"))


def forget_data(platform: Platform, app: str) -> None:
    """The app is not told its data, now or later."""

    def run(uow: UnitOfWork) -> None:
        _statements(uow.dialect)["forget"].run(uow.cursor, {"app_": app})

    platform.run(Command("interactive", run, app="system"))


def expected(at: Any, app: str) -> bool:
    """Whether an app is still to be told its data."""
    _statements(at.dialect)["expected"].run(at.cursor, {"app_": app})
    return at.cursor.fetchone() is not None


def load_data(platform: Platform, app: str) -> int:
    """Tells the published app its data if it is expected, in one transaction; how many writes. Raises Refused."""
    if not platform.read(lambda reader: expected(reader, app)):
        return 0
    version = cast("AppVersion", platform.actives[app].version)
    told = _stories(platform, version)
    platform.due.fire_until(platform.clock.now())  # what belongs to others happens at its own time, not in a story
    password = readable_password()
    stored = hash_password(password)

    def run(uow: UnitOfWork) -> int:
        if not expected(uow, app):
            return 0
        now, cause = uow.now, uow.cause
        for data, lines in told:
            uow.cause = cause.because(Cause("data", data.address, app, version=version.number, title=data.title))
            uow.move_to(begin(uow, data, lines))
            people = make_people(uow, data.users, stored)
            uow.move_to(now)
            tell(uow, data, lines, Cast(people, keep_from(version_files(uow, version))))
        statistics.refresh(uow, app)
        values = {"app_": app, "loaded_at": now, "password": password, "stored": stored}
        _statements(uow.dialect)["loaded"].run(uow.cursor, values)
        return sum(len(lines) for _, lines in told)

    return platform.run(Command("bulk", run, app=app))


def _stories(platform: Platform, version: AppVersion) -> list[tuple[DataDefinition, list[Line]]]:
    """The data of a version, ready to be told. Raises Refused with every problem."""
    definition, problems = version.definition, Problems()
    build = Build(definition, platform.registry, problems, catalog=dict(version.catalog))
    told = [(data, lines_of(build, data)) for data in definition.all("data", DataDefinition).values()]
    if problems.errors:
        raise Refused(problems.errors)
    return told


def version_files(uow: UnitOfWork, version: AppVersion) -> dict[str, bytes]:
    """The files of a pack that its data names, by their names."""
    content = bundle.unpack(bundle.content(uow.cursor, uow.dialect, version.app, version.number))
    return {path.removeprefix(FILES): found for path, found in content.items() if path.startswith(FILES)}


def keep_from(files: Mapping[str, bytes]) -> Keep:
    """Keeps files of the pack as files of records."""

    def keep(uow: UnitOfWork, name: str) -> Mapping[str, Any]:
        keep_file = cast("Platform", uow.runtime).keep_file
        if name not in files or keep_file is None:
            raise Refused((Problem("data.no_file", {"name": name}),))
        return keep_file(uow, name, files[name])

    return keep
