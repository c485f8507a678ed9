"""The shop of the rules' tests: customers, their orders, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.running import NOW, World, running

PACK = Path(__file__).parent / "packs/shop"
TODAY = 20_514  # 2026-03-02


@contextmanager
def shop(url: str, changes: Mapping[str, str] = {}) -> Iterator[World]:
    """A shop with a salesperson and their boss."""
    with running(url, PACK, NOW, changes) as world:
        world.person("wang", roles=["boss"])
        world.person("li", roles=["seller"], manager="wang")
        yield world


def tags(world: World, id: str) -> set[str]:
    """The tags that rules keep on a customer."""
    row = world.row("customer", id)
    return {name.removeprefix("tags.") for name, value in row.items() if name.startswith("tags.") and value}


def customer(world: World, name: str = "云海", owner: str = "li", **values: Any) -> str:
    return world.create("customer", name=name, owner=world.people[owner], **values)


def order(world: World, customer: str, amount: int, paid_on: int = TODAY, **values: Any) -> str:
    """A paid order; the amount in whole yuan."""
    made: dict[str, Any] = {"code": "o", "paid": True, "paid_on": paid_on, **values}
    return world.create("order", customer=customer, amount=amount * 100, **made)
