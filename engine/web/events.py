"""The event stream: hints that something has changed; the client then asks through the normal path."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from engine.people.lookup import by_session
from engine.platform import Platform
from engine.web.reading import COOKIE

PAUSE = 0.2
HEARTBEAT = 15.0
PERSONAL = ("tasks:", "notices:")


def routes(platform: Platform) -> list[Route]:
    """The route /api/events."""

    async def serve(request: Request) -> Response:
        secret, now = request.cookies.get(COOKIE, ""), platform.clock.now()
        found = platform.readers.submit(lambda reader: by_session(reader.cursor, reader.dialect, secret, now))
        person = await asyncio.wrap_future(found)
        if person is None:
            return Response(status_code=401)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(_stream(platform, person.id), media_type="text/event-stream", headers=headers)

    return [Route("/api/events", serve, methods=["GET"])]


async def _stream(platform: Platform, person: str) -> AsyncIterator[bytes]:
    loop, waiting, woken = asyncio.get_running_loop(), set[str](), asyncio.Event()

    def told(topics: Collection[str]) -> None:
        loop.call_soon_threadsafe(keep, [topic for topic in topics if concerns(topic, person)])

    def keep(topics: Collection[str]) -> None:
        if topics:
            waiting.update(topics)
            woken.set()

    forget = platform.hints.subscribe(told)
    try:
        yield b": hello\n\n"
        while True:
            try:
                await asyncio.wait_for(woken.wait(), HEARTBEAT)
            except TimeoutError:
                yield b": still here\n\n"
                continue
            await asyncio.sleep(PAUSE)
            topics = sorted(waiting)
            waiting.clear()
            woken.clear()
            for topic in topics:
                yield b"event: hint\ndata: " + orjson.dumps({"topic": shown(topic)}) + b"\n\n"
    finally:
        forget()


def concerns(topic: str, person: str) -> bool:
    """Whether a topic is everybody's, or this person's own."""
    return not topic.startswith(PERSONAL) or topic.partition(":")[2] == person


def shown(topic: str) -> str:
    """The topic as a client knows it: ``tasks``, ``records/crm/customer``."""
    return topic.partition(":")[0]
