"""What a handler sees of an HTTP request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from engine.access.viewer import Viewer
from engine.problems import Problem, Refused
from engine.records.command import Actor, Cause
from engine.web import problems as _problems  # noqa: F401 (declares the problem codes)

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.plugin import AppVersion


@dataclass(frozen=True)
class Upload:
    """A file that came with a request, spooled to disk; ``size`` in bytes."""

    path: Path
    name: str
    size: int
    media_type: str


@dataclass(frozen=True)
class Request:
    """``now`` is the instant of the request; ``body`` has passed the route's schema."""

    platform: Platform
    now: int
    language: str = "zh"
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    upload: Upload | None = None
    secret: str = ""
    secure: bool = False
    person: Viewer | None = None

    @property
    def viewer(self) -> Viewer:
        """Who is signed in. Raises Refused 401 on a public route where nobody is."""
        if self.person is None:
            raise Refused((Problem("session.none"),), 401)
        return self.person

    @property
    def version(self) -> AppVersion:
        """The active version of the app in the path. Raises Refused 404 if there is no such app."""
        active = self.platform.actives.get(self.path["app"])
        if active is None:
            raise not_found()
        return cast("AppVersion", active.version)

    @property
    def actor(self) -> Actor:
        """The signed-in person as the one who acts."""
        kind = "user" if self.viewer.csrf else "api"
        return Actor(self.viewer.id, self.viewer.name, cast(Any, kind))

    @property
    def cause(self) -> Cause:
        """The cause of what this request changes."""
        return Cause(self.actor.kind)

    def by(self, person: Viewer | None) -> Request:
        """The same request with its sender known; a language that the person has chosen wins over the browser's."""
        chosen = person.language if person else ""
        return replace(self, person=person, language=chosen or self.language)


def not_found() -> Refused:
    """The one answer for what is missing and for what may not be seen."""
    return Refused((Problem("request.not_found"),), 404)


def forbidden() -> Refused:
    """The answer for what may be seen but not done."""
    return Refused((Problem("request.forbidden"),), 403)
