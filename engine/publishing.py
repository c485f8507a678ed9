"""Publishing: a pack's texts become the active version of an app, or nothing changes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.compiling import build_app, make_version
from engine.definitions import bundle, load
from engine.definitions.files import read_folder
from engine.parameters import default_values
from engine.people.system import NAME as SYSTEM
from engine.people.system import PACK as SYSTEM_PACK
from engine.plugin import AppVersion, Build
from engine.problems import Problem, Problems, Refused
from engine.records.activation import plan_version
from engine.records.entity import Catalog, Entity
from engine.records.planning import Plan
from engine.records.schema import compile_schema

if TYPE_CHECKING:
    from engine.platform import Platform

log = logging.getLogger("dougong.publishing")


@dataclass(frozen=True)
class Published:
    """What publishing did: the version in force, and whether it is a new one."""

    version: AppVersion
    changed: bool
    warnings: Problems


def check(platform: Platform, files: Mapping[str, bytes], app: str) -> Build | Problems:
    """The compiled pack, or every problem of it at once. Warnings stay in the build."""
    definition, problems = load(files, platform.registry, app)
    if definition is None:
        return problems
    build = build_app(definition, platform.registry, platform.engines, known_entities(platform, app), problems)
    return problems if problems.errors else build


def plan(platform: Platform, build: Build) -> Plan:
    """What publishing would change in the database; writes nothing."""
    definition = build.definition
    schema = compile_schema(definition.name, build.catalog, platform.dialect, definition.app.timezone)
    return plan_version(platform, schema, {})


def publish(
    platform: Platform,
    files: Mapping[str, bytes],
    app: str,
    actor: str | None = None,
    announce: Callable[[Plan], None] | None = None,
) -> Published:
    """Checks, plans, changes the tables, stores the bundle and switches, in one transaction. Raises Refused.

    ``announce`` is shown the changes of the tables before they are made. Two publishes follow one another.
    """
    with platform.publishing:
        return _publish(platform, files, app, actor, announce)


def _publish(
    platform: Platform,
    files: Mapping[str, bytes],
    app: str,
    actor: str | None,
    announce: Callable[[Plan], None] | None,
) -> Published:
    content = bundle.pack(files)
    digest = bundle.digest(content)
    active = platform.actives.get(app)
    if isinstance(active_version := active.version if active else None, AppVersion) and active_version.digest == digest:
        return Published(active_version, False, Problems())
    built = check(platform, files, app)
    if isinstance(built, Problems):
        raise Refused(built.errors)
    if announce is not None:
        announce(plan(platform, built))
    number = platform.read(lambda reader: bundle.last_number(reader.cursor, reader.dialect, app)) + 1
    version = make_version(built, number, digest, borrowed(platform, app))
    platform.activate(
        version,
        zone=built.definition.app.timezone,
        parameters=default_values(built.definition),
        with_command=lambda uow: bundle.store(uow.cursor, uow.dialect, app, number, content, uow.now, actor),
    )
    platform.broken.pop(app, None)
    return Published(version, True, built.problems)


def publish_folder(
    platform: Platform, folder: Path, actor: str | None = None, announce: Callable[[Plan], None] | None = None
) -> Published:
    """Publishes the pack in a folder; the folder's name is the app's name. Raises Refused."""
    problems = Problems()
    files = read_folder(folder, problems)
    if problems.errors:
        raise Refused(problems.errors)
    return publish(platform, files, folder.resolve().name, actor, announce)


def rollback(platform: Platform, app: str, number: int) -> AppVersion:
    """Publishes the texts of an earlier version again, as a new version. Raises Refused if there is none."""
    try:
        content = platform.read(lambda reader: bundle.content(reader.cursor, reader.dialect, app, number))
    except KeyError as missing:
        raise Refused((Problem("publish.no_version", {"app": app, "number": number}),)) from missing
    return publish(platform, bundle.unpack(content), app).version


def activate_published(platform: Platform) -> None:
    """Puts every published app in force again after a start; the system's own pack first.

    What this program cannot compile any more is kept in ``platform.broken``: publishing it anew mends it.
    """
    stored = platform.read(lambda reader: bundle.active(reader.cursor, reader.dialect))
    _activate_system(platform, *stored.get(SYSTEM, (0, b"")))
    for app, (number, content) in stored.items():
        if app != SYSTEM:
            _activate_stored(platform, app, number, content)


def _activate_system(platform: Platform, number: int, content: bytes) -> None:
    """The system's pack comes with the program: a program that brings another one publishes it."""
    files = read_folder(SYSTEM_PACK, Problems())
    if bundle.pack(files) == content:
        _activate_stored(platform, SYSTEM, number, content)
    else:
        publish(platform, files, SYSTEM)


def _activate_stored(platform: Platform, app: str, number: int, content: bytes) -> None:
    built = check(platform, bundle.unpack(content), app)
    if isinstance(built, Problems):
        for problem in built.errors:
            log.error("%s %s %s", app, problem.span, problem.text("en"))
        platform.broken[app] = tuple(built.errors)
        return
    definition = built.definition
    version = make_version(built, number, bundle.digest(content), borrowed(platform, app))
    platform.activate(version, zone=definition.app.timezone, parameters=default_values(definition))


def known_entities(platform: Platform, app: str) -> Catalog:
    """The entities that an app sees without declaring them: people and departments."""
    system = platform.actives.get(SYSTEM)
    if system is None or app == SYSTEM:
        return {}
    own: dict[str, Entity] = {name: entity for name, entity in system.version.catalog.items() if entity.app == SYSTEM}
    return own


def borrowed(platform: Platform, app: str) -> dict[str, AppVersion]:
    """The versions of the apps whose entities an app sees."""
    system = platform.actives.get(SYSTEM)
    found = system.version if system is not None and app != SYSTEM else None
    return {SYSTEM: found} if isinstance(found, AppVersion) else {}


@lru_cache(maxsize=32)
def version_at(platform: Platform, app: str, number: int) -> AppVersion:
    """An earlier version, compiled again from its stored texts; for what is pinned to it."""
    content = platform.read(lambda reader: bundle.content(reader.cursor, reader.dialect, app, number))
    built = check(platform, bundle.unpack(content), app)
    if isinstance(built, Problems):
        raise Refused(built.errors)
    return make_version(built, number, bundle.digest(content), borrowed(platform, app))
