"""A step of a flow is all or nothing: a process killed in the middle of it has done nothing."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from tests.flows.desk import desk, lead, standing, story
from tests.running import World, started_again

ENOUGH = 10_000
POINTS = (9, 40)


def killed_before(url: str, world: World, statement: int) -> subprocess.CompletedProcess[str]:
    """What became of a process that completes the task, killed before one of its statements."""
    arguments = [url, str(world.now), world.people["li"], str(statement)]
    command = [sys.executable, "-m", "tests.flows.killed", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def state(world: World) -> Any:
    """Everything that completing the task changes."""
    (row,) = world.rows("lead")
    return {
        "lead": (row["intent"], row["called_on"], row["version"]),
        "visits": len(world.rows("visit")),
        "tasks": (world.tasks("li"), world.tasks("li", "done")),
        "flow": (standing(world), story(world)),
        "due": [kind for kind, _ in world.due()],
    }


def test_a_killed_step_has_done_nothing_and_the_next_try_does_all(database_url: str, full: bool) -> None:
    with desk(database_url) as world:
        lead(world, budget=2_000_000)
        before = state(world)
    total = None
    for point in range(1, ENOUGH) if full else POINTS:
        ended = killed_before(database_url, world, point)
        if ended.returncode == 0:
            total = ENOUGH
            break
        assert ended.returncode == -9, ended.stderr
        with started_again(database_url, world) as again:
            assert state(again) == before
    if total is None:
        ended = killed_before(database_url, world, ENOUGH)
        assert ended.returncode == 0, ended.stderr
        assert ENOUGH - int(ended.stdout) > max(POINTS)  # each of the points lay inside the step
    with started_again(database_url, world) as again:
        assert state(again) == {
            "lead": ("high", 20_514, 2),
            "visits": 1,
            "tasks": (["登门拜访"], ["首次电话"]),
            "flow": ([("intake", "running", "visited")], [("call", "done", None), ("visit", "acted", None)]),
            "due": [],
        }
