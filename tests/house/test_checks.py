"""Lint, types and the direction of imports, each by its own tool as set up in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.code import ROOT

TOOLS = Path(sys.executable).parent


@pytest.mark.parametrize("command", ["ruff check", "ruff format --check", "mypy", "lint-imports"])
def test_the_tool_finds_nothing(command: str) -> None:
    program, *arguments = command.split()
    run = subprocess.run([TOOLS / program, *arguments], cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        pytest.fail(f"{command}\n{run.stdout}{run.stderr}", pytrace=False)
