"""Finds the route of a path segment by segment: trying the patterns of all routes in turn costs each request more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send


@dataclass
class Place:
    """Where a path may go on: by a fixed segment, else by a parameter (``any``); ``routes`` are those that end here."""

    fixed: dict[str, Place] = field(default_factory=dict)
    any: Place | None = None
    routes: list[Route] = field(default_factory=list)

    def grow(self, segments: Sequence[str]) -> Place:
        """The place at the end of a pattern's segments, made where it is missing."""
        if not segments:
            return self
        if segments[0].startswith("{"):
            following = self.any = self.any or Place()
        else:
            following = self.fixed.setdefault(segments[0], Place())
        return following.grow(segments[1:])

    def find(self, segments: Sequence[str]) -> Iterable[Route]:
        """The routes that a path may mean, the ones with more fixed segments first."""
        if not segments:
            yield from self.routes
            return
        if segments[0] in self.fixed:
            yield from self.fixed[segments[0]].find(segments[1:])
        if self.any is not None and segments[0]:
            yield from self.any.find(segments[1:])


class RouteTable(BaseRoute):
    """Many routes as one; what they do with a request is Starlette's business."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = Place()
        for route in routes:
            self._root.grow(route.path.split("/")).routes.append(route)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As Starlette asks it: also whether only the method does not fit."""
        best: tuple[Match, Scope] = (Match.NONE, {})
        if scope["type"] != "http":
            return best
        for route in self._root.find(scope["path"].split("/")):
            match, child = route.matches(scope)
            if match is Match.FULL:
                return match, {**child, "route": route}
            if match is Match.PARTIAL and best[0] is Match.NONE:
                best = match, {**child, "route": route}
        return best

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands the request over to the route that was found for it."""
        await scope["route"].handle(scope, receive, send)
