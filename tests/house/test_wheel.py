"""The wheel carries the product and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.code import PACKAGES, ROOT, modules


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files of a wheel built from this checkout, the UI as it stands."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    environment = {**os.environ, "DOUGONG_SKIP_UI": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    (wheel,) = Path(folder).glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_every_module_is_in_the_wheel(names: set[str]) -> None:
    assert {str(path.relative_to(ROOT)) for path in modules()} <= names


def test_the_wheel_has_no_top_level_names_but_ours(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_the_packs_travel_inside_the_engine(names: set[str]) -> None:
    packs = {path.parent.name for path in (ROOT / "apps").glob("*/app.yaml")}
    assert {f"engine/_packs/{pack}/app.yaml" for pack in packs} <= names
    assert not [name for name in names if name.startswith("engine/_packs/") and name.endswith(".py")]
