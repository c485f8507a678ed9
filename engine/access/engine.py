"""Rights as the kernel plugs them in: evaluated below every channel, explained over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.access.web import routes
from engine.definitions import Registry
from engine.plugin import Build

if TYPE_CHECKING:
    from engine.platform import Platform


class AccessEngine:
    """What a form says about rights is the form engine's to read; this answers why."""

    name = "access"

    def register(self, registry: Registry) -> None:
        """Nothing of its own to write in packs."""

    def declare(self, build: Build) -> None:
        """Nothing to declare."""

    def compile(self, build: Build) -> None:
        """The form engine compiles policies."""

    def connect(self, platform: Platform) -> None:
        """Serves explanations."""
        platform.routes.extend(routes())


engine = AccessEngine()
