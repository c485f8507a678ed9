"""Serves a platform over HTTP, and says so once it listens."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import uvicorn

from engine.web.host import application

if TYPE_CHECKING:
    from engine.platform import Platform

Greeting = Callable[[str], Iterable[str]]


class Server(uvicorn.Server):
    """Prints its greeting, given the address, when connections are taken; ends with the writer."""

    greeting: Greeting
    platform: Platform

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for server in self.servers[:1]:
            host, port = server.sockets[0].getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            print(*self.greeting(f"http://{shown}:{port}"), sep="\n", flush=True)

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or not self.platform.writer.alive

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.platform.hints.end()  # else the streams of events would keep it waiting
        await super().shutdown(sockets)


def serve(platform: Platform, host: str, port: int, greeting: Greeting) -> None:
    """Serves until the process is told to end; with port 0 on any free one."""
    config = uvicorn.Config(
        application(platform),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    server = Server(config)
    server.greeting, server.platform = greeting, platform
    signal.signal(signal.SIGTERM, lambda number, frame: None)  # uvicorn raises it again once it has ended
    server.run()
