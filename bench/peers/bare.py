"""`python -m bench.peers.bare FILE grouped|single`: a bare Starlette app that inserts an order into SQLite.

Its fields are checked by hand; there is no sign-in, log, rule or derived value. ``grouped`` writes on one thread
whose transactions serve all that wait, ``single`` in a transaction per request. Prints its address.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import threading
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from engine.records.database import PRAGMAS
from engine.records.ids import new_id

FIELDS: dict[str, type | tuple[type, ...]] = {
    "code": str,
    "customer": str,
    "amount": (int, float),
    "quantity": int,
    "discount": (int, float),
    "channel": str,
    "ordered_on": str,
    "promised_at": str,
    "city": str,
    "urgent": bool,
    "note": str,
}
INSERT = f"INSERT INTO orders VALUES ({', '.join('?' * (len(FIELDS) + 1))})"
GROUP = 32
Row = tuple[Any, ...]


def connect(file: str) -> sqlite3.Connection:
    raw = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    raw.execute(f"CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, {', '.join(FIELDS)})")
    return raw


class Grouped:
    """One thread that writes what is waiting in one transaction."""

    def __init__(self, file: str) -> None:
        self.connection = connect(file)
        self.queue: SimpleQueue[tuple[Row, Future[None]]] = SimpleQueue()
        threading.Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        while True:
            group = [self.queue.get()]
            self.connection.execute("BEGIN IMMEDIATE")
            position = 0
            while position < len(group):
                self.connection.execute(INSERT, group[position][0])
                position += 1
                if position == len(group) < GROUP and not self.queue.empty():
                    group.append(self.queue.get())
            self.connection.execute("COMMIT")
            for _, future in group:
                future.set_result(None)

    async def write(self, row: Row) -> None:
        future: Future[None] = Future()
        self.queue.put((row, future))
        await asyncio.wrap_future(future)


class Single:
    """A transaction of its own for each request, on the thread pool."""

    def __init__(self, file: str) -> None:
        connect(file).close()
        self.file = file
        self.own = threading.local()

    def insert(self, row: Row) -> None:
        connection: sqlite3.Connection | None = getattr(self.own, "connection", None)
        if connection is None:
            connection = self.own.connection = connect(self.file)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(INSERT, row)
        connection.execute("COMMIT")

    async def write(self, row: Row) -> None:
        await run_in_threadpool(self.insert, row)


def application(writer: Grouped | Single) -> Starlette:
    async def create(request: Request) -> Response:
        body = orjson.loads(await request.body())
        if body.keys() - FIELDS.keys() or not all(isinstance(body[name], kind) for name, kind in FIELDS.items()):
            return Response(status_code=422)
        id_ = new_id(0)
        await writer.write((id_, *(body[name] for name in FIELDS)))
        return Response(orjson.dumps({"id": id_, **body}), 201, media_type="application/json")

    async def about(request: Request) -> Response:
        return Response(b"{}", media_type="application/json")

    return Starlette(routes=[Route("/orders", create, methods=["POST"]), Route("/", about)])


class Server(uvicorn.Server):
    """Says where it listens."""

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        print(f"http://127.0.0.1:{self.servers[0].sockets[0].getsockname()[1]}", flush=True)


if __name__ == "__main__":
    made = Grouped(sys.argv[1]) if sys.argv[2] == "grouped" else Single(sys.argv[1])
    Server(uvicorn.Config(application(made), port=0, log_level="warning", access_log=False)).run()
