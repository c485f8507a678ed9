"""Demo data as the kernel plugs it in: wrong values are problems of the pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.definitions import Registry
from engine.definitions.kinds.data import DataDefinition
from engine.demo import tables as _tables  # noqa: F401 (declares the kernel's table)
from engine.demo.checking import check_data
from engine.plugin import Build

if TYPE_CHECKING:
    from engine.platform import Platform


class DemoEngine:
    """Checks what packs tell in `data/`; telling it is up to whoever serves them."""

    name = "demo"

    def register(self, registry: Registry) -> None:
        """The kind `data` is the kernel's own."""

    def declare(self, build: Build) -> None:
        """Nothing to declare."""

    def compile(self, build: Build) -> None:
        for data in build.definition.all("data", DataDefinition).values():
            check_data(build, data)

    def connect(self, platform: Platform) -> None:
        """Nothing to follow."""


engine = DemoEngine()
