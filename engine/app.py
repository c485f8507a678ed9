"""The composition root: the only place that names the engines, as dotted names in one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from engine.platform import Platform
from engine.plugin import Engine
from engine.records.clock import Clock

ENGINES = ("rules.engine", "forms.engine", "reports.engine", "flows.engine")
KERNEL = (
    "engine.access.engine",
    "engine.people.engine",
    "engine.tasks.engine",
    "engine.actions.engine",
    "engine.demo.engine",
    "engine.web.engine",
)
LAST = "engine.scenarios.engine"  # what a pack says of itself is about everything else of it
PLUGINS = "dougong.plugins"


def engines() -> Sequence[Engine]:
    """The kernel's own parts, the built-in engines, then third parties' by their entry points."""
    built_in: list[Engine] = [import_module(name).engine for name in (*KERNEL, *ENGINES)]
    plugged_in = (point.load() for point in entry_points(group=PLUGINS))
    return (*built_in, *plugged_in, import_module(LAST).engine)


@contextmanager
def opened(url: str, clock: Clock | None = None, folder: Path | None = None) -> Iterator[Platform]:
    """A platform with all engines and the published apps active; closed at the end, loops not started.

    ``folder`` is where the bytes of files lie, if not beside the database.
    """
    from engine.publishing import activate_published

    plugged = engines()  # imported first: their modules declare tables of the kernel
    platform = Platform.open(url, clock)
    platform.database.folder = folder.resolve() if folder is not None else platform.database.folder
    try:
        platform.plug(plugged)
        activate_published(platform)
        yield platform
    finally:
        platform.close()
