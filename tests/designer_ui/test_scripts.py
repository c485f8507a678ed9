"""The UI's own checks (types, unit tests, size budgets), run by npm with the same Node.js that builds it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.house.code import ROOT

PACKAGE = ROOT / "designer_ui" / "package.json"
CHECKS = ("check", "test", "budget")


def offered() -> list[str]:
    """Those of the checks that the UI has."""
    scripts = json.loads(PACKAGE.read_text(encoding="utf-8"))["scripts"] if PACKAGE.exists() else {}
    return [name for name in CHECKS if name in scripts]


@pytest.mark.parametrize("script", offered())
def test_the_ui_passes_its_own(script: str) -> None:
    command = [sys.executable, ROOT / "script" / "ui.py", "npm", "run", script]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        pytest.fail(f"npm run {script}\n{run.stdout}{run.stderr}", pytrace=False)
