"""A running installation: the record kernel with the engines plugged in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from engine.definitions import Registry, register
from engine.listing import Lister
from engine.plugin import AppVersion, Engine
from engine.records.clock import Clock
from engine.records.database import Database
from engine.records.runtime import Runtime

if TYPE_CHECKING:
    from engine.problems import Problem
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork
    from engine.web.request import Request
    from engine.web.route import Route

Told = Callable[["Request", Any, AppVersion], Mapping[str, Any]]
# What an engine knows of a record's story, newest first: request, reader, the record's form and id, before when (ms),
# at most how many; items are {"kind", "at", "title", "text", "who", "cause", "form", "id"} for the request's reader.
Story = Callable[["Request", Any, str, str, int, int], "list[dict[str, Any]]"]
# Addresses of the definitions that left traces in the data of an app: what has been at work.
Trace = Callable[["Reader", str], "Iterable[str]"]
KeepFile = Callable[["UnitOfWork", str, bytes], Mapping[str, Any]]


class Extension(Protocol):
    """An engine, or a part of the kernel that hooks in by the same door."""

    def connect(self, platform: Platform) -> None: ...


class Platform(Runtime):
    """``routes`` are served by the web host; ``bootstrap`` are functions whose answers make up what the UI needs
    to know of an app, each given the request, the reader and the app's version. ``stories`` add to the timelines of
    records, ``traces`` tell what has been at work. ``list_records`` tells lists of
    records, for every engine. ``keep_file`` keeps bytes under a name as a file of the command's app and gives what
    a record holds of it; it comes from the engine that has fields for files. ``broken`` are published apps that
    this program cannot compile any more, by name: they are not in force until they are published anew."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self.registry = Registry()
        self.engines: Sequence[Engine] = ()
        self.routes: list[Route] = []
        self.bootstrap: list[Told] = []
        self.stories: list[Story] = []
        self.traces: list[Trace] = []
        self.keep_file: KeepFile | None = None
        self.list_records: Lister | None = None
        self.broken: dict[str, tuple[Problem, ...]] = {}
        self.publishing = threading.Lock()

    def plug(self, engines: Sequence[Engine]) -> None:
        """Registers every engine, then connects them, in this order."""
        self.engines = engines
        self.registry = new_registry(engines)
        for engine in engines:
            engine.connect(self)


def new_registry(engines: Sequence[Engine]) -> Registry:
    """What may be written in a pack: the kernel's kinds and those of the engines."""
    registry = Registry()
    register(registry)
    for engine in engines:
        engine.register(registry)
    registry.builtin("forms", "user", "department")
    return registry
