"""How long the command takes to say what it can do: most of it is imports."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable

from bench.measure import Row, measure_once

# What serving needs: a web framework, a server and a database layer.
FRAMEWORKS = "import starlette.applications, uvicorn, sqlalchemy"


def cases() -> Iterable[Row]:
    """`dougong --help` against a bare Python (limit) and one that only imports the frameworks (peer)."""
    command = [sys.executable, "-m", "engine.command", "--help"]
    seconds = measure_once(
        {
            "ours": lambda: run(command),
            "frameworks": lambda: run([sys.executable, "-c", FRAMEWORKS]),
            "bare": lambda: run([sys.executable, "-c", ""]),
        },
        rounds=5,
    )
    figures = (seconds["ours"], seconds["bare"], seconds["frameworks"])
    yield Row.compare("start", "--help; bare Python; frameworks imported", "s CPU", *figures)


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)
