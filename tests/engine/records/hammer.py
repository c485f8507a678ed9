"""Writes as fast as it can and prints the id of each record after its commit, until it is killed."""

from __future__ import annotations

import sys
from concurrent.futures import Future
from typing import Any

from engine.records.clock import SystemClock
from tests.engine.records.shop import command, opened

PENDING = 16


def main(url: str, prefix: str) -> None:
    with opened(url, clock=SystemClock()) as shop:
        pending: list[Future[Any]] = []
        number = 0
        while True:
            while len(pending) < PENDING:
                name = f"{prefix}-{number}"
                values = {"name": name, "city": name}
                pending.append(shop.submit(command(lambda uow, values=values: uow.create("customer", values))))
                number += 1
            print(pending.pop(0).result()["id"], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
