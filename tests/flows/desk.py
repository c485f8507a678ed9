"""The front desk of the flows' tests: leads that are called, nurtured, visited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.running import NOW, World, running

PACK = Path(__file__).parent / "packs/desk"


@contextmanager
def desk(url: str, changes: Mapping[str, str] = {}) -> Iterator[World]:
    """A desk on Monday at 9 with a salesperson and their boss."""
    with running(url, PACK, NOW, changes) as world:
        world.person("wang", roles=["boss"])
        world.person("li", roles=["seller"], manager="wang", teams=["first_line"])
        yield world


def lead(world: World, name: str = "云海", **values: Any) -> str:
    made: dict[str, Any] = {"owner": world.people["li"], "status": "open", **values}
    return world.create("lead", name=name, **made)


def story(world: World) -> list[tuple[str, str, str | None]]:
    """What happened in all flows, in order: step, kind and outcome."""
    rows = world.select("SELECT step, kind, outcome FROM dougong_flow_event ORDER BY instance, seq")
    return [(step, kind, outcome) for step, kind, outcome in rows]


def standing(world: World) -> list[tuple[str, str | None, str | None]]:
    """Each flow with its status or outcome, and the step at which it waits."""
    rows = world.select(
        "SELECT f.flow, f.status, t.step FROM dougong_flow f LEFT JOIN dougong_flow_token t ON t.instance = f.id "
        "ORDER BY f.id"
    )
    return [(flow, status, step) for flow, status, step in rows]
