"""The event stream: hints that something has changed; the client then asks through the normal path."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from engine.access.evaluate import condition
from engine.access.viewer import Viewer
from engine.people.lookup import by_session
from engine.platform import Platform
from engine.problems import Refused
from engine.web import answers
from engine.web.reading import COOKIE, preferred

PAUSE = 0.2
HEARTBEAT = 15.0
PERSONAL = ("tasks:", "notices:", "jobs:")


def routes(platform: Platform) -> list[Route]:
    """The route /api/events."""

    async def serve(request: Request) -> Response:
        secret = request.cookies.get(COOKIE, "")
        try:
            person = await _person(platform, secret)
        except Refused as refused:
            return answers.problem(refused, preferred(request.headers.get("accept-language", "")))
        if person is None:
            return Response(status_code=401)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(_stream(platform, secret, person), media_type="text/event-stream", headers=headers)

    return [Route("/api/events", serve, methods=["GET"])]


async def _person(platform: Platform, secret: str) -> Viewer | None:
    found = platform.readers.submit(lambda at: by_session(at.cursor, at.dialect, secret, platform.clock.now()))
    return await asyncio.wrap_future(found)


async def _stream(platform: Platform, secret: str, person: Viewer) -> AsyncIterator[bytes]:
    """Hints until the session or the server ends: who has signed out or been locked out is told nothing more."""
    loop, waiting, woken = asyncio.get_running_loop(), set[str](), asyncio.Event()

    def told(topics: Collection[str]) -> None:
        loop.call_soon_threadsafe(keep, topics)

    def keep(topics: Collection[str]) -> None:
        waiting.update(topics)
        woken.set()

    forget = platform.hints.subscribe(told)
    try:
        yield b": hello\n\n"
        while True:
            late = await _woken(woken)
            if platform.hints.ended:
                return
            present = await _person(platform, secret)
            if present is None:
                return
            topics = sorted({shown(topic) for topic in waiting if concerns(platform, topic, present)})
            waiting.clear()
            if late:
                yield b": still here\n\n"
            for topic in topics:
                yield b"event: hint\ndata: " + orjson.dumps({"topic": topic}) + b"\n\n"
    finally:
        forget()


async def _woken(woken: asyncio.Event) -> bool:
    """Waits for hints and gathers those of a moment; True if none came for a while."""
    try:
        await asyncio.wait_for(woken.wait(), HEARTBEAT)
    except TimeoutError:
        return True
    await asyncio.sleep(PAUSE)
    woken.clear()
    return False


def concerns(platform: Platform, topic: str, person: Viewer) -> bool:
    """Whether a topic is this person's own, or of records of which they may see some."""
    if topic.startswith(PERSONAL):
        return topic.partition(":")[2] == person.id
    kind, _, rest = topic.partition("/")
    if kind != "records":
        return True
    app, _, entity = rest.partition("/")
    active = platform.actives.get(app)
    version: Any = None if active is None else active.version
    known = version is not None and entity in version.catalog
    return known and condition(version, entity, "see", person) is not False


def shown(topic: str) -> str:
    """The topic as a client knows it: ``tasks``, ``records/crm/customer``."""
    return topic.partition(":")[0]
