"""The depot: clients, orders with lines, and a flow that marks each order that was not packed in time."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from engine.app import opened
from engine.people.accounts import joined
from engine.people.sessions import new_token
from engine.publishing import publish_folder
from engine.records.clock import SystemClock, moment
from engine.records.command import Command
from tests.faults.serving import PACKS

CLIENTS = 3
Json = dict[str, Any]


@dataclass(frozen=True)
class Depot:
    """An installation with a clerk's token and its clients."""

    token: str
    clients: tuple[str, ...]

    def http(self, address: str) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        return httpx.Client(base_url=f"{address}/api/apps/depot/forms/order", headers=headers, timeout=30)


def prepare(url: str) -> Depot:
    """Publishes the pack on an empty database and hires the clerk."""
    clerk = {"login": "clerk", "name": "Clerk", "active": True, "roles": joined(["depot/clerk"])}
    with opened(url) as platform:
        publish_folder(platform, PACKS / "depot")
        id_ = platform.run(Command("interactive", lambda uow: uow.create("system/user", clerk)["id"]))
        token = platform.run(Command("interactive", lambda uow: new_token(uow, id_, "test"), app="system"))
        names = [f"client {number}" for number in range(CLIENTS)]
        made: Command[list[str]] = Command(
            "interactive", lambda uow: [uow.create("client", {"name": name})["id"] for name in names], app="depot"
        )
        clients = platform.run(made)
        return Depot(token, tuple(clients))


@dataclass
class Operation:
    """One write over HTTP under a key; sent again it must not happen twice."""

    method: str
    path: str
    body: Json
    key: str = field(default_factory=lambda: uuid4().hex)

    def send(self, http: httpx.Client) -> httpx.Response:
        return http.request(self.method, self.path, json=self.body, headers={"Idempotency-Key": self.key})


@dataclass
class Clerk:
    """Somebody who writes orders of their own and remembers what the server has acknowledged.

    ``orders`` is what must be in the database; ``pending`` is the write whose answer never came.
    """

    depot: Depot
    name: str
    chance: random.Random
    orders: dict[str, Json] = field(default_factory=dict)
    pending: Operation | None = None
    acknowledged: int = 0

    def work(self, address: str) -> None:
        """Writes until the server is gone."""
        with self.depot.http(address) as http:
            while True:
                self.pending = self.pending or self.next_operation()
                try:
                    answer = self.pending.send(http)
                except httpx.TransportError:
                    return
                self.keep(self.pending, answer)

    def keep(self, operation: Operation, answer: httpx.Response) -> None:
        assert answer.status_code in (200, 201), (operation, answer.status_code, answer.text)
        self.pending = None
        self.acknowledged += 1
        told = answer.json()
        if operation.method == "POST":
            self.orders[told["id"]] = {**operation.body, "version": 1, "deleted": False}
        elif operation.method == "PATCH":
            order = self.orders[operation.path.rpartition("/")[2]]
            assert order["version"] <= told["version"] <= order["version"] + 1
            order |= {**operation.body, "version": told["version"]}  # writing what is there already is no edit
        else:
            self.orders[operation.path.rpartition("/")[2]]["deleted"] = True

    def next_operation(self) -> Operation:
        alive = [id_ for id_, order in self.orders.items() if not order["deleted"]]
        dice = self.chance.random()
        if not alive or dice < 0.5:
            return Operation("POST", "/records", self.new_order())
        id_ = self.chance.choice(alive)
        if dice < 0.95:
            changes: list[Json] = [{"lines": self.lines()}, {"state": "packed"}, {"client": self.client()}]
            body = self.chance.choice(changes)
            return Operation("PATCH", f"/records/{id_}", {**body, "version": self.orders[id_]["version"]})
        return Operation("DELETE", f"/records/{id_}", {})

    def new_order(self) -> Json:
        ready = moment(now() + self.chance.randrange(200, 3000))
        return {
            "code": f"{self.name}-{uuid4().hex[:8]}",
            "client": self.client(),
            "ready_at": ready.isoformat(timespec="milliseconds"),
            "state": "fresh",
            "lines": self.lines(),
        }

    def lines(self) -> list[Json]:
        return [
            {"item": f"item {number}", "amount": self.chance.randrange(1, 5000) / 100}
            for number in range(self.chance.randrange(4))
        ]

    def client(self) -> str:
        return self.chance.choice(self.depot.clients)


def now() -> int:
    """The time of this machine, which the serving process goes by."""
    return SystemClock().now()
