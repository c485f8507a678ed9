"""What it costs to have an installation at all: memory while nothing happens, a cold start, compiling a pack.

The CRM published before, against a bare Starlette app on SQLite (limit).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import Any

from bench.measure import Row
from bench.peers.process import running
from engine.app import engines
from engine.compiling import build_app
from engine.definitions import load
from engine.definitions.files import read_folder
from engine.people.system import system_catalog
from engine.platform import new_registry
from engine.problems import Problems

CRM = Path(__file__).parents[1] / "apps" / "crm"
STARTS = 3
FIGURES = (
    ("start until it answers; bare Starlette", "s"),
    ("start until it answers; bare Starlette", "s CPU"),
    ("memory of a served CRM; bare Starlette", "MB"),
)
QUIET = 3.0  # seconds after the start until the memory is read


def cases() -> Iterable[Row]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/ours.db"
        publish = ["publish", str(CRM), "--database", url]
        subprocess.run([sys.executable, "-m", "engine.command", *publish], check=True, capture_output=True)
        serve = ("serve", str(CRM), "--database", url, "--port", "0", "--no-demo")
        ours = started("engine.command", *serve)
        bare = started("bench.peers.bare", f"{folder}/bare.db", "grouped")
        for number, (case, unit) in enumerate(FIGURES):
            yield Row.compare("idle", case, unit, ours[number], bare[number])
    for name, seconds in zip(("first", "again"), compiled(), strict=True):
        yield Row.compare("idle", f"check and compile the CRM, {name} in a process", "ms CPU", seconds * 1000)


def started(module: str, *arguments: str) -> tuple[float, ...]:
    """Seconds and CPU seconds until a server says that it listens, its megabytes a little later: the best of each."""
    found = []
    for _ in range(STARTS):
        began = perf_counter()
        with running(module, *arguments) as process:
            times = (perf_counter() - began, process.cpu)
            sleep(QUIET)
            found.append((*times, process.megabytes))
    return tuple(min(figures) for figures in zip(*found, strict=True))


def compiled() -> tuple[float, float]:
    """CPU seconds from the pack's bytes to a compiled app: the first time, and the best of three more."""
    plugged = engines()
    registry = new_registry(plugged)
    system, files = system_catalog(registry, plugged), read_folder(CRM, Problems())

    def once() -> float:
        began = process_time()
        definition, problems = load(files, registry, "crm")
        assert definition is not None
        built: Any = build_app(definition, registry, plugged, system, problems)
        assert not built.problems.errors
        return process_time() - began

    return once(), min(once() for _ in range(3))
