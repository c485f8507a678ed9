"""The web host: serves the routes that the engines gave to the runtime."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route as HttpRoute

from engine.platform import Platform
from engine.problems import Problem, Refused
from engine.records.command import Command
from engine.web import answers, events, static
from engine.web.door import Door, identify, person_of, signed_in
from engine.web.headers import SecurityHeaders
from engine.web.reading import preferred, reading
from engine.web.request import Request
from engine.web.route import Route
from engine.web.routing import RouteTable

log = logging.getLogger("dougong.web")
Endpoint = Callable[[HttpRequest], Awaitable[Response]]


def application(platform: Platform) -> Starlette:
    """The ASGI application of a running system."""
    door = Door()
    served = [HttpRoute(each.path, endpoint(platform, each, door), methods=[each.method]) for each in platform.routes]
    return Starlette(
        routes=[RouteTable(served), *events.routes(platform), *static.routes()],
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={HTTPException: _http_problem},
    )


def endpoint(platform: Platform, route: Route, door: Door) -> Endpoint:
    """The ASGI endpoint of a route; whatever goes wrong becomes problem+json."""
    respond = partial(_write, door) if route.kind == "write" else _KINDS[route.kind]

    async def serve(http: HttpRequest) -> Response:
        language = preferred(http.headers.get("accept-language", ""))
        try:
            async with reading(http, route, platform) as request:
                return answers.answer(route, await respond(http, route, request))
        except Refused as refused:
            return answers.problem(refused, language)
        except ClientDisconnect:
            return Response(status_code=499)
        except HTTPException:
            raise
        except Exception:
            log.exception("%s %s failed", route.method, route.path)
            return answers.problem(Refused((Problem("request.failed"),), 500), language)

    return serve


async def _public(http: HttpRequest, route: Route, request: Request) -> Any:
    person = await person_of(request) if request.secret else None
    return await run_in_threadpool(route.handler, request.by(person))


async def _read(http: HttpRequest, route: Route, request: Request) -> Any:
    def run(reader: Any) -> Any:
        person = identify(request, reader.cursor, reader.dialect)
        return route.handler(request.by(person), reader)

    return await asyncio.wrap_future(request.platform.readers.submit(run))


async def _long(http: HttpRequest, route: Route, request: Request) -> Any:
    return await run_in_threadpool(route.handler, request.by(await signed_in(http, request)))


async def _write(door: Door, http: HttpRequest, route: Route, request: Request) -> Any:
    signed = request.by(await door.enter(http, request))
    key, digest = _idempotency(http, signed)
    told: list[Any] = []

    def admit(uow: Any) -> None:
        """The person as they are now: a right taken away is gone with the next request."""
        nonlocal signed
        person = door.identify(request, uow)
        if person != signed.person:
            signed = request.by(person)
            uow.actor = signed.actor

    def run(uow: Any) -> Any:
        result = route.handler(signed, uow)
        told[:] = [result]
        return None if key is None or route.secret else answers.kept(route, result)

    command: Command[Any] = Command(
        "interactive",
        run,
        signed.actor,
        signed.cause,
        key,
        digest,
        request.path.get("app", "system"),
        request.now,
        admit=admit,
    )
    kept = await asyncio.wrap_future(request.platform.submit(command))
    if told:
        return told[0]
    if kept is None:
        raise Refused((Problem("request.told_once"),), 409)
    return answers.again(kept)


_KINDS = {"public": _public, "read": _read, "long": _long}


def _idempotency(http: HttpRequest, request: Request) -> tuple[str | None, str | None]:
    given = http.headers.get("idempotency-key")
    if not given:
        return None, None
    body = orjson.dumps(request.body, option=orjson.OPT_SORT_KEYS)
    key = f"http:{request.viewer.id}:{http.method}:{http.url.path}:{given[:200]}"
    return key, hashlib.sha256(body).hexdigest()


async def _http_problem(http: HttpRequest, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    method = Problem("request.method", {"method": http.method})
    refused = Refused((method if status == 405 else Problem("request.not_found"),), status)
    return answers.problem(refused, preferred(http.headers.get("accept-language", "")))
