"""A platform served over real HTTP, and programs that act for people."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn

from engine.people.sessions import new_token
from engine.platform import Platform
from engine.records.command import Command
from engine.web.host import application


@contextmanager
def served(platform: Platform) -> Iterator[str]:
    """The address under which the platform answers."""
    # The protocol is named because asyncio switches Nagle's delays off only for what says that it is TCP.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen()  # whoever calls before the server runs waits, and is not refused
    config = uvicorn.Config(application(platform), log_level="error", lifespan="off", server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@contextmanager
def acting(platform: Platform, address: str, id: str, language: str = "zh") -> Iterator[httpx.Client]:
    """A program that acts for somebody with a token."""
    token = platform.run(Command("interactive", lambda uow: new_token(uow, id, "test"), app="system"))
    headers = {"Accept-Language": language, "Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=address, headers=headers) as client:
        yield client


def selected(platform: Platform, text: str) -> list[tuple[Any, ...]]:
    """Rows of a statement, as the database has them."""

    def run(reader: Any) -> list[tuple[Any, ...]]:
        reader.cursor.execute(text)
        found: list[tuple[Any, ...]] = reader.cursor.fetchall()
        return found

    return platform.read(run)
