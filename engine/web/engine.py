"""The web host's own routes: session, description of an app, parameters, jobs, the clock of --dev."""

from __future__ import annotations

from engine.definitions import Registry
from engine.platform import Platform
from engine.plugin import Build
from engine.web import account_routes, apps, development, expression_routes, job_routes, parameter_routes, session


class WebEngine:
    """The kernel's routes enter by the door of the engines."""

    name = "web"

    def register(self, registry: Registry) -> None:
        """Nothing of the definition language is the web host's."""

    def declare(self, build: Build) -> None:
        """It has no records."""

    def compile(self, build: Build) -> None:
        """And no part of a version."""

    def connect(self, platform: Platform) -> None:
        platform.routes += session.routes()
        platform.routes += account_routes.routes()
        platform.routes += apps.routes()
        platform.routes += parameter_routes.routes()
        platform.routes += job_routes.routes()
        platform.routes += expression_routes.routes()
        if platform.clock.virtual:
            platform.routes += development.routes()


engine = WebEngine()
