"""A package of another distribution with a name of ours is noticed before it does harm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.shadow import MARKER, shadowed
from tests.house.code import PACKAGES, ROOT

REPORT = "from engine.shadow import shadowed; print(*(problem.text('en') for problem in shadowed()), sep='\\n')"


def report(*path: Path) -> str:
    """What the guard says in a fresh Python that searches these folders first."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path)), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-W", "error", "-c", REPORT]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def sentence(package: str, origin: Path) -> str:
    return f'The package "{package}" is not Dougong\'s own: Python finds {origin}'


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_carries_the_marker(package: str) -> None:
    assert MARKER in (ROOT / package / "__init__.py").read_text(encoding="utf-8")


def test_nothing_is_shadowed_here() -> None:
    assert shadowed() == ()


def test_a_foreign_package_in_front_of_ours_is_reported_and_not_run(tmp_path: Path) -> None:
    foreign = tmp_path / "rules" / "__init__.py"
    foreign.parent.mkdir()
    foreign.write_text("raise SystemExit('foreign code ran')\n")
    assert report(tmp_path, ROOT) == sentence("rules", foreign)


def test_a_foreign_wheel_merged_over_our_package_is_reported(tmp_path: Path) -> None:
    for package in PACKAGES:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text(MARKER + "\n")
    shutil.copy(ROOT / "engine" / "shadow.py", tmp_path / "engine")
    shutil.copytree(ROOT / "engine" / "problems", tmp_path / "engine" / "problems")
    assert report(tmp_path) == ""
    merged = tmp_path / "rules" / "__init__.py"
    merged.write_text("__version__ = '3.5'\n")
    assert report(tmp_path) == sentence("rules", merged)
