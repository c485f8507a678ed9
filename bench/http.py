"""One order written over HTTP by 8 clients, as durable as ours: a bare Starlette app with group commit (limit) and one
with a transaction per request (peer). Ours also checks who writes and what, computes, keeps tags, and logs.
"""

from __future__ import annotations

import http.client
import json
import tempfile
import threading
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.measure import Row
from bench.peers.process import Process, running
from engine.app import opened
from engine.people.accounts import add_account
from engine.people.sessions import new_token
from engine.publishing import publish_folder
from engine.records.command import Command

PACK = Path(__file__).parent / "packs" / "trade"
CLIENTS = 8
WRITES = 150  # of each client in a round
ROUNDS = 4
ORDER: dict[str, Any] = {
    "code": "SO-2026-000001",
    "amount": 1280.5,
    "quantity": 12,
    "discount": 0.05,
    "channel": "shop",
    "ordered_on": "2026-03-02",
    "promised_at": "2026-03-05T09:00:00.000Z",
    "city": "上海",
    "urgent": False,
    "note": "客户要求分两批送货，先打电话",
}


@dataclass
class Candidate:
    """A served app: where to post, as whom, and the best figures so far."""

    process: Process
    path: str
    headers: dict[str, str]
    cpu: float = float("inf")
    p99: float = float("inf")
    rate: float = 0.0

    def round(self, customers: list[str]) -> None:
        """All clients write; keeps what is better than before."""
        times: list[float] = []
        threads = [threading.Thread(target=self._write, args=(id_, times)) for id_ in customers]
        before, began = self.process.cpu, perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        count, seconds = len(times), perf_counter() - began
        assert count == CLIENTS * WRITES
        self.cpu = min(self.cpu, (self.process.cpu - before) / count * 1000)
        self.p99 = min(self.p99, sorted(times)[int(count * 0.99)] * 1000)
        self.rate = max(self.rate, count / seconds)

    def _write(self, customer: str, times: list[float]) -> None:
        connection = http.client.HTTPConnection(self.process.address.removeprefix("http://"))
        body = json.dumps({**ORDER, "customer": customer})
        for _ in range(WRITES):
            began = perf_counter()
            connection.request("POST", self.path, body, self.headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 201, answer.status
            times.append(perf_counter() - began)
        connection.close()


def prepare(url: str) -> tuple[str, list[str]]:
    """The pack with a clerk and a customer for each client; the clerk's token and the customers' ids."""
    with opened(url) as platform:
        publish_folder(platform, PACK)

        def hire(uow: Any) -> str:
            id_ = add_account(uow, "clerk", "Clerk", ["trade/clerk"], "long enough to be one")
            return new_token(uow, id_, "bench")

        def make(uow: Any) -> list[str]:
            return [uow.create("customer", {"name": f"客户{number}"})["id"] for number in range(CLIENTS)]

        token = platform.run(Command("interactive", hire, app="system"))
        return token, platform.run(Command("interactive", make, app="trade"))


def cases() -> Iterable[Row]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = f"sqlite:///{folder}/ours.db"
        token, customers = prepare(url)
        plain = {"Content-Type": "application/json"}
        signed = {**plain, "Authorization": f"Bearer {token}"}
        ours = stack.enter_context(running("engine.command", "serve", str(PACK), "--database", url, "--port", "0"))
        limit = stack.enter_context(running("bench.peers.bare", f"{folder}/grouped.db", "grouped"))
        peer = stack.enter_context(running("bench.peers.bare", f"{folder}/single.db", "single"))
        found = (
            Candidate(ours, "/api/apps/trade/forms/order/records", signed),
            Candidate(limit, "/orders", plain),
            Candidate(peer, "/orders", plain),
        )
        for _ in range(ROUNDS):
            for candidate in found:
                candidate.round(customers)
        yield Row.compare("http", "one write; bare, grouped; bare, single", "ms CPU", *(one.cpu for one in found))
        yield Row.compare("http", f"p99 with {CLIENTS} clients", "ms", *(one.p99 for one in found))
        yield Row.compare("http", f"writes a second with {CLIENTS} clients", "1/s", *(one.rate for one in found))
