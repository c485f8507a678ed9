"""The table of routes against Starlette's own way: pattern after pattern."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from engine.web.routing import RouteTable

PATTERNS = ["/", "/a", "/a/b", "/a/b/", "/a/{x}", "/{x}/b", "/{x}", "/a/{x}/c", "/a/b/{y}", "/{x}/{y}/{z}"]
PATHS = st.lists(st.sampled_from(["", "a", "b", "c", "新", "a b"]), max_size=4).map(lambda found: "/" + "/".join(found))


async def nothing(request: Request) -> Response:
    return Response()


def fixed_first(pattern: str) -> tuple[bool, ...]:
    """Fixed segments before parameters, from the left: the order in which a list has to stand to mean the same."""
    return tuple(segment.startswith("{") for segment in pattern.split("/"))


@given(st.lists(st.tuples(st.sampled_from(PATTERNS), st.sampled_from(["GET", "POST"])), unique=True), PATHS)
def test_the_same_route_is_found(routes: list[tuple[str, str]], path: str) -> None:
    listed = [
        Route(pattern, nothing, methods=[method])
        for pattern, method in sorted(routes, key=lambda each: (fixed_first(each[0]), each))
    ]
    for method in ("GET", "HEAD", "POST", "PUT"):
        scope = {"type": "http", "path": path, "method": method, "root_path": ""}
        match, child = RouteTable(listed).matches(scope)
        found = [(route.matches(scope), route) for route in listed]
        full = [(each[1], route) for each, route in found if each[0] is Match.FULL]
        partial = [(each[1], route) for each, route in found if each[0] is Match.PARTIAL]
        assert match is (Match.FULL if full else Match.PARTIAL if partial else Match.NONE)
        for told, route in (full or partial)[:1]:
            assert child["route"] is route
            assert child["path_params"] == told["path_params"]
